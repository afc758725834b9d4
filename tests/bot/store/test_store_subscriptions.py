"""One subscription for each chat, forum topic and subject; due when it says."""

from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError
from store_running import CONTENTS, START, fresh, rows_of, subscribed, waiting

from bot.store import deliveries, shown, subscriptions
from bot.store.records import Days, Subscription
from bot.store.schema import delivery, subscription
from bot.store.store import Store, opened


async def test_a_new_subscription_is_what_was_asked_for(store: Store) -> None:
    new = replace(fresh("theme:4.2", -5, 17), send_at="23:59", days=Days.SUN_THU, zone="Asia/Dhaka", seed="s")
    async with store.write() as connection:
        made = await subscribed(connection, new)
        assert made == Subscription(
            made.id, -5, 17, "theme:4.2", "23:59", Days.SUN_THU, "Asia/Dhaka", "active", START + 3600, "s", 1
        )  # fmt: skip
        assert isinstance(made.days, Days)
        assert await subscriptions.get(connection, made.id) == made
        assert await subscriptions.get_many(connection, [made.id, 999]) == {made.id: made}
        assert await subscriptions.of_chat(connection, -5) == [made]
        assert await subscriptions.get(connection, 999) is None
        assert await subscriptions.of_chat(connection, 999) == []


async def test_subscribing_again_changes_the_time_and_keeps_the_round(store: Store) -> None:
    async with store.write() as connection:
        first = await subscribed(connection)
        await shown.mark(connection, first.id, replace(CONTENTS, cycle=3), START)
        await subscriptions.change(connection, first.id, START, state="ended", next_due_at=None)
        changed = replace(fresh(next_due_at=START + 7200), send_at="10:00", days=Days.FRIDAY, zone="Asia/Dhaka", seed="other")
        again = await subscribed(connection, changed)
        assert again == replace(
            first, send_at="10:00", days=Days.FRIDAY, zone="Asia/Dhaka", next_due_at=START + 7200, cycle=3
        )  # fmt: skip
        assert (await shown.of_subscriptions(connection, [first.id]))[first.id]
    assert len(await rows_of(store, subscription.c.id)) == 1


async def test_a_forum_topic_has_subscriptions_of_its_own(store: Store) -> None:
    async with store.write() as connection:
        made = [await subscribed(connection, fresh("all", 1, thread)) for thread in (0, 7)]
        assert await subscriptions.of_chat(connection, 1) == made
        await subscriptions.change(connection, made[0].id, START, state="ended")
        assert await subscriptions.of_chat(connection, 1) == made[1:]
        await subscriptions.change(connection, made[1].id, START, state="paused", days=Days.SUNDAY)
        (paused,) = await subscriptions.of_chat(connection, 1)
        assert (paused.state, paused.days) == ("paused", Days.SUNDAY)
        assert await subscriptions.count(connection) == {"ended": 1, "paused": 1}


async def test_a_subscription_needs_its_chat(store: Store) -> None:
    async def add() -> None:
        async with store.write() as connection:
            await subscriptions.add(connection, fresh(chat_id=404), START)

    with pytest.raises(IntegrityError):
        await add()


async def test_the_most_overdue_come_first_and_no_more_than_asked_for(store: Store) -> None:
    async with store.write() as connection:
        for chat_id, due in ((1, START + 5), (2, START - 5), (3, None), (4, START - 9), (5, START), (6, START + 1)):
            await subscribed(connection, fresh(chat_id=chat_id, next_due_at=due))
        assert [one.chat_id for one in await subscriptions.due(connection, START, 9)] == [4, 2, 5]
        assert [one.chat_id for one in await subscriptions.due(connection, START, 2)] == [4, 2]
        (first,) = await subscriptions.due(connection, START, 1)
        await subscriptions.set_due(connection, {first.id: START + 99, 12345: START})
        await subscriptions.set_due(connection, {})
        assert next(one.next_due_at for one in await subscriptions.due(connection, START, 9)) == START - 5


async def test_nobody_is_due_where_there_is_nobody(store: Store) -> None:
    async with store.read() as connection:
        assert await subscriptions.due(connection, START, 5) == []
        assert await subscriptions.count(connection) == {}


async def test_what_one_planner_holds_another_passes_over(store: Store, tables: str) -> None:
    async with store.write() as connection:
        for chat_id in range(1, 5):
            await subscribed(connection, fresh(chat_id=chat_id, next_due_at=START))
    if store.is_sqlite:
        return  # there the whole file is held
    async with opened(Store(tables)) as other, store.write() as mine, other.write() as theirs:
        assert [one.chat_id for one in await subscriptions.due(mine, START, 3)] == [1, 2, 3]
        assert [one.chat_id for one in await subscriptions.due(theirs, START, 3)] == [4]


MOVES = {
    "nothing is there": ([], "active", [("all", 0, "active")]),
    "the same is there": ([("all", "active")], "active", [("all", 0, "active"), ("all", 7, "ended")]),
    "the same is paused there": ([("all", "paused")], "active", [("all", 0, "paused"), ("all", 7, "ended")]),
    "the same has ended there": ([("all", "ended")], "active", [("all", 0, "active")]),
    "both have ended": ([("all", "ended")], "ended", [("all", 0, "ended"), ("all", 7, "ended")]),
    "another has ended there": ([("cluster:1", "ended")], "active", [("all", 0, "active"), ("cluster:1", 0, "ended")]),
}


@pytest.mark.parametrize(("general", "state", "expected"), MOVES.values(), ids=MOVES)
async def test_a_lost_forum_topic_moves_to_the_general_one(
    store: Store, general: list[tuple[str, str]], state: str, expected: list[tuple[str, int, str]]
) -> None:
    async with store.write() as connection:
        for topic, there in general:
            one = await subscribed(connection, fresh(topic))
            await subscriptions.change(connection, one.id, START, state=there)
        moved = await waiting(connection, fresh("all", 1, 7))
        await subscriptions.change(connection, moved.id, START, state=state)
        await waiting(connection, fresh("elsewhere", 1, 8))
        await waiting(connection, fresh("elsewhere", 2, 7))
        await subscriptions.move_thread(connection, 1, 7, START)
        await deliveries.move_thread(connection, 1, 7)
        kept = await subscriptions.get(connection, moved.id)
    assert kept
    columns = (subscription.c.topic, subscription.c.thread_id, subscription.c.state)
    assert await rows_of(store, *columns) == [*expected, ("elsewhere", 7, "active"), ("elsewhere", 8, "active")]
    assert (moved.id, 0) in await rows_of(store, delivery.c.subscription_id, delivery.c.thread_id)
    assert sorted(row[0] for row in await rows_of(store, delivery.c.thread_id)) == [0, 7, 8]
