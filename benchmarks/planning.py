"""`make plan`: planner and claim with very many subscribers, on both engines.

SQLite is a temporary file; PostgreSQL is measured where TEST_DATABASE_URL names a database that may be filled and emptied. All are
due at the same moment, which is the worst case.
"""

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Callable

from rich.console import Console
from rich.progress import Progress
from rich.table import Table
from sqlalchemy import insert, text

from bot.digests.delivering import LEASE
from bot.digests.planner import plan_batch
from bot.store import deliveries
from bot.store.schema import chat, delivery, metadata, subscription
from bot.store.store import Store, opened

SUBSCRIBERS = 1_000_000
CLAIMED = 20_000
CHUNK = 20_000
CHATS_A_CLAIM = 32
BATCHES = 500


async def measure(address: str, subscribers: int, progress: Progress) -> tuple[float, float, float]:
    """Return subscriptions planned a second, deliveries claimed a second, and the seconds of the slowest claim."""
    async with opened(Store(address)) as store:
        await _empty(store)
        begun = 1_800_000_000
        task = progress.add_task("filling", total=subscribers)
        for first in range(0, subscribers, CHUNK):
            await _fill(store, first, min(CHUNK, subscribers - first), begun)
            progress.advance(task, CHUNK)
        store.clock = lambda: begun + 60.0
        progress.update(task, description="planning", completed=0)
        planning = await _timed(lambda done: progress.update(task, completed=done), store)
        await _analyse(store)
        claiming, slowest = await _claim(store, min(CLAIMED, subscribers), progress)
        progress.remove_task(task)
        await _empty(store)
    return subscribers / planning, claiming, slowest


async def _fill(store: Store, first: int, number: int, due_at: int) -> None:
    chats = [{"id": 6_000_000_000 + n, "kind": "private", "created_at": due_at} for n in range(first, first + number)]
    rows = [
        {
            "chat_id": one["id"],
            "thread_id": 0,
            "topic": "all",
            "send_at": "09:00",
            "days": 127,
            "zone": "Europe/Berlin",
            "next_due_at": due_at,
            "seed": str(one["id"]),
            "created_at": due_at,
            "updated_at": due_at,
        }
        for one in chats
    ]
    async with store.write() as connection:
        await connection.execute(insert(chat), chats)
        await connection.execute(insert(subscription), rows)


async def _timed(tell: Callable[[int], None], store: Store) -> float:
    began, done = time.perf_counter(), 0
    while planned := await plan_batch(store, BATCHES):
        done += planned
        tell(done)
    return time.perf_counter() - began


async def _claim(store: Store, wanted: int, progress: Progress) -> tuple[float, float]:
    task = progress.add_task("claiming", total=wanted)
    done, slowest, began = 0, 0.0, time.perf_counter()
    while done < wanted:
        start = time.perf_counter()
        async with store.write() as connection:
            claimed = await deliveries.claim(connection, "bench", CHATS_A_CLAIM, store.now(), store.lease_clock(), LEASE)
        slowest = max(slowest, time.perf_counter() - start)
        done += len(claimed)
        progress.update(task, completed=done)
    progress.remove_task(task)
    return done / (time.perf_counter() - began), slowest


async def _analyse(store: Store) -> None:
    async with store.write() as connection:
        await connection.execute(text("ANALYZE"))


async def _empty(store: Store) -> None:
    async with store.write() as connection:
        if store.is_sqlite:
            for table in (delivery, subscription, chat):
                await connection.execute(table.delete())
        else:
            await connection.execute(text(f"TRUNCATE {', '.join(table.name for table in metadata.sorted_tables)} CASCADE"))


def main() -> None:
    """Measure every engine there is and print a table."""
    subscribers = int(sys.argv[1]) if len(sys.argv) > 1 else SUBSCRIBERS
    table = Table(title=f"{subscribers:,} subscribers, all due at once", title_justify="left")
    for head in ("engine", "planned a second", "all planned in s", "claimed a second", "slowest claim ms"):
        table.add_column(head, justify="right" if head != "engine" else "left")
    console = Console(width=110)
    with tempfile.TemporaryDirectory() as folder, Progress(console=console) as progress:
        engines = {"SQLite": f"sqlite:///{folder}/plan.db"}
        if server := os.environ.get("TEST_DATABASE_URL"):
            engines["PostgreSQL"] = server
        for name, address in engines.items():
            planned, claimed, slowest = asyncio.run(measure(address, subscribers, progress))
            table.add_row(name, f"{planned:,.0f}", f"{subscribers / planned:,.1f}", f"{claimed:,.0f}", f"{slowest * 1000:.0f}")
    console.print(table)


if __name__ == "__main__":
    main()
