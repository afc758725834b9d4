"""The one way in which handlers send a screen."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial

from telegram import InputFile, LinkPreviewOptions, Message, ReplyKeyboardMarkup, ReplyKeyboardRemove, ReplyParameters, Update
from telegram.constants import ChatAction, ChatType, ParseMode
from telegram.error import BadRequest, RetryAfter

from bot.render.screen import Screen, escape
from bot.transport import NotSent

# A source link must not unfold in a meeting.
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
# How many seconds an answer may wait for Telegram before it is of no use; and for a connection.
PATIENCE = 20
BREATH = 1.0
# Nobody needs to be told of what is done by then.
MOMENT = 0.3


Keys = ReplyKeyboardMarkup | ReplyKeyboardRemove


async def reply(update: Update, screen: Screen, keys: Keys | None = None) -> Message | None:
    """Send a screen to where the update came from; in groups as a reply to the message that asked. Returns the message.

    `keys` go below the text field, in place of the screen's own buttons.
    """
    message = update.effective_message
    if not isinstance(message, Message):
        return None
    asked = None
    if message.chat.type != ChatType.PRIVATE and update.callback_query is None:
        asked = ReplyParameters(message.message_id, allow_sending_without_reply=True)
    send = partial(
        message.get_bot().send_message,
        chat_id=message.chat_id,
        text=screen.text,
        parse_mode=ParseMode.HTML,
        link_preview_options=NO_PREVIEW,
        reply_markup=keys or screen.keyboard,
        reply_parameters=asked,
        message_thread_id=message.message_thread_id if message.is_topic_message else None,
    )
    return await _once_more(send)


async def replace(update: Update, screen: Screen) -> Message | None:
    """Show a screen in place of the message whose button was pressed; the same screen again is no fault. Returns the message."""
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
            return await reply(update, screen)
    return query.message if isinstance(query.message, Message) else None


async def send_file(update: Update, name: str, content: bytes, caption: str) -> Message | None:
    """Send a file to where the update came from. Returns the message."""
    message = update.effective_message
    if not isinstance(message, Message):
        return None
    send = partial(
        message.get_bot().send_document,
        chat_id=message.chat_id,
        document=InputFile(content, filename=name),
        caption=caption,
        message_thread_id=message.message_thread_id if message.is_topic_message else None,
    )
    return await _once_more(send)


async def edit(beside: Message, message_id: int, screen: Screen) -> None:
    """Show a screen in place of a message of ours in the same chat; one that is the same or gone is no fault."""
    try:
        await beside.get_bot().edit_message_text(
            chat_id=beside.chat_id,
            message_id=message_id,
            text=screen.text,
            parse_mode=ParseMode.HTML,
            link_preview_options=NO_PREVIEW,
            reply_markup=screen.keyboard,
        )
    except BadRequest:
        return


@asynccontextmanager
async def busy(update: Update, action: ChatAction = ChatAction.TYPING) -> AsyncIterator[None]:
    """Show that something is being done, if it takes longer than a moment."""
    task = asyncio.create_task(_show_action(update, action))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _show_action(update: Update, action: ChatAction) -> None:
    await asyncio.sleep(MOMENT)
    if update.effective_chat is not None:
        await update.effective_chat.send_action(action)


async def show(update: Update, screen: Screen) -> Message | None:
    """Show a screen in place of the message whose button was pressed, or as a reply to what was written. Returns the message."""
    if update.callback_query is None:
        return await reply(update, screen)
    await acknowledge(update)
    return await replace(update, screen)


async def _once_more(send: Callable[[], Awaitable[Message]]) -> Message:
    """Send; where Telegram asks to wait a little, or has not seen the request, try once more. A lost answer is never repeated."""
    try:
        return await send()
    except RetryAfter as error:
        wait = error.retry_after if isinstance(error.retry_after, int) else error.retry_after.total_seconds()
        if wait > PATIENCE:
            raise
        await asyncio.sleep(wait)
        return await send()
    except NotSent:
        await asyncio.sleep(BREATH)
        return await send()


async def tell(update: Update, notice: str) -> None:
    """Say a plain line: over the chat to whoever pressed a button, otherwise as a reply."""
    if update.callback_query is None:
        await reply(update, Screen(escape(notice)))
    else:
        await acknowledge(update, notice, alert=True)


async def acknowledge(update: Update, notice: str = "", *, alert: bool = False) -> None:
    """Stop the button's spinner; too late is no fault, since the effect stands. An alert stays until it is closed."""
    query = update.callback_query
    assert query is not None
    try:
        await query.answer(text=notice or None, show_alert=alert)
    except BadRequest:
        return
