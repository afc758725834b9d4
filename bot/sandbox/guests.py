"""Guest mode (Bot API 10.0): the bot is called by its name in a group where it is no member, and answers once. Pure."""

from bot.sandbox.chats import Chat
from bot.sandbox.keyboards import Keyboard
from bot.sandbox.messages import Content, Draft, Message, Origin
from bot.sandbox.queries import Query
from bot.sandbox.utf16 import utf16_part
from bot.sandbox.world import World

KINDS = frozenset({"group", "supergroup"})


def is_call(world: World, chat: Chat, message: Message) -> bool:
    """Tell whether a message of a person calls the bot as a guest: by its name, or as an answer to its own answer."""
    if not world.features.guest or chat.kind not in KINDS or chat.bot.is_in or message.content.service:
        return False
    answered = message.reply_to
    return (answered is not None and answered.sender is world.bot) or _is_named(world, message)


def call(world: World, chat: Chat, message: Message) -> None:
    """Give the bot the message, with the query by which it may answer."""
    query = world.guests.ask(message.sender.id, world.now, chat.id, message.message_id)
    world.tell("guest_message", message.as_json() | {"guest_query_id": query.id})


def post_guest(world: World, query: Query, said: tuple[Content, Keyboard | None]) -> str:
    """Put the bot's answer below the message that called it; give the id by which the bot can edit it."""
    chat, (content, keyboard) = world.chats[query.chat or 0], said
    asked = chat.messages.get(query.message_id or 0)
    origin = Origin(world.new_inline_id(), caller=world.people[query.person])
    world.post(chat, world.bot, Draft(content, keyboard, asked, asked.topic if asked else None, origin=origin))
    return origin.inline_message_id


def _is_named(world: World, message: Message) -> bool:
    name, text = f"@{world.bot.username}".lower(), message.content.text
    mentions = [entity for entity in message.content.entities if entity.kind == "mention"]
    return any(utf16_part(text, mention.offset, mention.length).lower() == name for mention in mentions)
