"""A morning on which digests are due: a sandbox, a database on either engine, chats that subscribed, and who delivers."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from subprocess import PIPE
from typing import Any

from process_running import until

from bot.app import WorkerProcess
from bot.catalog.catalog import Catalog
from bot.digests.service import Rhythm
from bot.sandbox import Sandbox
from bot.sandbox.records import Call
from bot.settings import Settings
from bot.store import chats, deliveries, subscriptions
from bot.store.engine import BUSY_SECONDS
from bot.store.records import Days, NewSubscription, Subscription
from bot.store.store import Store, opened

QUICK = Rhythm(plan=0.1, idle=0.05, tidy=0.2)
# A theme with few entries: a digest of it is composed quickly.
SMALL = "theme:2.4"
ENDED = frozenset({"sent", "unknown", "failed", "skipped"})
PATIENCE = 40.0


@dataclass
class ShiftedClock:
    """The time of day, which a test may put wrong by some seconds."""

    shift: float = 0.0

    def __call__(self) -> float:
        return time.time() + self.shift


@dataclass
class Morning:
    """What a test arranges and sees. Digests go through the real worker, HTTP and database."""

    catalog: Catalog
    sandbox: Sandbox
    url: str
    database: str
    store: Store
    clock: ShiftedClock = field(default_factory=ShiftedClock)

    def settings(self, **chosen: Any) -> Settings:
        """Return settings for a process that hurries."""
        given: dict[str, Any] = {"bot_api_url": self.url, "database_url": self.database, "send_rate": 500}
        return Settings(self.sandbox.token, **given | chosen)

    def people(self, count: int) -> list[int]:
        """Let people in who have written to the bot."""
        return [self.sandbox.world.join(f"Guest {turn + 1}", opened=True).id for turn in range(count)]

    async def subscribe(
        self, chat_ids: Iterable[int], topic: str = SMALL, thread: int = 0, zone: str = "UTC", ago: float = 60
    ) -> list[Subscription]:
        """Let chats have subscriptions whose digest was due so many seconds ago."""
        due = int(time.time() - ago) // 60 * 60
        at = f"{datetime.fromtimestamp(due, UTC):%H:%M}"
        made = []
        async with self.store.write() as connection:
            for chat_id in chat_ids:
                await chats.ensure(connection, chat_id, "private" if chat_id > 0 else "supergroup", due)
                new = NewSubscription(chat_id, thread, topic, at, Days.DAILY, zone, due, seed=str(chat_id))
                made.append(await subscriptions.add(connection, new, due))
        return made

    def fault(self, **rule: Any) -> None:
        """Let something go wrong with sending."""
        self.sandbox.world.faults.add({"method": "sendMessage"} | rule)

    def arrived(self, chat_id: int) -> list[dict[str, Any]]:
        """Return the bot's messages in a chat, oldest first."""
        messages = self.sandbox.world.chats[chat_id].messages.values()
        return [message.as_json() for message in messages if message.sender.is_bot]

    def arrivals(self, chat_ids: Iterable[int]) -> Counter[int]:
        """Return how many chats have how many of the bot's messages."""
        return Counter(len(self.arrived(chat_id)) for chat_id in chat_ids)

    def sends(self, chat_id: int | None = None) -> list[Call]:
        """Return the attempts to send, to one chat or to all, as the sandbox saw them."""
        calls = self.sandbox.world.calls.of("sendMessage")
        return [call for call in calls if chat_id is None or call.params["chat_id"] == str(chat_id)]

    async def fates(self) -> Counter[str]:
        """Return how many deliveries have which status."""
        fates: Counter[str] = Counter()
        for status, _, number in await self._outcomes():
            fates[status] += number
        return fates

    def probes(self) -> list[Call]:
        """Return the attempts to find out whether Telegram is back."""
        return self.sandbox.world.calls.of("getMe")

    async def reasons(self) -> set[tuple[str, str]]:
        """Return the statuses of deliveries with their reasons."""
        return {(status, reason) for status, reason, _ in await self._outcomes()}

    async def reasoned(self, expected: set[tuple[str, str]]) -> None:
        """Wait until deliveries have these statuses for these reasons."""
        deadline = time.monotonic() + PATIENCE
        while (reasons := await self.reasons()) != expected:
            assert time.monotonic() < deadline, f"deliveries stay {reasons}"
            await asyncio.sleep(0.05)

    async def _outcomes(self) -> Sequence[tuple[str, str, int]]:
        async with self.store.read() as connection:
            return await deliveries.outcomes(connection, 0)

    async def ended(self, count: int, seconds: float = PATIENCE) -> Counter[str]:
        """Wait until so many deliveries have ended and none waits; return how."""
        return await self.fated(lambda fates: fates.total() == count and fates.keys() <= ENDED, seconds)

    async def fated(self, condition: Callable[[Counter[str]], bool], seconds: float = PATIENCE) -> Counter[str]:
        """Wait until deliveries have statuses that a condition names; return them."""
        deadline = time.monotonic() + seconds
        while not condition(fates := await self.fates()):
            assert time.monotonic() < deadline, f"deliveries stay {dict(fates)}, for {await self.reasons()}"
            await asyncio.sleep(0.05)
        return fates

    @asynccontextmanager
    async def worker(self, rhythm: Rhythm = QUICK, **chosen: Any) -> AsyncIterator[WorkerProcess]:
        """Run a worker in this process; stop it at the end and raise what it raised."""
        process = WorkerProcess(self.catalog, self.store, self.settings(**chosen), rhythm)
        task = asyncio.create_task(process.run())
        try:
            yield process
        finally:
            process.stop()
            await asyncio.wait_for(task, PATIENCE)

    async def delivered(self, count: int, **chosen: Any) -> Counter[str]:
        """Run a worker until so many deliveries have ended; return how."""
        async with self.worker(**chosen):
            return await self.ended(count)


class Nursery:
    """Brings up processes of the bot within a moment, and ends them."""

    def __init__(self) -> None:
        path = Path(__file__).with_name("digest_nursery.py")
        self._process = subprocess.Popen([sys.executable, str(path)], stdin=PIPE, stdout=PIPE)
        self._alive: set[int] = set()

    def begin(self, command: str, settings: Settings, rhythm: Rhythm = QUICK) -> int:
        """Start `run` or `worker`; return the process's number."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        wanted = {"command": command, "settings": asdict(settings), "rhythm": asdict(rhythm)}
        self._process.stdin.write(json.dumps(wanted).encode() + b"\n")
        self._process.stdin.flush()
        number = int(self._process.stdout.readline())
        self._alive.add(number)
        return number

    async def end(self, number: int, how: signal.Signals = signal.SIGKILL) -> None:
        """End a process with a signal and wait until it is gone."""
        os.kill(number, how)
        await until(lambda: not _is_there(number))
        self._alive.discard(number)

    def end_all(self) -> None:
        """Kill what is left."""
        for number in self._alive:
            with suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)
        self._alive.clear()

    def close(self) -> None:
        """Kill what is left, and bring up nothing more."""
        self.end_all()
        self._process.kill()
        self._process.communicate()


def _is_there(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True


@asynccontextmanager
async def morning(catalog: Catalog, database: str, busy_seconds: float = BUSY_SECONDS) -> AsyncIterator[Morning]:
    """Begin a morning with a sandbox and an empty database."""
    sandbox, clock = Sandbox(), ShiftedClock()
    async with sandbox.serve() as url, opened(Store(database, clock, busy_seconds)) as store:
        yield Morning(catalog, sandbox, url, database, store, clock)


def closed_port() -> str:
    """Return an address at which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return f"http://127.0.0.1:{server.getsockname()[1]}"


__all__ = ["QUICK", "Morning", "Nursery", "closed_port", "morning", "until"]
