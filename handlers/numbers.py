"""Plain mode: a number that is typed presses the button with that number, below the last message or the one it replies to."""

import re
import time
from collections.abc import Callable

from cachetools import TTLCache
from telegram import CallbackQuery, InlineKeyboardButton, Message, Update
from telegram.constants import ChatType
from telegram.ext import MessageHandler, filters

from bot.desk import DeskApplication, DeskContext
from bot.render.numbered import button_at, told
from bot.wording.speech import manner
from handlers.budget import spend_line
from handlers.here import is_private
from handlers.sending import TYPED, reply

# Numbers are typed within minutes: the last list of a few thousand chats is remembered, and none over a restart.
MOST = 5_000
KEEP_SECONDS = 3600.0
_KEY = "lists"
_NUMBER = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,2})?")


class Lists:
    """The last message with buttons in each private chat that is in plain mode, for an hour."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._shown: TTLCache[int, Message] = TTLCache(MOST, KEEP_SECONDS, clock)

    def remember(self, message: Message) -> None:
        """Note a message that is shown; one without buttons leaves nothing to choose."""
        self._shown.pop(message.chat_id, None)
        if message.reply_markup is not None:
            self._shown[message.chat_id] = message

    def last(self, chat_id: int) -> Message | None:
        """Return the message whose numbers are meant, None where nothing is known."""
        return self._shown.get(chat_id)


def lists_of(context: DeskContext) -> Lists:
    """Return what this process has shown."""
    found = context.application.bot_data[_KEY]
    assert isinstance(found, Lists)
    return found


class TypedNumber(filters.MessageFilter):
    """Numbers in plain mode that have a button; any other number is a question."""

    def __init__(self, lists: Lists) -> None:
        super().__init__()
        self._lists = lists

    def filter(self, message: Message) -> bool:
        """Say whether this is one."""
        return manner().plain and self.chosen(message) is not None

    def chosen(self, message: Message) -> tuple[Message, InlineKeyboardButton] | None:
        """Return the button that a message names, and the message that has it."""
        text, answered = (message.text or "").strip(" ."), message.reply_to_message
        ours = answered if answered and answered.from_user and answered.from_user.id == message.get_bot().id else None
        # In a group a number says something to others, unless it replies to a list of ours.
        shown = ours or (self._lists.last(message.chat_id) if message.chat.type == ChatType.PRIVATE else None)
        if shown is None or shown.reply_markup is None or not _NUMBER.fullmatch(text):
            return None
        found = button_at(shown.reply_markup.inline_keyboard, text)
        return (shown, found) if found else None

    async def press(self, update: Update, context: DeskContext) -> None:
        """Do what the button does; a link or a text to copy is written out."""
        message = update.message
        assert message is not None
        chosen = self.chosen(message)
        assert chosen is not None
        shown, key = chosen
        if not is_private(update) and not spend_line(update, context):
            return
        if key.callback_data is None:
            await reply(update, told(key))
            # What was chosen was written out; the list is the same as before.
            self._lists.remember(shown)
            return
        assert message.from_user is not None
        query = CallbackQuery(TYPED, message.from_user, "", shown, str(key.callback_data))
        query.set_bot(update.get_bot())
        pressed = Update(update.update_id, callback_query=query)
        pressed.set_bot(update.get_bot())
        await context.application.process_update(pressed)


def register(app: DeskApplication) -> None:
    """Add what comes ahead of every other text."""
    app.bot_data[_KEY] = lists = Lists()
    typed = TypedNumber(lists)
    app.add_handler(MessageHandler(filters.UpdateType.MESSAGE & filters.TEXT & ~filters.COMMAND & typed, typed.press))
