"""Every error that the desk raises on purpose is one of the drawn tree and ends a command in a foreseen way."""

import inspect

import pytest

from bot import errors
from bot.errors import DeskError, KnowledgeError, SettingsError, StartFailed, TokenRevoked, UnknownEntry

RAISED = [found for _, found in inspect.getmembers(errors, inspect.isclass) if issubclass(found, Exception)]


@pytest.mark.parametrize("error", RAISED, ids=lambda error: error.__name__)
def test_every_error_is_drawn_in_the_tree(error: type[Exception]) -> None:
    assert issubclass(error, DeskError)
    assert f"{error.__name__} " in (errors.__doc__ or "")


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (SettingsError(["x"]), 78),
        (TokenRevoked("x"), 78),
        (KnowledgeError(["x"]), 1),
        (UnknownEntry("x"), 1),
        (StartFailed("x"), 1),
    ],
    ids=lambda value: type(value).__name__,
)
def test_supervisors_restart_only_what_may_come_right(error: DeskError, code: int) -> None:
    assert error.exit_code == code


@pytest.mark.parametrize("error", [SettingsError, KnowledgeError])
def test_many_faults_are_a_line_each(error: type[SettingsError | KnowledgeError]) -> None:
    assert str(error(["first", "second"])) == "first\nsecond"
