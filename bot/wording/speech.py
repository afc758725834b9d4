"""Saying a text in the language and the manner of the chat that is being answered."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from gettext import GNUTranslations

from bot.wording.languages import ENGLISH


@dataclass(frozen=True, slots=True)
class Manner:
    """How a chat wants to be talked to.

    `plain` is for screen readers and poor lines: no emoji, no tables, no folded text, and every button has a number to type.
    `short` answers a question with title, one sentence and source.
    """

    language: str = ENGLISH
    plain: bool = False
    short: bool = False


_USUAL = Manner()
_MANNER: ContextVar[Manner] = ContextVar("manner", default=_USUAL)


def manner() -> Manner:
    """Return the manner that is spoken in now."""
    return _MANNER.get()


def speak(how: Manner) -> None:
    """Speak like this from now on, in this task alone."""
    _MANNER.set(how)


@contextmanager
def speaking(how: Manner) -> Iterator[None]:
    """Speak like this inside the block."""
    before = _MANNER.set(how)
    try:
        yield
    finally:
        _MANNER.reset(before)


def say(text: str, /, **values: object) -> str:
    """Return a text in the language spoken now, with `{name}` replaced by values; HTML among them is the caller's to escape."""
    language = manner().language
    said = text if language == ENGLISH else _translations(language).gettext(text)
    return said.format(**values) if values else said


def say_many(one: str, many: str, count: int, /, **values: object) -> str:
    """Return the form of a text for a number, which stands in it as `{count}`."""
    language = manner().language
    said = (one if count == 1 else many) if language == ENGLISH else _translations(language).ngettext(one, many, count)
    return said.format(count=count, **values)


def marked(text: str) -> str:
    """Mark a text for translation that is said later, by `say`."""
    return text


def _translations(language: str) -> GNUTranslations:
    # Reading gettext's files takes time to import, which a command that speaks English need not pay.
    from bot.wording.catalogs import translations  # noqa: PLC0415

    return translations(language)
