"""The one way in which handlers send a screen."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial

from telegram import LinkPreviewOptions, Message, ReplyParameters, Update
from telegram.constants import ChatType, ParseMode
from telegram.error import BadRequest, RetryAfter

from bot.render.screen import Screen
from bot.transport import NotSent

# A source link must not unfold in a meeting.
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
# How many seconds an answer may wait for Telegram before it is of no use; and for a connection.
PATIENCE = 20
BREATH = 1.0


async def reply(update: Update, screen: Screen) -> None:
    """Send a screen to where the update came from; in groups as a reply to the message that asked."""
    message = update.effective_message
    if not isinstance(message, Message):
        return
    asked = None
    if message.chat.type != ChatType.PRIVATE and update.callback_query is None:
        asked = ReplyParameters(message.message_id, allow_sending_without_reply=True)
    send = partial(
        message.get_bot().send_message,
        chat_id=message.chat_id,
        text=screen.text,
        parse_mode=ParseMode.HTML,
        link_preview_options=NO_PREVIEW,
        reply_markup=screen.keyboard,
        reply_parameters=asked,
        message_thread_id=message.message_thread_id if message.is_topic_message else None,
    )
    await _once_more(send)


async def replace(update: Update, screen: Screen) -> None:
    """Show a screen in place of the message whose button was pressed; the same screen again is no fault."""
    query = update.callback_query
    assert query is not None
    try:
        await query.edit_message_text(
            text=screen.text,
            parse_mode=ParseMode.HTML,
            link_preview_options=NO_PREVIEW,
            reply_markup=screen.keyboard,
        )
    except BadRequest as error:
        if "not modified" not in str(error):
            await reply(update, screen)


async def _once_more(send: Callable[[], Awaitable[Message]]) -> None:
    """Send; where Telegram asks to wait a little, or has not seen the request, try once more. A lost answer is never repeated."""
    try:
        await send()
    except RetryAfter as error:
        wait = error.retry_after if isinstance(error.retry_after, int) else error.retry_after.total_seconds()
        if wait > PATIENCE:
            raise
        await asyncio.sleep(wait)
        await send()
    except NotSent:
        await asyncio.sleep(BREATH)
        await send()


async def acknowledge(update: Update, notice: str = "") -> None:
    """Stop the button's spinner; too late is no fault, since the effect stands."""
    query = update.callback_query
    assert query is not None
    try:
        await query.answer(text=notice or None)
    except BadRequest:
        return
