"""Today's digest before its time: made once, recorded as today's before it is sent, so that none follows."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.digests.compose import Composer, History
from bot.digests.known import history
from bot.digests.schedule import next_slot, zone_of
from bot.digests.subscribing import slot_of
from bot.render.digest import DigestPart
from bot.store import deliveries, requested, shown, subscriptions
from bot.store.records import Contents, PlannedDelivery, Subscription
from bot.store.store import Store

_UNDER_WAY = frozenset({"claimed", "sending"})


@dataclass(frozen=True, slots=True)
class Requested:
    """What there is to show today: parts of a digest; `is_coming` says that some is being sent at this moment."""

    parts: tuple[DigestPart, ...] = ()
    is_coming: bool = False


async def todays(store: Store, composer: Composer, wanted: Collection[Subscription]) -> Requested:
    """Return today's digest of subscriptions: as it was sent today, otherwise a new one, which counts as today's from now on."""
    now = store.now()
    parts, coming = [], False
    async with store.write() as connection:
        known = await history(connection, composer, [one.id for one in wanted])
        for one in known.subscriptions.values():
            today = datetime.fromtimestamp(now, zone_of(slot_of(one).zone)).date()
            there = await deliveries.of_date(connection, one.id, today)
            coming |= bool(there and there[0] in _UNDER_WAY)
            if there and there[0] in {"sent", "unknown"}:
                parts.append(composer.again(one, there[1]) if there[1] else None)
            elif not there or there[0] not in _UNDER_WAY:
                parts.append(await _made(connection, composer, one, known, (today, now)))
    return Requested(tuple(part for part in parts if part), coming)


async def _made(
    connection: AsyncConnection, composer: Composer, one: Subscription, known: History, when: tuple[date, int]
) -> DigestPart | None:
    """Compose a digest and write down that it was sent; None when there is nothing to show."""
    found = composer.part(one, known)
    if found is None:
        return None
    part, contents = found
    today, now = when
    planned = PlannedDelivery(one.id, today, one.chat_id, one.thread_id, due_at=now, expires_at=now)
    if not await requested.record(connection, planned, contents, now):
        return None
    await shown.keep_revisions(connection, composer.revisions([contents]), now)
    await shown.mark(connection, one.id, contents, now)
    if one.next_due_at is not None:
        await subscriptions.set_due(connection, {one.id: _due_after(one, today)})
    return part


def _due_after(one: Subscription, today: date) -> int | None:
    """Return when a subscription is due next on another day than today; a pause until later stays."""
    slot, wanted = slot_of(one), one.next_due_at
    due = next_slot(slot, (wanted or 0) - 1)
    while due and due.local_date <= today:
        due = next_slot(slot, due.at)
    return due.at if due else None


def sample(composer: Composer, wanted: Subscription) -> tuple[DigestPart, Contents] | None:
    """Return what somebody would get who subscribed, without subscribing them."""
    return composer.part(wanted, History({}, {}, {}))
