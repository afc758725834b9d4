"""Chats: who is in them, what was said, and a timeline for whoever watches."""

from collections import deque
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.messages import Message, User

MOST_MESSAGES = 1000
MOST_EVENTS = 1000
CHIEFS = frozenset({"creator", "administrator"})


@dataclass(frozen=True, slots=True)
class Event:
    """Something a watcher of the chat sees; `body` is ready for JSON."""

    revision: int
    kind: str
    body: dict[str, Any]


class Timeline:
    """What happened in a chat, numbered; old events are forgotten."""

    def __init__(self, limit: int = MOST_EVENTS) -> None:
        self.revision = 0
        self._events: deque[Event] = deque(maxlen=limit)

    def add(self, kind: str, body: dict[str, Any]) -> None:
        """Put an event on record."""
        self.revision += 1
        self._events.append(Event(self.revision, kind, body))

    def after(self, revision: int) -> list[Event] | None:
        """Give the events after a revision; None where some of them are forgotten or the revision is not of here."""
        first = self._events[0].revision if self._events else self.revision + 1
        if revision + 1 < first or revision > self.revision:
            return None
        return [event for event in self._events if event.revision > revision]


@dataclass(slots=True)
class Member:
    """Somebody's place in a chat, with the Bot API's status word; `may_post` bears on administrators of channels."""

    user: User
    status: str = "member"
    anonymous: bool = False
    may_post: bool = True

    @property
    def is_in(self) -> bool:
        """Whether they are in the chat now; in a private chat, whether the bot is not blocked."""
        return self.status not in {"left", "kicked"}

    @property
    def is_chief(self) -> bool:
        """Whether they own or administer the chat."""
        return self.status in CHIEFS


@dataclass(slots=True)
class Topic:
    """A topic of a forum; its id is that of the message that opened it."""

    id: int
    name: str
    closed: bool = False


@dataclass(slots=True)
class Chat:
    """A chat of any kind. `members` are people; the bot stands apart, as it is in every chat's story."""

    id: int
    # The bot's own place: "kicked" is how Telegram says "blocked" in a private chat.
    bot: Member
    kind: str = "private"
    title: str | None = None
    is_forum: bool = False
    members: dict[int, Member] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    # In a private chat: whether the person has written, as a bot may not write first. Elsewhere: whether the bot was ever in.
    opened: bool = False
    deactivated: bool = False
    migrated_to: int | None = None
    messages: dict[int, Message] = field(default_factory=dict)
    last_message_id: int = 0
    # Ephemeral messages have ids of their own.
    asides: dict[int, Message] = field(default_factory=dict)
    last_aside_id: int = 0
    timeline: Timeline = field(default_factory=Timeline)

    @property
    def instance(self) -> str:
        """The `chat_instance` of callback queries: the same for every query of a chat."""
        return str(-(self.id * 1_000_003 % 2**61))

    @property
    def present(self) -> list[Member]:
        """The people who are in the chat."""
        return [member for member in self.members.values() if member.is_in]

    def as_json(self) -> dict[str, Any]:
        """Give the Bot API object."""
        if self.kind != "private":
            return {"id": self.id, "type": self.kind, "title": self.title} | ({"is_forum": True} if self.is_forum else {})
        person = self.members[self.id].user
        named = {"id": self.id, "type": "private", "first_name": person.first_name}
        return named | ({"username": person.username} if person.username else {})

    def keep(self, message: Message) -> None:
        """Store a new message and forget the oldest beyond the limit."""
        kept, key = (self.asides, message.aside.id) if message.aside else (self.messages, message.message_id)
        kept[key] = message
        while len(kept) > MOST_MESSAGES:
            del kept[next(iter(kept))]

    def visible(self, person: int) -> list[Message]:
        """Give what somebody sees of the chat, oldest first: its messages, and the ephemeral ones that are theirs."""
        own = [message for message in self.asides.values() if message.aside and message.aside.person == person]
        return sorted([*self.messages.values(), *own], key=lambda message: message.date)
