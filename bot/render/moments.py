"""Days and times in words."""

from dataclasses import dataclass

from bot.store.records import Days
from bot.wording.speech import marked, say

DAY_NAMES = (
    marked("Monday"), marked("Tuesday"), marked("Wednesday"), marked("Thursday"), marked("Friday"), marked("Saturday"),
    marked("Sunday"),
)  # fmt: skip
SHORT_DAY_NAMES = (marked("Mon"), marked("Tue"), marked("Wed"), marked("Thu"), marked("Fri"), marked("Sat"), marked("Sun"))
EACH_DAY = (
    # Translators: as in "Mondays and Thursdays at 09:00"; with the article, as in "les lundis" or "los lunes".
    marked("Mondays"),
    # Translators: with the article, as in "les mardis" or "los martes".
    marked("Tuesdays"),
    # Translators: with the article, as in "les mercredis" or "los miércoles".
    marked("Wednesdays"),
    # Translators: with the article, as in "les jeudis" or "los jueves".
    marked("Thursdays"),
    # Translators: with the article, as in "les vendredis" or "los viernes".
    marked("Fridays"),
    # Translators: with the article, as in "les samedis" or "los sábados".
    marked("Saturdays"),
    # Translators: with the article, as in "les dimanches" or "los domingos".
    marked("Sundays"),
)
MONTH_NAMES = (
    marked("January"), marked("February"), marked("March"), marked("April"), marked("May"), marked("June"), marked("July"),
    marked("August"), marked("September"), marked("October"), marked("November"), marked("December"),
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
        return say("today")
    weekday, month = say(DAY_NAMES[moment.weekday]), say(MONTH_NAMES[moment.month - 1])
    if moment.year == now.year:
        if moment.day == 1:
            # Translators: the first day of a month, as in "Friday 1 January".
            return say("{weekday} 1 {month}", weekday=weekday, month=month)
        # Translators: a date, as in "Monday 4 January".
        return say("{weekday} {day} {month}", weekday=weekday, day=moment.day, month=month)
    if moment.day == 1:
        # Translators: the first day of a month, as in "Friday 1 January 2027".
        return say("{weekday} 1 {month} {year}", weekday=weekday, month=month, year=moment.year)
    # Translators: a date, as in "Monday 4 January 2027".
    return say("{weekday} {day} {month} {year}", weekday=weekday, day=moment.day, month=month, year=moment.year)


def days_in_words(days: Days) -> str:
    """Return days of the week, as in `Monday to Friday`, `every day` or `Mondays and Thursdays`."""
    chosen = [at for at in range(7) if days & Days(1 << at)]
    if len(chosen) == len(DAY_NAMES):
        return say("every day")
    for first in chosen:
        if len(chosen) >= SPAN and {(first + step) % 7 for step in range(len(chosen))} == set(chosen):
            last = DAY_NAMES[(first + len(chosen) - 1) % 7]
            # Translators: as in "Monday to Friday".
            return say("{first_day} to {last_day}", first_day=say(DAY_NAMES[first]), last_day=say(last))
    *names, end = [say(EACH_DAY[at]) for at in chosen]
    # Translators: as in "Mondays and Thursdays" or "Mondays, Wednesdays and Fridays".
    return say("{days} and {last_day}", days=", ".join(names), last_day=end) if names else end
