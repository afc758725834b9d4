"""Several workers on one outbox: each delivery is taken once, and a chat is one worker's at a time."""

import asyncio
from collections.abc import Sequence
from contextlib import AsyncExitStack
from itertools import product

from sqlalchemy import insert, select
from store_running import CONTENTS, DAY, OVER, START, Clock, claimed, finish, fresh, intend, planned, rows_of, subscribed, waiting

from bot.store import chats, deliveries
from bot.store.records import Delivery, NewSubscription, PlannedDelivery
from bot.store.schema import chat, delivery, subscription
from bot.store.store import Store, opened


async def test_a_chat_is_claimed_with_all_that_waits_for_it(store: Store) -> None:
    async with store.write() as connection:
        for chat_id, topic in product((1, 2, 3), "ab"):
            await waiting(connection, fresh(topic, chat_id, chat_id))
    first = await claimed(store, "me", chats=2)
    assert [(one.chat_id, one.thread_id, one.local_date, one.attempts) for one in first] == [
        (1, 1, DAY, 0), (1, 1, DAY, 0), (2, 2, DAY, 0), (2, 2, DAY, 0),
    ]  # fmt: skip
    assert [one.chat_id for one in await claimed(store, "me", chats=2)] == [3, 3]
    assert await claimed(store, "me") == []


async def test_the_most_overdue_are_claimed_first(store: Store, clock: Clock) -> None:
    async with store.write() as connection:
        for chat_id, due in ((1, START + 50), (2, START + 10), (3, START + 99), (4, START + 20)):
            one = await subscribed(connection, fresh(chat_id=chat_id))
            await deliveries.plan(connection, [planned(one, due_at=due)], START)
    assert await claimed(store) == []
    clock.time = START + 60
    assert [one.chat_id for one in await claimed(store, chats=1)] == [2]
    assert [one.chat_id for one in await claimed(store)] == [4, 1]


async def test_a_chat_is_anothers_until_all_of_it_has_ended(store: Store) -> None:
    async with store.write() as connection:
        await waiting(connection, fresh("a"))
        later = await subscribed(connection, fresh("b"))
    (taken,) = await claimed(store, "me")
    async with store.write() as connection:
        await deliveries.plan(connection, [planned(later)], START)
    assert await claimed(store, "other") == await claimed(store, "me") == []
    await intend(store, "me", {taken.id: CONTENTS})
    assert await claimed(store, "other") == []
    await finish(store, "me", [taken.id])
    assert [one.subscription_id for one in await claimed(store, "other")] == [later.id]


async def test_a_lease_that_is_over_keeps_nobody_off_the_chat(store: Store) -> None:
    async with store.write() as connection:
        await waiting(connection, fresh("a"))
        later = await subscribed(connection, fresh("b"))
    await claimed(store, "gone", lease=OVER)
    async with store.write() as connection:
        await deliveries.plan(connection, [planned(later)], START)
    assert [one.subscription_id for one in await claimed(store, "other")] == [later.id]


async def test_a_chat_that_rests_or_was_lost_keeps_nobody_waiting(store: Store, clock: Clock) -> None:
    async with store.write() as connection:
        for chat_id in range(1, 60):
            await waiting(connection, fresh(chat_id=chat_id))
            if chat_id < 50:
                await chats.rest(connection, chat_id, START + 30)
        one = await subscribed(connection, fresh(chat_id=50))
        await chats.lose(connection, 50, "blocked", START)
        await deliveries.plan(connection, [planned(one)], START)
    assert [one.chat_id for one in await claimed(store, chats=5)] == [51, 52, 53, 54, 55]
    clock.time = START + 30
    assert [one.chat_id for one in await claimed(store, chats=49)] == list(range(1, 50))


async def seed(store: Store, number: int, topics: Sequence[str]) -> None:
    """Let deliveries on some topics wait for so many chats."""
    ids = range(1, number + 1)
    template = {name: getattr(fresh(), name) for name in NewSubscription.__slots__}
    template |= {"days": 31, "created_at": START, "updated_at": START}
    rows = [template | {"chat_id": one, "topic": topic} for one in ids for topic in topics]
    async with store.write() as connection:
        await connection.execute(insert(chat), [{"id": one, "kind": "private", "created_at": START} for one in ids])
        await connection.execute(insert(subscription), rows)
        made = await connection.execute(select(subscription.c.id, subscription.c.chat_id))
        plan = [PlannedDelivery(key, DAY, one, 0, START - one % 60, START + 3600) for key, one in made]
        await deliveries.plan(connection, plan, START)


class Registry:
    """Sees to it that no delivery is taken twice, and no chat by two at once."""

    def __init__(self) -> None:
        self.taken: set[int] = set()
        self.chats: dict[int, str] = {}

    def take(self, owner: str, found: Sequence[Delivery]) -> None:
        assert self.taken.isdisjoint(one.id for one in found)
        self.taken |= {one.id for one in found}
        assert {self.chats.get(one.chat_id, owner) for one in found} <= {owner}
        self.chats |= {one.chat_id: owner for one in found}

    def give_back(self, found: Sequence[Delivery]) -> None:
        for one in found:
            self.chats.pop(one.chat_id, None)


async def work(store: Store, owner: str, registry: Registry, number: int) -> None:
    """Claim and end as a worker does until all has been taken."""
    async with asyncio.timeout(30):
        while len(registry.taken) < number:
            found = await claimed(store, owner, chats=40)
            registry.take(owner, found)
            begun = {one.id: CONTENTS for one in found[:3]}
            assert await intend(store, owner, begun)
            registry.give_back(found)
            assert await finish(store, owner, [one.id for one in found]) == len(found)


async def test_several_workers_take_each_delivery_once_and_a_chat_one_at_a_time(store: Store, tables: str, clock: Clock) -> None:
    await seed(store, 700, ["a", "b", "c"])
    registry = Registry()
    async with AsyncExitStack() as held:
        others = [await held.enter_async_context(opened(Store(tables, clock))) for _ in range(3)]
        await asyncio.gather(*(work(one, f"worker {at}", registry, 2100) for at, one in enumerate([store, *others])))
    assert len(registry.taken) == 2100
    assert {row[0] for row in await rows_of(store, delivery.c.status)} == {"sent"}


async def test_a_chat_of_many_digests_is_never_split_between_workers(store: Store, tables: str, clock: Clock) -> None:
    await seed(store, 20, [f"topic {number}" for number in range(20)])
    async with opened(Store(tables, clock)) as other:
        found = await asyncio.gather(*(claimed(one, f"{at}", chats=3) for at, one in enumerate([store, other] * 5)))
    owners = [{one.chat_id for one in taken} for taken in found]
    assert all(len(taken) == 20 * len(ids) for taken, ids in zip(found, owners, strict=True))
    assert sum(map(len, owners)) == len(set().union(*owners))
