"""What people do: write, edit, press, ask inline, block. Pure, like the world it changes. For groups see `groups`."""

from dataclasses import dataclass
from typing import Any

from bot.sandbox.chats import Chat, Member
from bot.sandbox.errors import RefusedError
from bot.sandbox.groups import check_chief
from bot.sandbox.hearing import report
from bot.sandbox.limits import TEXT_LIMIT
from bot.sandbox.membership import change
from bot.sandbox.messages import GROUP_ANONYMOUS_BOT, Content, Draft, Guise, Message
from bot.sandbox.queries import Query
from bot.sandbox.topics import topic_for_person
from bot.sandbox.utf16 import is_encodable, utf16_length
from bot.sandbox.wording import plain
from bot.sandbox.world import World

INLINE_TEXT_LIMIT = 256
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
    return _send(world, person_id, _content(text), spot)


def locate(world: World, person_id: int, latitude: float, longitude: float, spot: Spot = PRIVATE) -> Message:
    """Let a person send a place."""
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise RefusedError(400, "latitude must be -90 to 90 and longitude -180 to 180 degrees")
    return _send(world, person_id, Content(location=(latitude, longitude)), spot)


def _send(world: World, person_id: int, content: Content, spot: Spot) -> Message:
    chat = _chat(world, person_id, spot.chat)
    _check_open(chat, person_id)
    answered = None if spot.reply_to is None else _message(chat, spot.reply_to)
    topic = topic_for_person(chat, person_id, spot.topic or (answered.topic if answered else None))
    if chat.kind == "private":
        chat.opened = True
    member = chat.members[person_id]
    message = world.post(chat, member.user, Draft(content, None, answered, topic, guise=_guise(chat, member)))
    report(world, chat, message)
    return message


def _check_open(chat: Chat, person_id: int) -> None:
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
    chat = _chat(world, person_id, chat_id)
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
    chat = _chat(world, person_id, chat_id)
    message = _message(chat, message_id)
    button = _button(message, *place)
    if "callback_data" not in button:
        return {kind: button[kind] for kind in OTHER_BUTTONS if kind in button}
    query = world.callbacks.ask(person_id, world.now, chat.id, message_id)
    body = {
        "id": query.id,
        "from": world.person(person_id).as_json(),
        "message": message.as_json(),
        "chat_instance": chat.instance,
        "data": button["callback_data"],
    }
    world.tell("callback_query", body)
    return {"callback_query_id": query.id}


def ask_inline(world: World, person_id: int, text: str, offset: str = "", chat_id: int | None = None) -> Query:
    """Let a person type after the bot's name, in any chat; their own with the bot where none is named."""
    person = world.person(person_id)
    chat = _chat(world, person_id, chat_id)
    if len(text) > INLINE_TEXT_LIMIT:
        raise RefusedError(400, f"an inline query holds at most {INLINE_TEXT_LIMIT} characters")
    query = world.inline.ask(person_id, world.now)
    kind = "sender" if chat.kind == "private" else chat.kind
    body = {"id": query.id, "from": person.as_json(), "chat_type": kind, "query": text, "offset": offset}
    world.tell("inline_query", body)
    return query


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


def _chat(world: World, person_id: int, chat_id: int | None) -> Chat:
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
