"""The question in a message: what stands beside the command or the bot's name."""

from telegram import Message, MessageEntity
from telegram.ext import filters


def is_mention(text: str, username: str) -> bool:
    """Say whether a mention is of the bot."""
    return text.casefold() == f"@{username}".casefold()


def question_of(message: Message, username: str) -> str:
    """Return a message without its command and without the bot's name."""
    text = message.text or ""
    if text.startswith("/"):
        return " ".join(text.split()[1:])
    for mention in message.parse_entities([MessageEntity.MENTION]).values():
        if is_mention(mention, username):
            text = text.replace(mention, " ", 1)
    return " ".join(text.split()).strip(" ,:;–-")


def calls_by_name(message: Message) -> bool:
    """Say whether a message asks the bot by `/ask` or by its name."""
    text, username = message.text or "", message.get_bot().username
    if text.startswith("/"):
        name, _, addressee = text.split()[0].casefold().partition("@")
        return name == "/ask" and addressee in {"", username.casefold()}
    return MentionsBot().filter(message)


def is_question(message: Message) -> bool:
    """Say whether a message asks the bot for all to read: by `/ask`, by its name, or by a reply to it that is no command."""
    is_reply = not (message.text or "").startswith("/") and RepliesToBot().filter(message)
    return is_reply or calls_by_name(message)


class MentionsBot(filters.MessageFilter):
    """Messages with the bot's name in them, which it sees as an administrator or with privacy mode off."""

    def filter(self, message: Message) -> bool:
        """Say whether this is one."""
        username = message.get_bot().username
        return any(is_mention(one, username) for one in message.parse_entities([MessageEntity.MENTION]).values())


class RepliesToBot(filters.MessageFilter):
    """Messages that reply to one of the bot's; in a forum every message replies to what opened its topic, which is none."""

    def filter(self, message: Message) -> bool:
        """Say whether this is one."""
        answered = message.reply_to_message
        ours = answered is not None and answered.from_user is not None and answered.from_user.id == message.get_bot().id
        return ours and answered is not None and answered.forum_topic_created is None
