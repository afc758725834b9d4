"""What people do: write, edit, press, ask inline, block. Pure, like the world it changes."""

from typing import Any

from bot.sandbox.chats import Chat
from bot.sandbox.errors import RefusedError
from bot.sandbox.limits import TEXT_LIMIT
from bot.sandbox.messages import Content, Message
from bot.sandbox.queries import Query
from bot.sandbox.utf16 import is_encodable, utf16_length
from bot.sandbox.wording import plain
from bot.sandbox.world import World

INLINE_TEXT_LIMIT = 256
# What a button does besides calling the bot; the page or the test does it.
OTHER_BUTTONS = ("url", "copy_text", "switch_inline_query_current_chat", "switch_inline_query", "web_app", "login_url")


def say(world: World, person_id: int, text: str, chat_id: int | None = None, reply_to: int | None = None) -> Message:
    """Let a person write."""
    person = world.person(person_id)
    chat = _chat(world, person_id, chat_id)
    content = _content(text)
    if chat.bot_status == "kicked":
        raise RefusedError(409, "the bot is blocked: unblock it first")
    answered = None if reply_to is None else _message(chat, reply_to)
    chat.opened = True
    message = world.post(chat, person, content, None, answered)
    world.tell("message", message.as_json())
    return message


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
    world.tell("edited_message", message.as_json())
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


def ask_inline(world: World, person_id: int, text: str, offset: str = "") -> Query:
    """Let a person type after the bot's name, in any chat."""
    person = world.person(person_id)
    if len(text) > INLINE_TEXT_LIMIT:
        raise RefusedError(400, f"an inline query holds at most {INLINE_TEXT_LIMIT} characters")
    query = world.inline.ask(person_id, world.now)
    body = {"id": query.id, "from": person.as_json(), "chat_type": "sender", "query": text, "offset": offset}
    world.tell("inline_query", body)
    return query


def block(world: World, person_id: int, blocked: bool) -> None:
    """Let a person block the bot, or unblock it."""
    person = world.person(person_id)
    chat = world.chat(person_id)
    status = "kicked" if blocked else "member"
    if chat.bot_status == status:
        raise RefusedError(409, "the bot is blocked already" if blocked else "the bot is not blocked")
    before, chat.bot_status = chat.bot_status, status
    members = {
        "old_chat_member": _membership(world, before),
        "new_chat_member": _membership(world, status),
    }
    world.show(chat, "blocked", {"blocked": blocked})
    world.tell("my_chat_member", {"chat": chat.as_json(), "from": person.as_json(), "date": world.date, **members})


def _membership(world: World, status: str) -> dict[str, Any]:
    return {"user": world.bot.as_json(), "status": status} | ({"until_date": 0} if status == "kicked" else {})


def _chat(world: World, person_id: int, chat_id: int | None) -> Chat:
    chat = world.chat(world.person(person_id).id if chat_id is None else chat_id)
    if person_id not in chat.members:
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
