"""Ephemeral messages: what the bot and one person say to each other inside a group, unseen by the others. Pure.

The rules are those of Bot API 10.2 and 10.3. Telegram does not publish how it words its refusals: those here are a guess,
and a bot must not match on them.
"""

from dataclasses import dataclass

from bot.sandbox.chats import Chat
from bot.sandbox.entities import Entity
from bot.sandbox.errors import QUERY_TOO_OLD, bad_request
from bot.sandbox.keyboards import Keyboard
from bot.sandbox.messages import Aside, Content, Draft, Message, User
from bot.sandbox.profile import Command
from bot.sandbox.topics import topic_for_bot
from bot.sandbox.world import World, shown

# For so long after a press or an ephemeral command any bot may answer; an administrator may write at any time.
ANSWER_SECONDS = 15.0
KINDS = frozenset({"group", "supergroup"})


@dataclass(frozen=True, slots=True)
class Target:
    """Whom the bot wants to write to and what it answers; where: in the pressed message's place, or in the thread it names."""

    person: int
    callback_query_id: str = ""
    answered: int | None = None
    replaces: bool = False
    thread: int = 0


def send(world: World, chat: Chat, target: Target, content: Content, keyboard: Keyboard | None) -> Message:
    """Let the bot write to one person of a group. Raises ApiError."""
    if chat.kind not in KINDS:
        raise bad_request("Ephemeral messages can be sent to groups and supergroups only")
    member = chat.members.get(target.person)
    if member is None or not member.is_in:
        raise bad_request("USER_NOT_PARTICIPANT")
    pressed = _check_trigger(world, chat, target)
    replaced = pressed if target.replaces else None
    draft = Draft(content, keyboard, topic=_topic(chat, target, replaced))
    return _post(world, chat, world.bot, (member.user, target.person, replaced), draft)


def command(world: World, chat: Chat, person: User, content: Content, topic: int | None = None) -> Message:
    """Let a person send an ephemeral command, in a topic of a forum or outside of any; the bot alone gets it."""
    message = _post(world, chat, person, (world.bot, person.id, None), Draft(content, topic=topic))
    world.tell("message", message.as_json())
    return message


def is_command(world: World, chat: Chat, content: Content, commands: list[Command]) -> bool:
    """Tell whether a text is a command that the bot has declared to be ephemeral, in a chat that knows such."""
    if chat.kind not in KINDS or not chat.bot.is_in or not world.features.ephemeral:
        return False
    name = _command_name(content, world.bot.username or "")
    return any(known["command"] == name and known.get("is_ephemeral") for known in commands)


def _command_name(content: Content, username: str) -> str:
    first: Entity | None = next(iter(content.entities), None)
    if first is None or first.kind != "bot_command" or first.offset:
        return ""
    name, _, addressee = content.text[1 : first.length].partition("@")
    return name.lower() if addressee.lower() in {"", username.lower()} else ""


def _check_trigger(world: World, chat: Chat, target: Target) -> int | None:
    """Check that the bot may write now; give the message whose button was pressed, where one was."""
    if target.callback_query_id:
        query = world.callbacks.get(target.callback_query_id)
        if query is None or (query.person, query.chat) != (target.person, chat.id) or _is_late(world, query.asked_at):
            raise bad_request(QUERY_TOO_OLD)
        if target.replaces and not query.message_id:
            raise bad_request("EPHEMERAL_MESSAGE_REPLACE_INVALID")
        return query.message_id
    if target.replaces:
        raise bad_request("CALLBACK_QUERY_ID_EMPTY")
    if target.answered is not None:
        asked = chat.asides.get(target.answered)
        if asked is None or asked.sender.id != target.person or _is_late(world, asked.date):
            raise bad_request("MESSAGE_NOT_COMMAND")
    elif not chat.bot.is_chief:
        raise bad_request("CHAT_ADMIN_REQUIRED")
    return None


def _is_late(world: World, since: float) -> bool:
    return world.now - since > ANSWER_SECONDS


def _topic(chat: Chat, target: Target, replaced: int | None) -> int | None:
    """Give the topic a message stands in: the one the bot names, otherwise that of what it answers or replaces."""
    named = topic_for_bot(chat, target.thread)
    beside = chat.messages.get(replaced) if replaced else chat.asides.get(target.answered or 0)
    if named is not None or beside is None or beside.topic is None:
        return named
    return topic_for_bot(chat, beside.topic)


def _post(world: World, chat: Chat, sender: User, to: tuple[User, int, int | None], draft: Draft) -> Message:
    receiver, person, replaces = to
    chat.last_aside_id += 1
    aside = Aside(chat.last_aside_id, person, receiver, replaces)
    message = Message(0, chat.as_json(), sender, world.date, draft.content, draft.keyboard, topic=draft.topic, aside=aside)
    chat.keep(message)
    world.show(chat, "message", shown(message))
    return message
