"""What was read otherwise than it was written: said before every answer that rests on it."""

from collections.abc import Iterable

from bot.render.screen import escape
from bot.search.results import Correction
from bot.wording.speech import say


def reading(corrections: Iterable[Correction]) -> str:
    """Return a line of HTML for each word of a subject, name or place that was read as another; empty for none."""
    return "\n".join(
        # Translators: a typing error was mended; {read} is what we take it for, {wrote} is what the reader typed.
        say("Reading <b>{read}</b> (you wrote {wrote})", read=escape(one.read), wrote=escape(one.wrote))
        for one in corrections
    )


def showing(correction: Correction) -> str:
    """Return, as HTML, which word of a question was read as another."""
    # Translators: a typing error was mended; {read} is what we take it for, {wrote} is what the reader typed.
    return say(
        "Showing results for <b>{read}</b> (you wrote {wrote})", read=escape(correction.read), wrote=escape(correction.wrote)
    )


def read_as(corrections: Iterable[Correction]) -> str:
    """Return, as HTML, the words of what is to be cited, compared or packed that were read as others; empty for none."""
    return "\n".join(
        # Translators: a typing error was mended; {read} is what we take it for, {wrote} is what the reader typed.
        say("Read as <b>{read}</b> (you wrote {wrote})", read=escape(one.read), wrote=escape(one.wrote))
        for one in corrections
    )
