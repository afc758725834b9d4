"""Turns subscriptions that are due into rows of the outbox. Any number of planners may run: a date is planned once."""

from datetime import date, datetime
from functools import cache

from bot.digests.schedule import Due, next_slot, zone_of
from bot.digests.subscribing import slot_of
from bot.store import deliveries, subscriptions
from bot.store.records import PlannedDelivery, Subscription
from bot.store.store import Store

BATCH = 500
# After downtime a digest may be so late, in seconds; then the reader is better served by the next.
GRACE = 6 * 3600


async def plan_due(store: Store) -> int:
    """Plan all that is due; returns how many subscriptions that were."""
    planned = 0
    while found := await plan_batch(store):
        planned += found
        if found < BATCH:
            break
    return planned


async def plan_batch(store: Store, limit: int = BATCH) -> int:
    """Plan some that are due, in one transaction: the outbox has its row exactly when the next due time is set."""
    now = store.now()
    # Most readers share their slot with many others.
    upcoming = cache(next_slot)
    async with store.write() as connection:
        due = await subscriptions.due(connection, now, limit)
        slots = {one.id: slot_of(one) for one in due}
        planned = [_delivery(one, upcoming(slots[one.id], _due_at(one) - 1), now) for one in due]
        await deliveries.plan(connection, planned, now)
        # After a week of downtime one digest comes, not seven: today's, unless it is too late for that as well.
        following = {one.id: upcoming(slots[one.id], max(_due_at(one), now - GRACE - 1)) for one in due}
        await subscriptions.set_due(connection, {number: at.at if at else None for number, at in following.items()})
    return len(due)


def _due_at(subscription: Subscription) -> int:
    assert subscription.next_due_at is not None
    return subscription.next_due_at


def _delivery(subscription: Subscription, meant: Due | None, now: int) -> PlannedDelivery:
    due_at = _due_at(subscription)
    return PlannedDelivery(
        subscription_id=subscription.id,
        local_date=_date_of(subscription, meant),
        chat_id=subscription.chat_id,
        thread_id=subscription.thread_id,
        due_at=due_at,
        expires_at=due_at + GRACE,
        late=now - due_at > GRACE,
    )


def _date_of(subscription: Subscription, meant: Due | None) -> date:
    """Return the local date that a subscription's due time is meant for."""
    due_at = _due_at(subscription)
    if meant and meant.at == due_at:
        return meant.local_date
    # A zone whose rules have changed since has no such time any more: then it is meant for the day it falls on.
    return datetime.fromtimestamp(due_at, zone_of(slot_of(subscription).zone)).date()
