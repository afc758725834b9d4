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


COMMANDS = (
    Command("ask", "ask a question in your own words"),
    Command("about", "the three sources and their status"),
    Command("help", "what the desk can do"),
    Command("start", "begin anew"),
)


def nearest_command(name: str, commands: Iterable[Command] = COMMANDS) -> Command | None:
    """Return the command that a mistyped one was most likely meant to be."""
    ranked = sorted((OSA.distance(name.casefold(), command.name), command.name, command) for command in commands)
    distance, _, best = ranked[0]
    return best if distance <= min(NEAR_ENOUGH, len(best.name) - 2) else None
