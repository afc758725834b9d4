"""Bringing a database to the newest layout: one line of Alembic steps for both engines."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.errors import StoreError
from bot.store.engine import APPLICATION_ID

# Several replicas may start at once: one migrates, the others wait. The number is ours alone.
ADVISORY_LOCK = 0x43444B31


def head() -> str:
    """Return the name of the newest layout."""
    newest = _steps().get_current_head()
    assert newest is not None
    return newest


async def upgrade(engine: AsyncEngine) -> bool:
    """Bring the database up to date; returns whether there was anything to do. Safe when several do it at once.

    Raises StoreError for a layout that is newer than this program.
    """
    async with engine.begin() as connection:
        return await connection.run_sync(_upgrade)


def _upgrade(connection: Connection) -> bool:
    # A role without the right to alter tables can still start when all is done.
    current = MigrationContext.configure(connection).get_current_revision()
    if current == head():
        return False
    if current is not None and current not in {step.revision for step in _steps().walk_revisions()}:
        raise StoreError(f"the database's layout must be {head()} or older, got {current}: it is a newer program's")
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ADVISORY_LOCK})
    command.upgrade(_config(connection), "head")
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    return True


def _steps() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config(None))


def _config(connection: Connection | None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    config.attributes["connection"] = connection
    return config
