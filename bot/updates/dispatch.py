"""Many chats at a time, one update of a chat after the other."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable

from telegram import Update

CHATS_IN_FLIGHT = 64
# A handler that hangs must not hold its chat for ever.
HANDLER_TIMEOUT = 30.0
_log = logging.getLogger(__name__)

Process = Callable[[Update], Awaitable[None]]


class Dispatcher:
    """Runs `process` for updates: in order within a chat, up to 64 chats at once, and knows which are done."""

    def __init__(self, process: Process, in_flight: int = CHATS_IN_FLIGHT, timeout: float = HANDLER_TIMEOUT) -> None:
        self._process = process
        self._slots = asyncio.Semaphore(in_flight)
        self._timeout = timeout
        self._waiting: dict[int, deque[Update]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._open: set[int] = set()
        self._progress = asyncio.Event()

    @property
    def open_ids(self) -> frozenset[int]:
        """Return the ids of updates that were taken and are not finished."""
        return frozenset(self._open)

    def take(self, update: Update) -> None:
        """Accept an update; it is processed as soon as its chat's earlier ones are."""
        key = order_key(update)
        self._open.add(update.update_id)
        if (queue := self._waiting.get(key)) is not None:
            queue.append(update)
            return
        self._waiting[key] = deque([update])
        task = asyncio.create_task(self._work(key))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def progress(self, at_most: float) -> None:
        """Wait until some update is finished, at most so many seconds."""
        self._progress.clear()
        if self._open:
            try:
                await asyncio.wait_for(self._progress.wait(), at_most)
            except TimeoutError:
                return

    async def drain(self, at_most: float) -> None:
        """Wait until all that was taken is finished, within so many seconds; then give up on the rest."""
        if not self._tasks:
            return
        _, unfinished = await asyncio.wait(set(self._tasks), timeout=at_most)
        for task in unfinished:
            task.cancel()
        await asyncio.gather(*unfinished, return_exceptions=True)

    async def _work(self, key: int) -> None:
        queue = self._waiting[key]
        async with self._slots:
            while queue:
                update = queue.popleft()
                await self._run(update)
                self._open.discard(update.update_id)
                self._progress.set()
            del self._waiting[key]

    async def _run(self, update: Update) -> None:
        try:
            async with asyncio.timeout(self._timeout):
                await self._process(update)
        except TimeoutError:
            _log.error("update %d took more than %.0f s and was given up", update.update_id, self._timeout)
        except Exception:
            _log.exception("update %d failed", update.update_id)


def order_key(update: Update) -> int:
    """Return what updates must be kept in order by: the chat, otherwise the person, otherwise the update alone."""
    if update.effective_chat is not None:
        return update.effective_chat.id
    if update.effective_user is not None:
        return update.effective_user.id
    return -update.update_id
