"""While Telegram is down nothing is begun, and it is tried ever more rarely whether it is back."""

import pytest

from bot.digests.breaker import FAILURES, FIRST_PROBE, LONGEST_PROBE, WITHIN, Breaker

BURSTS = {
    "one less than many": ([0.0] * (FAILURES - 1), False),
    "many at once": ([0.0] * FAILURES, True),
    "many within the stretch": ([WITHIN * at / (FAILURES - 1) for at in range(FAILURES)], True),
    "as many over a longer one": ([(WITHIN + 1) * at / (FAILURES - 1) for at in range(FAILURES)], False),
    "one now and then": ([60.0 * at for at in range(100)], False),
    "many after one long ago": ([0.0, *[1000.0] * FAILURES], True),
    "many that end a long row of single ones": ([*(60.0 * at for at in range(20)), *[1200.0] * FAILURES], True),
}


@pytest.mark.parametrize(("times", "opens"), BURSTS.values(), ids=BURSTS)
def test_failures_within_a_stretch_open_it(times: list[float], opens: bool) -> None:
    breaker = Breaker()
    for now in times:
        breaker.failed(now)
    assert breaker.is_open is opens
    assert breaker.wait == (FIRST_PROBE if opens else 0)


def opened() -> Breaker:
    breaker = Breaker()
    for _ in range(FAILURES):
        breaker.failed(0.0)
    return breaker


def test_tries_become_rarer_up_to_a_limit() -> None:
    breaker, waits = opened(), list[float]()
    for _ in range(8):
        waits.append(breaker.wait)
        breaker.probe_failed()
    assert waits == [1, 2, 4, 8, 16, LONGEST_PROBE, LONGEST_PROBE, LONGEST_PROBE]


def test_failures_of_what_was_under_way_change_nothing() -> None:
    breaker = opened()
    breaker.probe_failed()
    for _ in range(2 * FAILURES):
        breaker.failed(1.0)
    assert breaker.wait == 2


def test_after_an_answer_all_begins_anew() -> None:
    breaker = opened()
    breaker.probe_failed()
    breaker.close()
    assert not breaker.is_open
    for _ in range(FAILURES - 1):
        breaker.failed(2.0)
    assert not breaker.is_open
    breaker.failed(2.0)
    assert breaker.wait == FIRST_PROBE
