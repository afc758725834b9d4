"""Callback, inline and guest queries: to be answered once, and in time."""

from dataclasses import dataclass, field
from typing import Any

# Telegram publishes none of them. A button shows its spinner for about 15 s; inline queries end after about 10 s.
CALLBACK_SECONDS = 15.0
INLINE_SECONDS = 10.0
GUEST_SECONDS = 60.0
MOST_QUERIES = 1000


@dataclass(slots=True)
class Query:
    """One question to the bot, and its answer once it has come."""

    id: str
    person: int
    asked_at: float
    chat: int | None = None
    message_id: int | None = None
    # The ephemeral message whose button was pressed; `message_id` is 0 then.
    aside: int | None = None
    answer: dict[str, Any] | None = None
    details: dict[str, Any] = field(default_factory=dict)


class Queries:
    """Open and answered queries of one kind; the oldest are forgotten."""

    def __init__(self, seconds: float, first_id: int) -> None:
        self.seconds = seconds
        self._next_id = first_id
        self._known: dict[str, Query] = {}

    def ask(self, person: int, now: float, chat: int | None = None, message_id: int | None = None) -> Query:
        """Put a new query on record."""
        query = Query(str(self._next_id), person, now, chat, message_id)
        self._next_id += 1
        self._known[query.id] = query
        while len(self._known) > MOST_QUERIES:
            del self._known[next(iter(self._known))]
        return query

    def get(self, query_id: str) -> Query | None:
        """Find a query."""
        return self._known.get(query_id)

    def answer(self, query_id: str, answer: dict[str, Any], now: float) -> Query | None:
        """Record an answer; None where the query is unknown, too old or answered already."""
        query = self._known.get(query_id)
        if query is None or query.answer is not None or now - query.asked_at > self.seconds:
            return None
        query.answer = answer
        return query
