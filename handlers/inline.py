"""Inline mode: `@bot …` in any chat."""

from telegram import InlineQueryResultsButton, Update
from telegram.error import BadRequest
from telegram.ext import InlineQueryHandler

from bot.desk import DeskApplication, DeskContext
from bot.render import inline
from bot.search.typeahead import Typeahead
from bot.wording.speech import say

PAGE = 20
# Results are the same until the knowledge base changes, which needs a restart; but not for everybody, who have languages.
CACHE_SECONDS = 300


class Inline:
    """Answers inline queries."""

    def __init__(self, typeahead: Typeahead) -> None:
        self._typeahead = typeahead

    async def answer(self, update: Update, context: DeskContext) -> None:
        """Offer entries for what was typed, a page at a time, and first the sentence with its sources where one was written."""
        query = update.inline_query
        assert query is not None
        catalog, username = context.desk.catalog, context.bot.username
        start = int(query.offset) if query.offset.isascii() and query.offset.isdigit() else 0
        sentence = None if start else self._typeahead.sentence(query.query)
        entries = list(sentence.entries) if sentence else self._typeahead.entries(query.query)
        shown = inline.results(catalog, entries[start : start + PAGE], username)
        if sentence and (whole := inline.sentence_result(catalog, sentence)):
            shown = [whole, *shown]
        try:
            await query.answer(
                shown,
                cache_time=CACHE_SECONDS,
                is_personal=True,
                next_offset=str(start + PAGE) if start + PAGE < len(entries) else "",
                button=None
                if shown or start
                else InlineQueryResultsButton(say(inline.NOTHING_FOUND), start_parameter=inline.FROM_INLINE),
            )
        except BadRequest as error:
            # Whoever types on has sent another query since.
            if "too old" not in str(error):
                raise


def register(app: DeskApplication, typeahead: Typeahead) -> None:
    """Add inline mode."""
    app.add_handler(InlineQueryHandler(Inline(typeahead).answer))
