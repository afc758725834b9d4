"""A digest goes out once for each local date that its reader chose, at the time that the reader's clock shows."""

from bisect import bisect_left
from datetime import UTC, date, datetime, time, timedelta
from itertools import accumulate, pairwise, product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from store_running import at

from bot.digests.schedule import (
    ZONES,
    Due,
    Slot,
    UnknownZone,
    due_on,
    next_slot,
    parse_days,
    parse_time,
    rule_of,
    zone_of,
    zones_by_country,
)
from bot.store.records import Days

DAY = 86_400
FIRST, LAST = datetime(2026, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)
CLOCK_TIMES = [time(0), time(0, 30), time(1, 45), time(2), time(2, 30), time(9), time(23), time(23, 30)]


def chain(slot: Slot, after: int, count: int) -> list[Due]:
    """Return the next times one after another, each asked for by the one before."""
    dues = []
    for _ in range(count):
        due = next_slot(slot, after)
        assert due is not None
        dues.append(due)
        after = due.at
    return dues


EXAMPLES = {
    "02:30 does not exist": ("Europe/Berlin", "02:30", "2026-03-29", "2026-03-29 01:30"),
    "02:30 comes twice": ("Europe/Berlin", "02:30", "2026-10-25", "2026-10-25 00:30"),
    "the gap ends on the next date": ("America/Nuuk", "23:30", "2026-03-28", "2026-03-29 01:30"),
    "half an hour does not exist": ("Australia/Lord_Howe", "02:15", "2026-10-04", "2026-10-03 15:45"),
    "half an hour comes twice": ("Australia/Lord_Howe", "01:45", "2026-04-05", "2026-04-04 14:45"),
    "quarters of an hour": ("Asia/Kathmandu", "09:00", "2026-05-01", "2026-05-01 03:15"),
    "summer": ("America/New_York", "09:00", "2026-07-01", "2026-07-01 13:00"),
    "winter": ("America/New_York", "09:00", "2026-12-01", "2026-12-01 14:00"),
    "far east": ("Pacific/Kiritimati", "09:00", "2026-06-01", "2026-05-31 19:00"),
    "after the skipped day": ("Pacific/Apia", "09:00", "2011-12-31", "2011-12-30 19:00"),
}


@pytest.mark.parametrize(("zone", "send_at", "local_date", "instant"), EXAMPLES.values(), ids=EXAMPLES)
def test_due_on_a_date(zone: str, send_at: str, local_date: str, instant: str) -> None:
    slot = Slot(time.fromisoformat(send_at), Days.DAILY, zone)
    due = Due(at(instant), date.fromisoformat(local_date))
    assert due_on(slot, due.local_date) == due
    assert next_slot(slot, due.at - 1) == due
    following = next_slot(slot, due.at)
    assert following is not None
    assert following.local_date == due.local_date + timedelta(days=1)


def test_a_day_that_the_calendar_skips_gives_nothing() -> None:
    slot = Slot(time(9), Days.DAILY, "Pacific/Apia")
    assert due_on(slot, date(2011, 12, 30)) is None
    assert [due.local_date.isoformat() for due in chain(slot, at("2011-12-28 19:00"), 3)] == [
        "2011-12-29",
        "2011-12-31",
        "2012-01-01",
    ]


def test_who_is_sent_to_on_skipped_fridays_only_waits_for_the_next() -> None:
    assert next_slot(Slot(time(9), Days.FRIDAY, "Pacific/Apia"), at("2011-12-24 00:00")) == Due(
        at("2012-01-05 19:00"), date(2012, 1, 6)
    )


def test_days_are_those_of_the_date_meant() -> None:
    saturdays = Slot(time(23, 30), Days.SATURDAY, "America/Nuuk")
    assert next_slot(saturdays, at("2026-03-29 01:00")) == Due(at("2026-03-29 01:30"), date(2026, 3, 28))
    assert due_on(saturdays, date(2026, 3, 29)) is None


@pytest.mark.parametrize(
    ("days", "dates"),
    [
        (Days.MON_FRI, [5, 6, 7, 8, 9, 12]),
        (Days.SUN_THU, [4, 5, 6, 7, 8, 11]),
        (Days.DAILY, [3, 4, 5, 6, 7, 8]),
        (Days.SUNDAY, [4, 11, 18, 25, 32, 39]),
    ],
)
def test_only_the_days_wanted(days: Days, dates: list[int]) -> None:
    dues = chain(Slot(time(8), days, "Asia/Dhaka"), at("2026-01-02 12:00"), 6)  # a Friday
    assert [(due.local_date - date(2025, 12, 31)).days for due in dues] == dates


def test_no_days_are_never_due() -> None:
    assert next_slot(Slot(time(9), Days(0), "UTC"), 0) is None


def clock_changes(zone: str) -> list[datetime]:
    """Return the UTC midnights of two years after which the clocks of a zone change within a day."""
    rules = zone_of(zone)
    midnights = [FIRST + timedelta(days=number) for number in range((LAST - FIRST).days)]
    offsets = [midnight.astimezone(rules).utcoffset() for midnight in midnights]
    return [midnight for midnight, (before, after) in zip(midnights, pairwise(offsets), strict=False) if before != after]


def watched(zone: str, start: datetime, days: int) -> dict[time, list[Due]]:
    """Return what somebody sees who looks at the clock each quarter of an hour: the first time that it shows what is meant.

    A clock that jumps over it is read as if it had not jumped.
    """
    rules = zone_of(zone)
    instants = [start + timedelta(minutes=15 * number) for number in range(-60, days * 96 + 60)]
    shown = [instant.astimezone(rules).replace(tzinfo=None) for instant in instants]
    highest = list(accumulate(shown, max))
    seen: dict[time, list[Due]] = {}
    for send_at, number in product(CLOCK_TIMES, range(days)):
        local_date = start.date() + timedelta(days=number)
        meant = datetime.combine(local_date, send_at)
        look = bisect_left(highest, meant)
        look -= shown[look] != meant
        instant = instants[look] + (meant - shown[look])
        seen.setdefault(send_at, []).append(Due(int(instant.timestamp()), local_date))
    return seen


def test_every_zone_keeps_its_time_over_every_clock_change_of_two_years() -> None:
    dice = Random(20260101)
    changed = 0
    for zone in sorted(ZONES):
        changes = clock_changes(zone)
        changed += len(changes)
        for change in changes or [FIRST + timedelta(days=dice.randrange(700))]:
            for send_at, expected in watched(zone, change - timedelta(days=1), 4).items():
                dues = chain(Slot(send_at, Days.DAILY, zone), expected[0].at - 1, 4)
                assert dues == expected, (zone, send_at)
                assert all(22 <= (later.at - earlier.at) / 3600 <= 26 for earlier, later in pairwise(dues)), (zone, send_at)
    assert changed > 500


@pytest.mark.parametrize("zone", Random(7).sample(sorted(ZONES), 8))
def test_two_years_hold_each_date_once(zone: str) -> None:
    after = int(FIRST.timestamp()) - 1
    for send_at in (time(0, 30), time(23, 30)):
        dues = chain(Slot(send_at, Days.DAILY, zone), after, 731)
        assert [due.local_date for due in dues] == [dues[0].local_date + timedelta(days=number) for number in range(731)]
        assert all(22 <= (later.at - earlier.at) / 3600 <= 26 for earlier, later in pairwise(dues))


@settings(derandomize=True, max_examples=300, deadline=None)
@given(
    zone=st.sampled_from(sorted(ZONES)),
    after=st.integers(int(FIRST.timestamp()), int(LAST.timestamp())),
    days=st.integers(1, 127).map(Days),
    send_at=st.times().map(lambda moment: moment.replace(second=0, microsecond=0)),
)
def test_the_next_is_the_first_of_all_that_lie_ahead(zone: str, after: int, days: Days, send_at: time) -> None:
    slot = Slot(send_at, days, zone)
    around = datetime.fromtimestamp(after, UTC).date()
    dues = [due_on(slot, around + timedelta(days=number)) for number in range(-3, 12)]
    assert next_slot(slot, after) == min((due for due in dues if due and due.at > after), key=lambda due: due.at)


def test_a_second_pass_of_the_hour_is_not_meant_even_when_asked_for() -> None:
    slot = Slot(time(2, 30, fold=1), Days.DAILY, "Europe/Berlin")
    assert due_on(slot, date(2026, 10, 25)) == Due(at("2026-10-25 00:30"), date(2026, 10, 25))


@pytest.mark.parametrize(
    "name",
    [
        "",
        "Factory",
        "localtime",
        "posix/Europe/Berlin",
        "right/UTC",
        "europe/berlin",
        "Mars/Olympus",
        "../UTC",
        "UTC+3",
        "x" * 5_000,
    ],
)
def test_only_names_of_the_database_are_zones(name: str) -> None:
    with pytest.raises(UnknownZone, match=r"^time zone must be a name of the tz database, as in Europe/Berlin, got .{,60}$"):
        next_slot(Slot(time(9), Days.DAILY, name), 0)
    with pytest.raises(UnknownZone):
        rule_of(name)


def test_rules_are_as_new_as_the_package_whatever_the_system_has() -> None:
    # British Columbia stays on summer time from 2026; files of 2025 do not know.
    assert datetime(2027, 1, 15, tzinfo=zone_of("America/Vancouver")).utcoffset() == timedelta(hours=-7)


def test_zones_with_one_rule_from_now_on() -> None:
    assert rule_of("Europe/Berlin") == rule_of("Europe/Busingen") == rule_of("Africa/Ceuta")
    assert rule_of("America/Phoenix") != rule_of("America/Denver")


def test_zones_of_a_country() -> None:
    zones = zones_by_country()
    assert {"Europe/Berlin"} <= zones["DE"]
    assert {"Asia/Gaza", "Asia/Hebron"} == zones["PS"]
    assert set().union(*zones.values()) <= ZONES


TIMES = {
    "9": "09:00", "09": "09:00", "0": "00:00", "23": "23:00", "9:30": "09:30", "09.30": "09:30", "09:05": "09:05", "at 9": "09:00",
    "9am": "09:00", "9 pm": "21:00", "9.30pm": "21:30", "9:30 a.m.": "09:30", "12am": "00:00", "12:15 am": "00:15", "12pm": "12:00",
    "21h": "21:00", "21h30": "21:30", "21 h 30": "21:30", "9 O’clock": "09:00", "  7 ": "07:00", "Noon": "12:00",
    "midnight": "00:00", "12 noon": "12:00", "٩:٣٠": "09:30",
}  # fmt: skip
NO_TIMES = [
    "", " ", "25:00", "24", "24:00", "9:75", "9:60", "9:5", "9:305", "930", "13pm", "0am", "-9", "+9", "9-10", "9:30:00", "nine",
    "am", ":30", "h", "9 apples", "9am pm", "99999", "9:", "½", "²",
]  # fmt: skip


@pytest.mark.parametrize(("text", "read"), TIMES.items())
def test_a_time_is_read(text: str, read: str) -> None:
    assert parse_time(text) == time.fromisoformat(read)


@pytest.mark.parametrize("text", NO_TIMES)
def test_what_is_no_time_is_refused(text: str) -> None:
    assert parse_time(text) is None


@given(st.times())
def test_a_time_as_we_write_it_is_read_back(moment: time) -> None:
    assert parse_time(f"{moment:%H:%M}") == moment.replace(second=0, microsecond=0, fold=0)


DAYS = {
    "weekdays": Days.MON_FRI,
    "every weekday": Days.MON_FRI,
    "working days": Days.MON_FRI,
    "Mon-Fri": Days.MON_FRI,
    "monday to friday": Days.MON_FRI,
    "Sun–Thu": Days.SUN_THU,
    "Sunday through Thursday": Days.SUN_THU,
    "daily": Days.DAILY,
    "every day": Days.DAILY,
    "everyday": Days.DAILY,
    "weekends": Days.SATURDAY | Days.SUNDAY,
    "mondays": Days.MONDAY,
    "on tuesday": Days.TUESDAY,
    "weekly on Wednesday": Days.WEDNESDAY,
    "each thurs": Days.THURSDAY,
    "mon, wed": Days.MONDAY | Days.WEDNESDAY,
    "Mon/Wed & Fri": Days.MONDAY | Days.WEDNESDAY | Days.FRIDAY,
    "tue and thu": Days.TUESDAY | Days.THURSDAY,
    "Mo We Fr": Days.MONDAY | Days.WEDNESDAY | Days.FRIDAY,
    "mon-wed, sat": Days.MONDAY | Days.TUESDAY | Days.WEDNESDAY | Days.SATURDAY,
    "sat - mon": Days.SATURDAY | Days.SUNDAY | Days.MONDAY,
    "sun-sun": Days.SUNDAY,
    "weekdays and sundays": Days.MON_FRI | Days.SUNDAY,
}
NO_DAYS = [
    "", "weekly", "on", "every", "mon-", "-fri", "mon-wed-fri", "mon-weekly", "not mondays", "every other day", "monthly", "day 3",
    "daily-fri", "mon to", "someday", "every second monday", "9",
]  # fmt: skip


@pytest.mark.parametrize(("text", "days"), DAYS.items())
def test_days_are_read(text: str, days: Days) -> None:
    assert parse_days(text) == days


@pytest.mark.parametrize("text", NO_DAYS)
def test_what_is_not_all_days_is_refused(text: str) -> None:
    assert parse_days(text) is None


@settings(derandomize=True, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    read, days = parse_time(text), parse_days(text)
    assert read is None or any(c.isdigit() for c in text) or "noon" in text.casefold() or "mid" in text.casefold()
    assert days is None or Days(0) < days <= Days.DAILY
