"""The most messages that may be under way and just sent: Telegram's limit on all of a bot's messages, kept exactly.

A permit counts from before the request leaves until a second after its answer came. Whenever the request reached Telegram within
that time, no second of Telegram's own clock holds more than the limit: counting from the start of requests alone would let slow
ones and quick ones arrive together. Limiters on the registries count starts.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

WINDOW = 1.0


class Ceiling:
    """Lets at most `limit` messages a second through; answers go before digests. `clock` is a steady one, in seconds."""

    def __init__(self, limit: int, clock: Callable[[], float]) -> None:
        self._limit = limit
        self._clock = clock
        self._under_way = 0
        self._ended: deque[float] = deque()
        self._answers_waiting = 0
        self._lines = {urgent: asyncio.Lock() for urgent in (True, False)}
        self._changed = asyncio.Event()

    @asynccontextmanager
    async def permit(self, urgent: bool) -> AsyncIterator[None]:
        """Hold a permit while a message is sent; `urgent` ones are let in before all others."""
        await self._enter(urgent)
        try:
            yield
        finally:
            self._under_way -= 1
            self._ended.append(self._clock())
            self._announce()

    async def _enter(self, urgent: bool) -> None:
        self._answers_waiting += urgent
        try:
            # One of each sort watches for room: were all woken each time, they would take the time that sending needs.
            async with self._lines[urgent]:
                while not self._has_room() or (self._answers_waiting and not urgent):
                    await self._wait()
                self._under_way += 1
        finally:
            self._answers_waiting -= urgent
            if urgent:
                self._announce()

    def _has_room(self) -> bool:
        while self._ended and self._clock() - self._ended[0] > WINDOW:
            self._ended.popleft()
        return self._under_way + len(self._ended) < self._limit

    async def _wait(self) -> None:
        """Wait until somebody is done, or the oldest permit runs out."""
        remaining = WINDOW - (self._clock() - self._ended[0]) + 0.001 if self._ended else None
        try:
            async with asyncio.timeout(remaining):
                await self._changed.wait()
        except TimeoutError:
            return

    def _announce(self) -> None:
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()
