"""What the digest service tells other processes, and that it says so when it cannot."""

import asyncio
import logging
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from process_running import until
from telegram.ext import ExtBot

from bot.catalog.catalog import Catalog
from bot.digests.compose import Composer
from bot.digests.pace import LocalBulk, Pace
from bot.digests.paced_calls import PacedCalls
from bot.digests.sending import TelegramSend
from bot.digests.service import DigestService
from bot.store import meta
from bot.store.store import Store, opened


def pace_of_service(catalog: Catalog, store: Store) -> Pace:
    """Return the pace of a service that does not run."""
    pace = Pace(LocalBulk(25))
    bot: ExtBot[str] = ExtBot("123456789:" + "x" * 35, rate_limiter=PacedCalls(pace))
    DigestService(store, Composer(catalog), TelegramSend(bot, lambda: None), pace)
    return pace


async def told(store: Store) -> int:
    async with store.read() as connection:
        return await meta.pause_until(connection)


async def test_a_storm_is_told_to_other_processes_and_never_made_shorter(catalog: Catalog, store: Store) -> None:
    pace = pace_of_service(catalog, store)
    for seconds, until_then in ((4.2, 5), (2.0, 5), (60.0, 60)):
        pace.on_storm(seconds)
        await _errands_done()
        assert await told(store) == store.now() + until_then


async def test_a_storm_that_cannot_be_told_is_in_the_log(
    catalog: Catalog, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    file = tmp_path / "desk.db"
    async with opened(Store(f"sqlite:///{file}", busy_seconds=0.05)) as store:
        pace = pace_of_service(catalog, store)
        with closing(sqlite3.connect(file, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            pace.on_storm(5.0)
            await until(lambda: "digests: the database must answer" in caplog.text)
        assert await told(store) == 0


async def _errands_done() -> None:
    """Wait until nothing is under way but the test."""
    others = asyncio.all_tasks() - {asyncio.current_task()}
    await asyncio.gather(*others)
