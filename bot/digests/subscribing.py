"""What can be done with subscriptions: each function is one transaction, on disk when it returns."""

import secrets
from dataclasses import dataclass
from datetime import date, time

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.digests.schedule import ZONES, Due, Slot, day_of, due_on, next_slot
from bot.errors import DeskError
from bot.store import chats, deliveries, subscriptions
from bot.store.records import ChatStatus, Days, NewSubscription, Subscription
from bot.store.store import Store

MOST_SUBSCRIPTIONS = 20
FALLBACK_ZONE = "UTC"


class TooManySubscriptions(DeskError):
    """A chat has as many subscriptions as it may have."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where digests go: a chat of some kind, and a forum topic in it or 0."""

    chat_id: int
    kind: str
    thread_id: int = 0


def slot_of(subscription: Subscription) -> Slot:
    """Return when a subscription is due. A zone that the tz database has lost is read as UTC, which the digest says."""
    hour, minute = subscription.send_at.split(":")
    zone = subscription.zone if subscription.zone in ZONES else FALLBACK_ZONE
    return Slot(time(int(hour), int(minute)), subscription.days, zone)


async def subscribe(store: Store, place: Place, topic_key: str, slot: Slot) -> Subscription:
    """Subscribe, or change when an existing subscription is due. Raises TooManySubscriptions."""
    now = store.now()
    due = next_slot(slot, now)
    new = NewSubscription(
        chat_id=place.chat_id,
        thread_id=place.thread_id,
        topic=topic_key,
        send_at=f"{slot.send_at:%H:%M}",
        days=Days(slot.days),
        zone=slot.zone,
        next_due_at=due.at if due else None,
        seed=secrets.token_hex(8),
    )
    async with store.write() as connection:
        await chats.ensure(connection, place.chat_id, place.kind, now)
        there = await subscriptions.of_chat(connection, place.chat_id)
        known = any((one.thread_id, one.topic) == (place.thread_id, topic_key) for one in there)
        if not known and len(there) >= MOST_SUBSCRIPTIONS:
            raise TooManySubscriptions(f"a chat may have {MOST_SUBSCRIPTIONS} subscriptions, got one more")
        await chats.set_zone(connection, place.chat_id, slot.zone)
        # A group that speaks to the bot can be written to.
        await _regain(connection, place.chat_id, now)
        return await subscriptions.add(connection, new, now)


async def change_slot(store: Store, subscription: Subscription, slot: Slot) -> None:
    """Let a subscription come at other times from now on."""
    due = next_slot(slot, store.now())
    values = {"send_at": f"{slot.send_at:%H:%M}", "days": slot.days, "zone": slot.zone}
    await _change(store, subscription, due, "changed", **values)


async def pause(store: Store, subscription: Subscription) -> None:
    """Send nothing until it is resumed."""
    await _change(store, subscription, None, "paused", state="paused")


async def pause_until(store: Store, subscription: Subscription, day: date) -> None:
    """Send nothing before a local date."""
    slot = slot_of(subscription)
    everyday = Slot(slot.send_at, day_of(day), slot.zone)
    first = due_on(everyday, day)
    due = next_slot(slot, max(store.now(), first.at - 1 if first else 0))
    await _change(store, subscription, due, "paused", state="active")


async def resume(store: Store, subscription: Subscription) -> None:
    """Send again from the next time it is due."""
    await _change(store, subscription, next_slot(slot_of(subscription), store.now()), "resumed", state="active")


async def end(store: Store, subscription: Subscription) -> None:
    """End a subscription. What it was shown is kept, so that `resume` takes the end back."""
    await _change(store, subscription, None, "ended", state="ended")


async def lose_chat(store: Store, chat_id: int, status: ChatStatus) -> None:
    """Note that the bot was blocked or removed."""
    async with store.write() as connection:
        await chats.lose(connection, chat_id, status, store.now())


async def regain_chat(store: Store, chat_id: int) -> None:
    """Note that the bot can write to a chat again: its active subscriptions go on from their next time."""
    async with store.write() as connection:
        await _regain(connection, chat_id, store.now())


async def _regain(connection: AsyncConnection, chat_id: int, now: int) -> None:
    if await chats.regain(connection, chat_id):
        active = [one for one in await subscriptions.of_chat(connection, chat_id) if one.state == "active"]
        due = {one.id: next_slot(slot_of(one), now) for one in active}
        await subscriptions.set_due(connection, {number: at.at if at else None for number, at in due.items()})


async def _change(store: Store, subscription: Subscription, due: Due | None, reason: str, **values: object) -> None:
    now = store.now()
    async with store.write() as connection:
        await subscriptions.change(connection, subscription.id, now, next_due_at=due.at if due else None, **values)
        await deliveries.skip_waiting(connection, subscription.id, now, reason)
