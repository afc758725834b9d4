"""What a reader sets holds from then on: nothing comes that was stopped, and everything that was not."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from store_running import START, Clock, at, claimed, rows_of

from bot.digests.planner import plan_due
from bot.digests.schedule import Slot
from bot.digests.subscribing import (
    MOST_SUBSCRIPTIONS,
    Place,
    TooManySubscriptions,
    change_slot,
    end,
    lose_chat,
    move_chat,
    pause,
    pause_until,
    regain_chat,
    resume,
    slot_of,
    subscribe,
)
from bot.store import chats, shown, subscriptions
from bot.store.records import Contents, Days, Subscription
from bot.store.schema import delivery, subscription
from bot.store.store import Store

HOUR, DAY = 3600, 86_400
NINE = START + HOUR
DAILY = Slot(time(9), Days.DAILY, "UTC")
PRIVATE = Place(1, "private")


async def now_is(store: Store, one: Subscription) -> Subscription:
    """Return a subscription as it is kept now."""
    async with store.read() as connection:
        found = await subscriptions.get(connection, one.id)
    assert found
    return found


async def test_a_new_subscription_is_due_at_the_next_time_it_names(store: Store) -> None:
    made = await subscribe(store, Place(-5, "supergroup", 7), "cluster:4", Slot(time(8, 5), Days.SATURDAY, "Asia/Dhaka"))
    assert (made.chat_id, made.thread_id, made.topic, made.send_at, made.days, made.zone, made.state, made.cycle) == (
        -5, 7, "cluster:4", "08:05", Days.SATURDAY, "Asia/Dhaka", "active", 1,
    )  # fmt: skip
    assert made.next_due_at == at("2026-01-10 02:05")
    async with store.read() as connection:
        known = await chats.get(connection, -5)
    assert known
    assert (known.kind, known.status, known.zone) == ("supergroup", "active", "Asia/Dhaka")


async def test_two_readers_of_a_topic_read_it_in_different_orders(store: Store) -> None:
    made = [await subscribe(store, Place(number, "private"), "all", DAILY) for number in (1, 2)]
    assert made[0].seed != made[1].seed


async def test_subscribing_again_changes_the_time_and_keeps_the_order(store: Store) -> None:
    first = await subscribe(store, PRIVATE, "all", DAILY)
    again = await subscribe(store, PRIVATE, "all", Slot(time(10), Days.FRIDAY, "UTC"))
    assert again == replace(first, send_at="10:00", days=Days.FRIDAY, next_due_at=at("2026-01-09 10:00"))


async def test_a_chat_may_have_so_many_even_if_all_are_asked_for_at_once(store: Store) -> None:
    made = await asyncio.gather(
        *(subscribe(store, PRIVATE, f"country:{number}", DAILY) for number in range(MOST_SUBSCRIPTIONS + 5)),
        return_exceptions=True,
    )
    assert sum(isinstance(one, TooManySubscriptions) for one in made) == 5
    assert len(await rows_of(store, subscription.c.id)) == MOST_SUBSCRIPTIONS
    kept = next(one for one in made if isinstance(one, Subscription))
    # Changing one of them, ending one for another, and other chats are not touched by it.
    await subscribe(store, PRIVATE, kept.topic, DAILY)
    await subscribe(store, Place(2, "private"), "more", DAILY)
    await end(store, kept)
    await subscribe(store, PRIVATE, "more", DAILY)


async def test_who_was_refused_keeps_the_zone_of_before(store: Store) -> None:
    for number in range(MOST_SUBSCRIPTIONS):
        await subscribe(store, PRIVATE, f"country:{number}", DAILY)
    with pytest.raises(TooManySubscriptions, match=r"^a chat may have 20 subscriptions, got one more$"):
        await subscribe(store, PRIVATE, "more", Slot(time(9), Days.DAILY, "Asia/Dhaka"))
    async with store.read() as connection:
        known = await chats.get(connection, 1)
    assert known
    assert known.zone == "UTC"


async def test_what_waits_is_not_sent_after_a_pause_a_change_or_an_end(store: Store, clock: Clock) -> None:
    made = [await subscribe(store, PRIVATE, f"country:{number}", DAILY) for number in range(4)]
    clock.time = NINE
    await plan_due(store)
    await pause(store, made[0])
    await end(store, made[1])
    await change_slot(store, made[2], Slot(time(10), Days.DAILY, "UTC"))
    assert [one.subscription_id for one in await claimed(store)] == [made[3].id]
    rows = await rows_of(store, delivery.c.subscription_id, delivery.c.status, delivery.c.reason)
    assert rows[:3] == [(made[0].id, "skipped", "paused"), (made[1].id, "skipped", "ended"), (made[2].id, "skipped", "changed")]


async def test_a_digest_that_waits_and_is_moved_to_a_later_hour_comes_then(store: Store, clock: Clock) -> None:
    made = await subscribe(store, PRIVATE, "all", DAILY)
    clock.time = NINE
    await plan_due(store)
    await change_slot(store, made, Slot(time(18), Days.DAILY, "UTC"))
    clock.time = at("2026-01-05 18:00")
    await plan_due(store)
    assert [(one.due_at, one.local_date) for one in await claimed(store)] == [(at("2026-01-05 18:00"), date(2026, 1, 5))]


async def test_one_that_was_sent_today_does_not_come_again_at_another_hour(store: Store, clock: Clock) -> None:
    made = await subscribe(store, PRIVATE, "all", DAILY)
    clock.time = NINE
    await plan_due(store)
    assert len(await claimed(store)) == 1
    await change_slot(store, made, Slot(time(18), Days.DAILY, "UTC"))
    clock.time = at("2026-01-05 18:00")
    await plan_due(store)
    assert await rows_of(store, delivery.c.local_date, delivery.c.status) == [(date(2026, 1, 5), "claimed")]
    assert (await now_is(store, made)).next_due_at == at("2026-01-06 18:00")


async def test_a_change_of_zone_moves_the_next_time_and_nothing_else(store: Store) -> None:
    made = await subscribe(store, PRIVATE, "all", DAILY)
    async with store.write() as connection:
        await shown.mark(connection, made.id, Contents(2, {"one": "aaaa"}, {}), START)
    await change_slot(store, made, replace(DAILY, zone="America/New_York"))
    expected = replace(made, zone="America/New_York", next_due_at=at("2026-01-05 14:00"), cycle=2)
    assert await now_is(store, made) == expected
    assert slot_of(expected) == replace(DAILY, zone="America/New_York")


async def test_a_pause_lasts_until_it_is_taken_back(store: Store) -> None:
    made = await subscribe(store, PRIVATE, "all", DAILY)
    await pause(store, made)
    assert await now_is(store, made) == replace(made, state="paused", next_due_at=None)
    await resume(store, made)
    assert await now_is(store, made) == made
    await end(store, made)
    assert await now_is(store, made) == replace(made, state="ended", next_due_at=None)
    await resume(store, made)
    assert await now_is(store, made) == made


async def test_what_is_paused_stays_so_when_its_time_is_changed(store: Store) -> None:
    made = await subscribe(store, PRIVATE, "all", DAILY)
    await pause(store, made)
    await change_slot(store, await now_is(store, made), replace(DAILY, send_at=time(18)))
    paused = await now_is(store, made)
    assert (paused.state, paused.send_at, paused.next_due_at) == ("paused", "18:00", None)
    await pause_until(store, paused, date(2026, 2, 1))
    await change_slot(store, await now_is(store, made), replace(DAILY, send_at=time(7)))
    assert (await now_is(store, made)).next_due_at == at("2026-02-01 07:00")


def at_home(send_at: str, zone: str, days: Days = Days.DAILY) -> Slot:
    return Slot(time.fromisoformat(send_at), days, zone)


PAUSES = {
    "an ordinary day": (at_home("09:00", "Europe/Berlin"), "2026-02-03", "2026-02-03 08:00"),
    "after the clocks went forward": (at_home("09:00", "Europe/Berlin"), "2026-03-29", "2026-03-29 07:00"),
    "a time that the clocks skip": (at_home("02:30", "Europe/Berlin"), "2026-03-29", "2026-03-29 01:30"),
    "a time that comes twice": (at_home("02:30", "Europe/Berlin"), "2026-10-25", "2026-10-25 00:30"),
    "a time that falls on the next day": (at_home("23:30", "America/Nuuk"), "2026-03-28", "2026-03-29 01:30"),
    "west of Greenwich": (at_home("20:00", "America/New_York"), "2026-02-03", "2026-02-04 01:00"),
    "far east": (at_home("09:00", "Pacific/Kiritimati"), "2026-02-03", "2026-02-02 19:00"),
    "a day that is not chosen": (at_home("09:00", "UTC", Days.MON_FRI), "2026-02-07", "2026-02-09 09:00"),
    "today": (at_home("09:00", "UTC"), "2026-01-05", "2026-01-05 09:00"),
    "today, too late": (at_home("07:00", "UTC"), "2026-01-05", "2026-01-06 07:00"),
    "long ago": (at_home("09:00", "UTC"), "2020-01-05", "2026-01-05 09:00"),
}


@pytest.mark.parametrize(("slot", "until", "due"), PAUSES.values(), ids=PAUSES)
async def test_a_pause_until_a_date_ends_on_that_date(store: Store, clock: Clock, slot: Slot, until: str, due: str) -> None:
    made = await subscribe(store, PRIVATE, "all", slot)
    await pause_until(store, made, date.fromisoformat(until))
    assert await now_is(store, made) == replace(made, next_due_at=at(due))
    clock.time = at(due) - 1
    assert await plan_due(store) == 0
    clock.time = at(due)
    assert await plan_due(store) == 1


async def test_a_lost_chat_goes_on_when_it_is_regained(store: Store, clock: Clock) -> None:
    made = [await subscribe(store, PRIVATE, f"country:{number}", DAILY) for number in range(3)]
    await pause(store, made[1])
    await end(store, made[2])
    await lose_chat(store, 1, "blocked")
    clock.time = START + 3 * DAY
    await regain_chat(store, 1)
    due = START + 3 * DAY + HOUR
    assert [row[1] for row in await rows_of(store, subscription.c.id, subscription.c.next_due_at)] == [due, None, None]
    # Once more is no news, and moves nothing.
    clock.time += DAY
    await regain_chat(store, 1)
    assert (await now_is(store, made[0])).next_due_at == due


async def test_nothing_that_is_set_meanwhile_makes_a_lost_chat_due(store: Store) -> None:
    made = await subscribe(store, PRIVATE, "all", DAILY)
    await lose_chat(store, 1, "left")
    await pause(store, made)
    await resume(store, made)
    await change_slot(store, made, replace(DAILY, send_at=time(18)))
    assert (await now_is(store, made)).next_due_at is None
    await regain_chat(store, 1)
    assert (await now_is(store, made)).next_due_at == at("2026-01-05 18:00")


async def test_who_subscribes_again_is_regained_with_all(store: Store) -> None:
    made = await subscribe(store, PRIVATE, "all", DAILY)
    await lose_chat(store, 1, "left")
    await subscribe(store, PRIVATE, "cluster:4", DAILY)
    assert (await now_is(store, made)).next_due_at == NINE


async def test_a_group_takes_its_subscriptions_to_its_new_number(store: Store) -> None:
    made = await subscribe(store, Place(-5, "group"), "all", DAILY)
    await move_chat(store, -5, -1_005)
    assert await now_is(store, made) == replace(made, chat_id=-1_005)


def test_the_clock_of_the_tests_stands_where_they_say() -> None:
    assert datetime.fromtimestamp(START, UTC).isoformat() == "2026-01-05T08:00:00+00:00"
