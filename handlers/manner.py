"""How to talk to the chat that an update comes from: found before any other handler, and valid for the update alone."""

import logging

from telegram import Update
from telegram.ext import TypeHandler

from bot.desk import DeskApplication, DeskContext
from bot.errors import StoreBusy
from bot.store import preferences
from bot.wording.languages import nearest
from bot.wording.speech import Manner, speak
from handlers.here import is_private
from handlers.numbers import lists_of
from handlers.sending import listen

# Ahead of all that answers.
FIRST = -3
_log = logging.getLogger(__name__)


async def find_manner(update: Update, context: DeskContext) -> None:
    """Read what the chat has chosen; inline queries follow the private chat of whoever types."""
    user = update.effective_user
    client = nearest(user.language_code if user else None)
    # What the update before in this chat was answered in does not matter.
    speak(Manner(client))
    listen(None)
    # Where the bot is a guest, too, it speaks as with whoever called it.
    where = user if update.guest_message else update.effective_chat or user
    if where is None:
        return
    try:
        async with context.desk.store.read() as connection:
            context.preferences = await preferences.of_chat(connection, where.id)
    except StoreBusy:
        _log.warning("a chat's preferences were not read: the database is busy")
    in_group = update.effective_chat is where and not is_private(update)
    speak(context.preferences.manner(client, in_group=in_group))
    listen(lists_of(context).remember if context.preferences.plain else None)


def register(app: DeskApplication) -> None:
    """Add what runs before every handler."""
    app.add_handler(TypeHandler(Update, find_manner), group=FIRST)
