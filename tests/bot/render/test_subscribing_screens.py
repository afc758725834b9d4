"""The dialogue's buttons hold what they must within Telegram's limits, and its texts read well."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from telegram_rules import buttons, read, targets

from bot.catalog.catalog import Catalog
from bot.catalog.topics import topics_with_entries
from bot.digests.schedule import ZONES
from bot.render import steps, subscribing, subscriptions
from bot.render.moments import Moment, date_in_words, days_in_words
from bot.render.steps import Draft
from bot.render.subscribing import Asked, Choice
from bot.render.subscriptions import View
from bot.search.topics import TopicMatch
from bot.store.records import Days

steady = settings(derandomize=True, max_examples=200, deadline=None)
LONGEST_ID = -1_009_999_999_999
ANY_ZONE = ["", *sorted(ZONES)]
NOW = Moment(2026, 11, 30, 0, "06:53")
VIEW = View(7, "Migration costs and remittances", "09:00", Days.MON_FRI, "Dhaka", NOW, Moment(2026, 12, 1, 1, "09:00"), "active")
CLOCKS = st.builds(lambda hour, minute: f"{hour:02}:{minute:02}", st.integers(0, 23), st.integers(0, 59))


@steady
@given(st.data())
def test_a_draft_comes_back_from_a_button_as_it_went(data: st.DataObject) -> None:
    wanted = Draft(
        data.draw(st.sampled_from(["", "all", "theme:4.2", "cluster:6", "objective:23", "country:BD"])),
        data.draw(CLOCKS | st.just("")),
        data.draw(st.integers(0, 127)),
        data.draw(st.sampled_from(ANY_ZONE)),
        data.draw(st.just(0) | st.integers(LONGEST_ID, -1_000_000_000_001)),
        data.draw(st.booleans()),
    )
    assert steps.draft_of(steps.draft(wanted)) == wanted


def test_the_fullest_draft_fits_a_button(catalog: Catalog) -> None:
    topic = max((one.key for one in topics_with_entries(catalog)), key=len)
    fullest = Draft(topic, "23:59", 127, max(ZONES, key=len), LONGEST_ID)
    assert len(steps.draft(fullest).encode()) <= 64
    # What is still asked about has no zone yet; the question's own address goes into two more buttons.
    asking = steps.draft(replace(fullest, zone=""))
    assert max(len(steps.cancel(asking).encode()), len(steps.locate(asking).encode())) <= 64
    assert len(steps.within("6", replace(fullest, topic="")).encode()) <= 64
    assert len(steps.act(steps.SLOT, 10**12, "2359", "7f", max(ZONES, key=len)).encode()) <= 64


@pytest.mark.parametrize(
    "address",
    ["", "n", "n|||||", "g|!||||", "n||t|2460||", "n||t|0960||", "n||t|9||", "n||t||80|", "n||t||0|", "n||t||zz|",
     "n||t|٠٩٠٠||", "x||t|0900|1f|UTC", "n||t|0900|1f|UTC|"],
)  # fmt: skip
def test_what_is_no_draft_is_told(address: str) -> None:
    found = steps.draft_of(address)
    assert found is None or found == Draft()


DAYS = {
    Days.MON_FRI: "Monday to Friday",
    Days.SUN_THU: "Sunday to Thursday",
    Days.DAILY: "every day",
    Days.MONDAY: "Mondays",
    Days.TUESDAY | Days.FRIDAY: "Tuesdays and Fridays",
    Days.SATURDAY | Days.SUNDAY: "Saturdays and Sundays",
    Days.MONDAY | Days.WEDNESDAY | Days.FRIDAY: "Mondays, Wednesdays and Fridays",
    Days.FRIDAY | Days.SATURDAY | Days.SUNDAY | Days.MONDAY: "Friday to Monday",
    Days.DAILY & ~Days.WEDNESDAY: "Thursday to Tuesday",
}


@pytest.mark.parametrize(("days", "words"), DAYS.items(), ids=list(DAYS.values()))
def test_days_in_words(days: Days, words: str) -> None:
    assert days_in_words(days) == words


def test_dates_in_words() -> None:
    assert date_in_words(Moment(2026, 12, 1, 1, "09:00"), NOW) == "Tuesday 1 December"
    assert date_in_words(Moment(2027, 1, 4, 0, "09:00"), NOW) == "Monday 4 January 2027"
    assert date_in_words(Moment(2027, 1, 1, 4, "09:00"), NOW) == "Friday 1 January 2027"
    assert date_in_words(Moment(2026, 11, 30, 0, "09:00"), NOW) == "today"


def test_what_was_subscribed_to_shows_a_mistake() -> None:
    assert read(subscriptions.subscribed(VIEW, "", "end|7")) == (
        "Subscribed: Migration costs and remittances\n"
        "Monday to Friday at 09:00, Dhaka time (it is 06:53 there now)\n"
        "First digest: Tuesday 1 December."
    )


STATES = {
    "running": (VIEW, "Next digest: Tuesday 1 December.", ["Pause", "Stop"]),
    "paused": (replace(VIEW, state="paused", next=None), "Paused until you resume it.", ["Resume", "Stop"]),
    "paused until": (replace(VIEW, waits=True), "Paused. Next digest: Tuesday 1 December.", ["Resume", "Stop"]),
    "lost": (replace(VIEW, next=None), "Nothing is sent while I cannot write there.", ["Pause", "Stop"]),
    "ended": (replace(VIEW, state="ended", next=None), "Stopped.", ["Subscribe again"]),
    "elsewhere": (replace(VIEW, elsewhere=True), "It goes to another topic in this group.", ["Pause", "Stop"]),
    "without zone": (replace(VIEW, lost_zone="Asia/<Old>"), "The time zone Asia/<Old> no longer exists", ["Pause", "Stop"]),
}


@pytest.mark.parametrize(("view", "said", "last"), STATES.values(), ids=STATES)
def test_a_subscription_as_it_stands(view: View, said: str, last: list[str]) -> None:
    screen = subscriptions.details(view, 1)
    assert said in read(screen)
    assert [button.text for button in screen.rows[-1]] == last


TITLES = {
    "own": (subscriptions.title_of(), "Your subscriptions"),
    "of a group": (subscriptions.title_of(in_group=True), "Subscriptions of this group"),
    "of a channel by name": (subscriptions.title_of("@news", in_channel=True), "Subscriptions of @news"),
    "of a channel by number": (subscriptions.title_of("-1001234567890", in_channel=True), "Subscriptions of the channel"),
    "of a channel": (subscriptions.title_of(in_channel=True), "Subscriptions of the channel"),
}


@pytest.mark.parametrize(("title", "said"), TITLES.values(), ids=TITLES)
def test_a_list_says_whose_subscriptions_it_has(title: str, said: str) -> None:
    other = replace(VIEW, number=8, label="Detention")
    assert read(subscriptions.all_of([VIEW, other], title)).startswith(f"{said}\n\n1. Migration costs and remittances\n")


WHEN = {
    "short": ([VIEW, VIEW], "Monday to Friday at 09:00, Dhaka time\n"),
    "by UTC": ([replace(VIEW, city="UTC")], "Monday to Friday at 09:00, UTC (it is 06:53 now)\n"),
    "short, by UTC": ([replace(VIEW, city="UTC")] * 2, "Monday to Friday at 09:00, UTC\n"),
}


@pytest.mark.parametrize(("views", "said"), WHEN.values(), ids=WHEN)
def test_a_subscription_says_by_which_clocks_it_comes(views: list[View], said: str) -> None:
    shown = subscriptions.all_of(views, "All") if len(views) > 1 else subscriptions.details(views[0], 1)
    assert said in read(shown)


@pytest.mark.parametrize(("others", "said"), [(1, "the other one"), (3, "the other 3")])
def test_others_may_follow_into_a_time_zone(others: int, said: str) -> None:
    shown = subscriptions.details(VIEW, 1, is_only=False, others=others)
    assert (buttons(shown)[0]["text"], targets(shown)[0]) == (f"Same time zone for {said}", "same|7")


def test_a_place_keeps_its_clock_however_long_its_name() -> None:
    shown = subscribing.choose_place("T", Asked("g|||||"), [Choice("San " * 30, "UTC", NOW)], ["here"])
    assert buttons(shown)[0]["text"].endswith("San… – 06:53 now")
    assert len(buttons(shown)[0]["text"]) <= 60


def test_the_longest_list_fits(catalog: Catalog) -> None:
    labels = sorted((one.label for one in topics_with_entries(catalog)), key=len)[-20:]
    views = [
        replace(
            VIEW, number=10**9 + at, label=label, elsewhere=True, waits=True, city="Comod Rivadavia", days=Days.DAILY & ~Days(20)
        )
        for at, label in enumerate(labels)
    ]
    for screen in (
        subscriptions.all_of(views, subscriptions.title_of()),
        subscriptions.paused(views),
        subscriptions.paused_until(views),
        subscriptions.resumed(views),
        subscriptions.stopped(views),
        subscriptions.which(views, steps.END, subscriptions.STOP_WHICH),
    ):
        assert all(label[:40] in read(screen) or label[:40] in str(screen.rows) for label in labels)
        assert len(buttons(screen)) <= 100


ASKED = [Asked("g|||||"), Asked("g|||||", in_group=True)]


@pytest.mark.parametrize("asked", ASKED, ids=["private", "group"])
def test_every_question_can_be_answered_in_words_and_given_up(catalog: Catalog, asked: Asked) -> None:
    wanted, clocks = Draft(guided=True), [f"time|7|{clock}" for clock in subscribing.TIMES]
    by_days = {days: f"days|7|{days:x}" for days in subscribing.day_choices()}
    for screen in (
        subscribing.ask_topic(catalog, wanted, asked),
        subscribing.no_topic(catalog, "<b>blorp</b>", TopicMatch(), wanted, asked),
        subscribing.ask_time("<T>", asked, clocks),
        subscribing.ask_days("<T>", asked, by_days),
        subscribing.ask_place("<T>", asked),
        subscriptions.ask_until(VIEW, asked),
    ):
        assert ("reply to this message" in read(screen).casefold()) == asked.in_group
        assert targets(screen)[-1] == "no|g|||||"
        assert any(target.startswith("here|") for target in targets(screen)) <= (not asked.in_group)
