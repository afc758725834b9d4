"""Digests while Telegram asks to wait: one chat, all chats, and for longer than a claim holds."""

from collections import Counter

from digest_running import Morning, each_engine, morning, until

from bot.catalog.catalog import Catalog
from bot.digests.pace import STORM_CHATS
from bot.digests.service import IN_FLIGHT
from bot.store import meta


@each_engine
async def test_a_chat_that_is_told_to_wait_waits_alone_and_as_long_as_told(catalog: Catalog, engine: str) -> None:
    async with morning(catalog, engine) as day:
        slow, *others = guests = day.people(20)
        await day.subscribe(guests)
        day.fault(chat_id=slow, retry_after=1)
        assert await day.delivered(20) == {"sent": 20}
        assert day.arrivals(guests) == {1: 20}
        refused, taken = day.sends(slow)
        assert taken.at - refused.at >= 1
        assert all(call.at < taken.at for other in others for call in day.sends(other))


@each_engine
async def test_when_several_chats_are_told_to_wait_all_wait(catalog: Catalog, engine: str) -> None:
    async with morning(catalog, engine) as day:
        guests = day.people(80)
        await day.subscribe(guests)
        day.fault(retry_after=1, times=STORM_CHATS)
        assert await day.delivered(80) == {"sent": 80}
        assert day.arrivals(guests) == {1: 80}
        assert len(day.sends()) == 80 + STORM_CHATS
        assert _sent_while_told_to_wait(day, 1) < IN_FLIGHT


@each_engine
async def test_in_a_long_pause_nothing_stands_as_being_sent_and_a_stop_leaves_nothing_unknown(
    catalog: Catalog, engine: str
) -> None:
    async with morning(catalog, engine) as day:
        guests = day.people(35)
        await day.subscribe(guests)
        day.fault(retry_after=600, times=STORM_CHATS)
        async with day.worker():
            await until(lambda: sum(call.status == 429 for call in day.sends()) == STORM_CHATS)
            # The lease of what stands so would run out, and nobody would know that it was never sent.
            await day.fated(lambda fates: not fates["sending"])
        fates = await day.fates()
        assert fates == Counter(sent=day.arrivals(guests)[1], pending=fates["pending"])
        assert fates["pending"] >= STORM_CHATS


@each_engine
async def test_whoever_starts_in_a_pause_of_another_process_keeps_it(catalog: Catalog, engine: str) -> None:
    async with morning(catalog, engine) as day:
        guests = day.people(10)
        await day.subscribe(guests)
        async with day.store.write() as connection:
            await meta.put(connection, meta.PAUSE_UNTIL, str(until_then := day.store.now() + 2))
        assert await day.delivered(10) == {"sent": 10}
        assert min(call.at for call in day.sends()) >= until_then


def _sent_while_told_to_wait(day: Morning, seconds: float) -> int:
    """Count what arrived between the refusal that let all wait and the end of the wait."""
    began = [call.at for call in day.sends() if call.status == 429][-1]
    return sum(began < call.at < began + seconds for call in day.sends())
