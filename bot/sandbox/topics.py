"""Topics of forums: what people do with them, and where the bot may write. Pure, like the world it changes."""

from typing import Any

from bot.sandbox.chats import Chat, Topic
from bot.sandbox.errors import THREAD_NOT_FOUND, TOPIC_CLOSED, RefusedError, bad_request
from bot.sandbox.groups import chat_of, check_chief
from bot.sandbox.hearing import report
from bot.sandbox.messages import Content, Draft, User
from bot.sandbox.world import World

NAME_LIMIT = 128
ICON_COLOR = 0x6FB9F0
# The topic that every forum has; its messages carry no thread.
GENERAL = 1


def create(world: World, person_id: int, chat_id: int, name: str) -> Topic:
    """Let a person open a topic; its first message says so."""
    chat = chat_of(world, person_id, chat_id)
    if not chat.is_forum:
        raise RefusedError(409, f"chat {chat.id} has no topics: it is no forum")
    if not 1 <= len(name) <= NAME_LIMIT:
        raise RefusedError(400, f"the name of a topic must have 1 to {NAME_LIMIT} characters")
    topic = Topic(chat.last_message_id + 1, name)
    chat.topics[topic.id] = topic
    _announce(world, chat, world.person(person_id), topic, ("forum_topic_created", {"name": name, "icon_color": ICON_COLOR}))
    world.rearranged()
    return topic


def close(world: World, person_id: int, chat_id: int, topic_id: int, *, closed: bool = True) -> None:
    """Let an administrator close a topic, or open it again."""
    chat, topic = _chief_and_topic(world, person_id, chat_id, topic_id)
    if topic.closed == closed:
        raise RefusedError(409, f"the topic is {'closed' if closed else 'open'} already")
    topic.closed = closed
    _announce(world, chat, world.person(person_id), topic, ("forum_topic_closed" if closed else "forum_topic_reopened", {}))
    world.rearranged()


def delete(world: World, person_id: int, chat_id: int, topic_id: int) -> None:
    """Let an administrator delete a topic with all its messages; the bot hears nothing of it."""
    chat, topic = _chief_and_topic(world, person_id, chat_id, topic_id)
    del chat.topics[topic.id]
    for message in [one for one in (*chat.messages.values(), *chat.asides.values()) if one.topic == topic.id]:
        world.remove(chat, message)
    world.rearranged()


def topic_for_person(chat: Chat, person_id: int, topic_id: int | None) -> int | None:
    """Give the topic a person writes to; None for a chat without topics and for the general one."""
    if topic_id in {None, GENERAL}:
        return None
    topic = _topic(chat, topic_id or 0)
    if topic.closed and not chat.members[person_id].is_chief:
        raise RefusedError(409, f"the topic {topic.name} is closed")
    return topic.id


def topic_for_bot(chat: Chat, thread_id: int, *, general: bool = False) -> int | None:
    """Give the topic the bot writes to. Raises ApiError; chats that can have no topics ignore the thread, as in Telegram."""
    if thread_id == 0 or not (chat.is_forum or chat.kind == "private") or (general and thread_id == GENERAL):
        return None
    topic = chat.topics.get(thread_id)
    if topic is None:
        raise bad_request(THREAD_NOT_FOUND)
    if topic.closed and not chat.bot.is_chief:
        raise bad_request(TOPIC_CLOSED)
    return topic.id


def _announce(world: World, chat: Chat, person: User, topic: Topic, service: tuple[str, dict[str, Any]]) -> None:
    draft = Draft(Content(service=service), topic=topic.id)
    report(world, chat, world.post(chat, person, draft))


def _chief_and_topic(world: World, person_id: int, chat_id: int, topic_id: int) -> tuple[Chat, Topic]:
    chat = chat_of(world, person_id, chat_id)
    check_chief(chat, person_id)
    return chat, _topic(chat, topic_id)


def _topic(chat: Chat, topic_id: int) -> Topic:
    if topic_id not in chat.topics:
        raise RefusedError(404, f"there is no topic {topic_id} in chat {chat.id}")
    return chat.topics[topic_id]
