"""The outbox: no digest is taken by two, none is sent by whom it was taken from, none waits for ever."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from store_running import (
    CONTENTS,
    DAY,
    LEASE,
    OVER,
    START,
    Clock,
    claimed,
    finish,
    fresh,
    intend,
    planned,
    rows_of,
    subscribed,
    waiting,
)

from bot.store import deliveries, subscriptions
from bot.store.records import Contents, Delivery, Ending
from bot.store.schema import chat, delivery
from bot.store.store import Store

STATES = (delivery.c.id, delivery.c.status, delivery.c.reason, delivery.c.owner)


async def states(store: Store) -> list[tuple[Any, ...]]:
    """Return (status, reason, owner) of all deliveries in the order in which they were planned."""
    return [row[1:] for row in await rows_of(store, *STATES)]


async def recover(store: Store, resend: bool = False) -> list[tuple[int, Contents]]:
    async with store.write() as connection:
        return await deliveries.recover(connection, store.now(), store.lease_clock(), resend)


async def test_a_date_is_planned_once(store: Store) -> None:
    async with store.write() as connection:
        one = await waiting(connection)
        await deliveries.plan(connection, [planned(one, due_at=START + 9), planned(one, DAY + timedelta(days=1))], START)
        await deliveries.plan(connection, [], START)
    columns = (delivery.c.local_date, delivery.c.due_at, delivery.c.not_before, delivery.c.expires_at)
    assert await rows_of(store, *columns) == [
        (DAY, START, START, START + 3600),
        (DAY + timedelta(days=1), START, START, START + 3600),
    ]


async def test_a_late_one_is_skipped_from_the_start(store: Store) -> None:
    async with store.write() as connection:
        await deliveries.plan(connection, [replace(planned(await subscribed(connection)), late=True)], START)
    assert await states(store) == [("skipped", "late", None)]
    assert await claimed(store) == []


async def test_a_date_of_which_nothing_was_sent_can_be_planned_anew(store: Store) -> None:
    async with store.write() as connection:
        one = await waiting(connection)
        await deliveries.skip_waiting(connection, one.id, START, "changed")
        await deliveries.plan(connection, [replace(planned(one, due_at=START - 9), thread_id=4)], START)
    (taken,) = await claimed(store)
    assert (taken.due_at, taken.thread_id) == (START - 9, 4)


@pytest.mark.parametrize("status", ["sent", "unknown", "failed"])
async def test_a_date_that_has_ended_is_not_planned_anew(store: Store, status: Any) -> None:
    async with store.write() as connection:
        one = await waiting(connection)
    (taken,) = await claimed(store)
    await finish(store, "me", [taken.id], Ending(status))
    async with store.write() as connection:
        await deliveries.plan(connection, [planned(one, due_at=START - 9)], START)
    assert await states(store) == [(status, None, None)]


async def test_only_who_holds_a_lease_may_send(store: Store) -> None:
    async with store.write() as connection:
        for chat_id in (1, 2, 3):
            await waiting(connection, fresh(chat_id=chat_id))
    first, second, third = await claimed(store, "me")
    assert not await intend(store, "other", {first.id: CONTENTS})
    assert await intend(store, "me", {first.id: CONTENTS, second.id: CONTENTS})
    # What is on record as being sent must not be begun again.
    assert not await intend(store, "me", {first.id: CONTENTS})
    await finish(store, "me", [third.id])
    assert not await intend(store, "me", {third.id: CONTENTS})
    assert [row[0] for row in await states(store)] == ["sending", "sending", "sent"]
    assert await rows_of(store, delivery.c.attempts, delivery.c.id) == [(0, third.id), (1, first.id), (1, second.id)]


async def test_whose_lease_is_over_may_not_send(store: Store) -> None:
    async with store.write() as connection:
        await waiting(connection)
    (taken,) = await claimed(store, "me", lease=OVER)
    assert not await intend(store, "me", {taken.id: CONTENTS})
    assert await recover(store) == []
    assert [one.id for one in await claimed(store, "other")] == [taken.id]
    assert not await intend(store, "me", {taken.id: CONTENTS})
    assert await intend(store, "other", {taken.id: CONTENTS})


@pytest.mark.parametrize(
    "ending",
    [Ending("sent", None, 2**40), Ending("unknown", "answer lost"), Ending("failed", "forbidden"), Ending("skipped", "nothing")],
    ids=lambda ending: ending.status,
)
async def test_only_the_owner_ends_a_delivery_and_once(store: Store, ending: Ending) -> None:
    async with store.write() as connection:
        for chat_id in (1, 2):
            await waiting(connection, fresh(chat_id=chat_id))
    ids = [one.id for one in await claimed(store, "me")]
    assert [await finish(store, owner, ids, ending) for owner in ("other", "me", "me")] == [0, 2, 0]
    assert await states(store) == [(ending.status, ending.reason, None)] * 2
    assert {row[0] for row in await rows_of(store, delivery.c.message_id)} == {ending.message_id}


async def test_what_was_put_back_comes_again_when_it_may(store: Store, clock: Clock) -> None:
    async with store.write() as connection:
        await waiting(connection)
    (taken,) = await claimed(store, "me")
    await intend(store, "me", {taken.id: CONTENTS})
    async with store.write() as connection:
        await deliveries.postpone(connection, "other", [taken.id], START, START, "not mine")
        await deliveries.postpone(connection, "me", [taken.id], START + 30, START, "429")
    assert await states(store) == [("pending", "429", None)]
    clock.time = START + 29
    assert await claimed(store, "other") == []
    clock.time = START + 30
    assert await claimed(store, "other") == [replace(taken, attempts=1, reason="429")]


async def test_who_stops_gives_back_what_was_not_begun(store: Store) -> None:
    async with store.write() as connection:
        for chat_id in (1, 2, 3):
            await waiting(connection, fresh(chat_id=chat_id))
    begun, *_ = await claimed(store, "me", chats=2)
    await claimed(store, "other")
    await intend(store, "me", {begun.id: CONTENTS})
    async with store.write() as connection:
        await deliveries.release(connection, "me", START)
    assert await states(store) == [("sending", None, "me"), ("pending", None, None), ("claimed", None, "other")]


async def left_behind(store: Store, lease: int) -> list[Delivery]:
    """Leave two chats claimed and one being sent."""
    async with store.write() as connection:
        for chat_id in (1, 2, 3):
            await waiting(connection, fresh(chat_id=chat_id))
    taken = await claimed(store, "gone", lease=LEASE)
    await intend(store, "gone", {taken[0].id: CONTENTS}, lease)
    async with store.write() as connection:
        await connection.execute(delivery.update().values(lease_until=store.lease_clock() + lease))
    return taken


async def test_what_others_left_behind_waits_again_and_sends_are_unknown(store: Store) -> None:
    sending, *_ = await left_behind(store, OVER)
    assert await recover(store) == [(sending.subscription_id, CONTENTS)]
    assert await states(store) == [("unknown", "lease over", None), ("pending", None, None), ("pending", None, None)]
    assert await recover(store) == []


async def test_sends_are_made_again_where_the_operator_wants_it(store: Store) -> None:
    sending, *_ = await left_behind(store, OVER)
    assert await recover(store, resend=True) == []
    assert await states(store) == [("pending", "resent", None), ("pending", None, None), ("pending", None, None)]
    assert [one.attempts for one in await claimed(store) if one.id == sending.id] == [1]


async def test_what_was_sent_again_often_is_unknown_even_where_the_operator_wants_it_sent(store: Store) -> None:
    async with store.write() as connection:
        one = await waiting(connection)
    for _ in range(deliveries.MOST_RESENDS):
        await _send_and_vanish(store)
        assert await recover(store, resend=True) == []
    await _send_and_vanish(store)
    assert await recover(store, resend=True) == [(one.id, CONTENTS)]
    assert await states(store) == [("unknown", "lease over", None)]


async def _send_and_vanish(store: Store) -> None:
    (taken,) = await claimed(store)
    assert await intend(store, "me", {taken.id: CONTENTS}, OVER)


async def test_what_others_hold_is_left_to_them(store: Store) -> None:
    await left_behind(store, LEASE)
    assert await recover(store) == []
    assert [row[0] for row in await states(store)] == ["sending", "claimed", "claimed"]
    async with store.write() as connection:
        await deliveries.end_leases(connection)
    assert len(await recover(store)) == 1
    assert [row[0] for row in await states(store)] == ["unknown", "pending", "pending"]


async def test_what_has_waited_too_long_is_skipped(store: Store, clock: Clock) -> None:
    await left_behind(store, OVER)
    async with store.write() as connection:
        await waiting(connection, fresh(chat_id=9))
    clock.time = START + 3599
    assert len(await recover(store)) == 1
    assert [row[0] for row in await states(store)] == ["unknown", "pending", "pending", "pending"]
    clock.time = START + 3600
    assert await recover(store) == []
    assert await states(store) == [("unknown", "lease over", None), *[("skipped", "late", None)] * 3]


async def test_a_subscription_that_was_changed_waits_for_nothing(store: Store) -> None:
    async with store.write() as connection:
        one, other = await waiting(connection, days=2), await waiting(connection, fresh(chat_id=2))
        await deliveries.skip_waiting(connection, one.id, START, "paused")
    assert await states(store) == [("skipped", "paused", None)] * 2 + [("pending", None, None)]
    assert [taken.subscription_id for taken in await claimed(store)] == [other.id]


async def test_what_was_sent_on_a_date_can_be_asked(store: Store) -> None:
    async with store.write() as connection:
        one = await waiting(connection)
        assert await deliveries.of_date(connection, one.id, DAY) == ("pending", None)
        assert await deliveries.of_date(connection, one.id, DAY + timedelta(days=1)) is None
        assert await deliveries.of_date(connection, 999, DAY) is None
    (taken,) = await claimed(store)
    await intend(store, "me", {taken.id: CONTENTS})
    await finish(store, "me", [taken.id])
    async with store.read() as connection:
        assert await deliveries.of_date(connection, one.id, DAY) == ("sent", CONTENTS)


async def test_outcomes_and_lag_are_counted(store: Store, clock: Clock) -> None:
    async with store.write() as connection:
        for chat_id, due in ((1, 0), (2, 10), (3, 20), (4, 30), (5, 40)):
            one = await subscribed(connection, fresh(chat_id=chat_id))
            await deliveries.plan(connection, [planned(one, due_at=START + due)], START)
        assert await deliveries.lag(connection, START - 1) == 0
        assert await deliveries.lag(connection, START + 35) == 35
    clock.time = START + 35
    first, second, third, _ = await claimed(store)
    await finish(store, "me", [first.id])
    await finish(store, "me", [second.id, third.id], Ending("failed", "forbidden"))
    async with store.read() as connection:
        assert await deliveries.lag(connection, START + 100) == 70
        assert await deliveries.outcomes(connection, START) == [
            ("claimed", "", 1), ("failed", "forbidden", 2), ("pending", "", 1), ("sent", "", 1),
        ]  # fmt: skip
        assert await deliveries.outcomes(connection, START + 20) == [
            ("claimed", "", 1), ("failed", "forbidden", 1), ("pending", "", 1),
        ]  # fmt: skip


async def test_only_what_ended_long_ago_is_deleted_and_a_little_at_a_time(store: Store, clock: Clock) -> None:
    async with store.write() as connection:
        for chat_id in range(1, 9):
            await waiting(connection, fresh(chat_id=chat_id))
    taken = [one.id for one in await claimed(store, chats=7)]
    for ids, status in ((taken[:1], "sent"), (taken[1:2], "unknown"), (taken[2:3], "failed"), (taken[3:5], "skipped")):
        await finish(store, "me", ids, Ending(status))  # type: ignore[arg-type]
    clock.time = START + 100
    await finish(store, "me", taken[5:6])
    async with store.write() as connection:
        assert [await deliveries.purge(connection, START + 100, 3) for _ in range(3)] == [3, 2, 0]
    assert [row[0] for row in await states(store)] == ["sent", "claimed", "pending"]


async def test_a_subscription_takes_its_deliveries_along_when_its_chat_goes(store: Store) -> None:
    async with store.write() as connection:
        await waiting(connection)
        await connection.execute(chat.delete())
        assert await subscriptions.count(connection) == {}
    assert await states(store) == []
