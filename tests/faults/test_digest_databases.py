"""Digests while the database is locked by another program, or dies under them."""

import asyncio
import os
import shutil
import socket
import sqlite3
import subprocess
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest
from digest_running import Morning, morning, until
from store_running import ENGINES

from bot.catalog.catalog import Catalog

pytestmark = pytest.mark.slow

HOUR = 3500
BUSY = "the database must answer"
PROGRAMS = max(Path("/usr/lib/postgresql").glob("*/bin"), default=Path(), key=lambda path: int(path.parent.name))


async def test_a_database_that_another_program_locks_for_a_while_loses_and_doubles_nothing(
    catalog: Catalog, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "desk.db"
    async with morning(catalog, f"sqlite:///{file}", busy_seconds=0.15) as day:
        guests = day.people(12)
        await day.subscribe(guests)
        async with day.worker(send_rate=20):
            await until(lambda: len(day.sends()) >= 3)
            with closing(sqlite3.connect(file, timeout=20, isolation_level=None, check_same_thread=False)) as other:
                await asyncio.to_thread(other.execute, "BEGIN IMMEDIATE")
                await until(lambda: caplog.text.count(BUSY) >= 3)
            # Nothing hangs until its lease is over.
            await day.fated(lambda fates: fates.keys() <= {"sent", "pending"})
        await _all_arrive_once(day, guests, unknown=0)


@pytest.mark.skipif("postgresql" not in ENGINES or not (PROGRAMS / "initdb").exists(), reason="needs PostgreSQL and its programs")
async def test_a_server_that_dies_and_comes_back_doubles_nothing(catalog: Catalog, caplog: pytest.LogCaptureFixture) -> None:
    async with _server() as server, morning(catalog, server.url) as day:
        guests = day.people(80)
        await day.subscribe(guests)
        day.fault(delay=0.02, times=80)
        async with day.worker(send_rate=60):
            await until(lambda: len(day.sends()) >= 20)
            await server.run("pg_ctl", "stop", "-m", "immediate")
            await until(lambda: caplog.text.count(BUSY) >= 3)
            await server.start()
            await until(lambda: len(day.sends()) >= 40)
        await _all_arrive_once(day, guests, unknown=32)


async def _all_arrive_once(day: Morning, guests: list[int], unknown: int) -> None:
    """Let what was put back come later; then nobody got two, and nobody is missing who is not counted as unknown."""
    day.clock.shift = HOUR
    fates = await day.delivered(len(guests))
    seen = day.arrivals(guests)
    assert max(seen) == 1
    assert fates["sent"] + fates["unknown"] == len(guests)
    assert seen[0] <= fates["unknown"] <= unknown


class _Server:
    """A PostgreSQL of one's own, which a test may kill."""

    def __init__(self, folder: Path) -> None:
        self._data = folder / "data"
        with socket.create_server(("127.0.0.1", 0)) as free:
            self._port = free.getsockname()[1]
        self.url = f"postgresql://postgres@127.0.0.1:{self._port}/postgres"

    async def make(self) -> None:
        await self.run("initdb", "-U", "postgres", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C")
        await self.start()

    async def start(self) -> None:
        options = f"-p {self._port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off"
        await self.run("pg_ctl", "start", "-w", "-s", "-l", str(self._data.parent / "log"), "-o", options)

    async def run(self, program: str, *arguments: str) -> None:
        # PostgreSQL refuses to run for root.
        user = ("runuser", "-u", "postgres", "--") if os.geteuid() == 0 else ()
        command = [*user, str(PROGRAMS / program), "-D", str(self._data), *arguments]
        quiet = subprocess.DEVNULL
        ended = await asyncio.to_thread(subprocess.run, command, stdout=quiet, stderr=quiet, timeout=60, check=False)
        assert ended.returncode == 0, f"{program} failed"


@asynccontextmanager
async def _server() -> AsyncIterator[_Server]:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        if os.geteuid() == 0:
            shutil.chown(name, "postgres")
        server = _Server(Path(name))
        await server.make()
        try:
            yield server
        finally:
            await server.run("pg_ctl", "stop", "-m", "immediate")
