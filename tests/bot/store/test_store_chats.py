"""A chat keeps what it has, wherever it moves; one that cannot be written to waits for nothing."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection
from store_running import CONTENTS, DAY, LEASE, START, claimed, fresh, planned, rows_of, subscribed, waiting

from bot.store import chats, deliveries, shown, subscriptions
from bot.store.records import Chat, ChatStatus
from bot.store.schema import chat, delivery, subscription
from bot.store.schema import shown as shown_table
from bot.store.store import Store

GROUP, SUPERGROUP = -4_000_000_123, -1_001_234_567_890


async def test_a_chat_is_remembered_as_it_was_first_seen(store: Store) -> None:
    async with store.write() as connection:
        assert await chats.get(connection, 5) is None
        await chats.ensure(connection, 5, "private", START)
        await chats.set_zone(connection, 5, "Asia/Dhaka")
        await chats.ensure(connection, 5, "group", START + 1)
        assert await chats.get(connection, 5) == Chat(5, "private", "active", "Asia/Dhaka")
        assert await chats.count(connection) == {"active": 1}


async def test_a_rest_is_never_shortened(store: Store) -> None:
    async with store.write() as connection:
        await chats.ensure(connection, 5, "private", START)
        for until in (START + 60, START + 30):
            await chats.rest(connection, 5, until)
    assert await rows_of(store, chat.c.rest_until) == [(START + 60,)]


@pytest.mark.parametrize("status", ["blocked", "left"])
async def test_a_lost_chat_is_due_nothing_and_waits_for_nothing(store: Store, status: ChatStatus) -> None:
    async with store.write() as connection:
        one, other = await waiting(connection), await waiting(connection, fresh(chat_id=2))
        await waiting(connection, fresh("sending"))
    sending = (await claimed(store))[0]
    async with store.write() as connection:
        await deliveries.plan(connection, [planned(one, DAY + timedelta(days=1))], START)
        await deliveries.intend(connection, "me", {sending.id: CONTENTS}, START, store.lease_clock(), LEASE)
        await chats.lose(connection, 1, status, START + 9)
        assert await chats.count(connection) == {"active": 1, status: 1}
    assert await rows_of(store, subscription.c.chat_id, subscription.c.next_due_at) == [
        (1, None),
        (1, None),
        (2, other.next_due_at),
    ]
    columns = (delivery.c.chat_id, delivery.c.status, delivery.c.reason, delivery.c.owner)
    # What is on its way will tell itself what became of it.
    assert await rows_of(store, *columns) == [
        (1, "sending", None, "me"),
        (1, "skipped", status, None),
        (1, "skipped", status, None),
        (2, "claimed", None, "me"),
    ]


async def test_a_chat_is_regained_once(store: Store) -> None:
    async with store.write() as connection:
        await subscribed(connection)
        await chats.lose(connection, 1, "left", START)
        assert [await chats.regain(connection, 1) for _ in range(2)] == [True, False]
        assert await chats.regain(connection, 99) is False
        assert [one.next_due_at for one in await subscriptions.of_chat(connection, 1)] == [None]


async def fill_group(connection: AsyncConnection, topic: str, chat_id: int = GROUP) -> int:
    """Give a chat a subscription that was shown an entry and has a delivery that waits."""
    one = await waiting(connection, fresh(topic, chat_id))
    await shown.mark(connection, one.id, CONTENTS, START)
    return one.id


async def test_a_group_that_becomes_a_supergroup_takes_all_along(store: Store) -> None:
    async with store.write() as connection:
        number = await fill_group(connection, "all")
        await chats.set_zone(connection, GROUP, "Asia/Dhaka")
        await chats.migrate(connection, GROUP, SUPERGROUP, START)
        assert await chats.get(connection, GROUP) is None
        assert await chats.get(connection, SUPERGROUP) == Chat(SUPERGROUP, "supergroup", "active", "Asia/Dhaka")
    assert await rows_of(store, subscription.c.id, subscription.c.chat_id) == [(number, SUPERGROUP)]
    assert await rows_of(store, delivery.c.subscription_id, delivery.c.chat_id) == [(number, SUPERGROUP)]
    assert await rows_of(store, shown_table.c.subscription_id, shown_table.c.entry_id) == [(number, "one")]


async def test_a_supergroup_that_is_known_keeps_its_own_and_gets_the_rest(store: Store) -> None:
    async with store.write() as connection:
        twice, moved = await fill_group(connection, "twice"), await fill_group(connection, "moved")
        thread = await waiting(connection, fresh("twice", GROUP, 3))
        own = await fill_group(connection, "twice", SUPERGROUP)
        await chats.migrate(connection, GROUP, SUPERGROUP, START)
        assert await subscriptions.get(connection, twice) is None
        assert await chats.count(connection) == {"active": 1}
    kept = sorted([moved, thread.id, own])
    assert await rows_of(store, subscription.c.id, subscription.c.chat_id) == [(number, SUPERGROUP) for number in kept]
    assert await rows_of(store, delivery.c.subscription_id, delivery.c.chat_id) == [(number, SUPERGROUP) for number in kept]
    assert await rows_of(store, shown_table.c.subscription_id) == [(number,) for number in sorted([moved, own])]


@pytest.mark.parametrize(("own", "expected"), [("", "Asia/Dhaka"), ("Europe/Berlin", "Europe/Berlin")])
async def test_a_zone_moves_where_there_is_none(store: Store, own: str, expected: str) -> None:
    async with store.write() as connection:
        for number, zone in ((GROUP, "Asia/Dhaka"), (SUPERGROUP, own)):
            await chats.ensure(connection, number, "group", START)
            await chats.set_zone(connection, number, zone)
        await chats.migrate(connection, GROUP, SUPERGROUP, START)
        found = await chats.get(connection, SUPERGROUP)
    assert found
    assert found.zone == expected


@pytest.mark.parametrize(("old", "new"), [(GROUP, GROUP), (-77, SUPERGROUP)], ids=["to itself", "unknown"])
async def test_other_moves_change_nothing(store: Store, old: int, new: int) -> None:
    async with store.write() as connection:
        number = await fill_group(connection, "all")
        await chats.migrate(connection, old, new, START)
    assert await rows_of(store, subscription.c.id, subscription.c.chat_id) == [(number, GROUP)]
    assert await rows_of(store, chat.c.id) == [(GROUP,)]


async def test_a_move_comes_twice(store: Store) -> None:
    async with store.write() as connection:
        number = await fill_group(connection, "all")
        for _ in range(2):
            await chats.migrate(connection, GROUP, SUPERGROUP, START)
    assert await rows_of(store, subscription.c.id, subscription.c.chat_id) == [(number, SUPERGROUP)]


async def test_what_was_claimed_before_a_move_can_be_ended_after_it(store: Store) -> None:
    async with store.write() as connection:
        await fill_group(connection, "all")
    (taken,) = await claimed(store)
    async with store.write() as connection:
        await chats.migrate(connection, GROUP, SUPERGROUP, START)
        await deliveries.postpone(connection, "me", [taken.id], START, START, "migrated")
    assert await claimed(store) == [replace(taken, chat_id=SUPERGROUP, reason="migrated")]
