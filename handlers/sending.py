"""The one way in which handlers send a screen."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from contextvars import ContextVar
from functools import partial

from telegram import (
    InputFile,
    InputMediaDocument,
    LinkPreviewOptions,
    Message,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
    Update,
)
from telegram.constants import ChatAction, ChatType, ParseMode
from telegram.error import BadRequest

from bot.render.numbered import for_manner
from bot.render.screen import Screen, escape
from handlers.asides import answering, edit_aside, ensure_unseen, is_aside, send_aside
from handlers.patience import once_more

# A source link must not unfold in a meeting.
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
# Nobody needs to be told of what is done by then.
MOMENT = 0.3
# The id of a button's press that was typed as its number.
TYPED = "typed"

# Who in this task wants to know what was sent.
_LISTENER: ContextVar[Callable[[Message], None] | None] = ContextVar("listener", default=None)

Keys = ReplyKeyboardMarkup | ReplyKeyboardRemove


async def reply(update: Update, screen: Screen, keys: Keys | None = None, to: ReplyParameters | None = None) -> Message | None:
    """Send a screen to where the update came from; in groups as a reply to the message that asked. Returns the message.

    `keys` go below the text field, in place of the screen's own buttons. `to` names another message to reply to, and what of it
    to quote.
    """
    chat, message = update.effective_chat, update.effective_message
    if chat is None:
        return None
    if is_aside(update):
        # Numbers choose nothing in what one person alone sees.
        return await once_more(partial(send_aside, update, screen))
    shown, asked, topic = for_manner(screen), None, None
    # A message that is too old to be read tells nothing but its chat.
    if isinstance(message, Message):
        topic = message.message_thread_id if message.is_topic_message else None
        if chat.type != ChatType.PRIVATE and update.callback_query is None:
            asked = ReplyParameters(message.message_id, allow_sending_without_reply=True)
    send = partial(
        update.get_bot().send_message,
        chat_id=chat.id,
        text=shown.text,
        parse_mode=ParseMode.HTML,
        link_preview_options=NO_PREVIEW,
        reply_markup=keys or shown.keyboard,
        message_thread_id=topic,
    )
    return _heard(await _quoting(send, to, asked) if to else await once_more(partial(send, reply_parameters=asked)))


async def replace(update: Update, screen: Screen) -> Message | None:
    """Show a screen in place of the message whose button was pressed; the same screen again is no fault. Returns the message."""
    query = update.callback_query
    assert query is not None
    if was_typed(update):
        # Whoever types numbers reads downwards.
        return await reply(update, screen)
    if is_aside(update):
        return None if await edit_aside(update, screen) else await reply(update, screen)
    shown = for_manner(screen)
    try:
        edited = await query.edit_message_text(
            text=shown.text,
            parse_mode=ParseMode.HTML,
            link_preview_options=NO_PREVIEW,
            reply_markup=shown.keyboard,
        )
    except BadRequest as error:
        if "not modified" not in str(error):
            return await reply(update, screen)
        edited = query.message if isinstance(query.message, Message) else True
    return _heard(edited) if isinstance(edited, Message) else None


async def send_file(update: Update, name: str, content: bytes, caption: str) -> Message | None:
    """Send a file to where the update came from. Returns the message."""
    chat, message = update.effective_chat, update.effective_message
    if chat is None:
        return None
    in_topic = isinstance(message, Message) and message.is_topic_message
    send = partial(
        update.get_bot().send_document,
        chat_id=chat.id,
        document=InputFile(content, filename=name),
        caption=caption,
        message_thread_id=message.message_thread_id if in_topic and message else None,
        api_kwargs=answering(update) if is_aside(update) else None,
    )
    sent = await once_more(send)
    return await ensure_unseen(sent) if is_aside(update) else sent


async def send_files(update: Update, files: Sequence[tuple[str, bytes]], caption: str) -> tuple[Message, ...]:
    """Send 2 to 10 files, pairs of name and content, all or none to where the update came from. Returns the messages.

    The caption stands below the last one. What one person alone shall see goes file by file: Telegram has no albums for that.
    """
    chat, message = update.effective_chat, update.effective_message
    if chat is None:
        return ()
    if is_aside(update):
        sent = [await send_file(update, name, content, caption) for name, content in files]
        return tuple(one for one in sent if one)
    *before, (last, content) = files
    together = [InputMediaDocument(said, filename=name) for name, said in before]
    in_topic = isinstance(message, Message) and message.is_topic_message
    send = partial(
        update.get_bot().send_media_group,
        chat_id=chat.id,
        media=[*together, InputMediaDocument(content, filename=last, caption=caption)],
        message_thread_id=message.message_thread_id if in_topic and message else None,
    )
    return await once_more(send)


async def edit(beside: Message, message_id: int, screen: Screen) -> None:
    """Show a screen in place of a message of ours in the same chat; one that is the same or gone is no fault."""
    shown = for_manner(screen)
    try:
        edited = await beside.get_bot().edit_message_text(
            chat_id=beside.chat_id,
            message_id=message_id,
            text=shown.text,
            parse_mode=ParseMode.HTML,
            link_preview_options=NO_PREVIEW,
            reply_markup=shown.keyboard,
        )
    except BadRequest:
        return
    if isinstance(edited, Message):
        _heard(edited)


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


def listen(listener: Callable[[Message], None] | None) -> None:
    """Tell somebody of every screen that this task shows from now on, sent or edited."""
    _LISTENER.set(listener)


def _heard(sent: Message) -> Message:
    if listener := _LISTENER.get():
        listener(sent)
    return sent


def was_typed(update: Update) -> bool:
    """Say whether a button was chosen by its number."""
    return update.callback_query is not None and update.callback_query.id == TYPED


async def _quoting(send: Callable[..., Awaitable[Message]], to: ReplyParameters, otherwise: ReplyParameters | None) -> Message:
    """Send with a quotation; where the message has been edited since, without it."""
    try:
        return await once_more(partial(send, reply_parameters=to))
    except BadRequest as error:
        if "quote" not in str(error).casefold():
            raise
        return await once_more(partial(send, reply_parameters=otherwise))


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
    if was_typed(update):
        if notice:
            await reply(update, Screen(escape(notice)))
            # A notice takes no list away.
            if isinstance(query.message, Message):
                _heard(query.message)
        return
    try:
        await query.answer(text=notice or None, show_alert=alert)
    except BadRequest:
        return
