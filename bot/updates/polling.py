"""A poll loop that confirms an update only after it was processed.

Telegram forgets every update below the `offset` of the next getUpdates. PTB's Updater moves the offset as soon as a batch was
fetched, so a process that is killed loses what it had not handled. Here the offset never passes an unfinished update.
"""

import asyncio
import json
import logging
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from telegram import Bot, Update
from telegram.error import Conflict, NetworkError, RetryAfter, TelegramError
from telegram.request import BaseRequest

from bot.digests.outcome import seconds_of
from bot.errors import TokenRevoked
from bot.transport import is_revoked
from bot.updates.dispatch import Dispatcher, Process

POLL_SECONDS = 25
# How long to leave unfinished updates before asking again for what came after them.
GLANCE_SECONDS = 0.25
DRAIN_SECONDS = 8.0
# Only what some handler takes: Telegram keeps the rest to itself.
GUEST = "guest_message"
ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "inline_query", "my_chat_member", "chat_member")
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Pause:
    """How long to wait after a failure, in seconds: longer each time, up to a limit."""

    first: float = 1.0
    longest: float = 30.0
    growth: float = 1.7

    def after(self, failures: int) -> float:
        """Return the wait after this many failures in a row."""
        return min(self.longest, self.first * self.growth ** min(failures - 1, 20))


class Poller:
    """Fetches updates and hands them on until it is stopped or the token is revoked."""

    def __init__(
        self, bot: Bot, request: BaseRequest, process: Process, pause: Pause | None = None, *, as_guest: bool = False
    ) -> None:
        """Poll for `bot` over a request object that is already initialized, and give each update to `process`.

        `as_guest` asks for calls from chats of which the bot is no member, too.
        """
        self._bot = bot
        self._request = request
        self._dispatcher = Dispatcher(process)
        self._pause = pause or Pause()
        self._kinds = (*ALLOWED_UPDATES, GUEST) if as_guest else ALLOWED_UPDATES
        self._next = 0
        self._stopping = asyncio.Event()

    def stop(self) -> None:
        """Ask the loop to end after what it has begun."""
        self._stopping.set()

    async def run(self) -> None:
        """Poll until stopped. Raises TokenRevoked when Telegram no longer knows the token."""
        failures = 0
        try:
            while not self._stopping.is_set():
                failures = await self._round(failures)
        finally:
            await self._finish()

    async def _round(self, failures: int) -> int:
        """Fetch once; returns the number of failures in a row."""
        try:
            updates = await self._until_stopped(self._fetch(self._offset(), self._wait_seconds()))
        except RetryAfter as error:
            await self._rest(seconds_of(error))
            return failures
        except TelegramError as error:
            if is_revoked(error):
                raise TokenRevoked from error
            failures += 1
            self._complain(error, failures)
            await self._rest(self._pause.after(failures))
            return failures
        if failures:
            _log.warning("polling goes on")
        if not self._take(updates or []):
            await self._dispatcher.progress(GLANCE_SECONDS)
        return 0

    def _take(self, raw: list[dict[str, Any]]) -> int:
        """Hand on what is new; returns how many that were."""
        fresh = [item for item in raw if item["update_id"] >= self._next]
        for item in fresh:
            self._next = item["update_id"] + 1
            try:
                update = Update.de_json(item, self._bot)
            except Exception:
                # One malformed update must not hold back the rest: it is confirmed and left.
                _log.exception("update %d could not be read", item["update_id"])
                continue
            self._dispatcher.take(update)
        return len(fresh)

    def _offset(self) -> int:
        """Return the lowest id that is not finished; everything below is confirmed by asking from there."""
        return min(self._dispatcher.open_ids, default=self._next)

    def _wait_seconds(self) -> int:
        # While something is unfinished Telegram would answer at once anyway.
        return 0 if self._dispatcher.open_ids else POLL_SECONDS

    async def _fetch(self, offset: int, wait: int) -> list[dict[str, Any]]:
        """Return updates as Telegram sends them: PTB's own method drops a whole batch for one that it cannot read."""
        arguments = {"offset": offset, "timeout": wait, "limit": 100, "allowed_updates": json.dumps(self._kinds)}
        address = f"{self._bot.base_url}/getUpdates?{urlencode(arguments)}"
        found = await self._request.post(address, read_timeout=wait + 10)
        return found if isinstance(found, list) else []

    async def _until_stopped(self, work: Any) -> Any:
        """Await `work`, or drop it when the loop is to stop."""
        task, stop = asyncio.ensure_future(work), asyncio.ensure_future(self._stopping.wait())
        try:
            await asyncio.wait({task, stop}, return_when=asyncio.FIRST_COMPLETED)
            return await task if task.done() else None
        finally:
            stop.cancel()
            if not task.done():
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)

    async def _rest(self, seconds: float) -> None:
        await self._until_stopped(asyncio.sleep(seconds))

    def _complain(self, error: TelegramError, failures: int) -> None:
        if failures in {1, 10} or failures % 100 == 0:
            what = "another process polls with this token" if isinstance(error, Conflict) else "Telegram is out of reach"
            kind = type(error).__name__ if isinstance(error, NetworkError) else str(error)
            _log.warning("%s (%s); trying on", what, kind)

    async def _finish(self) -> None:
        """Let begun work end and confirm it, so that a restart does not answer twice."""
        await self._dispatcher.drain(DRAIN_SECONDS)
        if self._next:
            try:
                await self._fetch(self._offset(), 0)
            except TelegramError as error:
                _log.warning("the last updates could not be confirmed (%s)", type(error).__name__)
