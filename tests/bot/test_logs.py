"""No token reaches the log, wherever in a record it stands."""

import logging
from collections.abc import Callable, Iterator

import pytest

from bot.logs import configure_logging

TOKEN = "123456789:AAEhBOweik6ad9r_QXMENQjcrGbqCr4K-bc"
WORDS = "my boss keeps my passport"
ADDRESS = f"https://api.telegram.org/bot{TOKEN}/sendMessage"
log = logging.getLogger("test")


@pytest.fixture(autouse=True)
def _restored_logging() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


def in_message() -> None:
    log.warning(f"asked {ADDRESS}")


def in_arguments() -> None:
    log.warning("asked %s for %s", ADDRESS, {"token": TOKEN})


def in_stack() -> None:
    log.warning("here", stack_info=bool("123456789:AAEhBOweik6ad9r_QXMENQjcrGbqCr4K-bc"))


def in_traceback() -> None:
    try:
        int("123456789:AAEhBOweik6ad9r_QXMENQjcrGbqCr4K-bc")
    except ValueError:
        log.exception("failed")


def fail_with_words() -> None:
    try:
        int(WORDS)
    except ValueError as error:
        raise RuntimeError(WORDS) from error


@pytest.mark.parametrize("say", [in_message, in_arguments, in_stack, in_traceback])
def test_a_token_is_struck_out(capsys: pytest.CaptureFixture[str], say: Callable[[], None]) -> None:
    configure_logging(logging.INFO)
    say()
    told = capsys.readouterr().err
    assert "[token]" in told
    assert TOKEN not in told


def test_an_exception_is_told_by_place_and_type_without_its_words(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging(logging.INFO)
    try:
        fail_with_words()
    except RuntimeError:
        log.exception("failed")
    told = capsys.readouterr().err
    assert "in fail_with_words" in told
    assert told.endswith("RuntimeError\n")
    assert WORDS not in told


def test_the_rest_of_a_line_stays(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging(logging.INFO)
    log.warning("chat %d at 12:30 asked %s", 123456789, ADDRESS)
    line = capsys.readouterr().err
    assert line.endswith(" WARNING test: chat 123456789 at 12:30 asked https://api.telegram.org/bot[token]/sendMessage\n")


@pytest.mark.parametrize("library", ["httpx", "aiohttp.access", "telegram.ext", "uvicorn.error", "asyncio"])
def test_libraries_speak_only_of_trouble(capsys: pytest.CaptureFixture[str], library: str) -> None:
    configure_logging(logging.DEBUG)
    logging.getLogger(library).info("a request")
    logging.getLogger(library).warning("trouble")
    assert "a request" not in (told := capsys.readouterr().err)
    assert "trouble" in told


@pytest.mark.parametrize(("level", "shown"), [(logging.INFO, True), (logging.WARNING, False)])
def test_the_desk_speaks_from_its_level_on(capsys: pytest.CaptureFixture[str], level: int, shown: bool) -> None:
    configure_logging(level)
    log.info("hello")
    assert ("hello" in capsys.readouterr().err) is shown
