"""What people mean who say it all at once, and which days they pause until."""

from datetime import date, time

import pytest

from bot.digests.schedule import parse_days
from bot.digests.wishes import Wish, parse_date, read_wish
from bot.store.records import Days

EIGHT_THIRTY = time(8, 30)

WISHES = {
    "remittances": ("remittances", None, 0, ""),
    "remittances 8:30 sun-thu dhaka": ("remittances", EIGHT_THIRTY, Days.SUN_THU, "Asia/Dhaka"),
    "remittances, 8:30, Sun–Thu, Dhaka": ("remittances", EIGHT_THIRTY, Days.SUN_THU, "Asia/Dhaka"),
    "remittances noon berlin daily": ("remittances", time(12), Days.DAILY, "Europe/Berlin"),
    "remittances every monday at 9 in new york": ("remittances", time(9), Days.MONDAY, "America/New_York"),
    "8:30 dhaka": ("", EIGHT_THIRTY, 0, "Asia/Dhaka"),
    "8:30 remittances": ("remittances", EIGHT_THIRTY, 0, ""),
    "weekdays climate change": ("climate change", None, Days.MON_FRI, ""),
    "climate weekly": ("climate", None, Days.MONDAY, ""),
    "climate weekly on friday": ("climate", None, Days.FRIDAY, ""),
    "objective 20 9am": ("objective 20", time(9), 0, ""),
    "20": ("20", None, 0, ""),
    "2.3 daily": ("2.3", None, Days.DAILY, ""),
    "FR": ("FR", None, 0, ""),
    "labour mobility monday to friday": ("labour mobility", None, Days.MON_FRI, ""),
    "human rights and return 18h30": ("human rights and return", time(18, 30), 0, ""),
    "remittances at 25": ("remittances at 25", None, 0, ""),
    "": ("", None, 0, ""),
}


@pytest.mark.parametrize(("said", "meant"), WISHES.items(), ids=[said or "nothing" for said in WISHES])
def test_what_is_said_at_once(said: str, meant: tuple[str, time | None, int, str]) -> None:
    wish = read_wish(said)
    zone = wish.places[0].zone if wish.places else ""
    assert (wish.topic, wish.send_at, wish.days, zone) == meant
    assert (wish.nowhere, wish.is_offset) == ("", False)


def test_several_places_are_all_given() -> None:
    assert [place.zone for place in read_wish("germany 9:00 london").places] == ["Europe/London", "America/Toronto"]


@pytest.mark.parametrize(
    ("said", "nowhere", "is_offset"),
    [
        ("remittances 8.30 blorpville", "blorpville", False),
        ("remittances weekdays UTC+6", "UTC+6", True),
        ("health UTC+6", "UTC+6", True),
        ("health +5:30", "+5:30", True),
        ("remittances 9am est", "est", True),
    ],
)
def test_what_is_no_place(said: str, nowhere: str, is_offset: bool) -> None:
    wish = read_wish(said)
    assert (wish.places, wish.nowhere, wish.is_offset) == ((), nowhere, is_offset)
    assert wish.topic in {"remittances", "health"}


@pytest.mark.parametrize("said", ["\0", "\0\0 8:30 \0", "x" * 4000, "8:30 " * 500, "mon " * 500, "😀", "at at at", "- - -"])
def test_nothing_that_is_said_fails(said: str) -> None:
    assert isinstance(read_wish(said), Wish)


# A Sunday.
TODAY = date(2026, 11, 22)
DATES = {
    "until 3 January": date(2027, 1, 3),
    "pause until January 3rd": date(2027, 1, 3),
    "2027-01-03": date(2027, 1, 3),
    "3.1.2027": date(2027, 1, 3),
    "3 jan 2028": date(2028, 1, 3),
    "29 february": date(2028, 2, 29),
    "monday": date(2026, 11, 23),
    "next Sunday": date(2026, 11, 29),
    "tomorrow": date(2026, 11, 23),
    "2 weeks": date(2026, 12, 6),
    "for a month": date(2026, 12, 22),
    "in three days": date(2026, 11, 25),
    "today": None,
    "22 November 2026": None,
    "3 January 2025": None,
    "2030-01-01": None,
    "31 February": None,
    "2027-02-30": None,
    "weekdays": None,
    "remittances": None,
    "": None,
    "99 weeks": date(2028, 10, 15),
    "9999-99-99": None,
    "3 march 0000": None,
}


@pytest.mark.parametrize(("said", "meant"), DATES.items(), ids=[said or "nothing" for said in DATES])
def test_a_day_that_lies_ahead(said: str, meant: date | None) -> None:
    assert parse_date(said, TODAY) == meant


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("3 janvier", "2027-01-03"), ("1er février", "2027-02-01"), ("3 de enero", "2027-01-03"), ("5 agosto", "2027-08-05"),
        ("15 déc", "2026-12-15"), ("3 mars", "2027-03-03"), ("mardi", "2026-11-24"), ("martes", "2026-11-24"),
        ("mardi 5", None), ("martes 5", None), ("3 mardi", None), ("3 ju", None),
    ],
)  # fmt: skip
def test_dates_in_french_and_spanish_are_right_or_asked_for(words: str, expected: str | None) -> None:
    found = parse_date(words, date(2026, 11, 22))
    assert (found.isoformat() if found else None) == expected


def test_no_day_is_lost_in_french_and_spanish() -> None:
    assert read_wish("remittances mardi 9:00 Dhaka").days == Days.TUESDAY
    assert read_wish("Germany lunes y jueves 9:00 Dakar").days == Days.MONDAY | Days.THURSDAY
    assert parse_days("lundi au vendredi") == Days.MON_FRI
    assert parse_days("de lunes a viernes") == Days.MON_FRI
    assert parse_days("tous les jours") == parse_days("todos los días") == Days.DAILY
