"""Days and times in words."""

from dataclasses import dataclass

from bot.store.records import Days

DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
# Two days in a row are named, three or more are a span.
SPAN = 3


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment by the clocks of a place: the date, the day of the week (0 is Monday), and the clock as HH:MM."""

    year: int
    month: int
    day: int
    weekday: int
    clock: str


def date_in_words(moment: Moment, now: Moment) -> str:
    """Return a date, as in `today` or `Monday 4 January`, with the year where it is not this one."""
    if (moment.year, moment.month, moment.day) == (now.year, now.month, now.day):
        return "today"
    year = "" if moment.year == now.year else f" {moment.year}"
    return f"{DAY_NAMES[moment.weekday]} {moment.day} {MONTH_NAMES[moment.month - 1]}{year}"


def days_in_words(days: Days) -> str:
    """Return days of the week, as in `Monday to Friday`, `every day` or `Mondays and Thursdays`."""
    chosen = [at for at in range(7) if days & Days(1 << at)]
    if len(chosen) == len(DAY_NAMES):
        return "every day"
    for first in chosen:
        if len(chosen) >= SPAN and {(first + step) % 7 for step in range(len(chosen))} == set(chosen):
            return f"{DAY_NAMES[first]} to {DAY_NAMES[(first + len(chosen) - 1) % 7]}"
    *names, last = [f"{DAY_NAMES[at]}s" for at in chosen]
    return f"{', '.join(names)} and {last}" if names else last
