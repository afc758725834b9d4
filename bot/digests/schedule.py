"""When a digest is due (pure): local days and times to instants, clock changes included, and both read from words.

The rules come from the tzdata package alone, so that every replica agrees: a system's own files may be years older.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from importlib.resources import files
from io import BytesIO
from zoneinfo import ZoneInfo

from bot.digests.calendar_words import folded, weekdays
from bot.errors import DeskError
from bot.store.records import Days

ZONES = frozenset(files("tzdata").joinpath("zones").read_text(encoding="utf-8").split()) - {"Factory"}
# The week that holds the last instant, and two more: a skipped day may be the only one wanted of its week.
_DAYS_AHEAD = 21

_CLOCK = re.compile(r"(?:at )?(?P<hour>\d{1,2})(?: ?[:.h] ?(?P<minute>\d\d))? ?(?P<half>a\.?m\.?|p\.?m\.?|h|o'clock)?")
_NAMED_TIMES = {"noon": time(12), "midday": time(12), "12 noon": time(12), "midnight": time(0), "12 midnight": time(0)}

_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SHORT_NAMES = {"tues": "tuesday", "weds": "wednesday", "thur": "thursday", "thurs": "thursday"}
# The last ones are French and Spanish.
_EVERY_DAY = re.compile(r"\b(?:(?:every|each|all) ?days?|tous les jours|chaque jour|todos los dias|cada dia|diario)\b")
_WORKING_DAYS = re.compile(r"\b(?:work|working|week|business) ?days?\b")
_WEEKEND = Days.SATURDAY | Days.SUNDAY
_SEVERAL_DAYS = {"daily": Days.DAILY, "weekdays": Days.MON_FRI, "weekend": _WEEKEND, "weekends": _WEEKEND}
_FILLERS = frozenset({"on", "every", "each", "and", "the", "weekly", "et", "y", "les", "los", "du", "de", "del"})
_UNTIL = frozenset({"-", "to", "till", "until", "through", "thru", "au", "a", "al"})
# Every dash that somebody may write, and the minus sign, as a hyphen.
DASHES = str.maketrans("‐‑‒–—−", "------")


class UnknownZone(DeskError, ValueError):
    """No time zone of the tz database has this name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"time zone must be a name of the tz database, as in Europe/Berlin, got {name[:40]!r}")
        self.name = name


@dataclass(frozen=True, slots=True)
class Slot:
    """A time of day by the clocks of a zone, on some days of the week."""

    send_at: time
    days: Days
    zone: str


@dataclass(frozen=True, slots=True)
class Due:
    """One instant, in seconds since 1970 in UTC, and the local date it is meant for: by that date it is sent once only.

    At a clock change just before midnight the instant itself may fall on the next date.
    """

    at: int
    local_date: date


@cache
def zone_of(name: str) -> ZoneInfo:
    """Return the rules of a zone; raise UnknownZone for what the tz database does not list."""
    if name not in ZONES:
        raise UnknownZone(name)
    return ZoneInfo.from_file(BytesIO(_file_of(name)), key=name)


@cache
def rule_of(name: str) -> str:
    """Return the rule that a zone keeps from now on, equal for zones that differ only in the past; raise UnknownZone."""
    if name not in ZONES:
        raise UnknownZone(name)
    return _file_of(name).rstrip(b"\n").rpartition(b"\n")[2].decode("ascii")


@cache
def zones_by_country() -> dict[str, frozenset[str]]:
    """Return the zones of each country by its code, as the tables of the tz database list them."""
    zones: dict[str, set[str]] = {}
    for table in ("zone.tab", "zone1970.tab"):
        rows = (line.split("\t") for line in _file_of(table).decode("utf-8").splitlines() if not line.startswith("#"))
        for codes, _, name, *_ in rows:
            for code in codes.split(","):
                zones.setdefault(code, set()).add(name)
    return {code: frozenset(names) for code, names in zones.items()}


def due_on(slot: Slot, local_date: date) -> Due | None:
    """Return when a slot is due on a date; None on other days of the week and on a date that its zone left out.

    A time that the clocks skip is due later by what they skip; of a time that they show twice the first counts.
    """
    if not slot.days & day_of(local_date):
        return None
    zone = zone_of(slot.zone)
    meant = datetime.combine(local_date, slot.send_at.replace(fold=0), tzinfo=zone)
    instant = meant.astimezone(UTC)
    # Samoa had no 30 December 2011: what is meant for that day falls on the next, which has its own.
    if instant.astimezone(zone).replace(tzinfo=None) - meant.replace(tzinfo=None) >= timedelta(days=1):
        return None
    return Due(int(instant.timestamp()), local_date)


def next_slot(slot: Slot, after: int) -> Due | None:
    """Return the first time that a slot is due later than `after`, in seconds since 1970; None when it has no days."""
    today = datetime.fromtimestamp(after, zone_of(slot.zone)).date()
    # Yesterday's may lie ahead still, when it was due in an hour that the clocks skipped at midnight.
    for ahead in range(-1, _DAYS_AHEAD):
        due = due_on(slot, today + timedelta(days=ahead))
        if due and due.at > after:
            return due
    return None


def day_of(local_date: date) -> Days:
    """Return the day of the week of a date."""
    return Days(1 << local_date.weekday())


def parse_time(text: str) -> time | None:
    """Read a time of day, as in `9`, `09.30`, `9 pm`, `21h30` or `noon`; None when it is none."""
    words = " ".join(text.casefold().replace("’", "'").split())
    if words in _NAMED_TIMES:
        return _NAMED_TIMES[words]
    found = _CLOCK.fullmatch(words)
    if not found:
        return None
    hour, minute, half = int(found["hour"]), int(found["minute"] or 0), (found["half"] or "")[:1]
    if half in {"a", "p"}:
        hour = hour % 12 + 12 * (half == "p") if 1 <= hour <= 12 else 24
    return time(hour, minute) if hour < 24 and minute < 60 else None


def parse_days(text: str) -> Days | None:
    """Read days of the week, as in `weekdays`, `Sun–Thu`, `mon, wed` or `every day`; None when any word is no day."""
    words = _EVERY_DAY.sub("daily", folded(text).translate(DASHES))
    tokens = re.findall(r"\w+|-", _WORKING_DAYS.sub("weekdays", words))
    days, last, until = Days(0), Days(0), False
    for token in tokens:
        day = _read_day(token)
        if token in _UNTIL and last and not until:
            until = True
        elif until and day:
            days, last, until = days | _span(last, day), Days(0), False
        elif not until and (day or token in _SEVERAL_DAYS):
            days, last = days | (day or _SEVERAL_DAYS[token]), day
        elif until or token not in _FILLERS:
            return None
    return days if days and not until else None


def _read_day(token: str) -> Days:
    """Return the day that a word names, in full, in the plural or shortened to two letters or more; no day for others."""
    if token in weekdays():
        return Days(1 << weekdays()[token])
    name = _SHORT_NAMES.get(token, token).removesuffix("s")
    number = next((n for n, full in enumerate(_NAMES) if name in {full, full[:3], full[:2]}), None)
    return Days(0) if number is None else Days(1 << number)


def _span(first: Days, last: Days) -> Days:
    """Return the days from one to another, over the end of the week where need be."""
    start, length = first.bit_length() - 1, (last.bit_length() - first.bit_length()) % 7 + 1
    return Days(sum(1 << (start + step) % 7 for step in range(length)))


def _file_of(name: str) -> bytes:
    return files("tzdata").joinpath("zoneinfo", *name.split("/")).read_bytes()
