"""What is made sure before a database is used: that the file is ours and whole, and that nobody else polls over it."""

import fcntl
import os
import sqlite3
from contextlib import closing
from pathlib import Path
from types import TracebackType
from typing import Self

from psycopg import AsyncConnection, OperationalError

from bot.errors import StoreError
from bot.store.engine import APPLICATION_ID, BUSY_SECONDS

# The number is ours alone, and not that of the migrations.
POLLER_LOCK = 0x43444B32


def check_file(path: Path, busy_seconds: float = BUSY_SECONDS) -> None:
    """Raise StoreError unless a database file is new, or ours and readable. Nothing is ever made anew over a broken one."""
    advice = "restore a backup or move the file away"
    if not path.exists():
        if not path.parent.is_dir():
            raise StoreError(f"the folder of the database must exist, got {path.parent}")
        return
    if not path.is_file():
        raise StoreError(f"the database must be a file, got something else at {path}")
    if path.stat().st_size == 0:
        # SQLite would take it for a valid database without tables.
        raise StoreError(f"the database must not be empty, got 0 bytes in {path}: {advice}")
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", busy_seconds, uri=True)) as connection:
            mark = connection.execute("PRAGMA application_id").fetchone()[0]
            tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
            sound = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.OperationalError as error:
        raise StoreError(f"the database must be free and ours to read, got {error.sqlite_errorname} for {path}") from error
    except sqlite3.DatabaseError as error:
        raise StoreError(f"the database must be readable, got a damaged file {path}: {advice}") from error
    if sound != "ok":
        raise StoreError(f"the database must be sound, got damaged pages in {path}: {advice}")
    # Without a mark and without tables it is ours from a start that was cut short.
    if mark != APPLICATION_ID and (mark or tables):
        raise StoreError(f"the database must be Compact Desk's, got another program's in {path}")


class FileLock:
    """Holds `<database>.lock` for one process. The system lets go of it when the process ends, however it ends."""

    def __init__(self, database: Path) -> None:
        self._path = database.with_name(f"{database.name}.lock")
        self._file: int | None = None

    def __enter__(self) -> Self:
        """Take the lock. Raises StoreError when another process has it."""
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(handle)
            raise StoreError(f"one process at a time may use the database, got another that holds {self._path}") from error
        self._file = handle
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Let go."""
        if self._file is not None:
            os.close(self._file)
            self._file = None


class SessionLock:
    """Holds a lock of PostgreSQL for one process. The server lets go of it when the connection ends, however it ends."""

    def __init__(self, dsn: str) -> None:
        self._dsn = dsn
        self._connection: AsyncConnection | None = None

    async def __aenter__(self) -> Self:
        """Take the lock. Raises StoreError when another process has it or the server does not answer."""
        try:
            self._connection = await AsyncConnection.connect(self._dsn, autocommit=True)
            found = await self._connection.execute("SELECT pg_try_advisory_lock(%s)", (POLLER_LOCK,))
            is_ours = (await found.fetchone()) == (True,)
        except OperationalError as error:
            await self._let_go()
            raise StoreError(f"the database must be within reach, got {type(error).__name__}") from error
        if not is_ours:
            await self._let_go()
            raise StoreError("one process at a time may poll for updates, got another that holds the database's lock")
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Let go."""
        await self._let_go()

    async def _let_go(self) -> None:
        if self._connection is not None:
            await self._connection.close()
            self._connection = None
