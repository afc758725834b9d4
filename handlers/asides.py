"""Messages that one person of a group alone sees: Telegram's ephemeral messages (Bot API 10.2, parameters of 10.3).

python-telegram-bot does not know them yet, so they are raw calls. `handlers.quietly` finds out whether the server does.
"""

import logging
from functools import partial
from typing import Any

from telegram import Message, Update
from telegram.constants import ParseMode
from telegram.error import BadRequest, EndPointNotFound, TelegramError

from bot.render.screen import Screen
from handlers.patience import insist

PARAMETER = "ephemeral_message_parameters"
# What stays of a message that could not be deleted.
EMPTIED = "…"
_log = logging.getLogger(__name__)


def number_of(message: object) -> int:
    """Return the number of an ephemeral message, 0 for one that all see."""
    if not isinstance(message, Message) or message.message_id != 0:
        return 0
    found = message.api_kwargs.get("ephemeral_message_id", 0)
    return found if isinstance(found, int) else 0


def is_aside(update: Update) -> bool:
    """Say whether an update belongs to an ephemeral message: what answers it must be one too."""
    return number_of(update.effective_message) != 0


def answering(update: Update) -> dict[str, Any]:
    """Return the parameters that make a message an answer for whoever wrote or pressed."""
    user, query = update.effective_user, update.callback_query
    assert user is not None
    wanted: dict[str, Any] = {"receiver_user_id": user.id}
    if query is not None:
        return {PARAMETER: wanted | {"callback_query_id": query.id}}
    number = number_of(update.effective_message)
    return {PARAMETER: wanted} | ({"reply_parameters": {"ephemeral_message_id": number}} if number else {})


class SeenByAll(BadRequest):
    """A message that one person was to see was seen by all, and has been taken away again."""


async def send_aside(update: Update, screen: Screen) -> Message:
    """Send a screen as an answer that nobody else sees. Raises SeenByAll, after which nothing of it stays, and TelegramError."""
    chat, message = update.effective_chat, update.effective_message
    assert chat is not None
    in_topic = isinstance(message, Message) and message.is_topic_message
    sent = await update.get_bot().send_message(
        chat_id=chat.id,
        text=screen.text,
        parse_mode=ParseMode.HTML,
        reply_markup=screen.keyboard,
        message_thread_id=message.message_thread_id if in_topic and message else None,
        api_kwargs=answering(update) | {"link_preview_options": {"is_disabled": True}},
    )
    return await ensure_unseen(sent)


async def edit_aside(update: Update, screen: Screen) -> bool:
    """Show a screen in place of the ephemeral message whose button was pressed; False where it is gone."""
    chat, user = update.effective_chat, update.effective_user
    assert chat is not None
    assert user is not None
    wanted: dict[str, Any] = {
        "chat_id": chat.id,
        "receiver_user_id": user.id,
        "ephemeral_message_id": number_of(update.effective_message),
        "text": screen.text,
        "parse_mode": ParseMode.HTML,
        "link_preview_options": {"is_disabled": True},
    }
    if screen.keyboard:
        wanted["reply_markup"] = screen.keyboard.to_dict()
    try:
        await update.get_bot().do_api_request("editEphemeralMessageText", api_kwargs=wanted)
    except BadRequest as error:
        return "not modified" in str(error)
    except EndPointNotFound:
        return False
    return True


async def ensure_unseen(sent: Message) -> Message:
    """Return a message that one person alone sees; take one away that all see. Raises SeenByAll."""
    if sent.message_id == 0:
        return sent
    for remove in (sent.delete, partial(sent.edit_caption, EMPTIED) if sent.document else partial(sent.edit_text, EMPTIED)):
        try:
            await insist(remove)
        except TelegramError as error:
            _log.error("a private answer that was seen by all could not be taken away (%s)", type(error).__name__)
        else:
            break
    raise SeenByAll("the message was to be ephemeral, got one for all")
