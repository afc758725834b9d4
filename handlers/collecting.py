"""What is shown to a group goes on the list of the meeting that sits there; what one person alone is shown never does."""

import logging

from telegram import Update

from bot.desk import DeskContext
from bot.errors import StoreBusy
from bot.meetings import tray
from bot.search.results import Answer, Verdict
from handlers.budget import may_lookup
from handlers.here import place_of
from handlers.replied import entries_shown

_log = logging.getLogger(__name__)


async def collect(update: Update, context: DeskContext, entry_ids: tuple[str, ...], found: Answer | None = None) -> None:
    """Put what was shown on the list of the open meeting, if there is one; of `found` the question, where it found nothing."""
    store, place = context.desk.store, place_of(update)
    try:
        if entry_ids:
            await tray.looked_up(store, place.chat_id, place.thread_id, entry_ids)
        elif found is not None and found.verdict is Verdict.NONE:
            await tray.missed(store, place.chat_id, place.thread_id, found.question)
    except StoreBusy:
        _log.warning("a meeting missed a lookup: the database is busy")


async def sent_inline(update: Update, context: DeskContext) -> None:
    """Collect the entry that somebody sent to the group by way of the bot."""
    assert update.message is not None
    shown = entries_shown(update.message, context)
    if len(shown) == 1 and await may_lookup(update, context):
        await collect(update, context, (shown[0].id,))
