"""What the load benchmarks share: the sandbox with Telegram's limits, those who ask, and the desk, each in a process."""

import asyncio
import multiprocessing
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from multiprocessing.connection import Connection
from statistics import quantiles
from typing import Any, TypeVar

from bot.app import BotProcess
from bot.catalog.loader import load_catalog
from bot.desk import open_desk
from bot.sandbox import Sandbox
from bot.sandbox.flood import Limits
from bot.sandbox.records import CallLog
from bot.settings import Settings
from bot.store.store import Store, opened

TOKEN = "123456789:LOAD-xxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
GROUP_MINUTE = 20
LIMITS = Limits(overall=30, per_chat=1, per_group_minute=GROUP_MINUTE)
# Calls that the sandbox keeps: more than any of the benchmarks makes.
MOST_CALLS = 20_000

_Result = TypeVar("_Result")
Act = Callable[[Connection], Coroutine[Any, Any, None]]


def against_telegram(ask: Act, measure: Callable[[str, Connection], Awaitable[_Result]]) -> _Result:
    """Run `measure` with the sandbox's address and a pipe to `ask`, which is run in a process of its own."""
    ours, theirs = multiprocessing.Pipe()
    server = multiprocessing.Process(target=_run, args=(_serve, theirs), daemon=True)
    server.start()
    asking, asker_end = multiprocessing.Pipe()
    multiprocessing.Process(target=_run, args=(ask, asker_end), daemon=True).start()

    async def measured() -> _Result:
        return await measure(ours.recv(), asking)

    result = asyncio.run(measured())
    ours.send("stop")
    server.join(10)
    return result


@asynccontextmanager
async def empty_store() -> AsyncIterator[Store]:
    """Open a new database in a folder that is deleted afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        async with opened(Store(f"sqlite:///{folder}/desk.db"), alone=True) as store:
            yield store


@asynccontextmanager
async def desk_running(url: str, store: Store) -> AsyncIterator[None]:
    """Run the desk over a database and stop it at the end."""
    process = BotProcess(open_desk(load_catalog(), store), Settings(TOKEN, url))
    task = asyncio.create_task(process.run())
    await process.started.wait()
    yield
    process.stop()
    await task


def percentiles(times: list[float]) -> tuple[float, float, float]:
    """Return the 50th, 95th and 99th percentile."""
    cuts = quantiles(times, n=100)
    return cuts[49], cuts[94], cuts[98]


def told(times: list[float], longest: float) -> tuple[str, str, str]:
    """Return a row for a table: how long answers took, in milliseconds, and what is wanted."""
    half, most, nearly_all = percentiles(times)
    return "answers, p50 / p95 / p99", f"{half:.0f} / {most:.0f} / {nearly_all:.0f} ms", f"p95 below {longest:.0f} ms"


async def _serve(address: Connection) -> None:
    """Be Telegram until told to stop; all calls are kept."""
    sandbox = Sandbox(TOKEN, limits=LIMITS)
    sandbox.world.calls = CallLog(MOST_CALLS)
    async with sandbox.serve() as url:
        address.send(url)
        await asyncio.to_thread(address.recv)


def _run(act: Act, end: Connection) -> None:
    asyncio.run(act(end))
