"""Chats: which ones there are, whether they can be written to, and where they moved."""

from sqlalchemy import delete, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store import meetings, preferences
from bot.store.records import Chat, ChatStatus
from bot.store.schema import chat, delivery, subscription
from bot.store.sql import insert


async def ensure(connection: AsyncConnection, chat_id: int, kind: str, now: int) -> None:
    """Remember a chat; one that is known keeps what it has."""
    await connection.execute(
        insert(connection, chat).values(id=chat_id, kind=kind, created_at=now).on_conflict_do_nothing(index_elements=["id"])
    )


async def get(connection: AsyncConnection, chat_id: int) -> Chat | None:
    """Return a chat, None when it is unknown."""
    query = select(chat.c.id, chat.c.kind, chat.c.status, chat.c.zone).where(chat.c.id == chat_id)
    row = (await connection.execute(query)).first()
    return Chat(*row) if row else None


async def set_zone(connection: AsyncConnection, chat_id: int, zone: str) -> None:
    """Remember the time zone that new subscriptions of a chat start with."""
    await connection.execute(update(chat).where(chat.c.id == chat_id).values(zone=zone))


async def rest(connection: AsyncConnection, chat_id: int, until: int) -> None:
    """Send nothing to a chat before a moment; an earlier moment shortens no rest."""
    await connection.execute(update(chat).where(chat.c.id == chat_id, chat.c.rest_until < until).values(rest_until=until))


async def lose(connection: AsyncConnection, chat_id: int, status: ChatStatus, now: int) -> None:
    """Note that a chat cannot be written to: nothing is planned for it, and what waits for it is skipped."""
    await connection.execute(update(chat).where(chat.c.id == chat_id).values(status=status))
    await connection.execute(update(subscription).where(subscription.c.chat_id == chat_id).values(next_due_at=None))
    waiting = delivery.c.status.in_(("pending", "claimed"))
    await connection.execute(
        update(delivery)
        .where(delivery.c.chat_id == chat_id, waiting)
        .values(status="skipped", reason=status, owner=None, lease_until=None, updated_at=now)
    )


async def regain(connection: AsyncConnection, chat_id: int) -> bool:
    """Note that a chat can be written to again; returns whether that is news. Its subscriptions wait for a new due time."""
    lost = update(chat).where(chat.c.id == chat_id, chat.c.status != "active").values(status="active")
    return bool((await connection.execute(lost)).rowcount)


async def migrate(connection: AsyncConnection, old: int, new: int, now: int) -> None:
    """Give all that a chat has to its successor. Where the successor has the same subscription already, its own stays."""
    known = await get(connection, old)
    if old == new or known is None:
        return
    if (successor := await get(connection, new)) is None:
        # The database renames every reference along with it.
        await connection.execute(update(chat).where(chat.c.id == old).values(id=new, kind="supergroup"))
        return
    theirs = subscription.alias("theirs")
    same = exists().where(
        theirs.c.chat_id == new, theirs.c.thread_id == subscription.c.thread_id, theirs.c.topic == subscription.c.topic
    )
    await connection.execute(update(subscription).where(subscription.c.chat_id == old, ~same).values(chat_id=new, updated_at=now))
    kept = select(subscription.c.id).where(subscription.c.chat_id == new)
    moved = delivery.c.subscription_id.in_(kept)
    await connection.execute(update(delivery).where(delivery.c.chat_id == old, moved).values(chat_id=new, updated_at=now))
    if not successor.zone:
        await set_zone(connection, new, known.zone)
    await preferences.migrate(connection, old, new)
    await meetings.migrate(connection, old, new, now)
    await connection.execute(delete(chat).where(chat.c.id == old))


async def count(connection: AsyncConnection) -> dict[str, int]:
    """Return how many chats there are by status."""
    rows = await connection.execute(select(chat.c.status, func.count()).group_by(chat.c.status))
    return {str(status): int(number) for status, number in rows}
