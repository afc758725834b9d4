"""The one way in which handlers send a screen."""

from telegram import LinkPreviewOptions, Message, ReplyParameters, Update
from telegram.constants import ChatType, ParseMode
from telegram.error import BadRequest

from bot.render.screen import Screen

# A source link must not unfold in a meeting.
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


async def reply(update: Update, screen: Screen) -> None:
    """Send a screen to where the update came from; in groups as a reply to the message that asked."""
    message = update.effective_message
    if not isinstance(message, Message):
        return
    asked = None
    if message.chat.type != ChatType.PRIVATE and update.callback_query is None:
        asked = ReplyParameters(message.message_id, allow_sending_without_reply=True)
    await message.get_bot().send_message(
        chat_id=message.chat_id,
        text=screen.text,
        parse_mode=ParseMode.HTML,
        link_preview_options=NO_PREVIEW,
        reply_markup=screen.keyboard,
        reply_parameters=asked,
        message_thread_id=message.message_thread_id if message.is_topic_message else None,
    )


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


async def acknowledge(update: Update, notice: str = "") -> None:
    """Stop the button's spinner; too late is no fault, since the effect stands."""
    query = update.callback_query
    assert query is not None
    try:
        await query.answer(text=notice or None)
    except BadRequest:
        return
