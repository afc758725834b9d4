"""Which entries a message in a chat shows: one of ours, or one that somebody sent by way of the bot."""

from telegram import Message, MessageEntity, Update

from bot.catalog.records import Entry
from bot.desk import DeskContext
from bot.render.recognising import entries_in
from handlers.asking import addresses_below


def entries_replied_to(update: Update, context: DeskContext) -> list[Entry]:
    """Return the entries that the message shows to which somebody replied; none where it is not ours."""
    replied = update.message.reply_to_message if update.message else None
    return entries_shown(replied, context) if replied else []


def entries_shown(message: Message, context: DeskContext) -> list[Entry]:
    """Return the entries that a message shows; none where it is not ours."""
    if context.bot.id not in {one.id for one in (message.from_user, message.via_bot) if one}:
        return []
    rows = message.reply_markup.inline_keyboard if message.reply_markup else ()
    links = [*(key.url for row in rows for key in row if key.url), *(one.url for one in message.entities if one.url)]
    links += message.parse_entities([MessageEntity.URL]).values()
    # A pointer has the title as the words of its link.
    linked = message.parse_entities([MessageEntity.TEXT_LINK]).values()
    return entries_in(context.desk.catalog, "\n".join((message.text or "", *linked)), addresses_below(message), links)
