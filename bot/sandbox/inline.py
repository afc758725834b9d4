"""Inline mode: a person types after the bot's name in any chat, and sends one of the results. Pure."""

from typing import Any

from bot.sandbox.acts import PRIVATE, Spot, chat_for, send
from bot.sandbox.errors import ApiError, RefusedError, bad_request
from bot.sandbox.keyboards import Keyboard, read_markup
from bot.sandbox.messages import Content, Draft, Message, Origin
from bot.sandbox.parameters import Parameters
from bot.sandbox.queries import Query
from bot.sandbox.wording import read_text
from bot.sandbox.world import World

INLINE_TEXT_LIMIT = 256


def ask(world: World, person_id: int, text: str, offset: str = "", chat_id: int | None = None) -> Query:
    """Let a person type after the bot's name, in any chat; their own with the bot where none is named."""
    person = world.person(person_id)
    chat = chat_for(world, person_id, chat_id)
    if len(text) > INLINE_TEXT_LIMIT:
        raise RefusedError(400, f"an inline query holds at most {INLINE_TEXT_LIMIT} characters")
    query = world.inline.ask(person_id, world.now)
    kind = "sender" if chat.kind == "private" else chat.kind
    body = {"id": query.id, "from": person.as_json(), "chat_type": kind, "query": text, "offset": offset}
    world.tell("inline_query", body)
    return query


def choose(world: World, person_id: int, query_id: str, result_id: str, spot: Spot = PRIVATE) -> Message:
    """Let a person send a result that the bot has offered them; the message is theirs, "via" the bot."""
    query = world.inline.get(query_id)
    if query is None or query.person != person_id or query.answer is None:
        raise RefusedError(404, f"there are no results of inline query {query_id} for person {person_id}")
    result = next((result for result in query.answer["results"] if result["id"] == result_id), None)
    if result is None:
        raise RefusedError(404, f"inline query {query_id} has no result {result_id!r}")
    try:
        content, keyboard = content_of(world, result)
    except ApiError as error:
        raise RefusedError(409, error.description) from None
    return send(world, person_id, Draft(content, keyboard, origin=Origin(world.new_inline_id(), via_bot=world.bot)), spot)


def content_of(world: World, result: dict[str, Any]) -> tuple[Content, Keyboard | None]:
    """Give what an inline result says once it is sent. Raises ApiError for anything but a text."""
    given = result.get("input_message_content")
    if not isinstance(given, dict) or "message_text" not in given:
        raise bad_request("The sandbox sends results with a message_text only")
    markup = result.get("reply_markup")
    content = read_text(world, Parameters({**given, "text": given["message_text"]}))
    return content, None if markup is None else read_markup(markup)
