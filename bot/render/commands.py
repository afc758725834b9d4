"""The commands a person can give, in the order of the menu."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import OSA

from bot.wording.speech import marked

NEAR_ENOUGH = 2
# What the desk is called in every language.
NAME = "Compact Desk"


class Scope(StrEnum):
    """Whose menu it is: in a private chat, of whoever is in a group, or of a group's administrators."""

    PRIVATE = "private"
    GROUP = "group"
    ADMINISTRATORS = "administrators"


PRIVATE_ONLY = frozenset({Scope.PRIVATE})
GROUPS_ONLY = frozenset({Scope.GROUP, Scope.ADMINISTRATORS})
NOT_MEMBERS = frozenset({Scope.PRIVATE, Scope.ADMINISTRATORS})
EVERYWHERE = frozenset(Scope)


@dataclass(frozen=True, slots=True)
class Command:
    """A command with what the menu and the help say of it, marked for translation, and the menus in which it stands."""

    name: str
    purpose: str
    scopes: frozenset[Scope] = PRIVATE_ONLY


# What the help shows, under heads; the menus have them in the same order.
BY_USE: dict[str, tuple[Command, ...]] = {
    marked("Look up"): (
        Command("ask", marked("ask a question in your own words"), EVERYWHERE),
        Command("themes", marked("browse the themes"), EVERYWHERE),
        Command("theme", marked("entries on a theme, such as /theme remittances")),
        Command("countries", marked("browse the countries"), EVERYWHERE),
        Command("country", marked("entries on a country, such as /country Germany")),
        Command("objectives", marked("the 23 objectives of 2018")),
        Command("objective", marked("entries on an objective, such as /objective 6")),
        Command("practices", marked("practices by theme, or on a subject")),
        Command("recommendations", marked("recommendations by theme, or on a subject")),
        Command("instruments", marked("instruments by theme, or on a subject")),
        Command("sources", marked("the three documents, section by section")),
        Command("new", marked("what changed in the knowledge base")),
    ),
    marked("Cite, compare and save"): (
        Command("cite", marked("cite an entry in a meeting, a footnote or a reference manager"), EVERYWHERE),
        Command("compare", marked("two to four countries or entries side by side"), EVERYWHERE),
        Command("brief", marked("one file on a subject, to use offline"), EVERYWHERE),
        Command("save", marked("save an entry, in a folder if you like")),
        Command("saved", marked("your saved entries, by folder")),
    ),
    marked("Digests"): (
        Command("digest", marked("get today’s digest now, or a single one on a subject"), NOT_MEMBERS),
        Command("subscribe", marked("a digest on a subject, at a time of your choice"), NOT_MEMBERS),
        Command("subscriptions", marked("see and change your subscriptions"), NOT_MEMBERS),
        Command("unsubscribe", marked("stop a subscription")),
        Command("pause", marked("pause all digests, until a date if you like"), NOT_MEMBERS),
        Command("resume", marked("resume paused digests"), NOT_MEMBERS),
    ),
    marked("In groups"): (
        Command("whisper", marked("ask so that only you see the answer"), GROUPS_ONLY),
        Command("meeting", marked("collect what is looked up, and get it as one file"), GROUPS_ONLY),
        Command("note", marked("add an entry or a note to the meeting’s list"), GROUPS_ONLY),
    ),
    marked("The desk"): (
        Command("settings", marked("how I talk to you; in groups, what I do"), NOT_MEMBERS),
        # Translators: the names of the languages stay as they are.
        Command("language", marked("English, français, español")),
        Command("cancel", marked("cancel what you have started")),
        Command("about", marked("the three sources and their status")),
        Command("help", marked("what the desk can do"), EVERYWHERE),
        Command("start", marked("show the welcome message")),
    ),
}
COMMANDS = tuple(command for commands in BY_USE.values() for command in commands)


# Translators: shown before a chat begins; at most 512 characters.
DESCRIPTION = marked(
    "Ask about migration governance in your own words. I look things up in three documents written in 2017 for the "
    "UN Global Compact for Migration (GFMD, ICMPD, IOM) and answer with one entry and its exact place in the "
    "document, or tell you that I found no answer."
)
# Translators: shown on the bot's page; at most 120 characters.
SHORT_DESCRIPTION = marked("A reference desk for migration governance: three documents from 2017, each answer with its source.")


def menu(scope: Scope) -> tuple[Command, ...]:
    """Return the commands of a menu, in its order."""
    return tuple(command for command in COMMANDS if scope in command.scopes)


def nearest_command(name: str, commands: Iterable[Command] = COMMANDS) -> Command | None:
    """Return the command that a mistyped one was most likely meant to be."""
    ranked = sorted((OSA.distance(name.casefold(), command.name), command.name, command) for command in commands)
    distance, _, best = ranked[0]
    return best if distance <= min(NEAR_ENOUGH, len(best.name) - 2) else None
