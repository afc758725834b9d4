"""What was read otherwise than it was written: said before every answer that rests on it."""

from collections.abc import Iterable

from bot.render.screen import escape
from bot.search.results import Correction
from bot.wording.speech import say


def showing(corrections: Iterable[Correction]) -> str:
    """Return a line of HTML for each word that was read as another; empty for none."""
    return "\n".join(
        # Translators: a typing error was mended; {read} is what we take it for, {wrote} is what the reader typed.
        say("Showing results for <b>{read}</b> (you wrote {wrote})", read=escape(one.read), wrote=escape(one.wrote))
        for one in corrections
    )
