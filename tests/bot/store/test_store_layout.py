"""The layout of the tables: brought up to date by whoever comes first, in one piece or not at all."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect, text
from store_running import layout, subscribed

import bot.store.migrations
from bot.errors import StoreError
from bot.store.engine import APPLICATION_ID
from bot.store.migrate import head, upgrade
from bot.store.schema import metadata
from bot.store.store import Store, opened


async def table_names(store: Store) -> set[str]:
    async with store.engine.connect() as connection:
        return set(await connection.run_sync(lambda one: inspect(one).get_table_names()))


def steps(connection: Connection, move: Callable[[Config, str], None], revision: str) -> None:
    """Run Alembic's own command on a connection."""
    config = Config()
    config.set_main_option("script_location", str(Path(bot.store.migrations.__file__).parent))
    config.attributes["connection"] = connection
    move(config, revision)


async def test_the_newest_layout_is_that_of_the_tables_and_can_be_taken_back(database: str) -> None:
    def compare(connection: Connection) -> None:
        # On SQLite Alembic finds differences in defaults that are none.
        context = MigrationContext.configure(connection, opts={"compare_server_default": connection.dialect.name != "sqlite"})
        assert compare_metadata(context, metadata) == []

    async with opened(Store(database)) as store:
        async with store.engine.begin() as connection:
            await connection.run_sync(compare)
            await connection.run_sync(steps, command.downgrade, "base")
        assert await table_names(store) == {"alembic_version"}
        assert await upgrade(store.engine) is True
        async with store.engine.begin() as connection:
            await connection.run_sync(compare)
            await subscribed(connection)


async def test_a_step_that_fails_changes_nothing(database: str) -> None:
    store = Store(database)
    async with store.engine.begin() as connection:
        # In the way of the last table that is made.
        await connection.execute(text("CREATE TABLE delivery (id BIGINT)"))
        if store.is_sqlite:
            await connection.execute(text(f"PRAGMA application_id = {APPLICATION_ID}"))
    with pytest.raises(StoreError, match=r"^the database must be within reach and ours to write, got "):
        await store.open()
    assert await table_names(store) == {"delivery"}
    await store.close()


async def test_a_newer_programs_layout_is_refused_with_one_line(database: str) -> None:
    async with opened(Store(database)) as store, store.write() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match=rf"^the database's layout must be {head()} or older, got 9999: "):
        await Store(database).open()


@pytest.mark.parametrize("round_", range(3))
async def test_replicas_that_start_at_once_all_open(database: str, round_: int) -> None:
    # SQLite is for one.
    stores = [Store(database) for _ in range(1 if database.startswith("sqlite") else 4)]
    await asyncio.gather(*(store.open() for store in stores))
    try:
        assert {await layout(store) for store in stores} == {head()}
    finally:
        for store in stores:
            await store.close()
