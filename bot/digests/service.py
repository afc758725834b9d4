"""Planner, sender and the tidying up, side by side until stopped. Any number of these may share one PostgreSQL."""

import asyncio
import logging
import secrets
import time
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from math import ceil

from telegram.error import TelegramError

from bot.digests.breaker import Breaker
from bot.digests.clockguard import ClockGuard, Reading
from bot.digests.compose import Composer
from bot.digests.delivering import LEASE, Courier, Tools
from bot.digests.pace import IN_FLIGHT, Pace
from bot.digests.planner import plan_due
from bot.digests.sending import TelegramSend
from bot.errors import StoreBusy, TokenRevoked
from bot.store import deliveries, meta, shown, unanswered
from bot.store.records import DAY, Delivery
from bot.store.store import Store
from bot.transport import is_revoked

# A claim is a transaction: it waits until there is room for so many.
CLAIM_FROM = 8
# Ended deliveries are kept for a month, then deleted some at a time.
KEEP_SECONDS = 30 * DAY
PURGE_BATCH = 500
DRAIN_SECONDS = 8.0
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often what is done, in seconds: planning, looking for work where there was none, tidying up; how long a claim holds."""

    plan: float = 5.0
    idle: float = 1.0
    tidy: float = 15.0
    lease: int = LEASE


STEADY = Rhythm()


class DigestService:
    """Runs until `stop`. Raises TokenRevoked when Telegram refuses the token."""

    def __init__(
        self,
        store: Store,
        composer: Composer,
        send: TelegramSend,
        pace: Pace,
        resend_unknown: bool = False,
        rhythm: Rhythm = STEADY,
    ) -> None:
        self._store = store
        self._bot = send.bot
        self._telegram_date = send.telegram_date
        self._pace = pace
        self._breaker = Breaker()
        self._owner = secrets.token_hex(6)
        self._tools = Tools(store, composer, send, pace, self._breaker, self._owner, resend_unknown, rhythm.lease)
        self._rhythm = rhythm
        self._courier = Courier(self._tools, time.monotonic)
        self._guard = ClockGuard()
        self._clock_was_right = True
        self._stopping = asyncio.Event()
        self._under_way: set[asyncio.Task[None]] = set()
        self._errands: set[asyncio.Task[None]] = set()
        self._revoked: TokenRevoked | None = None
        pace.on_storm = self._tell_others

    def stop(self) -> None:
        """Begin nothing more and end within some seconds."""
        self._stopping.set()

    async def run(self) -> None:
        """Serve until stopped."""
        if self._store.is_alone:
            # Where the database is busy just now, leases run out by themselves.
            await self._guarded(self._take_over)
        # A pause that Telegram asked for holds for a process that starts in it.
        await self._guarded(self._tidy)
        loops = (self._every(self._rhythm.plan, self._plan), self._every(self._rhythm.tidy, self._tidy), self._deliver())
        tasks = [asyncio.create_task(loop) for loop in loops]
        try:
            await asyncio.gather(*tasks)
        finally:
            self._stopping.set()
            await self._drain()
        if self._revoked:
            raise self._revoked

    async def _take_over(self) -> None:
        """End the leases of the process before: it is certain to have ended."""
        async with self._store.write() as connection:
            await deliveries.end_leases(connection)

    async def _every(self, seconds: float, act: Callable[[], Awaitable[None]]) -> None:
        while not self._stopping.is_set():
            await self._guarded(act)
            await self._rest(seconds)

    async def _guarded(self, act: Callable[[], Awaitable[None]]) -> None:
        try:
            await act()
        except StoreBusy as error:
            _log.warning("digests: %s", error)

    async def _plan(self) -> None:
        right = self.clock_is_right() or await self._is_right_by_telegram()
        if self._clock_was_right and not right:
            _log.error("the clock must agree with Telegram's within an hour, got one that jumped: digests wait")
        if right and not self._clock_was_right:
            _log.warning("the clock is right again; digests go on")
        self._clock_was_right = right
        if right:
            await plan_due(self._store)

    async def _is_right_by_telegram(self) -> bool:
        """Ask Telegram for its date: where nothing was sent for long, a machine that slept looks like one whose clock jumped."""
        try:
            await self._bot.get_me()
        except TelegramError:
            return False
        return self.clock_is_right()

    def clock_is_right(self) -> bool:
        """Say whether the clock has not jumped, by a steady one and by Telegram's."""
        return self._guard.trusts(Reading(self._store.clock(), time.monotonic(), self._telegram_date()))

    async def _tidy(self) -> None:
        # By a clock that has jumped, what waits would be too late, and what is kept too old.
        if not self.clock_is_right():
            return
        now = self._store.now()
        async with self._store.write() as connection:
            clock = self._store.lease_clock()
            unknown = await deliveries.recover(connection, now, clock, self._tools.resend_unknown)
            for subscription_id, contents in unknown:
                await shown.mark(connection, subscription_id, contents, now)
            await unanswered.purge(connection, now)
            await deliveries.purge(connection, now - KEEP_SECONDS, PURGE_BATCH)
            until = await meta.pause_until(connection)
        if unknown:
            _log.error("%d digests were being sent when a process ended; whether they arrived is unknown", len(unknown))
        if until > now:
            self._pace.pause(until - now)

    async def _deliver(self) -> None:
        """Claim and hand out, as long as there is room; nothing while Telegram is down or asks all to wait."""
        while not self._stopping.is_set():
            try:
                begun = await self._begin_some()
            except StoreBusy as error:
                _log.warning("digests: %s", error)
                begun = 0
            if self._under_way and (not begun or len(self._under_way) > IN_FLIGHT - CLAIM_FROM):
                await asyncio.wait(self._under_way, return_when=asyncio.FIRST_COMPLETED, timeout=self._rhythm.idle)
            elif not begun:
                await self._rest(self._rhythm.idle)

    async def _begin_some(self) -> int:
        if self._breaker.is_open:
            await self._probe()
            return 0
        room = IN_FLIGHT - len(self._under_way)
        if room < CLAIM_FROM or self._pace.paused_for > 0:
            return 0
        async with self._store.write() as connection:
            clock = self._store.lease_clock()
            claimed = await deliveries.claim(connection, self._owner, room, self._store.now(), clock, self._rhythm.lease)
        by_chat = groupby(sorted(claimed, key=lambda one: one.chat_id), key=lambda one: one.chat_id)
        for _, some in by_chat:
            task = asyncio.create_task(self._deliver_to_chat(list(some)))
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)
        return len(claimed)

    async def _deliver_to_chat(self, claimed: Iterable[Delivery]) -> None:
        some = list(claimed)
        try:
            # Groups and channels have negative ids.
            await self._courier.deliver(some, is_group=some[0].chat_id < 0)
        except TokenRevoked as error:
            self._revoked = error
            self.stop()
        except StoreBusy as error:
            _log.warning("digests: %s", error)
        except Exception:
            _log.exception("a digest failed")

    async def _probe(self) -> None:
        """Try whether Telegram is back."""
        await self._rest(self._breaker.wait)
        try:
            await self._bot.get_me()
        except TelegramError as error:
            if is_revoked(error):
                self._revoked = TokenRevoked()
                self.stop()
            self._breaker.probe_failed()
        else:
            _log.warning("Telegram answers again; digests go on")
            self._breaker.close()

    async def _drain(self) -> None:
        """Let what is being sent end, and give back what is not."""
        self._courier.abandon()
        if begun := self._under_way | self._errands:
            _, late = await asyncio.wait(begun, timeout=DRAIN_SECONDS)
            for task in late:
                task.cancel()
        try:
            async with self._store.write() as connection:
                await deliveries.release(connection, self._owner, self._store.now())
        except StoreBusy as error:
            _log.warning("digests: claims could not be given back (%s)", error)

    def _tell_others(self, seconds: float) -> None:
        write = partial(self._write_pause, self._store.now() + ceil(seconds))
        task = asyncio.create_task(self._guarded(write))
        self._errands.add(task)
        task.add_done_callback(self._errands.discard)

    async def _write_pause(self, until: int) -> None:
        async with self._store.write() as connection:
            if await meta.pause_until(connection) < until:
                await meta.put(connection, meta.PAUSE_UNTIL, str(until))

    async def _rest(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._stopping.wait(), seconds)
        except TimeoutError:
            return
