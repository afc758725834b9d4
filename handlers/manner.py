"""How to talk to the chat that an update comes from: found before any other handler, and valid for the update alone."""

import logging

from cachetools import LRUCache
from telegram import Update
from telegram.ext import TypeHandler

from bot.desk import DeskApplication, DeskContext
from bot.errors import StoreBusy
from bot.store import preferences
from bot.store.preferences import USUAL, Preferences
from bot.wording.languages import nearest
from bot.wording.speech import speak
from handlers.here import is_private
from handlers.numbers import lists_of
from handlers.sending import listen

# Ahead of all that answers.
FIRST = -3
MOST = 5_000
CAUTIOUS = Preferences(whisper=True, conveners="nobody")
_KEY = "lately"
_log = logging.getLogger(__name__)


async def find_manner(update: Update, context: DeskContext) -> None:
    """Read what the chat has chosen; inline queries follow the private chat of whoever types."""
    # Where the bot is a guest, too, it speaks as with whoever called it.
    where = update.effective_user if update.guest_message else update.effective_chat or update.effective_user
    known = _lately(context).get(where.id) if where else None
    # What a group has made private must not be told to all because its choice cannot be read.
    adopt(update, context, known or (CAUTIOUS if _is_group(update) else USUAL))
    if where is None:
        return
    try:
        async with context.desk.store.read() as connection:
            chosen = await preferences.of_chat(connection, where.id)
    except StoreBusy:
        _log.warning("a chat's preferences were not read: the database is busy")
    else:
        remember(context, where.id, chosen)
        adopt(update, context, chosen)


def adopt(update: Update, context: DeskContext, chosen: Preferences) -> None:
    """Answer this update as a chat has chosen, from now on."""
    user, in_group = update.effective_user, _is_group(update)
    context.preferences = chosen
    speak(chosen.manner(nearest(user.language_code if user else None), in_group=in_group))
    listen(lists_of(context).remember if chosen.plain and not in_group else None)


def remember(context: DeskContext, chat_id: int, chosen: Preferences) -> None:
    """Know what a chat has just chosen, should the database not answer the next time."""
    _lately(context)[chat_id] = chosen


def _is_group(update: Update) -> bool:
    return update.effective_chat is not None and not is_private(update) and not update.guest_message


def _lately(context: DeskContext) -> LRUCache[int, Preferences]:
    """Return what chats chose when last they were asked, for a database that does not answer."""
    found = context.bot_data[_KEY]
    assert isinstance(found, LRUCache)
    return found


def register(app: DeskApplication) -> None:
    """Add what runs before every handler."""
    app.bot_data[_KEY] = LRUCache(MOST)
    app.add_handler(TypeHandler(Update, find_manner), group=FIRST)
