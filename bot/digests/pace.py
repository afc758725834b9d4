"""How fast messages go out: overall, to each chat, and not at all while Telegram asks to wait.

Every call of the bot passes here. Answers wait for nothing but the ceiling and Telegram's own requests; digests also keep the
overall pace, a second's distance in a chat, and a group's share of messages a minute.
"""

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from functools import partial
from typing import Any, Protocol

import psycopg
from psycopg_pool import ConnectionPool
from pyrate_limiter import GCRA, InMemoryStateStore, Limiter, PostgresBucket, Rate, StateBucket

from bot.digests.ceiling import Ceiling
from bot.errors import StoreBusy
from bot.store.engine import BUSY_SECONDS
from bot.store.store import Store

# Chats whose digests are under way at once: more than 25 a second times a slow answer's second.
IN_FLIGHT = 32
# Telegram's words: about 30 messages a second overall, one a second to a chat, 20 a minute to a group.
CEILING = 30
CHAT_SECONDS = 1.05
GROUP_MESSAGES = 18
GROUP_SECONDS = 60.0
# So many chats that are told to wait within so many seconds are a storm: then all wait.
STORM_CHATS = 3
STORM_SECONDS = 10.0
# So many messages may catch up at once after a delay, so that delays do not add up.
BURST = 3
# Connections of one process that ask for permits at once.
LANES = 2
# Chats that were written to are remembered for a minute; beyond so many the others are forgotten.
FORGET_FROM = 5_000


class Bulk(Protocol):
    """The overall pace of digests, of this process or of all that share a database."""

    async def acquire(self) -> None:
        """Wait for the next permit."""

    def close(self) -> None:
        """Let go of what it holds."""


class LocalBulk:
    """The pace of a single process."""

    def __init__(self, per_second: int) -> None:
        bucket = StateBucket([Rate(per_second, 1000, burst=min(BURST, per_second))], GCRA(), InMemoryStateStore())
        self._limiter = Limiter(bucket, buffer_ms=1)

    async def acquire(self) -> None:
        """Wait for the next permit."""
        await self._limiter.try_acquire_async("digests")

    def close(self) -> None:
        """Close the limiter."""
        self._limiter.close()


class SharedBulk:
    """The pace of all workers on one PostgreSQL."""

    def __init__(self, dsn: str, per_second: int, name: str = "digests") -> None:
        self._pool = ConnectionPool(dsn, min_size=1, max_size=LANES, timeout=BUSY_SECONDS, configure=_let_go_when_frozen, open=True)
        # The smaller window spreads a second's messages; the larger one is the limit.
        rates = [Rate(max(1, -(-per_second * 7 // 25)), 200), Rate(per_second, 1000)] if per_second > 1 else [Rate(1, 1000)]
        self._limiter = Limiter(PostgresBucket(self._pool, name, rates), buffer_ms=1)
        self._threads = ThreadPoolExecutor(LANES, "pace")
        self._lanes = asyncio.Semaphore(LANES)

    async def acquire(self) -> None:
        """Wait for the next permit. Raises StoreBusy when the database does not answer."""
        async with self._lanes:
            while True:
                if await self._try():
                    return
                await asyncio.sleep(0.01)

    async def _try(self) -> bool:
        """Try for a moment, off the event loop: the limiter's own asynchronous form runs its SQL on it."""
        # A thread cannot be called back: one that tried until it got a permit would hold up the end of the process.
        attempt = partial(self._limiter.try_acquire, "digests", timeout=0.2)
        try:
            return bool(await asyncio.get_running_loop().run_in_executor(self._threads, attempt))
        except psycopg.Error as error:
            raise StoreBusy(f"the database must answer, got {type(error).__name__}") from error

    def close(self) -> None:
        """Close the limiter and its connections."""
        self._threads.shutdown(cancel_futures=True)
        self._limiter.close()
        self._pool.close()


def _let_go_when_frozen(connection: psycopg.Connection) -> None:
    """Let the server end a transaction whose process stands still: it would keep the permits from all others."""
    connection.autocommit = True
    connection.execute("SET idle_in_transaction_session_timeout = '2s'")
    connection.autocommit = False


def open_bulk(store: Store, per_second: int, name: str = "digests") -> Bulk:
    """Return the pace of all who share a database, by its name: on SQLite that is this process alone."""
    return LocalBulk(per_second) if store.is_sqlite else SharedBulk(store.postgres_dsn, per_second, name)


class Pace:
    """The one gate for all messages of a process. Times are of a steady clock, in seconds."""

    def __init__(self, bulk: Bulk, ceiling: int = CEILING, clock: Callable[[], float] = time.monotonic) -> None:
        self._bulk = bulk
        self._ceiling = Ceiling(ceiling, clock)
        self._clock = clock
        self._sent: dict[int, deque[float]] = {}
        self._chat_waits: dict[int, float] = {}
        self._told: deque[tuple[float, int]] = deque()
        self._all_wait_until = 0.0
        self.on_storm: Callable[[float], Any] = lambda _: None

    @asynccontextmanager
    async def sending(self, chat_id: int, urgent: bool) -> AsyncIterator[None]:
        """Wait for leave to send one message to a chat, and hold it while it is sent."""
        while True:
            await self._sleep_until(self._waits_until(chat_id))
            async with self._ceiling.permit(urgent):
                # While it waited for the permit, Telegram may have asked for a pause.
                if self._waits_until(chat_id) > self._clock():
                    continue
                try:
                    yield
                finally:
                    # A message whose answer was lost has most likely arrived.
                    self._remember(chat_id)
                return

    async def turn(self, chat_id: int, is_group: bool) -> None:
        """Wait until a digest may go to a chat."""
        while (at := self._free_at(chat_id, is_group)) > self._clock():
            await self._sleep_until(at)
        await self._bulk.acquire()

    def told_to_wait(self, chat_id: int, seconds: float) -> None:
        """Note that Telegram asked to wait: the chat waits; when several are told so, all do."""
        now = self._clock()
        self._chat_waits[chat_id] = now + seconds
        self._told.append((now, chat_id))
        while now - self._told[0][0] > STORM_SECONDS:
            self._told.popleft()
        if len({chat for _, chat in self._told}) >= STORM_CHATS:
            self.pause(seconds)
            self.on_storm(seconds)

    def pause(self, seconds: float) -> None:
        """Let all wait for so many seconds from now."""
        self._all_wait_until = max(self._all_wait_until, self._clock() + seconds)

    def waits(self, chat_id: int) -> float:
        """Return for how many more seconds a chat must be sent nothing."""
        return max(0.0, self._waits_until(chat_id) - self._clock())

    def close(self) -> None:
        """Let go of the shared pace."""
        self._bulk.close()

    @property
    def paused_for(self) -> float:
        """Return for how many more seconds all wait."""
        return max(0.0, self._all_wait_until - self._clock())

    def _free_at(self, chat_id: int, is_group: bool) -> float:
        waits = self._waits_until(chat_id)
        sent = self._sent.get(chat_id)
        if not sent:
            return waits
        spaced = sent[-1] + CHAT_SECONDS
        if is_group and len(sent) >= GROUP_MESSAGES:
            spaced = max(spaced, sent[-GROUP_MESSAGES] + GROUP_SECONDS)
        return max(waits, spaced)

    def _waits_until(self, chat_id: int) -> float:
        return max(self._all_wait_until, self._chat_waits.get(chat_id, 0.0))

    def _remember(self, chat_id: int) -> None:
        now = self._clock()
        self._sent.setdefault(chat_id, deque(maxlen=GROUP_MESSAGES)).append(now)
        if len(self._sent) > FORGET_FROM:
            self._sent = {chat: times for chat, times in self._sent.items() if now - times[-1] < GROUP_SECONDS}
            self._chat_waits = {chat: until for chat, until in self._chat_waits.items() if until > now}

    async def _sleep_until(self, at: float) -> None:
        if (seconds := at - self._clock()) > 0:
            await asyncio.sleep(seconds)
