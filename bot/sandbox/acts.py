"""What people do: write, edit, press, block. Pure, like the world it changes. For groups see `groups`, for inline mode `inline`."""

from dataclasses import dataclass, replace
from typing import Any

from bot.sandbox import ephemeral
from bot.sandbox.chats import Chat, Member
from bot.sandbox.errors import RefusedError
from bot.sandbox.groups import check_chief
from bot.sandbox.hearing import report
from bot.sandbox.limits import TEXT_LIMIT
from bot.sandbox.membership import change
from bot.sandbox.messages import GROUP_ANONYMOUS_BOT, Content, Draft, Guise, Message
from bot.sandbox.profile import Command
from bot.sandbox.topics import topic_for_person
from bot.sandbox.utf16 import is_encodable, utf16_length
from bot.sandbox.wording import plain
from bot.sandbox.world import World

# What a button does besides calling the bot; the page or the test does it.
OTHER_BUTTONS = ("url", "copy_text", "switch_inline_query_current_chat", "switch_inline_query", "web_app", "login_url")


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a person writes: a chat, their own with the bot where none is named; a topic; in answer to a message."""

    chat: int | None = None
    topic: int | None = None
    reply_to: int | None = None


PRIVATE = Spot()


def say(world: World, person_id: int, text: str, spot: Spot = PRIVATE) -> Message:
    """Let a person write."""
    content, chat = _content(text), chat_for(world, person_id, spot.chat)
    if ephemeral.is_command(world, chat, content, commands_seen(world, person_id, chat)):
        check_open(chat, person_id)
        topic = _topic(chat, person_id, spot, _answered(chat, spot))
        return ephemeral.command(world, chat, world.person(person_id), content, topic)
    return send(world, person_id, Draft(content), spot)


def commands_seen(world: World, person_id: int, chat: Chat | None = None) -> list[Command]:
    """Give the commands that somebody is offered in a group, or in their own chat with the bot."""
    person = world.people.get(person_id)
    language = (person.language_code or "")[:2] if person else ""
    group = None if chat is None or chat.kind == "private" else chat.id
    member = chat.members.get(person_id) if chat else None
    return world.profile.commands_for(person_id, language, group, chief=member is not None and member.is_chief)


def locate(world: World, person_id: int, latitude: float, longitude: float, spot: Spot = PRIVATE) -> Message:
    """Let a person send a place."""
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise RefusedError(400, "latitude must be -90 to 90 and longitude -180 to 180 degrees")
    return send(world, person_id, Draft(Content(location=(latitude, longitude))), spot)


def send(world: World, person_id: int, draft: Draft, spot: Spot) -> Message:
    """Put what a person says where they say it, and tell the bot if it hears it. Raises RefusedError."""
    chat = chat_for(world, person_id, spot.chat)
    check_open(chat, person_id)
    answered = _answered(chat, spot)
    topic = _topic(chat, person_id, spot, answered)
    if chat.kind == "private":
        chat.opened = True
    member = chat.members[person_id]
    message = world.post(chat, member.user, replace(draft, reply_to=answered, topic=topic, guise=_guise(chat, member)))
    report(world, chat, message)
    return message


def _answered(chat: Chat, spot: Spot) -> Message | None:
    return None if spot.reply_to is None else _message(chat, spot.reply_to)


def _topic(chat: Chat, person_id: int, spot: Spot, answered: Message | None) -> int | None:
    """Give the topic a person writes to: the one they are in, otherwise that of the message they answer."""
    return topic_for_person(chat, person_id, spot.topic or (answered.topic if answered else None))


def check_open(chat: Chat, person_id: int) -> None:
    """Refuse to write where nobody can, or not this person."""
    if chat.deactivated:
        raise RefusedError(409, f"the account of person {person_id} is deleted")
    if chat.kind == "private" and not chat.bot.is_in:
        raise RefusedError(409, "the bot is blocked: unblock it first")
    if chat.migrated_to is not None:
        raise RefusedError(409, f"the group was upgraded: its chat is {chat.migrated_to} now")
    if chat.kind == "channel":
        check_chief(chat, person_id)


def _guise(chat: Chat, member: Member) -> Guise | None:
    """Give as whom somebody is shown; None for themselves."""
    if chat.kind == "channel":
        return Guise(chat.as_json())
    return Guise(chat.as_json(), GROUP_ANONYMOUS_BOT) if member.anonymous else None


def edit(world: World, person_id: int, message_id: int, text: str, chat_id: int | None = None) -> Message:
    """Let a person edit a message of their own."""
    chat = chat_for(world, person_id, chat_id)
    message = _message(chat, message_id)
    if message.sender.id != person_id:
        raise RefusedError(409, "only messages of one's own can be edited")
    content = _content(text)
    if content == message.content:
        raise RefusedError(409, "the text is the same as before")
    world.change(chat, message, content, None)
    report(world, chat, message, edited=True)
    return message


def press(world: World, person_id: int, message_id: int, place: tuple[int, int], chat_id: int | None = None) -> Any:
    """Let a person press a button; only callback buttons reach the bot."""
    chat = chat_for(world, person_id, chat_id)
    return _press(world, person_id, chat, _message(chat, message_id), place)


def press_aside(world: World, person_id: int, aside_id: int, place: tuple[int, int], chat_id: int) -> Any:
    """Let a person press a button of an ephemeral message of theirs."""
    chat = chat_for(world, person_id, chat_id)
    message = chat.asides.get(aside_id)
    if message is None or message.aside is None or message.aside.person != person_id:
        raise RefusedError(404, f"there is no ephemeral message {aside_id} for person {person_id} in chat {chat.id}")
    return _press(world, person_id, chat, message, place)


def _press(world: World, person_id: int, chat: Chat, message: Message, place: tuple[int, int]) -> Any:
    button = _button(message, *place)
    if "callback_data" not in button:
        return {kind: button[kind] for kind in OTHER_BUTTONS if kind in button}
    query = world.callbacks.ask(person_id, world.now, chat.id, message.message_id)
    query.aside = message.aside.id if message.aside else None
    # Of a message in a chat it may not know, the bot gets an id by which it can edit it, and nothing else.
    origin = message.origin
    where = {"inline_message_id": origin.inline_message_id} if origin else {"message": message.as_json()}
    body = {"id": query.id, "from": world.person(person_id).as_json(), **where}
    world.tell("callback_query", body | {"chat_instance": chat.instance, "data": button["callback_data"]})
    return {"callback_query_id": query.id}


def block(world: World, person_id: int, blocked: bool) -> None:
    """Let a person block the bot, or unblock it."""
    person = world.person(person_id)
    chat = world.chat(person_id)
    status = "kicked" if blocked else "member"
    if chat.bot.status == status:
        raise RefusedError(409, "the bot is blocked already" if blocked else "the bot is not blocked")
    world.show(chat, "blocked", {"blocked": blocked})
    change(world, chat, person, chat.bot, status=status)


def deactivate(world: World, person_id: int) -> None:
    """Let a person delete their account; the bot hears nothing of it until it writes to them."""
    world.chat(world.person(person_id).id).deactivated = True


def chat_for(world: World, person_id: int, chat_id: int | None) -> Chat:
    """Find a chat somebody is in, their own with the bot where none is named. Raises RefusedError."""
    chat = world.chat(world.person(person_id).id if chat_id is None else chat_id)
    member = chat.members.get(person_id)
    if member is None or not member.is_in:
        raise RefusedError(404, f"person {person_id} is not in chat {chat.id}")
    return chat


def _message(chat: Chat, message_id: int) -> Message:
    message = chat.messages.get(message_id)
    if message is None:
        raise RefusedError(404, f"there is no message {message_id} in chat {chat.id}")
    return message


def _button(message: Message, row: int, column: int) -> dict[str, Any]:
    rows = message.keyboard or []
    if not (0 <= row < len(rows) and 0 <= column < len(rows[row])):
        raise RefusedError(404, f"message {message.message_id} has no button in row {row}, column {column}")
    return rows[row][column]


def _content(text: str) -> Content:
    if not is_encodable(text):
        raise RefusedError(400, "the text holds half a character (a lone surrogate)")
    content = plain(text)
    if not content.text:
        raise RefusedError(400, "a message needs some text")
    if utf16_length(content.text) > TEXT_LIMIT:
        raise RefusedError(400, f"a message holds at most {TEXT_LIMIT} characters")
    return content
