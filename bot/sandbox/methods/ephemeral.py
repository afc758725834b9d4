"""Ephemeral messages (Bot API 10.2, with the parameters of 10.3): sent by the ordinary methods, edited by their own."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bot.sandbox import ephemeral
from bot.sandbox.access import admit, postable_chat, writable_chat
from bot.sandbox.chats import Chat
from bot.sandbox.ephemeral import Target
from bot.sandbox.errors import METHOD_NOT_FOUND, NOT_MODIFIED, ApiError, bad_request
from bot.sandbox.messages import Content, Message
from bot.sandbox.parameters import Parameters, read_field
from bot.sandbox.wording import read_caption, read_keyboard, read_keys, read_text
from bot.sandbox.world import World

PARAMETER = "ephemeral_message_parameters"


def is_ephemeral(world: World, parameters: Parameters) -> bool:
    """Tell whether a message is to be ephemeral; a server that knows no such messages ignores the parameter."""
    return world.features.ephemeral and bool(parameters.text(PARAMETER))


def send_ephemeral(world: World, parameters: Parameters, content: Content) -> dict[str, Any]:
    """Send what one person of a group alone shall see."""
    if read_keys(parameters):
        raise bad_request("Only inline keyboards are allowed in ephemeral messages")
    target, keyboard = _target(parameters), read_keyboard(parameters)
    chat = postable_chat(world, parameters.chat_id())
    admit(world, chat)
    return ephemeral.send(world, chat, target, content, keyboard).as_json()


def _target(parameters: Parameters) -> Target:
    given = parameters.structure(PARAMETER, "ephemeral message parameters")
    if not isinstance(given, dict):
        raise bad_request("Object expected as ephemeral message parameters")
    person = read_field(given, "receiver_user_id", int, required=True)
    query = read_field(given, "callback_query_id", str) or ""
    replaces = bool(read_field(given, "replace_callback_query_message", bool))
    reply = parameters.structure("reply_parameters", "reply parameters")
    answered = read_field(reply, "ephemeral_message_id", int) if isinstance(reply, dict) else None
    return Target(person, query, answered, replaces, parameters.whole("message_thread_id"))


def edit_text(world: World, parameters: Parameters) -> bool:
    """Replace the text of an ephemeral message, and its keyboard: none given removes it."""
    _check_known(world)
    content = read_text(world, parameters)
    return _edit(world, parameters, lambda message: _unless(bool(message.content.media), "text", content))


def edit_caption(world: World, parameters: Parameters) -> bool:
    """Replace the caption of an ephemeral message."""
    _check_known(world)
    caption = read_caption(world, parameters)
    return _edit(
        world,
        parameters,
        lambda message: _unless(not message.content.media, "caption", replace(caption, media=message.content.media)),
    )


def edit_markup(world: World, parameters: Parameters) -> bool:
    """Replace the keyboard of an ephemeral message."""
    _check_known(world)
    return _edit(world, parameters, lambda message: message.content)


def delete(world: World, parameters: Parameters) -> bool:
    """Take an ephemeral message away."""
    _check_known(world)
    world.remove(*_message(world, parameters, "Message to delete"))
    return True


def _check_known(world: World) -> None:
    if not world.features.ephemeral:
        raise ApiError(404, METHOD_NOT_FOUND)


def _unless(wrong: bool, what: str, content: Content) -> Content:
    if wrong:
        raise bad_request(f"There is no {what} in the message to edit")
    return content


def _edit(world: World, parameters: Parameters, edited: Callable[[Message], Content]) -> bool:
    keyboard = read_keyboard(parameters)
    chat, message = _message(world, parameters, "Message to edit")
    content = edited(message)
    if message.says(content, keyboard):
        raise bad_request(NOT_MODIFIED)
    world.change(chat, message, content, keyboard)
    return True


def _message(world: World, parameters: Parameters, what: str) -> tuple[Chat, Message]:
    chat = writable_chat(world, parameters.chat_id())
    message = chat.asides.get(parameters.whole("ephemeral_message_id"))
    if message is None or message.sender is not world.bot or message.aside is None:
        raise bad_request(f"{what} not found")
    if message.aside.person != parameters.whole("receiver_user_id"):
        raise bad_request(f"{what} not found")
    return chat, message


METHODS = {
    "editEphemeralMessageText": edit_text,
    "editEphemeralMessageCaption": edit_caption,
    "editEphemeralMessageReplyMarkup": edit_markup,
    "deleteEphemeralMessage": delete,
}
