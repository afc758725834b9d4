"""Which command a mistyped one was meant to be, and what Telegram's menu takes."""

import pytest

from bot.render.commands import COMMANDS, nearest_command
from bot.sandbox.limits import checked_commands

MEANT = {
    "hlep": "help",
    "halp": "help",
    "HELP": "help",
    "aks": "ask",
    "abuot": "about",
    "strat": "start",
    "starts": "start",
    "xyz": None,
    "a": None,
    "stop": None,
    "": None,
    "кто": None,
    "😀": None,
    "x" * 5000: None,
}


@pytest.mark.parametrize(("name", "meant"), MEANT.items(), ids=lambda value: str(value)[:12] or "nothing")
def test_the_nearest_command(name: str, meant: str | None) -> None:
    found = nearest_command(name)
    assert (found.name if found else None) == meant


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_a_command_is_nearest_to_itself(command: object) -> None:
    assert nearest_command(command.name) is command  # type: ignore[attr-defined]


def test_telegram_takes_the_menu() -> None:
    menu = [{"command": command.name, "description": command.purpose} for command in COMMANDS]
    assert checked_commands(menu) == menu
    assert len({command.name for command in COMMANDS}) == len(COMMANDS)
