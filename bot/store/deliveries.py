"""The outbox of digests.

    pending --claim--> claimed --intent, fenced--> sending --ok--> sent
    claimed --lease over--> pending     sending --lease over, or the answer was lost--> unknown
    pending --expired--> skipped        sending --refused for good--> failed     sending --not sent, or told to wait--> pending

Each step is one statement that names the state it starts from, so that two processes never take the same step.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, bindparam, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.records import Contents, Delivery, DeliveryStatus, Ending, PlannedDelivery
from bot.store.schema import chat, delivery
from bot.store.sql import insert

Clock = ColumnElement[int]
_COLUMNS = ("id", "subscription_id", "local_date", "chat_id", "thread_id", "due_at", "attempts", "reason")
_FREE: dict[str, Any] = {"owner": None, "lease_until": None}
_LEASED = ("claimed", "sending")
# Where the operator wants it sent again when its answer was lost, a digest is sent again so often and no more.
MOST_RESENDS = 3
_PLANNED_KEY = ("subscription_id", "local_date")


async def plan(connection: AsyncConnection, planned: Sequence[PlannedDelivery], now: int) -> None:
    """Put deliveries into the outbox. A second one for the same subscription and date is left out, unless the first was skipped."""
    rows = [
        {
            "subscription_id": one.subscription_id,
            "local_date": one.local_date,
            "chat_id": one.chat_id,
            "thread_id": one.thread_id,
            "due_at": one.due_at,
            "not_before": one.due_at,
            "expires_at": one.expires_at,
            "status": "skipped" if one.late else "pending",
            "reason": "late" if one.late else None,
            "updated_at": now,
        }
        for one in planned
    ]
    if rows:
        statement = insert(connection, delivery)
        # Who moves a digest that waits to a later hour of the day is sent it then: of a skipped one nothing was ever sent.
        anew = {name: statement.excluded[name] for name in rows[0] if name not in _PLANNED_KEY}
        again = statement.on_conflict_do_update(index_elements=_PLANNED_KEY, set_=anew, where=delivery.c.status == "skipped")
        await connection.execute(again, rows)


async def claim(connection: AsyncConnection, owner: str, chats: int, now: int, clock: Clock, lease: int) -> list[Delivery]:
    """Claim all that waits for at most so many chats, for `lease` seconds by `clock`.

    A chat is claimed by one owner at a time, since its messages must keep their distance.
    """
    other = delivery.alias("other")
    taken = exists().where(other.c.chat_id == delivery.c.chat_id, other.c.status.in_(_LEASED), other.c.lease_until > clock)
    waits = (delivery.c.status == "pending", delivery.c.not_before <= now, ~taken)
    ready = (chat.c.rest_until <= now, chat.c.status == "active")
    # More than wanted: while others claim at the same moment, some of the first are theirs.
    oldest = select(delivery.c.chat_id, delivery.c.not_before).join(chat, chat.c.id == delivery.c.chat_id).where(*waits, *ready)
    first = oldest.order_by(delivery.c.not_before, delivery.c.id).limit(chats * 4).subquery()
    since = select(first.c.chat_id, func.min(first.c.not_before).label("since")).group_by(first.c.chat_id).subquery()
    # What has changed since the first look is looked at again under the lock.
    turn = select(chat.c.id).join(since, since.c.chat_id == chat.c.id).where(*ready).order_by(since.c.since, chat.c.id).limit(chats)
    locked = list(await connection.scalars(turn.with_for_update(skip_locked=True, of=chat)))
    if not locked:
        return []
    claimed = (
        update(delivery)
        .where(delivery.c.chat_id.in_(locked), *waits)
        .values(status="claimed", owner=owner, lease_until=clock + lease, updated_at=now)
        .returning(*(delivery.c[name] for name in _COLUMNS))
    )
    found = [Delivery(*row) for row in await connection.execute(claimed)]
    return sorted(found, key=lambda one: (one.due_at, one.id))


async def intend(
    connection: AsyncConnection, owner: str, contents: Mapping[int, Contents], now: int, clock: Clock, lease: int
) -> bool:
    """Note what is about to be sent, by delivery; False when the lease was lost, and then nothing may be sent."""
    fence = (delivery.c.owner == owner, delivery.c.status == "claimed", delivery.c.lease_until > clock)
    statement = (
        update(delivery)
        .where(delivery.c.id == bindparam("one"), *fence)
        .values(
            status="sending",
            contents=bindparam("held"),
            attempts=delivery.c.attempts + 1,
            lease_until=clock + lease,
            updated_at=now,
        )
    )
    done = 0
    for one, held in contents.items():
        done += (await connection.execute(statement, {"one": one, "held": held.as_json()})).rowcount
    return done == len(contents)


async def finish(connection: AsyncConnection, owner: str, ids: Sequence[int], ending: Ending, now: int) -> int:
    """End deliveries of this owner; returns how many still were its own."""
    mine = (delivery.c.id.in_(ids), delivery.c.owner == owner, delivery.c.status.in_(_LEASED))
    values = _FREE | {"status": ending.status, "reason": ending.reason, "message_id": ending.message_id, "updated_at": now}
    return int((await connection.execute(update(delivery).where(*mine).values(**values))).rowcount)


async def postpone(connection: AsyncConnection, owner: str, ids: Sequence[int], not_before: int, now: int, reason: str) -> None:
    """Put deliveries of this owner back: they were not sent, and may be later."""
    mine = (delivery.c.id.in_(ids), delivery.c.owner == owner, delivery.c.status.in_(_LEASED))
    values = _FREE | {"status": "pending", "not_before": not_before, "reason": reason, "updated_at": now}
    await connection.execute(update(delivery).where(*mine).values(**values))


async def move_thread(connection: AsyncConnection, chat_id: int, thread_id: int) -> None:
    """Bring what waits for a forum topic that is gone into the general one."""
    open_ = delivery.c.status.in_(("pending", *_LEASED))
    here = (delivery.c.chat_id == chat_id, delivery.c.thread_id == thread_id, open_)
    await connection.execute(update(delivery).where(*here).values(thread_id=0))


async def release(connection: AsyncConnection, owner: str, now: int) -> None:
    """Put back all that an owner has claimed and not begun to send."""
    mine = (delivery.c.owner == owner, delivery.c.status == "claimed")
    await connection.execute(update(delivery).where(*mine).values(**_FREE, status="pending", updated_at=now))


async def end_leases(connection: AsyncConnection) -> None:
    """Let all leases be over, where no other process can hold any."""
    await connection.execute(update(delivery).where(delivery.c.status.in_(_LEASED)).values(lease_until=0))


async def recover(connection: AsyncConnection, now: int, clock: Clock, resend: bool) -> list[tuple[int, Contents]]:
    """Take over what others left: claims whose lease is over wait again, sends are unknown, and what is too old is skipped.

    Returns subscription and contents of what is unknown: most of it has arrived. With `resend` it waits again instead, at most
    MOST_RESENDS times, and some of it will arrive twice.
    """
    over = delivery.c.lease_until <= clock
    waits = {"status": "pending", "updated_at": now} | _FREE
    await connection.execute(update(delivery).where(_unlocked(delivery.c.status == "claimed", over)).values(**waits))
    lost = (delivery.c.status == "sending", over)
    if resend:
        again = _unlocked(*lost, delivery.c.attempts <= MOST_RESENDS)
        await connection.execute(update(delivery).where(again).values(**waits, reason="resent"))
    ended = update(delivery).where(_unlocked(*lost)).values(**_FREE, status="unknown", reason="lease over", updated_at=now)
    rows = await connection.execute(ended.returning(delivery.c.subscription_id, delivery.c.contents))
    unknown = [(owner, Contents.from_json(contents)) for owner, contents in rows if contents]
    expired = _unlocked(delivery.c.status == "pending", delivery.c.expires_at <= now)
    await connection.execute(update(delivery).where(expired).values(status="skipped", reason="late", updated_at=now))
    return unknown


def _unlocked(*where: ColumnElement[bool]) -> ColumnElement[bool]:
    """Leave out what others hold in a transaction: one that froze in it must not hold up those that go on."""
    return delivery.c.id.in_(select(delivery.c.id).where(*where).with_for_update(skip_locked=True))


async def skip_waiting(connection: AsyncConnection, subscription_id: int, now: int, reason: str) -> None:
    """Skip what waits for a subscription that was paused, ended or changed."""
    waiting = (delivery.c.subscription_id == subscription_id, delivery.c.status == "pending")
    await connection.execute(update(delivery).where(*waiting).values(status="skipped", reason=reason, updated_at=now))


async def of_date(connection: AsyncConnection, subscription_id: int, day: date) -> tuple[DeliveryStatus, Contents | None] | None:
    """Return status and contents of a subscription's delivery for a local date, None when there is none."""
    where = (delivery.c.subscription_id == subscription_id, delivery.c.local_date == day)
    row = (await connection.execute(select(delivery.c.status, delivery.c.contents).where(*where))).first()
    return (row[0], Contents.from_json(row[1]) if row[1] else None) if row else None


async def outcomes(connection: AsyncConnection, since: int) -> list[tuple[str, str, int]]:
    """Return (status, reason, number) of deliveries that were due since a moment."""
    columns = (delivery.c.status, func.coalesce(delivery.c.reason, ""))
    query = select(*columns, func.count()).where(delivery.c.due_at >= since).group_by(*columns).order_by(*columns)
    return [(status, reason, number) for status, reason, number in await connection.execute(query)]


async def lag(connection: AsyncConnection, now: int) -> int:
    """Return by how many seconds the most overdue delivery that still waits is late."""
    waiting = or_(delivery.c.status == "pending", delivery.c.status.in_(_LEASED))
    oldest = await connection.scalar(select(func.min(delivery.c.due_at)).where(waiting, delivery.c.due_at <= now))
    return 0 if oldest is None else now - int(oldest)


async def purge(connection: AsyncConnection, before: int, limit: int) -> int:
    """Delete those of so many oldest deliveries that ended long ago; returns how many."""
    # Who was planned first has ended first: to ask for what is old among all would read the whole outbox each time.
    oldest = select(delivery.c.id).order_by(delivery.c.id).limit(limit)
    ended = delivery.c.status.in_(("sent", "unknown", "failed", "skipped"))
    old = (delivery.c.id.in_(oldest.scalar_subquery()), ended, delivery.c.updated_at < before)
    return int((await connection.execute(delivery.delete().where(*old))).rowcount)
