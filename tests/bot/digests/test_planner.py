"""Each reader gets one digest a date, however often, late or early the planners run and whatever the clocks do."""

import asyncio
from collections import Counter
from contextlib import AsyncExitStack
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert
from store_running import START, Clock, claimed, fresh, rows_of

from bot.catalog.catalog import Catalog
from bot.digests.compose import Composer, History
from bot.digests.planner import BATCH, GRACE, plan_batch, plan_due
from bot.digests.schedule import Slot, due_on, next_slot
from bot.digests.subscribing import Place, end, lose_chat, pause, subscribe
from bot.store import subscriptions
from bot.store.records import Days, NewSubscription, Subscription
from bot.store.schema import chat, delivery, subscription
from bot.store.store import Store, opened

steady = settings(
    derandomize=True,
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
HOUR, DAY, WEEK = 3600, 86_400, 7 * 86_400
# 09:00 in UTC on a Monday, an hour after the clock of the tests begins.
NINE = START + HOUR
DAILY = Slot(time(9), Days.DAILY, "UTC")
COLUMNS = (delivery.c.subscription_id, delivery.c.local_date, delivery.c.due_at, delivery.c.expires_at, delivery.c.status)


async def one_reader(store: Store, slot: Slot = DAILY, chat_id: int = 1) -> Subscription:
    return await subscribe(store, Place(chat_id, "private"), "all", slot)


async def next_due(store: Store) -> list[int | None]:
    return [row[1] for row in await rows_of(store, subscription.c.id, subscription.c.next_due_at)]


async def planned(store: Store) -> list[tuple[date, str]]:
    """Return local date and status of what was planned."""
    return [(row[1], row[4]) for row in await rows_of(store, *COLUMNS)]


async def test_nothing_is_planned_before_it_is_due(store: Store, clock: Clock) -> None:
    await one_reader(store)
    clock.time = NINE - 1
    assert await plan_due(store) == 0
    clock.time = NINE
    assert await plan_due(store) == 1
    assert await rows_of(store, *COLUMNS[1:]) == [(date(2026, 1, 5), NINE, NINE + GRACE, "pending")]
    assert await next_due(store) == [NINE + DAY]
    assert len(await claimed(store)) == 1


FIRST = date(2026, 1, 5)
DOWNTIMES = {
    "none": (0, [(FIRST, "pending")], 1),
    "all the grace there is": (GRACE, [(FIRST, "pending")], 1),
    "a second more": (GRACE + 1, [(FIRST, "skipped")], 1),
    "all night": (DAY - 1, [(FIRST, "skipped")], 1),
    "until the third day's": (2 * DAY, [(FIRST, "skipped"), (date(2026, 1, 7), "pending")], 3),
    "a week and an hour": (WEEK + HOUR, [(FIRST, "skipped"), (date(2026, 1, 12), "pending")], 8),
    "a week and a day's work": (WEEK + 9 * HOUR, [(FIRST, "skipped")], 8),
    "ten weeks and all the grace": (10 * WEEK + GRACE, [(FIRST, "skipped"), (date(2026, 3, 16), "pending")], 71),
}


@pytest.mark.parametrize(("downtime", "rows", "following"), DOWNTIMES.values(), ids=DOWNTIMES)
async def test_after_downtime_the_latest_digest_comes_unless_it_is_late_too(
    store: Store, clock: Clock, downtime: int, rows: list[Any], following: int
) -> None:
    await one_reader(store)
    clock.time = NINE + downtime
    for _ in range(3):
        await plan_due(store)
    assert await planned(store) == rows
    assert await next_due(store) == [NINE + following * DAY]
    assert {row[0] for row in await rows_of(store, delivery.c.reason)} <= {None, "late"}


async def test_a_clock_that_goes_back_plans_nothing_twice(store: Store, clock: Clock) -> None:
    await one_reader(store)
    for moment in (NINE, NINE - 2 * DAY, NINE + 5, NINE - HOUR, NINE, NINE + DAY, NINE):
        clock.time = moment
        await plan_due(store)
    assert await planned(store) == [(date(2026, 1, 5), "pending"), (date(2026, 1, 6), "pending")]


async def test_who_paused_ended_or_was_lost_is_never_planned(store: Store, clock: Clock) -> None:
    readers = [await one_reader(store, chat_id=number) for number in (1, 2, 3, 4)]
    await pause(store, readers[0])
    await end(store, readers[1])
    await lose_chat(store, 3, "blocked")
    clock.time = NINE
    assert await plan_due(store) == 1
    assert {row[0] for row in await rows_of(store, *COLUMNS)} == {readers[3].id}


async def test_more_than_a_batch_is_planned_by_several_at_once_and_each_once(store: Store, tables: str, clock: Clock) -> None:
    number = 2 * BATCH + 200
    template = {name: getattr(fresh(), name) for name in NewSubscription.__slots__} | {"days": 127}
    template |= {"created_at": START, "updated_at": START, "next_due_at": NINE}
    async with store.write() as connection:
        ids = range(1, number + 1)
        await connection.execute(insert(chat), [{"id": one, "kind": "private", "created_at": START} for one in ids])
        await connection.execute(insert(subscription), [template | {"chat_id": one} for one in ids])
    clock.time = NINE
    async with AsyncExitStack() as held:
        others = [await held.enter_async_context(opened(Store(tables, clock))) for _ in range(2)]
        counts = await asyncio.gather(*(plan_due(one) for one in (store, *others)))
    # Who finds the rest in the hands of others leaves it to them.
    counts.append(await plan_due(store))
    assert sum(counts) == number
    rows = await rows_of(store, *COLUMNS)
    assert len({row[:2] for row in rows}) == len(rows) == number
    assert {row[4] for row in rows} == {"pending"}
    assert set(await next_due(store)) == {NINE + DAY}


async def test_a_batch_has_a_limit(store: Store, clock: Clock) -> None:
    for number in (1, 2, 3):
        await one_reader(store, chat_id=number)
    clock.time = NINE
    assert [await plan_batch(store, 2) for _ in range(3)] == [2, 1, 0]


async def put_into_zone(store: Store, zone: str, due_at: int) -> None:
    """Write what no function of ours writes: a zone of another time's rules."""
    async with store.write() as connection:
        await connection.execute(subscription.update().values(zone=zone, next_due_at=due_at))


async def test_a_zone_that_is_no_more_is_read_as_utc_and_told(store: Store, clock: Clock, catalog: Catalog) -> None:
    reader = await one_reader(store)
    await put_into_zone(store, "Mars/Olympus", START - 6 * HOUR)
    clock.time = START
    await plan_due(store)
    assert await next_due(store) == [NINE]
    async with store.read() as connection:
        stored = await subscriptions.get(connection, reader.id)
    assert stored
    found = Composer(catalog).part(stored, History({stored.id: stored}, {}, {}))
    assert found
    assert found[0].lost_zone == "Mars/Olympus"


CHANGED_RULES = {
    # Monday 09:00 was an hour earlier, or later, by the rules of old.
    "earlier": (NINE - HOUR, [(date(2026, 1, 5), "pending")], NINE),
    "later": (NINE + HOUR, [(date(2026, 1, 5), "pending")], NINE + WEEK),
    "on another day": (NINE + DAY, [(date(2026, 1, 6), "pending")], NINE + WEEK),
}


@pytest.mark.parametrize(("due_at", "rows", "following"), CHANGED_RULES.values(), ids=CHANGED_RULES)
async def test_changed_rules_of_a_zone_cost_no_digest_of_another_week(
    store: Store, clock: Clock, due_at: int, rows: list[Any], following: int
) -> None:
    await one_reader(store, Slot(time(9), Days.MONDAY, "UTC"))
    await put_into_zone(store, "UTC", due_at)
    clock.time = due_at
    await plan_due(store)
    assert await planned(store) == rows
    assert await next_due(store) == [following]
    for moment in (NINE, NINE + WEEK):
        clock.time = moment
        await plan_due(store)
    assert await planned(store) == [*rows, (date(2026, 1, 12), "pending")]


ZONES = ["UTC", "Europe/Berlin", "America/Nuuk", "Australia/Lord_Howe", "Asia/Dhaka", "America/New_York", "Pacific/Kiritimati"]
SLOTS = st.builds(
    Slot,
    st.sampled_from([time(0), time(0, 30), time(2, 30), time(9), time(23, 30), time(23, 59)]),
    st.integers(1, 127).map(Days),
    st.sampled_from(ZONES),
)
# Around the nights in which clocks change, and in between.
BEGINNINGS = st.sampled_from(["2026-03-07", "2026-03-27", "2026-04-04", "2026-06-01", "2026-10-03", "2026-10-24", "2026-12-30"])
MOVES = st.lists(st.one_of(st.integers(1, 3 * HOUR), st.integers(HOUR, 3 * DAY), st.integers(DAY, 2 * WEEK),
                           st.integers(-2 * DAY, 0)), min_size=1, max_size=8)  # fmt: skip


@steady
@given(st.lists(SLOTS, min_size=1, max_size=4), BEGINNINGS, MOVES)
async def test_whatever_the_clock_does(store: Store, clock: Clock, slots: list[Slot], beginning: str, moves: list[int]) -> None:
    async with store.write() as connection:
        await connection.execute(chat.delete())
    clock.time = datetime.fromisoformat(beginning).replace(tzinfo=UTC).timestamp()
    readers = {(await one_reader(store, slot, number)).id: slot for number, slot in enumerate(slots, 1)}
    seen: dict[tuple[int, date], Any] = {}
    for move in moves:
        clock.time += move
        due = dict(await rows_of(store, subscription.c.id, subscription.c.next_due_at))
        await asyncio.gather(*(plan_due(store) for _ in range(3)))
        await plan_due(store)
        rows = {row[:2]: row[2:] for row in await rows_of(store, *COLUMNS)}
        new = {key: rows[key] for key in rows.keys() - seen.keys()}
        # What was due got one digest at most; what was planned is as it was.
        assert rows == seen | new
        assert {key[0] for key in new} == {one for one, at in due.items() if at <= clock.time}
        assert max(Counter(one for (one, _), row in new.items() if row[2] == "pending").values(), default=0) <= 1
        for (one, day), (due_at, expires_at, status) in new.items():
            meant = due_on(readers[one], day)
            assert meant
            assert due[one] <= due_at == meant.at == expires_at - GRACE
            assert status == ("skipped" if clock.time - due_at > GRACE else "pending")
        for one, at in await rows_of(store, subscription.c.id, subscription.c.next_due_at):
            following = next_slot(readers[one], int(clock.time))
            assert following
            assert at == (following.at if due[one] <= clock.time else due[one])
        seen = rows


async def test_a_restored_backup_plans_no_date_twice(store: Store, clock: Clock) -> None:
    reader = await one_reader(store)
    clock.time = NINE
    await plan_due(store)
    async with store.write() as connection:
        await subscriptions.set_due(connection, {reader.id: NINE})
    assert await plan_due(store) == 1
    assert await planned(store) == [(date(2026, 1, 5), "pending")]
