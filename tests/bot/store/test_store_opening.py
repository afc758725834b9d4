"""A database is opened only when it is ours and whole, by one poller at a time, and brought up to date by whoever comes first."""

import asyncio
import os
import signal
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from subprocess import PIPE, Popen

import pytest
from sqlalchemy import select, text
from store_running import START, Clock, layout

from bot.errors import StoreError
from bot.store import chats
from bot.store.engine import APPLICATION_ID
from bot.store.guard import FileLock
from bot.store.migrate import head, upgrade
from bot.store.store import Store, opened


async def test_a_new_database_gets_the_newest_layout_and_keeps_what_is_written(database: str) -> None:
    async with opened(Store(database)) as store:
        assert await layout(store) == head()
        async with store.write() as connection:
            await chats.ensure(connection, 7, "private", START)
    async with opened(Store(database)) as store:
        assert await upgrade(store.engine) is False
        await store.ping()
        async with store.read() as connection:
            assert await chats.count(connection) == {"active": 1}


@pytest.mark.parametrize("address", ["mysql://desk:word@host/desk", "desk.db", "", "sqlite", "postgresql://desk:word@host:port/x"])
def test_an_address_of_nothing_is_refused_and_not_told(address: str) -> None:
    with pytest.raises(StoreError, match=r"^DATABASE_URL must begin with sqlite:/// or postgresql://") as refused:
        Store(address)
    assert "word" not in str(refused.value)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+asyncpg"])
def test_the_usual_spellings_of_an_address_are_understood(scheme: str) -> None:
    store = Store(f"{scheme}://desk:word@db.example:6432/desk")
    assert (store.is_sqlite, store.postgres_dsn) == (False, "postgresql://desk:word@db.example:6432/desk")


async def test_a_server_out_of_reach_is_one_clear_line() -> None:
    for alone in (False, True):
        with pytest.raises(StoreError, match=r"^the database must be within reach.*, got OperationalError$"):
            await Store("postgresql://desk@127.0.0.1:1/desk").open(alone)


def execute(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def overwrite_pages(path: Path) -> None:
    execute(path, "CREATE TABLE filler (words)", f"INSERT INTO filler VALUES ('{'x' * 20_000}')", "PRAGMA wal_checkpoint(TRUNCATE)")
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 8192) + whole[-4096:])


def cut_in_half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def make_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def other_program(path: Path) -> None:
    path.unlink()
    execute(path, "CREATE TABLE notes (words)")


def empty_of_another(path: Path) -> None:
    path.unlink()
    execute(path, "PRAGMA application_id = 12345")


SPOILED: dict[str, tuple[Callable[[Path], object], str]] = {
    "nothing": (lambda path: path.write_bytes(b""), "must not be empty, got 0 bytes in .*: restore a backup or move the file away"),
    "garbage": (lambda path: path.write_bytes(b"not a database" * 999), "must be readable, got a damaged file"),
    "damaged pages": (overwrite_pages, "must be (readable|sound), got (a damaged file|damaged pages)"),
    "half a file": (cut_in_half, "must be (readable|sound), got (a damaged file|damaged pages)"),
    "a folder": (make_folder, "must be a file, got something else"),
    "another program's tables": (other_program, "must be Compact Desk's, got another program's"),
    "another program's mark": (
        lambda path: execute(path, "PRAGMA application_id = 12345"),
        "must be Compact Desk's, got another program's",
    ),
    "another program's mark without tables": (empty_of_another, "must be Compact Desk's, got another program's"),
}


def bytes_of(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


@pytest.fixture
async def ours(tmp_path: Path) -> Path:
    """Return a whole database that holds a chat."""
    path = tmp_path / "desk.db"
    async with opened(Store(f"sqlite:///{path}")) as store, store.write() as connection:
        await chats.ensure(connection, 7, "private", START)
    return path


@pytest.mark.parametrize(("spoil", "line"), SPOILED.values(), ids=SPOILED)
async def test_what_is_not_ours_or_not_whole_is_refused_and_left_as_it_is(
    ours: Path, spoil: Callable[[Path], object], line: str
) -> None:
    spoil(ours)
    before = bytes_of(ours)
    with pytest.raises(StoreError, match=f"^the database {line}") as refused:
        await Store(f"sqlite:///{ours}").open(alone=True)
    assert str(ours) in str(refused.value)
    assert "\n" not in str(refused.value)
    assert bytes_of(ours) == before


async def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=rf"^the folder of the database must exist, got {tmp_path}/nowhere$"):
        await Store(f"sqlite:///{tmp_path}/nowhere/desk.db").open()


async def test_a_start_that_was_cut_short_does_no_harm(tmp_path: Path) -> None:
    execute(tmp_path / "desk.db", "PRAGMA journal_mode = WAL")
    async with opened(Store(f"sqlite:///{tmp_path}/desk.db")) as store:
        assert await layout(store) == head()


async def test_a_path_may_hold_any_sign(tmp_path: Path) -> None:
    folder = tmp_path / "50% off #1 für alle"
    folder.mkdir()
    for _ in range(2):
        async with opened(Store(f"sqlite:///{folder}/desk.db"), alone=True) as store:
            await store.ping()
    assert {path.name for path in folder.iterdir()} == {"desk.db", "desk.db.lock"}


async def test_another_programs_lock_is_no_damage(ours: Path) -> None:
    with closing(sqlite3.connect(ours)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("PRAGMA journal_mode = DELETE")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreError, match=r"^the database must be free and ours to read, got SQLITE_BUSY for "):
            await Store(f"sqlite:///{ours}", busy_seconds=0.05).open()


async def test_a_file_is_marked_as_ours_and_made_safe(ours: Path) -> None:
    async with opened(Store(f"sqlite:///{ours}")) as store, store.read() as connection:
        names = ("application_id", "journal_mode", "synchronous", "foreign_keys")
        assert [await connection.scalar(text(f"PRAGMA {name}")) for name in names] == [APPLICATION_ID, "wal", 2, 1]


async def test_one_process_polls_at_a_time(database: str) -> None:
    async with opened(Store(database), alone=True) as first:
        with pytest.raises(StoreError, match=r"^one process at a time may .*, got another that holds "):
            await Store(database).open(alone=True)
        # On SQLite the lock says as much as that no other process sends; beside a poller on PostgreSQL workers do.
        assert first.is_alone is first.is_sqlite
        async with opened(Store(database)) as worker:
            await worker.ping()
            assert not worker.is_alone
        await first.ping()
    async with opened(Store(database), alone=True) as second:
        await second.ping()


async def test_who_fails_to_open_holds_no_lock(ours: Path) -> None:
    other_program(ours)
    with pytest.raises(StoreError):
        await Store(f"sqlite:///{ours}").open(alone=True)
    with FileLock(ours):
        pass


HOLDER = """
import asyncio, sys
from bot.store.store import Store, opened
async def hold():
    async with opened(Store(sys.argv[1]), alone=True):
        print("held", flush=True)
        await asyncio.sleep(60)
asyncio.run(hold())
"""


@contextmanager
def holding(database: str) -> Iterator[Popen[str]]:
    """Let another process open a database alone."""
    with Popen([sys.executable, "-c", HOLDER, database], stdout=PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            assert process.stdout.readline() == "held\n"
            yield process
        finally:
            process.kill()


async def test_a_process_that_was_killed_holds_nobody_off(database: str) -> None:
    with holding(database) as other:
        with pytest.raises(StoreError, match=r"^one process at a time"):
            await Store(database).open(alone=True)
        os.kill(other.pid, signal.SIGKILL)
        other.wait(10)
        async with asyncio.timeout(10):
            await open_when_free(database)


async def open_when_free(database: str) -> None:
    """Open alone as soon as it can be: a server takes a moment to see that a client is gone."""
    while True:
        try:
            async with opened(Store(database), alone=True) as store:
                return await store.ping()
        except StoreError:
            await asyncio.sleep(0.02)


def test_the_lock_is_let_go_with_its_block(tmp_path: Path) -> None:
    for _ in range(2):
        with FileLock(tmp_path / "desk.db"), pytest.raises(StoreError, match=r"holds .*desk\.db\.lock$"):
            FileLock(tmp_path / "desk.db").__enter__()


async def test_leases_go_by_the_servers_clock_where_machines_share_it(store: Store, clock: Clock) -> None:
    clock.time = 1000.0
    async with store.read() as connection:
        time = await connection.scalar(select(store.lease_clock()))
    assert (time == 1000) is store.is_sqlite
