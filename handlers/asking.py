"""Asking back: what was asked stands in the message itself, and for typed answers in a private chat also in the store."""

import asyncio
import logging

from telegram import Message, Update
from telegram.error import BadRequest

from bot.desk import Desk, DeskContext
from bot.digests.zones import Place, find_places
from bot.errors import StoreBusy
from bot.render.screen import Screen
from bot.render.steps import CANCEL
from bot.render.subscribing import Asked, Choice
from bot.store import dialogues
from bot.store.dialogues import Question
from handlers.here import is_private
from handlers.sending import show
from handlers.views import moment

# Longer texts that nobody replied with are questions to the desk.
MOST_WORDS = 4
_log = logging.getLogger(__name__)


def asked(update: Update, address: str) -> Asked:
    """Return what a question of this address hangs on here."""
    return Asked(address, in_group=not is_private(update))


async def ask(update: Update, context: DeskContext, screen: Screen, address: str) -> None:
    """Show a question, in place of the one before if a button was pressed."""
    shown = await show(update, screen)
    if shown is not None and is_private(update):
        await remember(context, shown.chat_id, Question(address, shown.message_id))


async def remember(context: DeskContext, chat_id: int, question: Question) -> None:
    """Keep a question for an answer that is typed. Where that fails, buttons and replies to it still lead on."""
    store = context.desk.store
    try:
        async with store.write() as connection:
            await dialogues.begin(connection, chat_id, question, store.now())
    except StoreBusy:
        _log.warning("a question was not kept: the database is busy")


async def open_question(update: Update, context: DeskContext) -> Question | None:
    """Return the question that is open in a private chat. Raises StoreBusy."""
    store, chat = context.desk.store, update.effective_chat
    assert chat is not None
    async with store.read() as connection:
        return await dialogues.open_in(connection, chat.id, store.now())


async def settle(update: Update, context: DeskContext) -> None:
    """Forget the question of a private chat: it was answered or given up."""
    store, chat = context.desk.store, update.effective_chat
    assert chat is not None
    if not is_private(update):
        return
    try:
        if await open_question(update, context) is not None:
            async with store.write() as connection:
                await dialogues.end(connection, chat.id)
    except StoreBusy:
        # What was answered is done; the question is forgotten within the hour.
        _log.warning("a question was not forgotten: the database is busy")


def question_in(message: Message | None, bot_id: int) -> str | None:
    """Return the address of the question that one of our messages asks, as its Cancel button has it; None for others."""
    return held_by_button(message, bot_id, f"{CANCEL}|")


def held_by_button(message: Message | None, bot_id: int, verb: str) -> str | None:
    """Return what the first button that begins with a verb holds after it, below one of our messages; None where there is none."""
    if message is None or message.from_user is None or message.from_user.id != bot_id:
        return None
    return next((one.removeprefix(verb) for one in addresses_below(message) if one.startswith(verb)), None)


def addresses_below(message: Message) -> list[str]:
    """Return what the buttons below a message hold."""
    rows = message.reply_markup.inline_keyboard if message.reply_markup else ()
    return [str(key.callback_data or "") for row in rows for key in row]


async def take_buttons_off(update: Update, message_id: int) -> None:
    """Leave a question that was answered in words without its buttons."""
    chat = update.effective_chat
    assert chat is not None
    try:
        await update.get_bot().edit_message_reply_markup(chat.id, message_id)
    except BadRequest:
        return


def is_long(words: str) -> bool:
    """Say whether a text is too long to be an answer that nobody has to give."""
    return len(words.split()) > MOST_WORDS


async def places_for(words: str, *, sure: bool) -> list[Place]:
    """Return the places that words may mean; long ones mean none, unless they are `sure` to."""
    # The first time takes seconds.
    return await asyncio.to_thread(find_places, words) if sure or not is_long(words) else []


def choices(desk: Desk, places: list[Place]) -> list[Choice]:
    """Return places as they are offered."""
    return [Choice(one.label, one.zone, moment(desk.store.now(), one.zone)) for one in places]
