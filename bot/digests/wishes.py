"""What somebody wants who says it all at once, as in `remittances 8:30 sun-thu dhaka`.

The first time of use reads the names of the world's cities, which takes a second or two: call it off the event loop.
"""

import re
from dataclasses import dataclass
from datetime import date, time, timedelta

from bot.digests.calendar_words import month_of
from bot.digests.schedule import parse_days, parse_time
from bot.digests.zones import Place, find_places, is_offset
from bot.store.records import Days

# A number alone may be that of an objective: a time says that it is one.
_TIME = re.compile(
    r"(?<!\S)(?:at )?(?:\d{1,2} ?[:.h] ?\d\d ?(?:[ap]\.?m\.?)?|\d{1,2} ?(?:[ap]\.?m\.?|o'clock)|noon|midday|midnight)(?!\S)"
    r"|(?<!\S)at \d{1,2}(?!\S)",
    re.IGNORECASE,
)
NO_DAYS = Days(0)
_LONGEST_DAYS = 13
_OFFSET = re.compile(r"(?<!\S)(?:(?:utc|gmt) ?[+\-−–] ?\d|[+\-−–]\d)", re.IGNORECASE)
# Who wants it once a week and names no day begins the week with it.
_WEEKLY = re.compile(r"(?<!\S)(?:weekly|every week|once a week)(?!\S)", re.IGNORECASE)
_BEFORE_PLACE = re.compile(r"^(?:in|at|from|,)\s+", re.IGNORECASE)
_PUNCTUATION = str.maketrans({",": " ", ";": " ", "’": "'"})

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_NAMED = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|er)? (?:of |de )?([^\W\d_]{3,10})(?: (?:de |del )?(\d{4}))?"
    r"|([^\W\d_]{3,10}) (\d{1,2})(?:st|nd|rd|th|er)?(?: (\d{4}))?"
)
_SPAN = re.compile(r"(?:for |in )?(a|an|one|two|three|four|\d{1,2}) (day|week|month)s?")
_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4}
_LENGTHS = {"day": 1, "week": 7, "month": 30}


@dataclass(frozen=True, slots=True)
class Wish:
    """What was said: words for a topic, a time, days, places that may be meant, and the words for a place that say none.

    `is_offset` is set where those words were a difference from UTC.
    """

    topic: str = ""
    send_at: time | None = None
    days: Days = NO_DAYS
    places: tuple[Place, ...] = ()
    nowhere: str = ""
    is_offset: bool = False


def read_wish(words: str) -> Wish:
    """Read what somebody wants: first the topic, then time, days and place in any order."""
    text = " ".join(words.translate(_PUNCTUATION).split())
    send_at = None
    if found := _TIME.search(text):
        send_at = parse_time(found.group())
        text = f"{text[: found.start()]} \0 {text[found.end() :]}" if send_at else text
    # A difference from UTC stands where a place should: it begins a piece of its own.
    text = _OFFSET.sub(lambda found: f"\0 {found.group()}", text)
    days, text = _days_in(text.split())
    if not days and (found := _WEEKLY.search(text)):
        days, text = Days.MONDAY, f"{text[: found.start()]} \0 {text[found.end() :]}"
    topic, *rest = (" ".join(piece.split()) for piece in text.split("\0"))
    place = _BEFORE_PLACE.sub("", " ".join(piece for piece in rest if piece))
    if place and not topic and not find_places(place):
        topic, place = place, ""
    places = tuple(find_places(place)) if place else ()
    return Wish(topic, send_at, days, places, "" if places else place, is_offset(place))


def parse_date(words: str, today: date) -> date | None:
    """Read a day that lies ahead, as in `until 3 January`, `2027-01-03`, `Monday`, `tomorrow` or `2 weeks`; None for others."""
    text = " ".join(words.casefold().translate(_PUNCTUATION).split())
    text = re.sub(r"^(?:(?:pause|until|till|to|on|next) )+", "", text)
    found = _read_date(text, today)
    return found if found and today < found <= today + timedelta(days=732) else None


def _days_in(tokens: list[str]) -> tuple[Days, str]:
    """Return the days that the longest run of words says, and the text with the run cut out."""
    for length in range(min(len(tokens), _LONGEST_DAYS), 0, -1):
        for start in range(len(tokens) - length + 1):
            run = tokens[start : start + length]
            # DE and FR are countries; "we" and "so" are words.
            if (length > 1 or len(run[0]) > 2) and (days := parse_days(" ".join(run))):
                return days, " ".join((*tokens[:start], "\0", *tokens[start + length :]))
    return NO_DAYS, " ".join(tokens)


def _read_date(text: str, today: date) -> date | None:
    weekday = parse_days(text) if text.isalpha() and len(text) > 2 else None
    if text == "tomorrow":
        found = today + timedelta(days=1)
    elif weekday:
        found = today + timedelta(days=(weekday.bit_length() - 2 - today.weekday()) % 7 + 1)
    elif span := _SPAN.fullmatch(text):
        found = today + timedelta(days=(_NUMBERS.get(span[1]) or int(span[1])) * _LENGTHS[span[2]])
    else:
        return _by_calendar(text, today)
    return found if not weekday or weekday.bit_count() == 1 else None


def _by_calendar(text: str, today: date) -> date | None:
    if found := _ISO.fullmatch(text):
        return _date(int(found[1]), int(found[2]), int(found[3]))
    if found := _DOTTED.fullmatch(text):
        return _date(int(found[3]), int(found[2]), int(found[1]))
    if found := _NAMED.fullmatch(text):
        return _named(found[2] or found[4], int(found[1] or found[5]), found[3] or found[6], today)
    return None


def _named(month: str, day: int, year: str | None, today: date) -> date | None:
    """Return a date by the name of its month; without a year, the next that there is."""
    number = month_of(month)
    if number is None:
        return None
    if year:
        return _date(int(year), number, day)
    return next((found for at in range(5) if (found := _date(today.year + at, number, day)) and found > today), None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
