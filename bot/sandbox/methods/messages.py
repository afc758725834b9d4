"""Sending, editing and deleting messages, and reacting to them."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from bot.sandbox.access import admit, postable_chat, writable_chat
from bot.sandbox.chats import Chat
from bot.sandbox.errors import LOCATION_IN_PRIVATE, NOT_MODIFIED, REPLIED_NOT_FOUND, bad_request
from bot.sandbox.keyboards import asks_for_location
from bot.sandbox.messages import Content, Draft, Guise, Message, Quote
from bot.sandbox.methods.ephemeral import is_ephemeral, send_ephemeral
from bot.sandbox.parameters import Parameters, read_field
from bot.sandbox.topics import topic_for_bot
from bot.sandbox.utf16 import utf16_length
from bot.sandbox.wording import read_caption, read_keyboard, read_keys, read_text
from bot.sandbox.world import World, shown

LONGEST_QUOTE = 1024
TWO_DAYS = 48 * 3600
CHAT_ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_audio",
        "record_voice",
        "upload_audio",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "pick_up_location",
        "record_video_note",
        "upload_video_note",
        "cancel",
    }
)


def send_message(world: World, parameters: Parameters) -> dict[str, Any]:
    """Send a text."""
    return send(world, parameters, read_text(world, parameters))


def send(world: World, parameters: Parameters, content: Content) -> dict[str, Any]:
    """Send anything, once its content is read."""
    if is_ephemeral(world, parameters):
        return send_ephemeral(world, parameters, content)
    keyboard, keys = read_keyboard(parameters), read_keys(parameters)
    chat, draft = _draft(world, parameters, content)
    if keys and chat.kind != "private" and asks_for_location(keys):
        raise bad_request(LOCATION_IN_PRIVATE)
    admit(world, chat)
    return world.post(chat, world.bot, replace(draft, keyboard=keyboard, keys=keys)).as_json()


def send_album(world: World, parameters: Parameters, contents: Sequence[Content]) -> list[dict[str, Any]]:
    """Send several contents as messages that belong together, all or none."""
    chat, draft = _draft(world, parameters, contents[0])
    admit(world, chat, len(contents))
    album = f"{abs(chat.id)}{chat.last_message_id + 1}"
    posted = [world.post(chat, world.bot, replace(draft, content=content, album=album)) for content in contents]
    return [message.as_json() for message in posted]


def _draft(world: World, parameters: Parameters, content: Content) -> tuple[Chat, Draft]:
    """Read where something is to be sent: the chat, the topic, the message it answers."""
    reply = _reply_wanted(parameters)
    chat = postable_chat(world, parameters.chat_id())
    topic = topic_for_bot(chat, parameters.whole("message_thread_id"))
    reply_to = chat.messages.get(reply[0]) if reply else None
    if reply and reply_to is None and not reply[1]:
        raise bad_request(REPLIED_NOT_FOUND)
    if topic is None and reply_to and reply_to.topic:
        # An answer stands where the message stands that it answers.
        topic = topic_for_bot(chat, reply_to.topic)
    guise = Guise(chat.as_json()) if chat.kind == "channel" else None
    quote = _quoted(parameters, reply_to) if reply_to else None
    return chat, Draft(content, reply_to=reply_to, topic=topic, guise=guise, quote=quote)


def _reply_wanted(parameters: Parameters) -> tuple[int, bool] | None:
    """Read which message to answer, and whether to send without it."""
    given = parameters.structure("reply_parameters", "reply parameters")
    if given is None:
        message_id = parameters.whole("reply_to_message_id")
        return (message_id, parameters.flag("allow_sending_without_reply")) if message_id > 0 else None
    if not isinstance(given, dict):
        raise bad_request("Object expected as reply parameters")
    if not given:
        return None
    message_id = read_field(given, "message_id", int, required=True)
    return message_id, bool(read_field(given, "allow_sending_without_reply", bool))


def _quoted(parameters: Parameters, answered: Message) -> Quote | None:
    """Read what of the answered message is to be quoted; Telegram takes its very words alone."""
    given = parameters.structure("reply_parameters", "reply parameters")
    text = (read_field(given, "quote", str) or "") if isinstance(given, dict) else ""
    if not text:
        return None
    said = answered.content.text
    wanted = read_field(given, "quote_position", int) or 0
    # The nearest place counts where the one that is named is not the right one.
    places = [utf16_length(said[:at]) for at in range(len(said)) if said.startswith(text, at)]
    if not places or utf16_length(text) > LONGEST_QUOTE:
        raise bad_request("QUOTE_TEXT_INVALID")
    return Quote(text, min(places, key=lambda place: abs(place - wanted)))


def edit_text(world: World, parameters: Parameters) -> dict[str, Any] | bool:
    """Replace the text of a message of the bot, and its keyboard: none given removes it."""
    content = read_text(world, parameters)

    def edited(message: Message) -> Content:
        if message.content.media:
            raise bad_request("There is no text in the message to edit")
        return content

    return _edit(world, parameters, edited)


def edit_caption(world: World, parameters: Parameters) -> dict[str, Any] | bool:
    """Replace the caption of a message of the bot."""
    caption = read_caption(world, parameters)

    def edited(message: Message) -> Content:
        if not message.content.media:
            raise bad_request("There is no caption in the message to edit")
        return replace(caption, media=message.content.media)

    return _edit(world, parameters, edited)


def edit_markup(world: World, parameters: Parameters) -> dict[str, Any] | bool:
    """Replace the keyboard of a message of the bot."""
    return _edit(world, parameters, lambda message: message.content)


def _edit(world: World, parameters: Parameters, edited: Callable[[Message], Content]) -> dict[str, Any] | bool:
    keyboard = read_keyboard(parameters)
    inline = not parameters.text("chat_id") and bool(parameters.text("inline_message_id"))
    chat, message = _inline_message(world, parameters) if inline else _message(world, parameters, "Message to edit")
    if message.sender is not world.bot and not inline:
        raise bad_request("Message can't be edited")
    content = edited(message)
    if message.says(content, keyboard):
        raise bad_request(NOT_MODIFIED)
    world.change(chat, message, content, keyboard)
    return True if inline else message.as_json()


def _inline_message(world: World, parameters: Parameters) -> tuple[Chat, Message]:
    """Find a message that stands in a chat the bot need not know."""
    found = world.inline_messages.get(parameters.text("inline_message_id"))
    if found is None or found[1].message_id not in found[0].messages:
        raise bad_request("MESSAGE_ID_INVALID")
    return found


def _message(world: World, parameters: Parameters, what: str) -> tuple[Chat, Message]:
    if not parameters.text("chat_id") and parameters.text("inline_message_id"):
        raise bad_request("MESSAGE_ID_INVALID")
    if not parameters.text("chat_id") and not parameters.whole("message_id"):
        raise bad_request("Message identifier is not specified")
    chat = writable_chat(world, parameters.chat_id())
    message = chat.messages.get(parameters.whole("message_id"))
    if message is None:
        raise bad_request(f"{what} not found")
    return chat, message


def delete(world: World, parameters: Parameters) -> bool:
    """Delete a message while it is young; another's in a private chat, or elsewhere as an administrator."""
    if not parameters.whole("message_id"):
        raise bad_request("Message identifier is not specified")
    chat, message = _message(world, parameters, "Message to delete")
    if chat.kind != "private" and message.sender is not world.bot and not chat.bot.is_chief:
        raise bad_request("Message can't be deleted")
    if world.now - message.date > TWO_DAYS:
        raise bad_request("Message can't be deleted for everyone")
    world.remove(chat, message)
    return True


def chat_action(world: World, parameters: Parameters) -> bool:
    """Show what the bot is about to do."""
    action = parameters.text("action").lower()
    if action not in CHAT_ACTIONS:
        raise bad_request("Wrong parameter action in request")
    chat = writable_chat(world, parameters.chat_id())
    topic = topic_for_bot(chat, parameters.whole("message_thread_id"), general=True)
    world.show(chat, "action", {"action": action} | ({"topic": topic} if topic else {}))
    return True


def react(world: World, parameters: Parameters) -> bool:
    """Put the bot's reaction on a message, or take it off."""
    given = parameters.structure("reaction", "reaction types") or []
    if not isinstance(given, list):
        raise bad_request("Expected an Array of ReactionType")
    for reaction in given:
        kind = reaction.get("type") if isinstance(reaction, dict) else None
        if kind not in {"emoji", "custom_emoji"}:
            raise bad_request("Can't parse ReactionType: invalid reaction type specified")
    if len(given) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    chat, message = _message(world, parameters, "Message to react")
    message.reactions = given
    world.show(chat, "reacted", shown(message))
    return True


METHODS = {
    "sendMessage": send_message,
    "editMessageText": edit_text,
    "editMessageCaption": edit_caption,
    "editMessageReplyMarkup": edit_markup,
    "deleteMessage": delete,
    "sendChatAction": chat_action,
    "setMessageReaction": react,
}
