"""Flood limits: how much the bot may send in a time. Pure; the time is passed in."""

from collections import deque
from dataclasses import asdict, dataclass
from math import ceil

SECOND = 1.0
MINUTE = 60.0
# Telegram tolerates short bursts in a private chat; how long is not published.
BURST = 3


@dataclass(frozen=True, slots=True)
class Limits:
    """Messages a second overall, a second in a private chat, a minute in a group or channel; None lifts a limit."""

    overall: int | None = None
    per_chat: int | None = None
    per_group_minute: int | None = None

    def __post_init__(self) -> None:
        """Raise ValueError for a limit below 1."""
        for name, value in asdict(self).items():
            if value is not None and value < 1:
                raise ValueError(f"{name} must be at least 1 or absent, got {value}")


class Window:
    """So many events in a rolling span of seconds."""

    def __init__(self, span: float) -> None:
        self._span = span
        self._times: deque[float] = deque()

    def wait(self, limit: int, now: float) -> float:
        """Give the seconds until there is room for one more; 0 where there is."""
        while self._times and self._times[0] <= now - self._span:
            self._times.popleft()
        return self._times[-limit] + self._span - now if len(self._times) >= limit else 0.0

    def count(self, now: float) -> None:
        """Take note of an event."""
        self._times.append(now)


class Flood:
    """Watches over the limits; `refused` counts the calls turned away. Without limits everything passes."""

    def __init__(self) -> None:
        self.refused = 0
        self.set(Limits())

    def set(self, limits: Limits) -> None:
        """Set other limits, and begin to count anew."""
        self.limits = limits
        self._overall = Window(SECOND)
        self._groups: dict[int, Window] = {}
        # For each private chat the time from which it is idle: GCRA, so one number a chat.
        self._idle: dict[int, float] = {}

    def admit(self, chat_id: int, now: float, *, private: bool, count: int = 1) -> int:
        """Let a message pass and give 0, or turn it away and give the seconds to wait; an album of `count` passes as one."""
        waits = [self._overall.wait(self.limits.overall, now)] if self.limits.overall else []
        waits.append(self._private_wait(chat_id, now) if private else self._group_wait(chat_id, now))
        longest = max(waits)
        if longest > 0:
            self.refused += 1
            return max(1, ceil(longest))
        for _ in range(count):
            self._count(chat_id, now, private=private)
        return 0

    def _private_wait(self, chat_id: int, now: float) -> float:
        if not self.limits.per_chat:
            return 0.0
        step = SECOND / self.limits.per_chat
        # A hair's breadth of slack: sums of fractions of a second are not exact.
        wait = self._idle.get(chat_id, now) - (BURST - 1) * step - now
        return wait if wait > 1e-6 else 0.0

    def _group_wait(self, chat_id: int, now: float) -> float:
        limit = self.limits.per_group_minute
        return self._groups.setdefault(chat_id, Window(MINUTE)).wait(limit, now) if limit else 0.0

    def _count(self, chat_id: int, now: float, *, private: bool) -> None:
        if self.limits.overall:
            self._overall.count(now)
        if private and self.limits.per_chat:
            self._idle[chat_id] = max(self._idle.get(chat_id, now), now) + SECOND / self.limits.per_chat
        elif not private and self.limits.per_group_minute:
            self._groups[chat_id].count(now)
