"""What the store keeps, as records. Times are whole seconds since 1970 in UTC."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntFlag
from typing import Any, Literal

DAY = 86_400

ChatStatus = Literal["active", "blocked", "left"]
SubscriptionState = Literal["active", "paused", "ended"]
DeliveryStatus = Literal["pending", "claimed", "sending", "sent", "unknown", "failed", "skipped"]


class Days(IntFlag):
    """Days of the week on which something is sent."""

    MONDAY = 1
    TUESDAY = 2
    WEDNESDAY = 4
    THURSDAY = 8
    FRIDAY = 16
    SATURDAY = 32
    SUNDAY = 64
    MON_FRI = 31
    SUN_THU = 79
    DAILY = 127


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat that the desk knows; `kind` is Telegram's word for it, `zone` empty until somebody chose one."""

    id: int
    kind: str
    status: ChatStatus
    zone: str


@dataclass(frozen=True, slots=True)
class Subscription:
    """Digests on a topic for a chat, or for one forum topic of it (`thread_id`, 0 for none).

    `send_at` reads HH:MM. `next_due_at` is none while nothing is to come. `seed` shuffles its entries, `cycle` counts the rounds.
    """

    id: int
    chat_id: int
    thread_id: int
    topic: str
    send_at: str
    days: Days
    zone: str
    state: SubscriptionState
    next_due_at: int | None
    seed: str
    cycle: int


@dataclass(frozen=True, slots=True)
class NewSubscription:
    """What it takes to subscribe."""

    chat_id: int
    thread_id: int
    topic: str
    send_at: str
    days: Days
    zone: str
    next_due_at: int | None
    seed: str


@dataclass(frozen=True, slots=True)
class PlannedDelivery:
    """A row for the outbox: at most one for a subscription and the local date that it is meant for."""

    subscription_id: int
    local_date: date
    chat_id: int
    thread_id: int
    due_at: int
    expires_at: int
    late: bool = False


@dataclass(frozen=True, slots=True)
class Delivery:
    """A claimed row of the outbox."""

    id: int
    subscription_id: int
    local_date: date
    chat_id: int
    thread_id: int
    due_at: int
    attempts: int
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Ending:
    """How a delivery ended; `reason` is a short fixed text."""

    status: Literal["sent", "unknown", "failed", "skipped"]
    reason: str | None = None
    message_id: int | None = None


@dataclass(frozen=True, slots=True)
class Contents:
    """What a message holds of one subscription: its round, entries by id with their revisions, and corrected entries.

    A corrected entry has its new revision, a withdrawn one none.
    """

    cycle: int
    entries: Mapping[str, str]
    corrected: Mapping[str, str | None]

    def as_json(self) -> dict[str, Any]:
        """Return it as it is stored."""
        return {"cycle": self.cycle, "entries": dict(self.entries), "corrected": dict(self.corrected)}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Contents":
        """Read what `as_json` returned."""
        return cls(stored["cycle"], stored["entries"], stored["corrected"])


@dataclass(frozen=True, slots=True)
class Shown:
    """That a subscription was sent an entry: in which round, when, and as it stood then."""

    entry_id: str
    cycle: int
    revision: str
    shown_at: int
