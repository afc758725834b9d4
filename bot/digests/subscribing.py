"""What can be done with subscriptions: each function is one transaction, on disk when it returns."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.digests.schedule import ZONES, Due, Slot, day_of, due_on, next_slot, zone_of
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
        # Changing the chat's row first lets two who subscribe at once come one after the other.
        await chats.set_zone(connection, place.chat_id, slot.zone)
        there = await subscriptions.of_chat(connection, place.chat_id)
        known = any((one.thread_id, one.topic) == (place.thread_id, topic_key) for one in there)
        if not known and len(there) >= MOST_SUBSCRIPTIONS:
            raise TooManySubscriptions(f"a chat may have {MOST_SUBSCRIPTIONS} subscriptions, got one more")
        # A group that speaks to the bot can be written to.
        await _regain(connection, place.chat_id, now)
        return await subscriptions.add(connection, new, now)


async def change_slot(store: Store, subscription: Subscription, slot: Slot) -> None:
    """Let a subscription come at other times from now on. One that is paused stays so, until its date if it has one."""
    async with store.write() as connection:
        await _set_slot(connection, subscription, slot, store.now())


async def change_zone(store: Store, chat_id: int, zone: str, *those: Subscription) -> None:
    """Let subscriptions of a chat come by the clocks of a time zone, with which its new ones start too."""
    async with store.write() as connection:
        await chats.set_zone(connection, chat_id, zone)
        for one in those:
            slot = slot_of(one)
            await _set_slot(connection, one, Slot(slot.send_at, slot.days, zone), store.now())


async def pause(store: Store, *those: Subscription) -> None:
    """Send nothing until it is resumed."""
    async with store.write() as connection:
        for one in those:
            await _change_in(connection, one, None, (store.now(), "paused"), state="paused")


async def pause_until(store: Store, subscription: Subscription, day: date, *others: Subscription) -> None:
    """Send nothing before a local date."""
    async with store.write() as connection:
        for one in (subscription, *others):
            slot = slot_of(one)
            first = due_on(Slot(slot.send_at, day_of(day), slot.zone), day)
            due = next_slot(slot, max(store.now(), first.at - 1 if first else 0))
            await _change_in(connection, one, due, (store.now(), "paused"), state="active")


async def resume(store: Store, *those: Subscription) -> None:
    """Send again from the next time it is due."""
    async with store.write() as connection:
        for one in those:
            await _change_in(connection, one, next_slot(slot_of(one), store.now()), (store.now(), "resumed"), state="active")


async def end(store: Store, *those: Subscription) -> None:
    """End subscriptions. What they were shown is kept, so that `resume` takes the end back."""
    async with store.write() as connection:
        for one in those:
            await _change_in(connection, one, None, (store.now(), "ended"), state="ended")


async def lose_chat(store: Store, chat_id: int, status: ChatStatus) -> None:
    """Note that the bot was blocked or removed."""
    async with store.write() as connection:
        await chats.lose(connection, chat_id, status, store.now())


async def regain_chat(store: Store, chat_id: int) -> None:
    """Note that the bot can write to a chat again: its active subscriptions go on from their next time."""
    async with store.write() as connection:
        await _regain(connection, chat_id, store.now())


def _rests_until(subscription: Subscription, now: int) -> int:
    """Return after which moment a subscription may be due: now, or the begin of the day until which it was paused."""
    usual, wanted = next_slot(slot_of(subscription), now), subscription.next_due_at
    if wanted is None or usual is None or wanted <= usual.at:
        return now
    day = datetime.fromtimestamp(wanted, zone_of(slot_of(subscription).zone))
    return int(day.replace(hour=0, minute=0, second=0).timestamp()) - 1


async def _regain(connection: AsyncConnection, chat_id: int, now: int) -> None:
    if await chats.regain(connection, chat_id):
        active = [one for one in await subscriptions.of_chat(connection, chat_id) if one.state == "active"]
        due = {one.id: next_slot(slot_of(one), now) for one in active}
        await subscriptions.set_due(connection, {number: at.at if at else None for number, at in due.items()})


async def _set_slot(connection: AsyncConnection, subscription: Subscription, slot: Slot, now: int) -> None:
    due = next_slot(slot, _rests_until(subscription, now)) if subscription.state == "active" else None
    values = {"send_at": f"{slot.send_at:%H:%M}", "days": slot.days, "zone": slot.zone}
    await _change_in(connection, subscription, due, (now, "changed"), **values)


async def _change_in(
    connection: AsyncConnection, subscription: Subscription, due: Due | None, why: tuple[int, str], **values: object
) -> None:
    now, reason = why
    chat = await chats.get(connection, subscription.chat_id)
    # Where nothing can be sent nothing is due, until the chat is regained.
    due_at = due.at if due and chat and chat.status == "active" else None
    await subscriptions.change(connection, subscription.id, now, next_due_at=due_at, **values)
    await deliveries.skip_waiting(connection, subscription.id, now, reason)


async def move_chat(store: Store, old: int, new: int) -> None:
    """Note that a group became a supergroup, which has another id: all that it has goes along."""
    async with store.write() as connection:
        await chats.migrate(connection, old, new, store.now())
