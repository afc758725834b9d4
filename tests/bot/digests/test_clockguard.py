"""A clock that jumped ahead plans nothing until it is right again."""

import pytest

from bot.digests.clockguard import LATELY, TOLERANCE, ClockGuard, Reading

DAY = 86_400.0
NOW = 1_767_600_000.0


def seen(wall: float, steady: float, telegram: float | None = None, since: float = 0.0) -> Reading:
    """Return a reading in seconds after the beginning; `telegram` is its date and came `since` seconds before."""
    told = None if telegram is None else (NOW + telegram, steady - since)
    return Reading(NOW + wall, steady, told)


STORIES: dict[str, tuple[list[Reading], list[bool]]] = {
    "it runs": ([seen(5.0 * at, 100 + 5.0 * at) for at in range(4)], [True] * 4),
    "it jumps ahead and stays": ([seen(0, 0), seen(3 * 3600, 5), seen(3 * 3600 + 5, 10)], [True, False, False]),
    "it jumps ahead and is set right": ([seen(0, 0), seen(2 * DAY, 5), seen(10, 10)], [True, False, True]),
    "a little ahead": ([seen(0, 0), seen(TOLERANCE, 0), seen(TOLERANCE + 5, 5)], [True, True, True]),
    "a little too much": ([seen(0, 0), seen(TOLERANCE + 1, 0)], [True, False]),
    "it goes back": ([seen(0, 0), seen(-3 * DAY, 5), seen(-3 * DAY + 5, 10)], [True, True, True]),
    "it goes back and is set right": ([seen(0, 0), seen(-DAY, 5), seen(10, 10)], [True, True, False]),
    "Telegram tells that it was set right": (
        [seen(0, 0, 0), seen(-DAY, 5), seen(10, 10, 10), seen(15, 15)],
        [True, True, True, True],
    ),
    "Telegram tells from the start that it is ahead": ([seen(2 * DAY, 0, 0), seen(0, 5, 5)], [False, True]),
    "Telegram tells from the start that it is behind": ([seen(-2 * DAY, 0, 0), seen(0, 5, 5)], [False, True]),
    "Telegram agrees with a jump": ([seen(0, 0, 0), seen(2 * DAY, 5, 2 * DAY), seen(2 * DAY + 5, 10)], [True, True, True]),
    "what Telegram told a while ago is reckoned on": ([seen(0, 0), seen(500, 500, 0, 500), seen(DAY, 590, 90, 500)],
                                                      [True, True, False]),
    "what it told long ago says nothing": ([seen(0, 0), seen(700, 700, -DAY, LATELY + 1)], [True, True]),
    "the machine slept": ([seen(0, 0, 0), seen(9 * 3600, 5, 0, LATELY + 1), seen(9 * 3600 + 5, 10, 9 * 3600 + 5)],
                          [True, False, True]),
}  # fmt: skip


@pytest.mark.parametrize(("readings", "trusted"), STORIES.values(), ids=STORIES)
def test_a_clock_is_trusted_while_it_agrees(readings: list[Reading], trusted: list[bool]) -> None:
    guard = ClockGuard()
    assert [guard.trusts(reading) for reading in readings] == trusted
