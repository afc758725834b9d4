"""What the buttons of a subscription do, each by its verb. What is said by no button of ours raises ValueError."""

from collections.abc import Awaitable, Callable
from datetime import date, datetime, time, timedelta

from bot.digests import known, subscribing
from bot.digests.schedule import ZONES, Slot, zone_of
from bot.digests.subscribing import slot_of
from bot.render import steps
from bot.store.records import Days, Subscription
from bot.store.store import Store

LONGEST_PAUSE = 732


def today_of(store: Store, one: Subscription) -> date:
    """Return the date by a subscription's own calendar."""
    return datetime.fromtimestamp(store.now(), zone_of(slot_of(one).zone)).date()


async def _nothing(*_: object) -> None:
    return


async def _set_time(store: Store, one: Subscription, value: str) -> None:
    slot = slot_of(one)
    at = time.fromisoformat(steps.clock_of(value))
    await subscribing.change_slot(store, one, Slot(at, slot.days, slot.zone))


async def _set_days(store: Store, one: Subscription, value: str) -> None:
    slot = slot_of(one)
    await subscribing.change_slot(store, one, Slot(slot.send_at, Days(steps.days_of(value)), slot.zone))


async def _set_zone(store: Store, one: Subscription, value: str) -> None:
    await subscribing.change_zone(store, one.chat_id, zone_of(value).key, one)


async def _set_slot(store: Store, one: Subscription, value: str) -> None:
    clock, days, zone = value.split("|")
    slot = Slot(time.fromisoformat(steps.clock_of(clock)), Days(steps.days_of(days)), zone_of(zone).key)
    await subscribing.change_slot(store, one, slot)


async def _follow_zone(store: Store, one: Subscription, _: str) -> None:
    if one.zone in ZONES:
        others = [other for other in await known.subscriptions_of(store, one.chat_id) if other.zone != one.zone]
        await subscribing.change_zone(store, one.chat_id, one.zone, *others)


async def _rest_until(store: Store, one: Subscription, value: str) -> None:
    today = today_of(store, one)
    day = today + timedelta(days=min(int(value), LONGEST_PAUSE)) if value.isdigit() else date.fromisoformat(value)
    if day <= today:
        raise ValueError(value)
    await subscribing.pause_until(store, one, day)


async def _rest(store: Store, one: Subscription, _: str) -> None:
    await subscribing.pause(store, one)


async def _go_on(store: Store, one: Subscription, _: str) -> None:
    await subscribing.resume(store, one)


async def _end(store: Store, one: Subscription, _: str) -> None:
    await subscribing.end(store, one)


Act = Callable[[Store, Subscription, str], Awaitable[None]]
ACTS: dict[str, Act] = {
    steps.SHOW: _nothing,
    steps.TIME: _set_time,
    steps.DAYS: _set_days,
    steps.ZONE: _set_zone,
    steps.SLOT: _set_slot,
    steps.SAME_ZONE: _follow_zone,
    steps.UNTIL: _rest_until,
    steps.REST: _rest,
    steps.GO_ON: _go_on,
    steps.END: _end,
}
CHANGES = frozenset({steps.TIME, steps.DAYS, steps.ZONE, steps.SLOT, steps.SAME_ZONE})
