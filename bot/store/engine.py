"""Connections to SQLite and PostgreSQL, each with what keeps it safe."""

import logging
from pathlib import Path
from typing import Any

from sqlalchemy import URL, ExceptionContext, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.errors import StoreError

# "CDK1": a file that carries another mark is none of ours.
APPLICATION_ID = 0x43444B31
# So long one waits for another's write, or for a connection to come free.
BUSY_SECONDS = 5.0
READ_ONLY = "desk_reads"
DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgres": "postgresql+psycopg", "postgresql": "postgresql+psycopg"}


def parse_url(address: str) -> URL:
    """Return the address of a database with the driver that we use.

    Raises StoreError where it is no address of SQLite or PostgreSQL. The message never holds the address: it may hold a password.
    """
    try:
        url = make_url(address)
        url = url.set(drivername=DRIVERS[url.drivername.partition("+")[0]])
    except (ArgumentError, KeyError, ValueError):
        raise StoreError("DATABASE_URL must begin with sqlite:/// or postgresql://, got something else") from None
    return url


def file_of(url: URL) -> Path | None:
    """Return the file of an SQLite database; None for PostgreSQL and for a database in memory."""
    in_memory = url.database in {None, "", ":memory:"}
    return None if url.get_backend_name() != "sqlite" or in_memory else Path(str(url.database))


def open_engine(url: URL, pool_size: int = 5, busy_seconds: float = BUSY_SECONDS) -> AsyncEngine:
    """Return an engine; nothing is connected before the first use. Error texts hold no parameters, which are people's words."""
    options: dict[str, Any] = {"hide_parameters": True}
    if file_of(url) is not None or url.get_backend_name() != "sqlite":
        options |= {"pool_size": pool_size, "max_overflow": pool_size, "pool_timeout": busy_seconds}
    if url.get_backend_name() == "sqlite":
        # At DEBUG the driver tells each statement with what is bound to it.
        logging.getLogger("aiosqlite").setLevel(logging.WARNING)
        engine = create_async_engine(url, connect_args={"timeout": busy_seconds}, **options)
        event.listen(engine.sync_engine, "connect", _prepare_sqlite)
        event.listen(engine.sync_engine, "begin", _begin_sqlite)
        return engine
    engine = create_async_engine(url, pool_pre_ping=True, **options)
    event.listen(engine.sync_engine, "handle_error", _leave_out_values)
    return engine


def _prepare_sqlite(connection: Any, _: Any) -> None:
    # We begin transactions ourselves: the driver would begin them too late and in the wrong mode.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode = WAL",
        # A `sent` mark that a power cut takes back would send a digest twice.
        "synchronous = FULL",
        "foreign_keys = ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Any) -> None:
    # A transaction that reads first and writes later fails at once when another has written between, whatever the timeout.
    reads = connection.get_execution_options().get(READ_ONLY, False)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


def _leave_out_values(context: ExceptionContext) -> None:
    # Below the first line PostgreSQL repeats the row that it refused.
    for error in (context.original_exception, context.sqlalchemy_exception):
        if error is not None and error.args:
            error.args = (str(error.args[0]).partition("\n")[0], *error.args[1:])
