"""The dialogue that leads to a subscription: subject, time, days, place, and what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from telegram import InlineKeyboardButton, KeyboardButton, ReplyKeyboardMarkup, ReplyKeyboardRemove

from bot.catalog.catalog import Catalog
from bot.catalog.topics import ALL, CLUSTER, THEME, Topic
from bot.render import steps
from bot.render.moments import DAY_NAMES, Moment, days_in_words
from bot.render.screen import Screen, button, escape, shorten
from bot.render.steps import Draft
from bot.search.results import Correction
from bot.search.topics import TopicMatch
from bot.store.records import Days

TIMES = ("07:00", "08:00", "09:00", "10:00", "12:00", "15:00", "18:00", "20:00")
TIMES_IN_A_ROW = 4
WEEKS = (Days.MON_FRI, Days.SUN_THU, Days.DAILY)
LONGEST_QUOTED = 40

LOCATION_KEYS = ReplyKeyboardMarkup(
    [[KeyboardButton("Share my location", request_location=True)]],
    resize_keyboard=True,
    one_time_keyboard=True,
    input_field_placeholder="or write a city or country",
)
NO_KEYS = ReplyKeyboardRemove()


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question hangs on: its address, and whether it is asked in a group, where only a reply is heard."""

    address: str
    in_group: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """A place to choose, its time zone, and what its clocks say now."""

    label: str
    zone: str
    now: Moment


def how_to_write(asked: Asked, what: str) -> str:
    """Return how to answer in words: in groups the desk hears only what replies to it."""
    return f"Or reply to this message with {what}." if asked.in_group else f"Or write {what}."


def ask_topic(catalog: Catalog, wanted: Draft, asked: Asked, notice: str = "") -> Screen:
    """Ask for a subject; `notice`, here and below, is HTML that goes before."""
    where = " for the channel" if wanted.channel else ""
    text = (
        f"{above(notice)}<b>What shall the digest{where} be about?</b>\nIt brings a recommendation at a time, with a practice that "
        f"illustrates it, and where both stand.\n\n{how_to_write(asked, 'a subject, a country or an objective')}"
    )
    rows = [(button(one.label, steps.within(one.number, wanted)),) for one in catalog.clusters]
    rows.append((button("Everything", steps.draft(replace(wanted, topic=ALL))),))
    return Screen(text, (*rows, _last(asked)))


def ask_theme(catalog: Catalog, cluster: str, wanted: Draft, asked: Asked) -> Screen:
    """Ask for a theme of a cluster, or all of it."""
    found = next(one for one in catalog.clusters if one.number == cluster)
    rows = [(button(one.label, steps.draft(replace(wanted, topic=f"{THEME}:{one.number}"))),) for one in found.themes]
    whole = button("All of these", steps.draft(replace(wanted, topic=f"{CLUSTER}:{cluster}")))
    back = button("Back", steps.draft(wanted))
    return Screen(f"<b>{escape(found.label)}</b>\nWhich of these?", (*rows, (whole,), (back, *_last(asked))))


def choose_topic(words: str, match: TopicMatch, wanted: Draft, asked: Asked) -> Screen:
    """Offer the topics that words may mean."""
    empty = f"My sources have nothing on {escape(match.empty)}." if match.empty else ""
    said = escape(shorten(words, LONGEST_QUOTED))
    text = f"{above(corrected(match.corrections))}{above(empty)}<b>Which subject do you mean by “{said}”?</b>"
    rows = [(button(one.label, steps.draft(replace(wanted, topic=one.key))),) for one in match.topics]
    others = button("Other subjects", steps.draft(replace(wanted, topic="")))
    return Screen(text, (*rows, (others, *_last(asked))))


def no_topic(catalog: Catalog, words: str, match: TopicMatch, wanted: Draft, asked: Asked) -> Screen:
    """Say that there is nothing to read on this, and offer what there is."""
    if match.empty:
        return ask_topic(catalog, wanted, asked, f"My sources have nothing to read on {escape(match.empty)}.")
    said = escape(shorten(words, LONGEST_QUOTED))
    return ask_topic(catalog, wanted, asked, f"I find no subject for “{said}”. Try other words, or choose one here.")


def ask_time(label: str, asked: Asked, targets: Sequence[str], notice: str = "") -> Screen:
    """Ask at what time of day; `targets` are addresses for `TIMES`."""
    text = (
        f"{above(notice)}<b>{escape(label)}</b>\nAt what time of day shall it come?\n\n{how_to_write(asked, 'a time, as in 8:30')}"
    )
    buttons = [button(clock, target) for clock, target in zip(TIMES, targets, strict=True)]
    rows = [tuple(buttons[at : at + TIMES_IN_A_ROW]) for at in range(0, len(buttons), TIMES_IN_A_ROW)]
    return Screen(text, (*rows, _last(asked)))


def ask_days(label: str, asked: Asked, targets: dict[Days, str], notice: str = "") -> Screen:
    """Ask on which days; `targets` are addresses by `day_choices`."""
    text = (
        f"{above(notice)}<b>{escape(label)}</b>\nOn which days? For once a week, press a single day.\n\n"
        f"{how_to_write(asked, 'them, as in “Tuesday and Friday”')}"
    )
    rows = [(button(_capital(days_in_words(days)), targets[days]),) for days in WEEKS]
    single = [button(name[:3], targets[Days(1 << at)]) for at, name in enumerate(DAY_NAMES)]
    return Screen(text, (*rows, tuple(single[:5]), tuple(single[5:]), _last(asked)))


def day_choices() -> tuple[Days, ...]:
    """Return the days that `ask_days` offers."""
    return (*WEEKS, *(Days(1 << at) for at in range(7)))


def ask_place(label: str, asked: Asked, notice: str = "") -> Screen:
    """Ask for a place, for its time zone."""
    how = "By the clocks of which place? Reply to this message with" if asked.in_group else "Where are you? Write"
    text = (
        f"{above(notice)}<b>{escape(label)}</b>\n{how} a city or a country, as in “Dhaka”, so that it comes at the right hour. "
        "Typing errors are fine, and I keep the time zone only."
    )
    locate = () if asked.in_group else ((button("Use my location", steps.locate(asked.address)),),)
    return Screen(text, (*locate, _last(asked)))


def choose_place(label: str, asked: Asked, places: Sequence[Choice], targets: Sequence[str]) -> Screen:
    """Offer the places that words may mean, each with what its clocks say."""
    text = f"<b>{escape(label)}</b>\nWhich place do you mean?"
    rows = [(_place(place, target),) for place, target in zip(places, targets, strict=True)]
    return Screen(text, (*rows, _last(asked)))


def ask_to_locate() -> Screen:
    """Ask for the location by the key below the text field."""
    return Screen("Press “Share my location” below. I look up its time zone and keep that alone, not where you are.")


def noted() -> Screen:
    """Acknowledge a place that was written while the key for the location was there, which goes with this."""
    return Screen("Thank you.")


def located(city: str, now: Moment) -> Screen:
    """Say what a location told."""
    return Screen(f"Thank you. That is the time of {escape(city)}, where it is {now.clock} now.")


def no_land() -> Screen:
    """Say that a location is near no city."""
    return Screen("That point is too far from any city for me to tell its time. Write a city or a country instead.")


def not_asked_to_locate() -> Screen:
    """Answer a location that nothing was waiting for."""
    return Screen("I use a location only to learn your time zone when you subscribe: /subscribe")


def corrected(corrections: Sequence[Correction]) -> str:
    """Return what was read otherwise than written, as HTML; empty for nothing."""
    lines = [f"Reading <b>{escape(one.read)}</b> (you wrote {escape(one.wrote)})" for one in corrections]
    return "\n".join(lines)


def above(notice: str) -> str:
    """Return a notice, as HTML, with the distance to what follows; empty for none."""
    return f"{notice}\n\n" if notice else ""


def topic_name(topic: Topic | None) -> str:
    """Return how a topic is called in a question."""
    return topic.label if topic else "Your digest"


def cancelled() -> Screen:
    """Say that a dialogue has ended."""
    return Screen("Cancelled. Nothing was changed.")


def nothing_to_cancel() -> Screen:
    """Say that no dialogue is open."""
    return Screen("There is nothing to cancel. /help shows what I can do.")


def too_many(limit: int) -> Screen:
    """Say that a chat has as many subscriptions as it may have."""
    return Screen(f"There are {limit} subscriptions here already, as many as there may be. /subscriptions lets you stop one.")


OFFSET = "A difference such as UTC+6 goes wrong when clocks change, so I go by places."
NOT_A_TIME = "I cannot read this as a time of day. Write it as in 8:30 or 6 pm."
NOT_DAYS = "I cannot read this as days. Write them as in “Monday to Friday”, “Sun–Thu” or “every day”."


def no_place(words: str) -> str:
    """Say that no place has this name, as HTML."""
    return f"I find no place called “{escape(shorten(words, LONGEST_QUOTED))}”. Try a larger city near you, or your country."


def _place(place: Choice, target: str) -> InlineKeyboardButton:
    clock = f" – {place.now.clock} now"
    return button(shorten(place.label, 60 - len(clock)) + clock, target)


def _last(asked: Asked) -> tuple[InlineKeyboardButton, ...]:
    return (button("Cancel", steps.cancel(asked.address)),)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
