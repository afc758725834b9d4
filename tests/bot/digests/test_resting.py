"""A subscription that comes later than its days and time say rests until a date."""

from datetime import time

import pytest
from store_running import at

from bot.digests.resting import rests
from bot.digests.schedule import Slot
from bot.store.records import Days

# A Monday, before and after nine.
EARLY, LATE = at("2026-01-05 08:00"), at("2026-01-05 10:00")
NINE = Slot(time(9), Days.MON_FRI, "UTC")
CASES = {
    "today": (EARLY, at("2026-01-05 09:00"), False),
    "tomorrow, since today's came by request": (EARLY, at("2026-01-06 09:00"), False),
    "the day after tomorrow": (EARLY, at("2026-01-07 09:00"), True),
    "tomorrow, after today's": (LATE, at("2026-01-06 09:00"), False),
    "in a week": (LATE, at("2026-01-12 09:00"), True),
    "never": (LATE, None, False),
}


@pytest.mark.parametrize("name", CASES)
def test_what_is_due_later_than_usual_rests(name: str) -> None:
    now, due, is_resting = CASES[name]
    assert rests(NINE, due, now) is is_resting
