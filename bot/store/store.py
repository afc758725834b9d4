"""The store: opened once, asked by everybody. What is asked stands in one module per noun; this one holds the connection."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Self

from sqlalchemy import BigInteger, ColumnElement, cast, func, literal, text
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import StoreBusy, StoreError
from bot.store.engine import BUSY_SECONDS, READ_ONLY, file_of, open_engine, parse_url
from bot.store.guard import FileLock, SessionLock, check_file
from bot.store.migrate import upgrade

Clock = Callable[[], float]


class Store:
    """An open database. `clock` gives the time in seconds since 1970; after `busy_seconds` of waiting for a turn it is busy."""

    def __init__(self, address: str, clock: Clock = time.time, busy_seconds: float = BUSY_SECONDS) -> None:
        """Take the database's address. Raises StoreError when it is none."""
        self._url = parse_url(address)
        self.clock = clock
        self.engine = open_engine(self._url, busy_seconds=busy_seconds)
        self._busy_seconds = busy_seconds
        # On SQLite one writes at a time: waiting in line here is fair, waiting for the file's lock is not.
        self._turn = asyncio.Lock()
        self._held = AsyncExitStack()
        # No other process can hold leases. On PostgreSQL workers do, beside the one that polls.
        self.is_alone = False

    @property
    def is_sqlite(self) -> bool:
        """Say whether this is the engine for one process."""
        return self._url.get_backend_name() == "sqlite"

    @property
    def postgres_dsn(self) -> str:
        """Return the address for other clients of PostgreSQL; it holds the password."""
        return self._url.set(drivername="postgresql").render_as_string(hide_password=False)

    def now(self) -> int:
        """Return the time in whole seconds since 1970."""
        return int(self.clock())

    def lease_clock(self) -> ColumnElement[int]:
        """Return the time that leases go by: the database's own where several machines share it, so that theirs do not matter."""
        if self.is_sqlite:
            return literal(self.now(), BigInteger)
        return cast(func.floor(func.extract("epoch", func.clock_timestamp())), BigInteger)

    async def open(self, alone: bool = False) -> Self:
        """Check the file, bring the tables up to date. Raises StoreError.

        `alone` is for the one process that polls: on SQLite it keeps every other out, on PostgreSQL others that ask for the same.
        """
        try:
            if (path := file_of(self._url)) is not None:
                check_file(path, self._busy_seconds)
                if alone:
                    self._held.enter_context(FileLock(path))
                    self.is_alone = True
            elif alone and not self.is_sqlite:
                await self._held.enter_async_context(SessionLock(self.postgres_dsn))
            await upgrade(self.engine)
        except DBAPIError as error:
            await self.close()
            raise StoreError(f"the database must be within reach and ours to write, got {type(error.orig).__name__}") from error
        except StoreError:
            await self.close()
            raise
        return self

    async def close(self) -> None:
        """Close all connections and let go of the lock."""
        await self.engine.dispose()
        await self._held.aclose()

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """Open a transaction that writes; it is on disk when the block ends. Raises StoreBusy when it cannot get its turn."""
        async with AsyncExitStack() as stack:
            if self.is_sqlite:
                await stack.enter_async_context(self._turn)
            try:
                async with self.engine.begin() as connection:
                    yield connection
            except (OperationalError, NoConnectionFree) as error:
                raise _busy(error) from error

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """Open a transaction that only reads. Raises StoreBusy when the database does not answer."""
        try:
            async with self.engine.connect() as connection:
                reading = await connection.execution_options(**{READ_ONLY: True})
                yield reading
        except (OperationalError, NoConnectionFree) as error:
            raise _busy(error) from error

    async def ping(self) -> None:
        """Ask the database for a sign of life. Raises StoreBusy."""
        async with self.read() as connection:
            await connection.execute(text("SELECT 1"))


def _busy(error: OperationalError | NoConnectionFree) -> StoreBusy:
    cause = error.orig if isinstance(error, OperationalError) else error
    return StoreBusy(f"the database must answer, got {type(cause).__name__}")


@asynccontextmanager
async def opened(store: Store, alone: bool = False) -> AsyncIterator[Store]:
    """Open a store for a while; see `Store.open`."""
    await store.open(alone)
    try:
        yield store
    finally:
        await store.close()
