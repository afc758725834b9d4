"""Questions that found no answer, for the curators to read. Nothing says who asked; what is old is deleted."""

from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.records import DAY
from bot.store.schema import unanswered
from bot.store.sql import insert

LIFETIME = 90 * DAY
LONGEST_SAMPLE = 256


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A question as the first who sent it wrote it: how often it was sent, on which day first and last."""

    norm_hash: str
    sample: str
    count: int
    first_at: int
    last_at: int


async def tell(connection: AsyncConnection, norm_hash: str, sample: str, now: int) -> None:
    """Note a question, or count it once more where one of the same hash is there."""
    day = now - now % DAY
    statement = insert(connection, unanswered).values(
        norm_hash=norm_hash, sample=sample[:LONGEST_SAMPLE], count=1, first_at=day, last_at=day
    )
    again = {"count": unanswered.c["count"] + 1, "last_at": day}
    await connection.execute(statement.on_conflict_do_update(index_elements=["norm_hash"], set_=again))


async def listed(connection: AsyncConnection, limit: int = 200) -> list[Unanswered]:
    """Return what was asked in vain, most often first, and of equals the latest."""
    columns = (unanswered.c[name] for name in ("norm_hash", "sample", "count", "first_at", "last_at"))
    order = (unanswered.c["count"].desc(), unanswered.c.last_at.desc(), unanswered.c.norm_hash)
    return [Unanswered(*row) for row in await connection.execute(select(*columns).order_by(*order).limit(limit))]


async def purge(connection: AsyncConnection, now: int) -> int:
    """Delete what nobody has sent for 90 days; returns how many questions that were."""
    return int((await connection.execute(delete(unanswered).where(unanswered.c.last_at < now - LIFETIME))).rowcount)
