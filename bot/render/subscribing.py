"""The dialogue that leads to a subscription: subject, time, days, place, and what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from telegram import InlineKeyboardButton, KeyboardButton, ReplyKeyboardMarkup, ReplyKeyboardRemove

from bot.catalog.catalog import Catalog
from bot.catalog.topics import ALL, CLUSTER, THEME, Topic
from bot.render import steps
from bot.render.corrections import showing
from bot.render.moments import SHORT_DAY_NAMES, Moment, days_in_words
from bot.render.screen import MAX_BUTTON, Screen, button, escape, shorten, units
from bot.render.steps import Draft
from bot.search.topics import TopicMatch
from bot.store.records import Days
from bot.wording.speech import marked, say

TIMES = ("07:00", "08:00", "09:00", "10:00", "12:00", "15:00", "18:00", "20:00")
TIMES_IN_A_ROW = 4
WEEKS = (Days.MON_FRI, Days.SUN_THU, Days.DAILY)
LONGEST_QUOTED = 40

NO_KEYS = ReplyKeyboardRemove()
SHARE = marked("Share my location")


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


def ask_topic(catalog: Catalog, wanted: Draft, asked: Asked, notice: str = "") -> Screen:
    """Ask for a subject; `notice`, here and below, is HTML that goes before."""
    if wanted.channel:
        question = say("<b>What should the channel’s digest be about?</b>")
    else:
        question = say("<b>What should the digest be about?</b>")
    brings = say("Each digest brings a recommendation and a practice that illustrates it, with their sources.")
    how = (
        say("Or reply to this message with a subject, a country or an objective.")
        if asked.in_group
        else say("Or write a subject, a country or an objective.")
    )
    rows = [(button(one.label, steps.within(one.number, wanted)),) for one in catalog.clusters]
    # Translators: a button below a list of subjects that takes every one of them.
    rows.append((button(say("Everything"), steps.draft(replace(wanted, topic=ALL))),))
    return Screen(f"{above(notice)}{question}\n{brings}\n\n{how}", (*rows, _last(asked)))


def ask_theme(catalog: Catalog, cluster: str, wanted: Draft, asked: Asked) -> Screen:
    """Ask for a theme of a cluster, or all of it."""
    found = next(one for one in catalog.clusters if one.number == cluster)
    rows = [(button(one.label, steps.draft(replace(wanted, topic=f"{THEME}:{one.number}"))),) for one in found.themes]
    # Translators: a button below a list of themes that takes every one of them.
    whole = button(say("All of these"), steps.draft(replace(wanted, topic=f"{CLUSTER}:{cluster}")))
    back = button(say("Back"), steps.draft(wanted))
    # Translators: stands below the name of a group of themes.
    which = say("Which of these?")
    return Screen(f"<b>{escape(found.label)}</b>\n{which}", (*rows, (whole,), (back, *_last(asked))))


def choose_topic(words: str, match: TopicMatch, wanted: Draft, asked: Asked) -> Screen:
    """Offer the topics that words may mean."""
    empty = say("My sources have nothing on {subject}.", subject=escape(match.empty)) if match.empty else ""
    question = say("<b>Which subject do you mean by “{words}”?</b>", words=_quoted(words))
    rows = [(button(one.label, steps.draft(replace(wanted, topic=one.key))),) for one in match.topics]
    others = button(say("Other subjects"), steps.draft(replace(wanted, topic="")))
    return Screen(f"{above(showing(match.corrections))}{above(empty)}{question}", (*rows, (others, *_last(asked))))


def no_topic(catalog: Catalog, words: str, match: TopicMatch, wanted: Draft, asked: Asked) -> Screen:
    """Say that there is nothing to read on this, and offer what there is."""
    if match.empty:
        notice = say("My sources have nothing to read on {subject}.", subject=escape(match.empty))
    else:
        notice = say("I found no subject for “{words}”. Try other words, or choose one here.", words=_quoted(words))
    return ask_topic(catalog, wanted, asked, notice)


def ask_time(label: str, asked: Asked, targets: Sequence[str], notice: str = "") -> Screen:
    """Ask at what time of day; `targets` are addresses for `TIMES`."""
    # Translators: it is a digest.
    question = say("What time of day should it come?")
    how = say("Or reply to this message with a time, such as 8:30.") if asked.in_group else say("Or write a time, such as 8:30.")
    buttons = [button(clock, target) for clock, target in zip(TIMES, targets, strict=True)]
    rows = [tuple(buttons[at : at + TIMES_IN_A_ROW]) for at in range(0, len(buttons), TIMES_IN_A_ROW)]
    return Screen(f"{above(notice)}<b>{escape(label)}</b>\n{question}\n\n{how}", (*rows, _last(asked)))


def ask_days(label: str, asked: Asked, targets: dict[Days, str], notice: str = "") -> Screen:
    """Ask on which days; `targets` are addresses by `day_choices`."""
    question = say("Which days? For once a week, press a single day.")
    # Translators: what stands in quotation marks is typed by the reader and is understood in English only.
    group = marked("Or reply to this message with the days, such as “Tuesday and Friday”.")
    # Translators: what stands in quotation marks is typed by the reader and is understood in English only.
    alone = marked("Or write the days, such as “Tuesday and Friday”.")
    how = say(group if asked.in_group else alone)
    rows = [(button(_capital(days_in_words(days)), targets[days]),) for days in WEEKS]
    single = [button(say(name), targets[Days(1 << at)]) for at, name in enumerate(SHORT_DAY_NAMES)]
    text = f"{above(notice)}<b>{escape(label)}</b>\n{question}\n\n{how}"
    return Screen(text, (*rows, tuple(single[:5]), tuple(single[5:]), _last(asked)))


def day_choices() -> tuple[Days, ...]:
    """Return the days that `ask_days` offers."""
    return (*WEEKS, *(Days(1 << at) for at in range(7)))


def ask_place(label: str, asked: Asked, notice: str = "") -> Screen:
    """Ask for a place, for its time zone."""
    question = (
        say(
            "Which place’s time should I use? Reply to this message with a city or a country, such as “Dhaka”, so "
            "that the digest comes at the right time. Typing errors are fine, and I keep only the time zone."
        )
        if asked.in_group
        else say(
            "Where are you? Write a city or a country, such as “Dhaka”, so that the digest comes at the right time. "
            "Typing errors are fine, and I keep only the time zone."
        )
    )
    locate = () if asked.in_group else ((button(say("Use my location"), steps.locate(asked.address)),),)
    return Screen(f"{above(notice)}<b>{escape(label)}</b>\n{question}", (*locate, _last(asked)))


def choose_place(label: str, asked: Asked, places: Sequence[Choice], targets: Sequence[str]) -> Screen:
    """Offer the places that words may mean, each with what its clocks say."""
    rows = [(_place(place, target),) for place, target in zip(places, targets, strict=True)]
    question = say("Which place do you mean?")
    return Screen(f"<b>{escape(label)}</b>\n{question}", (*rows, _last(asked)))


def location_keys() -> ReplyKeyboardMarkup:
    """Return the key below the text field that sends the location."""
    return ReplyKeyboardMarkup(
        [[KeyboardButton(say(SHARE), request_location=True)]],
        resize_keyboard=True,
        one_time_keyboard=True,
        # Translators: stands in the empty text field, below a key that sends the location; at most 64 characters.
        input_field_placeholder=say("or write a city or country"),
    )


def ask_to_locate() -> Screen:
    """Ask for the location by the key below the text field."""
    return Screen(say("Press “{key}” below. I look up the time zone and keep only that, not where you are.", key=say(SHARE)))


def noted() -> Screen:
    """Acknowledge a place that was written while the key for the location was there, which goes with this."""
    return Screen(say("Thank you."))


def located(city: str, now: Moment) -> Screen:
    """Say what a location told."""
    return Screen(say("Thank you. I use {city} time; it is {clock} there now.", city=escape(city), clock=now.clock))


def no_land() -> Screen:
    """Say that a location is near no city."""
    return Screen(say("That place is too far from any city for me to know its time zone. Write a city or a country instead."))


def not_asked_to_locate() -> Screen:
    """Answer a location that nothing was waiting for."""
    return Screen(say("I use a location only to find your time zone when you subscribe: /subscribe"))


def above(notice: str) -> str:
    """Return a notice, as HTML, with the distance to what follows; empty for none."""
    return f"{notice}\n\n" if notice else ""


def topic_name(topic: Topic | None) -> str:
    """Return how a topic is called in a question."""
    return topic.label if topic else say("Your digest")


def cancelled() -> Screen:
    """Say that a dialogue has ended."""
    return Screen(say("Cancelled. Nothing was changed."))


def nothing_to_cancel() -> Screen:
    """Say that no dialogue is open."""
    return Screen(say("There is nothing to cancel. /help shows what I can do."))


def too_many(limit: int) -> Screen:
    """Say that a chat has as many subscriptions as it may have."""
    return Screen(
        say("There are already {limit} subscriptions here, the most there can be. /subscriptions lets you stop one.", limit=limit)
    )


OFFSET = marked("An offset such as UTC+6 goes wrong when the clocks change, so I go by places.")
NOT_A_TIME = marked("I do not understand this time. Write it like 8:30 or 6 pm.")
# Translators: what stands in quotation marks is typed by the reader and is understood in English only.
NOT_DAYS = marked("I do not understand these days. Write them like “Monday to Friday”, “Sun–Thu” or “every day”.")


def no_place(words: str) -> str:
    """Say that no place has this name, as HTML."""
    return say("I found no place called “{words}”. Try a larger city near you, or your country.", words=_quoted(words))


def _place(place: Choice, target: str) -> InlineKeyboardButton:
    room = MAX_BUTTON - units(_with_clock("", place.now))
    return button(_with_clock(shorten(place.label, room), place.now), target)


def _with_clock(label: str, now: Moment) -> str:
    # Translators: a button with a city and what its clocks show, as in "Dhaka, Bangladesh – 18:05 now".
    return say("{place} – {clock} now", place=label, clock=now.clock)


def _last(asked: Asked) -> tuple[InlineKeyboardButton, ...]:
    # Translators: a button that ends a dialogue before anything was changed; not “Undo”.
    return (button(say("Cancel"), steps.cancel(asked.address)),)


def _quoted(words: str) -> str:
    return escape(shorten(words, LONGEST_QUOTED))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
