"""Waiting for news: who waits for what, and how they are woken."""

import asyncio
from collections.abc import Callable, Hashable
from typing import TypeVar

Found = TypeVar("Found")


class Bells:
    """One bell for each thing waited for. Checking and ringing happen on one event loop, so no news is missed."""

    def __init__(self) -> None:
        self._events: dict[Hashable, asyncio.Event] = {}
        self.closed = False

    def ring(self, key: Hashable) -> None:
        """Wake whoever waits for this."""
        event = self._events.pop(key, None)
        if event:
            event.set()

    def close(self) -> None:
        """Wake everybody for good: the server is going down."""
        self.closed = True
        for key in list(self._events):
            self.ring(key)

    async def until(self, key: Hashable, ready: Callable[[], Found], seconds: float) -> Found:
        """Wait until `ready` gives something true, and return that; after `seconds` return what it gives then."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + seconds
        while not (found := ready()) and not self.closed and loop.time() < deadline:
            event = self._events.setdefault(key, asyncio.Event())
            try:
                async with asyncio.timeout_at(deadline):
                    await event.wait()
            except TimeoutError:
                return ready()
        return found
