"""Digests while processes are killed, frozen and stopped: none comes twice, and what is missing was counted as unknown."""

import asyncio
import os
import random
import signal
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest
from digest_running import QUICK, Morning, Nursery, morning, until
from process_running import process

from bot.catalog.catalog import Catalog
from bot.digests.pace import IN_FLIGHT
from bot.digests.planner import plan_due
from bot.digests.service import Rhythm
from bot.sandbox.person import Person

pytestmark = pytest.mark.slow

KILLS = 12
GUESTS = 160
# Does what there is to do when it starts, and then only what it has begun.
ONCE = Rhythm(plan=60, idle=60, tidy=60, lease=3)


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    opened = Nursery()
    yield opened
    opened.close()


@pytest.fixture
def bots(nursery: Nursery) -> Iterator[Nursery]:
    yield nursery
    nursery.end_all()


async def test_twelve_kills_in_the_middle_of_delivery_double_nothing_and_count_what_is_missing(
    catalog: Catalog, tables: str, bots: Nursery
) -> None:
    dice = random.Random(1)
    command, count = ("run", 1) if tables.startswith("sqlite") else ("worker", 3)
    rhythm = replace(QUICK, lease=2)
    async with morning(catalog, tables) as day:
        guests, settings = day.people(GUESTS), day.settings(send_rate=80)
        await day.subscribe(guests)
        # Distance gives a kill time to fall between a message and its answer.
        day.fault(delay=0.04, times=GUESTS)
        alive = [bots.begin(command, settings, rhythm) for _ in range(count)]
        for _ in range(KILLS):
            await _sent_more(day, dice.randint(2, 8))
            await bots.end(alive.pop(0))
            alive.append(bots.begin(command, settings, rhythm))
        fates = await day.ended(GUESTS)
        seen = day.arrivals(guests)
        assert max(seen) == 1
        assert fates.keys() == {"sent", "unknown"}
        assert seen[0] <= fates["unknown"] <= KILLS * IN_FLIGHT


async def test_a_worker_that_was_frozen_longer_than_its_lease_doubles_nothing(catalog: Catalog, tables: str, bots: Nursery) -> None:
    async with morning(catalog, tables) as day, await Person.join(day.url, "Amina") as person:
        forums = [await person.create_group("Delegation", forum=True) for _ in range(5)]
        for forum in forums:
            # The first is being sent and the second claimed when the worker freezes.
            day.fault(chat_id=forum, delay=2.5)
            for name in ("Morning", "Noon"):
                await day.subscribe([forum], thread=await person.create_topic(forum, name))
        await plan_due(day.store)
        frozen = bots.begin("worker", day.settings(), ONCE)
        await until(lambda: not day.sandbox.world.faults.rules)
        os.kill(frozen, signal.SIGSTOP)
        other = bots.begin("worker", day.settings())
        assert await day.ended(10) == {"sent": 5, "unknown": 5}
        await until(lambda: day.arrivals(forums) == {2: 5})
        await bots.end(other)
        await day.subscribe(forums)
        await plan_due(day.store)
        os.kill(frozen, signal.SIGCONT)
        # It takes on what is new when it has found that the rest is no longer its own.
        await until(lambda: all(_by_topic(day, forum)[None] for forum in forums))
        await bots.end(frozen, signal.SIGTERM)
        assert [set(_by_topic(day, forum).values()) for forum in forums] == [{1}] * 5


async def test_a_stop_in_the_middle_ends_within_ten_seconds_and_leaves_nothing_unknown(catalog: Catalog, tables: str) -> None:
    async with morning(catalog, tables) as day:
        guests = day.people(100)
        await day.subscribe(guests)
        day.fault(delay=0.2, times=100)
        command = "run" if tables.startswith("sqlite") else "worker"
        async with process(day.url, day.sandbox.token, day.database, command, SEND_RATE="4") as running:
            await _sent_more(day, 3)
            running.terminate()
            before = len(day.sends())
            _, errors = await asyncio.wait_for(running.communicate(), 10)
        # What was under way, and not what waited in line.
        assert len(day.sends()) <= before + 4
        assert running.returncode == 0
        assert b"Traceback" not in errors
        fates = await day.fates()
        assert fates == Counter(sent=day.arrivals(guests)[1], pending=fates["pending"])
        assert fates["pending"]


def _by_topic(day: Morning, chat_id: int) -> Counter[int | None]:
    return Counter(message.get("message_thread_id") for message in day.arrived(chat_id))


async def _sent_more(day: Morning, number: int) -> None:
    mark = len(day.sends()) + number
    await until(lambda: len(day.sends()) >= mark)
