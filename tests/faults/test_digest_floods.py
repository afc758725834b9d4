"""Digests while Telegram asks to wait: one chat, all chats, and for longer than a claim holds."""

from collections import Counter

import pytest
from digest_running import Morning, morning, until

from bot.catalog.catalog import Catalog
from bot.digests.pace import IN_FLIGHT, STORM_CHATS

pytestmark = pytest.mark.slow


async def test_a_chat_that_is_told_to_wait_waits_alone_and_as_long_as_told(catalog: Catalog, tables: str) -> None:
    async with morning(catalog, tables) as day:
        slow, *others = guests = day.people(20)
        await day.subscribe(guests)
        day.fault(chat_id=slow, retry_after=1)
        assert await day.delivered(20) == {"sent": 20}
        assert day.arrivals(guests) == {1: 20}
        refused, taken = day.sends(slow)
        assert taken.at - refused.at >= 1
        assert all(call.at < taken.at for other in others for call in day.sends(other))


async def test_when_several_chats_are_told_to_wait_all_wait_and_nothing_is_lost_however_long(catalog: Catalog, tables: str) -> None:
    async with morning(catalog, tables) as day:
        guests = day.people(50)
        await day.subscribe(guests)
        day.fault(retry_after=600, times=STORM_CHATS)
        async with day.worker():
            await until(lambda: sum(call.status == 429 for call in day.sends()) == STORM_CHATS)
            # The lease of what stood so would run out, and nobody would know that it was never sent.
            await day.fated(lambda fates: not fates["sending"])
        fates = await day.fates()
        assert fates == Counter(sent=day.arrivals(guests)[1], pending=fates["pending"])
        assert len(day.sends()) < STORM_CHATS + IN_FLIGHT
        await _sends_nothing_yet(day)
        day.clock.shift = 700
        assert await day.delivered(51) == {"sent": 51}
        assert day.arrivals(guests) == {1: 50}


async def _sends_nothing_yet(day: Morning) -> None:
    """Let another process start in the pause: it plans, and keeps the pause."""
    before = len(day.sends())
    async with day.worker():
        [late] = day.people(1)
        await day.subscribe([late])
        await day.fated(lambda fates: fates.total() == 51)
        await day.fated(lambda fates: fates.keys() <= {"sent", "pending"})
    assert len(day.sends()) == before
