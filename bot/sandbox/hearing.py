"""What the bot hears of a chat: everything, or in groups under privacy mode what is meant for it."""

from bot.sandbox.chats import Chat
from bot.sandbox.guests import call, is_call
from bot.sandbox.messages import Message
from bot.sandbox.world import World


def report(world: World, chat: Chat, message: Message, *, edited: bool = False) -> None:
    """Tell the bot of a message, new or edited, if Telegram would."""
    if chat.bot.is_in and (not world.privacy or hears(world, chat, message)):
        kind = "channel_post" if chat.kind == "channel" else "message"
        world.tell(f"edited_{kind}" if edited else kind, message.as_json())
    elif not edited and is_call(world, chat, message):
        call(world, chat, message)


def hears(world: World, chat: Chat, message: Message) -> bool:
    """Tell whether the bot hears a message under privacy mode."""
    if chat.kind in {"private", "channel"} or chat.bot.is_chief or message.content.service:
        return True
    if message.origin and message.origin.via_bot:
        return True
    answered = message.reply_to
    return (answered is not None and answered.sender is world.bot) or _is_command(message, world.bot.username or "")


def _is_command(message: Message, username: str) -> bool:
    """Tell whether a message begins with a command for the bot, or for nobody in particular."""
    for entity in message.content.entities:
        if entity.kind == "bot_command" and entity.offset == 0:
            # A command is plain ASCII, so its UTF-16 length is its length.
            addressee = message.content.text[: entity.length].partition("@")[2]
            return addressee.lower() in {"", username.lower()}
    return False
