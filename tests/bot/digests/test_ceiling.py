"""However slow or quick answers come, no second holds more messages than Telegram takes, and answers go first."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from simulated import START, Clock, simulate

from bot.digests.ceiling import Ceiling

steady = settings(derandomize=True, max_examples=150, deadline=None)


@dataclass
class Call:
    """A message: after how many seconds it is wanted, how long it takes, and what came of it, in seconds."""

    wanted: float
    takes: float
    urgent: bool = False
    asked: float = 0.0
    begun: float = 0.0
    ended: float = 0.0

    async def make(self, ceiling: Ceiling, clock: Clock) -> None:
        await asyncio.sleep(self.wanted)
        self.asked = clock()
        async with ceiling.permit(self.urgent):
            self.begun = clock()
            await asyncio.sleep(self.takes)
            self.ended = clock()


def run(limit: int, calls: Sequence[Call]) -> float:
    """Make calls under a ceiling; return how many seconds all took."""

    async def main(clock: Clock) -> float:
        begun, ceiling = clock(), Ceiling(limit, clock)
        await asyncio.gather(*(call.make(ceiling, clock) for call in calls))
        return clock() - begun

    return simulate(main)


def counted(calls: Sequence[Call], moment: float) -> int:
    """Return how many calls may have reached Telegram within the second before a moment, whichever of its clocks counts."""
    return sum(call.begun <= moment and call.ended > moment - 1.0 for call in calls)


CALLS = st.lists(st.builds(Call, st.floats(0, 3), st.floats(0, 2.5), st.booleans()), min_size=1, max_size=25)


@steady
@given(st.integers(1, 6), CALLS)
def test_no_second_holds_more_than_the_limit(limit: int, calls: list[Call]) -> None:
    run(limit, calls)
    assert all(call.ended for call in calls)
    assert max(counted(calls, call.begun) for call in calls) <= limit


@steady
@given(st.integers(1, 6), CALLS)
def test_no_digest_is_let_in_while_an_answer_waits(limit: int, calls: list[Call]) -> None:
    run(limit, calls)
    answers = [call for call in calls if call.urgent]
    for digest in (call for call in calls if not call.urgent):
        assert not [answer for answer in answers if answer.asked < digest.begun < answer.begun]


@pytest.mark.parametrize(
    ("limit", "number", "takes", "least", "most"),
    [(30, 30, 0.0, 0.0, 0.01), (30, 90, 0.0, 2.0, 2.1), (30, 90, 0.05, 2.15, 2.3), (1, 3, 0.5, 3.5, 3.6)],
)
def test_what_the_limit_permits_is_used(limit: int, number: int, takes: float, least: float, most: float) -> None:
    assert least <= run(limit, [Call(0.0, takes) for _ in range(number)]) <= most


def test_a_call_that_fails_gives_its_permit_back() -> None:
    async def main(clock: Clock) -> None:
        ceiling = Ceiling(1, clock)

        async def fail() -> None:
            async with ceiling.permit(urgent=False):
                raise ZeroDivisionError

        for _ in range(3):
            with pytest.raises(ZeroDivisionError):
                await fail()
        async with asyncio.timeout(1.1), ceiling.permit(urgent=False):
            pass

    simulate(main)


@pytest.mark.parametrize("urgent", [True, False])
def test_who_gives_up_waiting_holds_nobody_up(urgent: bool) -> None:
    async def main(clock: Clock) -> float:
        ceiling = Ceiling(1, clock)

        async def take(seconds: float) -> None:
            async with ceiling.permit(urgent):
                await asyncio.sleep(seconds)

        async with asyncio.TaskGroup() as group:
            group.create_task(take(5))
            await asyncio.sleep(0.1)
            given_up = group.create_task(take(99))
            await asyncio.sleep(0.1)
            given_up.cancel()
            async with ceiling.permit(urgent=False):
                return clock()

    assert START + 6.0 < simulate(main) < START + 6.1
