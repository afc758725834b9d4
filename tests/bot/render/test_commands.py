"""Which command a mistyped one was meant to be, which menu has which, and what Telegram takes."""

import pytest

from bot.render.commands import COMMANDS, DESCRIPTION, NAME, SHORT_DESCRIPTION, Scope, menu, nearest_command
from bot.sandbox.limits import check_profile_text, checked_commands
from bot.wording.catalogs import path_of
from bot.wording.languages import ENGLISH, LANGUAGES
from bot.wording.speech import Manner, say, speaking

SPOKEN = [language for language in LANGUAGES if language == ENGLISH or path_of(language).exists()]

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


IN_GROUPS = {"whisper", "meeting", "note"}
FOR_ALL = {"ask", "cite", "compare", "brief", "themes", "countries", "help"}
FOR_ADMINISTRATORS = {"settings", "subscribe", "subscriptions", "digest", "pause", "resume"}


def test_each_menu_has_what_can_be_used_there() -> None:
    names = {scope: {command.name for command in menu(scope)} for scope in Scope}
    assert names[Scope.PRIVATE] == {command.name for command in COMMANDS} - IN_GROUPS
    assert names[Scope.GROUP] == IN_GROUPS | FOR_ALL
    assert names[Scope.ADMINISTRATORS] == IN_GROUPS | FOR_ALL | FOR_ADMINISTRATORS


def test_no_command_is_there_twice_or_nowhere() -> None:
    assert len({command.name for command in COMMANDS}) == len(COMMANDS)
    assert all(command.scopes for command in COMMANDS)


@pytest.mark.parametrize("scope", Scope)
@pytest.mark.parametrize("language", SPOKEN)
def test_telegram_takes_the_menu(language: str, scope: Scope) -> None:
    with speaking(Manner(language)):
        shown = [{"command": command.name, "description": say(command.purpose)} for command in menu(scope)]
    assert checked_commands(shown) == shown


@pytest.mark.parametrize("language", SPOKEN)
def test_telegram_takes_the_profile(language: str) -> None:
    check_profile_text("name", NAME)
    with speaking(Manner(language)):
        check_profile_text("description", say(DESCRIPTION))
        check_profile_text("short_description", say(SHORT_DESCRIPTION))
