"""What each subscription was shown, and how those entries read then."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import delete, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.records import Contents, Shown
from bot.store.schema import entry_revision, shown, subscription
from bot.store.sql import insert


async def of_subscriptions(connection: AsyncConnection, ids: Sequence[int]) -> dict[int, list[Shown]]:
    """Return by subscription what it was shown, in the order in which it was."""
    columns = (shown.c.subscription_id, shown.c.entry_id, shown.c.cycle, shown.c.revision, shown.c.shown_at)
    query = select(*columns).where(shown.c.subscription_id.in_(ids)).order_by(shown.c.shown_at, shown.c.entry_id)
    found: dict[int, list[Shown]] = defaultdict(list)
    for owner, *values in await connection.execute(query):
        found[owner].append(Shown(*values))
    return found


async def mark(connection: AsyncConnection, subscription_id: int, contents: Contents, now: int) -> None:
    """Remember what a subscription was shown, and that it knows of corrections. The round never goes back."""
    entries = [
        {"subscription_id": subscription_id, "entry_id": entry, "cycle": contents.cycle, "revision": revision, "shown_at": now}
        for entry, revision in contents.entries.items()
    ]
    if entries:
        statement = insert(connection, shown)
        renewed = {name: statement.excluded[name] for name in ("cycle", "revision", "shown_at")}
        key = ["subscription_id", "entry_id"]
        await connection.execute(statement.on_conflict_do_update(index_elements=key, set_=renewed), entries)
    for entry, revision in contents.corrected.items():
        where = (shown.c.subscription_id == subscription_id, shown.c.entry_id == entry)
        if revision is None:
            await connection.execute(delete(shown).where(*where))
        else:
            await connection.execute(update(shown).where(*where).values(revision=revision))
    ahead = update(subscription).where(subscription.c.id == subscription_id, subscription.c.cycle < contents.cycle)
    await connection.execute(ahead.values(cycle=contents.cycle))


async def keep_revisions(connection: AsyncConnection, revisions: Mapping[str, tuple[str, Mapping[str, Any]]], now: int) -> None:
    """Keep how entries read now: by id their revision and substance. What is kept already is left as it is."""
    rows = [
        {"entry_id": entry, "revision": revision, "substance": dict(substance), "created_at": now}
        for entry, (revision, substance) in revisions.items()
    ]
    if rows:
        await connection.execute(insert(connection, entry_revision).on_conflict_do_nothing(), rows)


async def revisions(connection: AsyncConnection, wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Mapping[str, Any]]:
    """Return the substance of entries at revisions, by (entry id, revision)."""
    key = tuple_(entry_revision.c.entry_id, entry_revision.c.revision)
    columns = (entry_revision.c.entry_id, entry_revision.c.revision, entry_revision.c.substance)
    rows = await connection.execute(select(*columns).where(key.in_(list(wanted))))
    return {(entry, revision): substance for entry, revision, substance in rows}
