"""Subscriptions: who reads what, and when each is due."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Select, bindparam, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.records import Days, NewSubscription, Subscription
from bot.store.schema import delivery, subscription
from bot.store.sql import insert

_COLUMNS = (
    "id", "chat_id", "thread_id", "topic", "send_at", "days", "zone", "state", "next_due_at", "seed", "cycle",
)  # fmt: skip
_KEY = ("chat_id", "thread_id", "topic")


def _select() -> Select[Any]:
    return select(*(subscription.c[name] for name in _COLUMNS))


def _record(row: Any) -> Subscription:
    values = row._mapping
    return Subscription(**{**values, "days": Days(values["days"])})


async def add(connection: AsyncConnection, new: NewSubscription, now: int) -> Subscription:
    """Subscribe. The same chat, thread and topic again changes when it is sent, and keeps what was shown already."""
    values = {name: getattr(new, name) for name in NewSubscription.__slots__} | {"days": int(new.days), "updated_at": now}
    changed = {name: values[name] for name in ("send_at", "days", "zone", "next_due_at", "updated_at")} | {"state": "active"}
    upsert = (
        insert(connection, subscription)
        .values(**values, created_at=now)
        .on_conflict_do_update(index_elements=_KEY, set_=changed)
        .returning(*(subscription.c[name] for name in _COLUMNS))
    )
    return _record((await connection.execute(upsert)).one())


async def get(connection: AsyncConnection, subscription_id: int) -> Subscription | None:
    """Return a subscription, None when there is none with this id."""
    row = (await connection.execute(_select().where(subscription.c.id == subscription_id))).first()
    return _record(row) if row else None


async def get_many(connection: AsyncConnection, ids: Sequence[int]) -> dict[int, Subscription]:
    """Return subscriptions by id, those that exist."""
    rows = await connection.execute(_select().where(subscription.c.id.in_(ids)))
    return {one.id: one for one in map(_record, rows)}


async def of_chat(connection: AsyncConnection, chat_id: int) -> list[Subscription]:
    """Return a chat's subscriptions that have not ended, oldest first."""
    query = _select().where(subscription.c.chat_id == chat_id, subscription.c.state != "ended").order_by(subscription.c.id)
    return [_record(row) for row in await connection.execute(query)]


async def change(connection: AsyncConnection, subscription_id: int, now: int, **values: Any) -> None:
    """Set columns of a subscription."""
    days = {"days": int(values["days"])} if "days" in values else {}
    await connection.execute(
        update(subscription).where(subscription.c.id == subscription_id).values(**values | days, updated_at=now)
    )


async def due(connection: AsyncConnection, now: int, limit: int) -> list[Subscription]:
    """Return subscriptions that are due, most overdue first, and keep other planners off them until the transaction ends."""
    query = _select().where(subscription.c.next_due_at <= now).order_by(subscription.c.next_due_at, subscription.c.id)
    return [_record(row) for row in await connection.execute(query.limit(limit).with_for_update(skip_locked=True))]


async def active_after(connection: AsyncConnection, last: int, limit: int) -> list[Subscription]:
    """Return some subscriptions for which something is to come, by id from the one after `last` on."""
    query = _select().where(subscription.c.id > last, subscription.c.next_due_at.is_not(None)).order_by(subscription.c.id)
    return [_record(row) for row in await connection.execute(query.limit(limit))]


async def set_due(connection: AsyncConnection, due_by_id: Mapping[int, int | None]) -> None:
    """Set when subscriptions are due next."""
    if due_by_id:
        statement = update(subscription).where(subscription.c.id == bindparam("one")).values(next_due_at=bindparam("due"))
        await connection.execute(statement, [{"one": one, "due": at} for one, at in due_by_id.items()])


async def move_thread(connection: AsyncConnection, chat_id: int, thread_id: int, now: int) -> None:
    """Bring what was meant for a forum topic that is gone into the general one; what is there already ends."""
    general = select(subscription.c.topic).where(subscription.c.chat_id == chat_id, subscription.c.thread_id == 0)
    here = (subscription.c.chat_id == chat_id, subscription.c.thread_id == thread_id)
    # One that has ended there must not end what goes on here.
    wanted = select(subscription.c.topic).where(*here, subscription.c.state != "ended").scalar_subquery()
    over = (subscription.c.chat_id == chat_id, subscription.c.thread_id == 0, subscription.c.state == "ended")
    await connection.execute(delete(subscription).where(*over, subscription.c.topic.in_(wanted)))
    twice = subscription.c.topic.in_(general.scalar_subquery())
    await connection.execute(update(subscription).where(*here, twice).values(state="ended", next_due_at=None, updated_at=now))
    await connection.execute(update(subscription).where(*here, ~twice).values(thread_id=0, updated_at=now))


async def move_to_topic(connection: AsyncConnection, chat_id: int, thread_id: int, now: int) -> int:
    """Let all that a chat gets come to one forum topic; what would come there twice ends. Returns how many moved."""
    there = [one for one in await of_chat(connection, chat_id) if one.state != "ended"]
    taken = {one.topic for one in there if one.thread_id == thread_id}
    moved = 0
    for one in there:
        if one.thread_id == thread_id:
            continue
        if one.topic in taken:
            await change(connection, one.id, now, state="ended", next_due_at=None)
            continue
        taken.add(one.topic)
        over = (subscription.c.chat_id == chat_id, subscription.c.thread_id == thread_id, subscription.c.topic == one.topic)
        await connection.execute(delete(subscription).where(*over))
        await change(connection, one.id, now, thread_id=thread_id)
        waiting = (delivery.c.subscription_id == one.id, delivery.c.status == "pending")
        await connection.execute(update(delivery).where(*waiting).values(thread_id=thread_id, updated_at=now))
        moved += 1
    return moved


async def count(connection: AsyncConnection) -> dict[str, int]:
    """Return how many subscriptions there are by state."""
    rows = await connection.execute(select(subscription.c.state, func.count()).group_by(subscription.c.state))
    return {str(state): int(number) for state, number in rows}
