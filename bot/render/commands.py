"""The commands a person can give, in the order of the menu."""

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz.distance import OSA

NEAR_ENOUGH = 2


@dataclass(frozen=True, slots=True)
class Command:
    """A command with what the menu and the help say of it."""

    name: str
    purpose: str


# What the help shows, under heads; the menu has them in the same order.
BY_USE: dict[str, tuple[Command, ...]] = {
    "Look up": (
        Command("ask", "ask a question in your own words"),
        Command("themes", "look through the themes"),
        Command("theme", "entries on a theme, as in /theme remittances"),
        Command("countries", "look through the countries"),
        Command("country", "entries on a country, as in /country Germany"),
        Command("objectives", "the 23 objectives of 2018"),
        Command("objective", "entries on an objective, as in /objective 6"),
        Command("practices", "practices by theme, or on a subject"),
        Command("recommendations", "recommendations by theme, or on a subject"),
        Command("instruments", "instruments by theme, or on a subject"),
        Command("sources", "the three documents, section by section"),
    ),
    "Take away": (
        Command("cite", "cite an entry, for a meeting, a footnote or a reference manager"),
        Command("compare", "two to four countries or entries side by side"),
        Command("brief", "one file on a subject, for rooms without a network"),
        Command("save", "keep an entry, in a folder if you like"),
        Command("saved", "your saved entries, by folder"),
    ),
    "Digests": (
        Command("digest", "today’s digest now, or once one on a subject"),
        Command("subscribe", "a digest on a subject, at a time of your choice"),
        Command("subscriptions", "see and change your subscriptions"),
        Command("unsubscribe", "stop a subscription"),
        Command("pause", "pause all digests, also until a date"),
        Command("resume", "let paused digests go on"),
    ),
    "The desk": (
        Command("cancel", "give up what was begun"),
        Command("about", "the three sources and their status"),
        Command("help", "what the desk can do"),
        Command("start", "begin anew"),
    ),
}
COMMANDS = tuple(command for commands in BY_USE.values() for command in commands)


# At most 512 and 120 characters: shown before a chat begins, and on the bot's page.
DESCRIPTION = (
    "Ask about migration governance in your own words. I look things up in three documents written in 2017 for the UN Global "
    "Compact for Migration (GFMD, ICMPD, IOM) and answer with one entry and the place where it stands, or say that they are silent."
)
SHORT_DESCRIPTION = "A reference desk for migration governance: three documents of 2017, each answer with its source."


def nearest_command(name: str, commands: Iterable[Command] = COMMANDS) -> Command | None:
    """Return the command that a mistyped one was most likely meant to be."""
    ranked = sorted((OSA.distance(name.casefold(), command.name), command.name, command) for command in commands)
    distance, _, best = ranked[0]
    return best if distance <= min(NEAR_ENOUGH, len(best.name) - 2) else None
