"""Where an update comes from, as the digests name it."""

from telegram import Message, Update
from telegram.constants import ChatType

from bot.digests.subscribing import Place


def place_of(update: Update) -> Place:
    """Return the chat and the forum topic where something was written or pressed."""
    chat, message = update.effective_chat, update.effective_message
    assert chat is not None
    # Other supergroups number threads of replies, which are no topics.
    in_topic = isinstance(message, Message) and message.is_topic_message
    return Place(chat.id, chat.type, (message.message_thread_id or 0) if in_topic and message else 0)


def is_private(update: Update) -> bool:
    """Say whether this is a chat of one person with the bot."""
    return update.effective_chat is not None and update.effective_chat.type == ChatType.PRIVATE
