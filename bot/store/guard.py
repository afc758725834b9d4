"""What is made sure before a database is used: that the file is ours and whole, and that nobody else polls over it."""

import fcntl
import os
import sqlite3
from contextlib import closing
from pathlib import Path
from types import TracebackType
from typing import Self

from bot.errors import StoreError
from bot.store.engine import APPLICATION_ID


def check_file(path: Path) -> None:
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
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
            mark = connection.execute("PRAGMA application_id").fetchone()[0]
            tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
            sound = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.DatabaseError as error:
        raise StoreError(f"the database must be readable, got a damaged file {path}: {advice}") from error
    if sound != "ok":
        raise StoreError(f"the database must be sound, got damaged pages in {path}: {advice}")
    if mark != APPLICATION_ID and tables:
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
