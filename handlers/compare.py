"""Comparisons: `/compare germany canada remittances`, `/compare ICTC, FAP`."""

from telegram import Update

from bot.desk import DeskApplication, DeskContext
from bot.render import compare, reference_desk
from bot.render.screen import Screen, escape
from bot.search.comparison import ComparisonReader
from bot.wording.speech import say
from handlers.commanding import add_command, words_of
from handlers.sending import reply


class Compare:
    """Shows countries or entries side by side."""

    def __init__(self, reader: ComparisonReader) -> None:
        self._reader = reader

    async def compare_command(self, update: Update, context: DeskContext) -> None:
        """Compare what is named: the first four, at least two."""
        words = " ".join(words_of(update, context))
        if not words:
            await reply(update, Screen(escape(say(reference_desk.HOW_TO_COMPARE))))
            return
        catalog, wanted = context.desk.catalog, self._reader.read(words)
        named = wanted.codes or wanted.entries
        if len(named) < compare.FEWEST:
            few = Screen(f"{say(reference_desk.TOO_FEW)}\n{escape(say(reference_desk.HOW_TO_COMPARE))}")
            await reply(update, reference_desk.with_remarks(few, compare.few_and_short(wanted.corrections), wanted.missed))
            return
        remark = say(reference_desk.TOO_MANY) if len(named) > compare.MOST else ""
        above = reference_desk.with_remarks(Screen(""), compare.few_and_short(wanted.corrections), wanted.missed, remark).text
        if wanted.codes:
            screen = compare.compare_countries(catalog, wanted.codes[: compare.MOST], wanted.topic_key, above)
        else:
            screen = compare.compare(catalog, wanted.entries[: compare.MOST], above)
        await reply(update, screen)


def register(app: DeskApplication, reader: ComparisonReader) -> None:
    """Add the command."""
    add_command(app, "compare", Compare(reader).compare_command)
