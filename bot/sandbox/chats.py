"""Chats: who is in them, what was said, and a timeline for whoever watches."""

from collections import deque
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.messages import Message, User

MOST_MESSAGES = 1000
MOST_EVENTS = 1000


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
    """Somebody in a chat, with the Bot API's status word."""

    user: User
    status: str = "member"


@dataclass(slots=True)
class Chat:
    """A chat of any kind. Private ones exist so far; title, members and the bot's status are there for groups."""

    id: int
    kind: str = "private"
    title: str | None = None
    members: dict[int, Member] = field(default_factory=dict)
    # The bot's own status: "kicked" is how Telegram says "blocked" in a private chat.
    bot_status: str = "member"
    # A bot may not write first: only after a person wrote to it.
    opened: bool = False
    messages: dict[int, Message] = field(default_factory=dict)
    last_message_id: int = 0
    timeline: Timeline = field(default_factory=Timeline)

    @property
    def instance(self) -> str:
        """The `chat_instance` of callback queries: the same for every query of a chat."""
        return str(-(self.id * 1_000_003 % 2**61))

    def as_json(self) -> dict[str, Any]:
        """Give the Bot API object."""
        if self.kind != "private":
            return {"id": self.id, "type": self.kind, "title": self.title}
        person = self.members[self.id].user
        named = {"id": self.id, "type": "private", "first_name": person.first_name}
        return named | ({"username": person.username} if person.username else {})

    def keep(self, message: Message) -> None:
        """Store a new message and forget the oldest beyond the limit."""
        self.messages[message.message_id] = message
        while len(self.messages) > MOST_MESSAGES:
            del self.messages[next(iter(self.messages))]
