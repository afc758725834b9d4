"""Turns subscriptions that are due into rows of the outbox. Any number of planners may run: a date is planned once."""

from bot.digests.schedule import Slot, next_slot
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
    async with store.write() as connection:
        due = await subscriptions.due(connection, now, limit)
        slots = {one.id: slot_of(one) for one in due}
        await deliveries.plan(connection, [_delivery(one, slots[one.id], now) for one in due], now)
        # From now, not from what was missed: after a week of downtime one digest comes, not seven.
        upcoming = {number: next_slot(slot, now) for number, slot in slots.items()}
        await subscriptions.set_due(connection, {number: at.at if at else None for number, at in upcoming.items()})
    return len(due)


def _delivery(subscription: Subscription, slot: Slot, now: int) -> PlannedDelivery:
    due_at = subscription.next_due_at
    assert due_at is not None
    meant = next_slot(slot, due_at - 1)
    # A zone whose rules have changed since may have no such time any more: then it is meant for the day it falls on.
    local_date = meant.local_date if meant else None
    assert local_date is not None
    return PlannedDelivery(
        subscription_id=subscription.id,
        local_date=local_date,
        chat_id=subscription.chat_id,
        thread_id=subscription.thread_id,
        due_at=due_at,
        expires_at=due_at + GRACE,
        late=now - due_at > GRACE,
    )
