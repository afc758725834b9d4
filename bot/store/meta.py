"""Small facts that all processes share."""

from sqlalchemy import BigInteger, String, cast, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.schema import meta
from bot.store.sql import insert

PAUSE_UNTIL = "pause_until"


async def get(connection: AsyncConnection, key: str) -> str | None:
    """Return a fact, None when there is none."""
    found: str | None = await connection.scalar(select(meta.c.value).where(meta.c.key == key))
    return found


async def put(connection: AsyncConnection, key: str, value: str) -> None:
    """Set a fact."""
    statement = insert(connection, meta).values(key=key, value=value)
    await connection.execute(statement.on_conflict_do_update(index_elements=["key"], set_={"value": value}))


async def add(connection: AsyncConnection, key: str, number: int) -> int:
    """Add to a number, which is 0 until then, in one step that no other process can come between; returns the sum."""
    statement = insert(connection, meta).values(key=key, value=str(number))
    total = cast(cast(meta.c.value, BigInteger) + number, String)
    added = statement.on_conflict_do_update(index_elements=["key"], set_={"value": total}).returning(meta.c.value)
    return int((await connection.execute(added)).scalar_one())


async def forget_before(connection: AsyncConnection, prefix: str, key: str) -> None:
    """Forget the facts whose keys begin with `prefix` and come before `key`."""
    await connection.execute(delete(meta).where(meta.c.key.startswith(prefix), meta.c.key < key))


async def pause_until(connection: AsyncConnection) -> int:
    """Return until when no digest may be sent to anybody, in seconds since 1970; 0 for no pause."""
    return int(await get(connection, PAUSE_UNTIL) or 0)
