"""The queue of updates for the bot: numbered, kept until confirmed."""

from collections import deque
from itertools import islice
from typing import Any

DAY_SECONDS = 24 * 3600
MOST_UPDATES = 100_000
# These have to be asked for (Bot API, getUpdates).
NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


class UpdateQueue:
    """Holds updates until an offset passes them, or for a day. It does not wait: see `Bells`."""

    def __init__(self, first_id: int) -> None:
        self.next_id = first_id
        self.allowed: list[str] = []
        # How many polls have begun: only the latest may wait, and a test can see that the bot is listening.
        self.polls = 0
        self._waiting: deque[tuple[float, dict[str, Any]]] = deque()

    def __len__(self) -> int:
        return len(self._waiting)

    def allow(self, kinds: list[str]) -> None:
        """Remember which updates the bot wants; an empty list stands for Telegram's default."""
        self.allowed = kinds

    def wanted(self, kind: str) -> bool:
        """Tell whether updates of this kind are queued; it bears on new updates only, as in Telegram."""
        return kind in self.allowed if self.allowed else kind not in NOT_BY_DEFAULT

    def push(self, kind: str, body: dict[str, Any], now: float) -> bool:
        """Queue an update, unless the bot did not ask for its kind."""
        if not self.wanted(kind):
            return False
        self.inject({kind: body}, now)
        return True

    def inject(self, update: dict[str, Any], now: float) -> int:
        """Queue a raw update; an `update_id` of its own must be new."""
        update_id = update.get("update_id", self.next_id)
        if type(update_id) is not int or update_id < self.next_id:
            raise ValueError(f"update_id must be a whole number from {self.next_id} on")
        self._waiting.append((now, {"update_id": update_id, **update}))
        self.next_id = update_id + 1
        while len(self._waiting) > MOST_UPDATES:
            self._waiting.popleft()
        return update_id

    def confirm(self, offset: int, now: float) -> None:
        """Forget what the offset passes, and what is older than a day; a negative offset keeps that many."""
        while self._waiting and self._waiting[0][0] < now - DAY_SECONDS:
            self._waiting.popleft()
        if offset < 0:
            while len(self._waiting) > -offset:
                self._waiting.popleft()
        # An offset from another life of the queue, beyond its end, confirms nothing (TDLib does the same).
        elif offset <= self.next_id:
            while self._waiting and self._waiting[0][1]["update_id"] < offset:
                self._waiting.popleft()

    def first(self, limit: int) -> list[dict[str, Any]]:
        """Give the oldest updates, without removing them."""
        return [update for _, update in islice(self._waiting, limit)]

    def clear(self) -> None:
        """Drop everything, for `drop_pending_updates`."""
        self._waiting.clear()
