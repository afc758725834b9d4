"""Digests keep their distance in a chat and leave a group room; whoever Telegram tells to wait waits, and in a storm all do."""

import asyncio
import time
from collections.abc import Callable, Coroutine, Sequence
from itertools import pairwise
from typing import Any

import pytest
from simulated import START, Clock, simulate

from bot.digests.pace import CHAT_SECONDS, FORGET_FROM, GROUP_MESSAGES, GROUP_SECONDS, STORM_SECONDS, Pace, open_bulk
from bot.store.store import Store

HAIR = 1e-6


class Unhurried:
    """An overall pace that lets all through: what is tested here is the rest."""

    async def acquire(self) -> None:
        return

    def close(self) -> None:
        return


class Telegram:
    """Takes messages through a pace, and remembers when each came to whom."""

    def __init__(self, clock: Clock) -> None:
        self.pace = Pace(Unhurried(), clock=clock)
        self.clock = clock
        self.times: dict[int, list[float]] = {}

    async def digest(self, chat_id: int, takes: float = 0.0) -> None:
        await self.pace.turn(chat_id, is_group=chat_id < 0)
        await self._send(chat_id, takes, urgent=False)

    async def answer(self, chat_id: int, takes: float = 0.0) -> None:
        await self._send(chat_id, takes, urgent=True)

    async def _send(self, chat_id: int, takes: float, urgent: bool) -> None:
        async with self.pace.sending(chat_id, urgent):
            self.times.setdefault(chat_id, []).append(self.clock() - START)
            await asyncio.sleep(takes)


def simulated(act: Callable[[Telegram], Coroutine[Any, Any, None]]) -> Telegram:
    """Let something happen in simulated time; return what came of it."""

    async def main(clock: Clock) -> Telegram:
        telegram = Telegram(clock)
        await act(telegram)
        return telegram

    return simulate(main)


@pytest.mark.parametrize("takes", [0.0, 0.3, 2.0])
def test_digests_to_a_chat_keep_their_distance_from_the_answer_on(takes: float) -> None:
    async def act(telegram: Telegram) -> None:
        for _ in range(5):
            await telegram.digest(1, takes)

    distances = [later - sooner for sooner, later in pairwise(simulated(act).times[1])]
    assert distances == pytest.approx([takes + CHAT_SECONDS] * 4)


def test_a_digest_keeps_its_distance_from_an_answer_and_not_the_other_way_round() -> None:
    async def act(telegram: Telegram) -> None:
        for _ in range(3):
            await telegram.answer(1)
        await telegram.digest(1)
        await telegram.answer(1)

    assert simulated(act).times[1] == pytest.approx([0, 0, 0, CHAT_SECONDS, CHAT_SECONDS])


def test_a_message_that_failed_counts_too() -> None:
    async def act(telegram: Telegram) -> None:
        with pytest.raises(ZeroDivisionError):
            async with telegram.pace.sending(1, urgent=False):
                raise ZeroDivisionError
        await telegram.digest(1)

    assert simulated(act).times[1] == pytest.approx([CHAT_SECONDS])


def busiest(times: Sequence[float], seconds: float) -> int:
    """Return the most messages that fall within so many seconds."""
    return max(sum(begin <= one < begin + seconds - HAIR for one in times) for begin in times)


def test_a_group_gets_its_share_of_digests_a_minute_and_answers_count() -> None:
    async def act(telegram: Telegram) -> None:
        async def ask() -> None:
            for _ in range(8):
                await telegram.answer(-5)
                await asyncio.sleep(2)

        asking = asyncio.create_task(ask())
        for _ in range(60):
            await telegram.digest(-5)
        await asking

    times = simulated(act).times[-5]
    assert len(times) == 68
    assert busiest(times, GROUP_SECONDS) == GROUP_MESSAGES
    assert times[-1] < 68 / GROUP_MESSAGES * GROUP_SECONDS


def test_a_private_chat_has_no_share_a_minute() -> None:
    async def act(telegram: Telegram) -> None:
        for _ in range(30):
            await telegram.digest(5)

    assert simulated(act).times[5][-1] == pytest.approx(29 * CHAT_SECONDS)


def test_chats_do_not_wait_for_one_another() -> None:
    async def act(telegram: Telegram) -> None:
        await asyncio.gather(*(telegram.digest(chat, 0.1) for chat in range(1, 31)))

    assert {at for times in simulated(act).times.values() for at in times} == {0.0}


@pytest.mark.parametrize("urgent", [True, False])
def test_a_chat_that_is_told_to_wait_waits_alone(urgent: bool) -> None:
    async def act(telegram: Telegram) -> None:
        send = telegram.answer if urgent else telegram.digest
        for _ in range(5):
            telegram.pace.told_to_wait(1, 7)
        assert telegram.pace.waits(1) == pytest.approx(7)
        assert telegram.pace.paused_for == telegram.pace.waits(2) == 0
        await asyncio.gather(send(1), send(2))

    assert simulated(act).times == {2: [0.0], 1: [pytest.approx(7.0)]}


def test_when_several_are_told_to_wait_all_do() -> None:
    storms: list[float] = []

    async def act(telegram: Telegram) -> None:
        telegram.pace.on_storm = storms.append
        for chat, seconds in ((1, 3.0), (2, 9.0), (3, 5.0)):
            telegram.pace.told_to_wait(chat, seconds)
        assert telegram.pace.paused_for == pytest.approx(5)
        await asyncio.gather(telegram.answer(9), telegram.digest(8), telegram.digest(2))

    assert simulated(act).times == {9: [pytest.approx(5.0)], 8: [pytest.approx(5.0)], 2: [pytest.approx(9.0)]}
    assert storms == [5.0]


def test_a_few_in_a_long_time_are_no_storm() -> None:
    async def act(telegram: Telegram) -> None:
        for chat in range(1, 10):
            telegram.pace.told_to_wait(chat, 1)
            assert telegram.pace.paused_for == 0
            await asyncio.sleep(STORM_SECONDS / 2 + 0.1)

    simulated(act)


def test_a_pause_is_not_shortened_by_a_shorter_one() -> None:
    async def act(telegram: Telegram) -> None:
        telegram.pace.pause(30)
        telegram.pace.pause(3)
        await telegram.digest(1)

    assert simulated(act).times[1] == [pytest.approx(30.0)]


@pytest.mark.parametrize("urgent", [True, False])
def test_who_waited_for_a_permit_when_the_storm_came_waits_on(urgent: bool) -> None:
    async def act(telegram: Telegram) -> None:
        telegram.pace = Pace(Unhurried(), 1, telegram.clock)
        send = telegram.answer if urgent else telegram.digest
        under_way, waiting = asyncio.create_task(send(1, 0.5)), asyncio.create_task(send(2))
        await asyncio.sleep(0.2)
        telegram.pace.pause(20)
        await asyncio.gather(under_way, waiting)

    times = simulated(act).times
    assert times[1] == [0.0]
    assert times[2][0] >= 20.2


def test_who_was_written_to_lately_is_not_forgotten_among_many() -> None:
    async def act(telegram: Telegram) -> None:
        telegram.pace = Pace(Unhurried(), 10 * FORGET_FROM, telegram.clock)
        for chat in range(2, FORGET_FROM + 2):
            await telegram.answer(chat)
        await asyncio.sleep(2 * GROUP_SECONDS)
        await telegram.answer(1)
        await telegram.digest(1)

    first, second = simulated(act).times[1]
    assert second - first == pytest.approx(CHAT_SECONDS)


async def test_the_overall_pace_is_kept_by_all_who_share_a_database(store: Store) -> None:
    rate, number = 50, 60
    bulks = [open_bulk(store, rate) for _ in range(1 if store.is_sqlite else 2)]
    begun = time.monotonic()
    try:
        async with asyncio.timeout(20):
            await asyncio.gather(*(bulks[at % len(bulks)].acquire() for at in range(number)))
    finally:
        for bulk in bulks:
            bulk.close()
    # A second permits fewer.
    assert time.monotonic() - begun > 0.95
