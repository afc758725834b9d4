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
    """Return the question that is open in a private chat."""
    store, chat = context.desk.store, update.effective_chat
    assert chat is not None
    async with store.read() as connection:
        return await dialogues.open_in(connection, chat.id, store.now())


async def settle(update: Update, context: DeskContext) -> None:
    """Forget the question of a private chat: it was answered or given up."""
    store, chat = context.desk.store, update.effective_chat
    assert chat is not None
    if not is_private(update) or await open_question(update, context) is None:
        return
    try:
        async with store.write() as connection:
            await dialogues.end(connection, chat.id)
    except StoreBusy:
        # What was answered is done; the question is forgotten within the hour.
        _log.warning("a question was not forgotten: the database is busy")


def question_in(message: Message | None, bot_id: int) -> str | None:
    """Return the address of the question that one of our messages asks, as its Cancel button has it; None for others."""
    if message is None or message.from_user is None or message.from_user.id != bot_id or message.reply_markup is None:
        return None
    data = [str(key.callback_data or "") for row in message.reply_markup.inline_keyboard for key in row]
    return next((one.removeprefix(f"{CANCEL}|") for one in data if one.startswith(f"{CANCEL}|")), None)


async def take_buttons_off(update: Update, message_id: int) -> None:
    """Leave a question that was answered in words without its buttons."""
    chat = update.effective_chat
    assert chat is not None
    try:
        await update.get_bot().edit_message_reply_markup(chat.id, message_id)
    except BadRequest:
        return


async def places_for(words: str) -> list[Place]:
    """Return the places that words may mean; the first time takes seconds, so it is done beside the event loop."""
    return await asyncio.to_thread(find_places, words)


def choices(desk: Desk, places: list[Place]) -> list[Choice]:
    """Return places as they are offered."""
    return [Choice(one.label, one.zone, moment(desk.store.now(), one.zone)) for one in places]
