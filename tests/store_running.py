"""Databases for tests: on SQLite always, on PostgreSQL where TEST_DATABASE_URL names a server."""

import asyncio
import os
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any

import psycopg
from alembic.runtime.migration import MigrationContext
from psycopg.sql import SQL, Identifier
from sqlalchemy import ColumnElement, make_url, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store import chats, deliveries, subscriptions
from bot.store.records import Contents, Days, Delivery, Ending, NewSubscription, PlannedDelivery, Subscription
from bot.store.schema import metadata
from bot.store.store import Store, opened

SERVER = os.environ.get("TEST_DATABASE_URL", "")
ENGINES = ("sqlite", "postgresql") if SERVER else ("sqlite",)
# A Monday, 08:00 in UTC.
START = 1_767_600_000
DAY = date(2026, 1, 5)
# A lease in seconds, and one that is over at once.
LEASE, OVER = 120, -1
CONTENTS = Contents(1, {"one": "aaaa"}, {})
SENT = Ending("sent", None, 5)


class Clock:
    """A clock that stands still until it is set."""

    def __init__(self, time: float = START) -> None:
        self.time = time

    def __call__(self) -> float:
        return self.time


def at(text: str) -> int:
    """Return seconds since 1970 of an instant in UTC, as in `2026-03-29 01:30`."""
    return int(datetime.fromisoformat(f"{text}+00:00").timestamp())


async def layout(store: Store) -> str | None:
    """Return which layout the tables of a database have."""
    async with store.engine.connect() as connection:
        return await connection.run_sync(lambda one: MigrationContext.configure(one).get_current_revision())


@contextmanager
def postgres_database() -> Iterator[str]:
    """Make a database on the server, and drop it at the end; yields its address."""
    name = f"test_{secrets.token_hex(6)}"
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(SQL("CREATE DATABASE {} TEMPLATE template0").format(Identifier(name)))
        # No test pulls the plug.
        server.execute(SQL("ALTER DATABASE {} SET synchronous_commit = off").format(Identifier(name)))
        try:
            yield make_url(SERVER).set(database=name).render_as_string(hide_password=False)
        finally:
            server.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))


def migrate(address: str) -> None:
    """Bring a database to the newest layout, from outside any event loop."""

    async def bring() -> None:
        async with opened(Store(address)):
            pass

    asyncio.run(bring())


def empty(address: str) -> None:
    """Delete all rows from a database on the server."""
    with psycopg.connect(address, autocommit=True) as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(SQL("DELETE FROM {}").format(Identifier(table.name)))


def fresh(topic: str = "all", chat_id: int = 1, thread_id: int = 0, next_due_at: int | None = START + 3600) -> NewSubscription:
    """Return a subscription to make: at 09:00 in UTC, from Monday to Friday."""
    return NewSubscription(chat_id, thread_id, topic, "09:00", Days.MON_FRI, "UTC", next_due_at, "seed")


async def subscribed(connection: AsyncConnection, new: NewSubscription | None = None) -> Subscription:
    """Make a subscription and the chat it belongs to."""
    new = new or fresh()
    await chats.ensure(connection, new.chat_id, "private", START)
    return await subscriptions.add(connection, new, START)


def planned(one: Subscription, day: date = DAY, due_at: int = START) -> PlannedDelivery:
    """Return a delivery to plan: due when the clock of the tests begins, of use for an hour."""
    return PlannedDelivery(one.id, day, one.chat_id, one.thread_id, due_at, due_at + 3600)


async def waiting(connection: AsyncConnection, new: NewSubscription | None = None, days: int = 1) -> Subscription:
    """Make a subscription whose deliveries for some days wait, one due a second after the other."""
    one = await subscribed(connection, new)
    rows = [planned(one, DAY + timedelta(days=ahead), START + ahead) for ahead in range(days)]
    await deliveries.plan(connection, rows, START)
    return one


async def claimed(store: Store, owner: str = "me", chats: int = 100, lease: int = LEASE) -> list[Delivery]:
    """Claim what waits, by the clock of the tests."""
    async with store.write() as connection:
        return await deliveries.claim(connection, owner, chats, store.now(), store.lease_clock(), lease)


async def intend(store: Store, owner: str, contents: dict[int, Contents], lease: int = LEASE) -> bool:
    """Put on record what an owner is about to send, by the clock of the tests."""
    async with store.write() as connection:
        return await deliveries.intend(connection, owner, contents, store.now(), store.lease_clock(), lease)


async def finish(store: Store, owner: str, ids: Sequence[int], ending: Ending = SENT) -> int:
    """End deliveries of an owner, by the clock of the tests."""
    async with store.write() as connection:
        return await deliveries.finish(connection, owner, ids, ending, store.now())


async def rows_of(store: Store, *columns: ColumnElement[Any]) -> list[tuple[Any, ...]]:
    """Return columns of all rows of a table, in order."""
    async with store.read() as connection:
        rows = [tuple(row) for row in await connection.execute(select(*columns))]
    return sorted(rows, key=lambda row: [(value is not None, value) for value in row])
