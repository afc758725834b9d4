"""Meetings as a chat sees them: whatever people write, Telegram takes it, and the list stays one message."""

import pytest
from telegram_rules import buttons, read, targets

from bot.render import meeting as screens
from bot.render.meeting import A_PAGE, Line, TrayView
from bot.render.moments import Moment
from bot.render.screen import Screen
from bot.wording.speech import Manner, speaking

MONDAY, TUESDAY = Moment(2026, 11, 30, 0, "06:53"), Moment(2026, 12, 1, 1, "06:53")
HOSTILE = "<b>&amp; 👩‍👩‍👧 \u202e" * 20
BIG = 10**18 - 1


def view(count: int, *, name: str = "Geneva", city: str = "Dhaka", title: str = "An entry", words: str = "") -> TrayView:
    lines = tuple(Line(number, "07:00", title, words) for number in range(1, count + 1))
    return TrayView(3, 17, name, MONDAY, TUESDAY, MONDAY, city, lines)


def labels(screen: Screen) -> list[str]:
    return [button["text"] for button in buttons(screen)]


def test_the_list_tells_name_times_and_what_is_on_it() -> None:
    lines = (
        Line(5, "06:54", "ICTC", "our line"),
        Line(6, "06:55", "", "France asks for the floor"),
        Line(8, "06:56", "", "flying cars", missed=True),
    )
    shown = screens.tray(TrayView(3, 17, "Geneva", MONDAY, TUESDAY, MONDAY, "Dhaka", lines), notice="Look <here>")
    assert read(shown).split("\n\n") == [
        "Look <here>",
        "Meeting: Geneva\nOpen since today, 06:53\nEnds automatically Tuesday 1 December, 06:53\nTimes are in Dhaka time",
        "1. 06:54 ICTC\n“our line”\n2. 06:55 “France asks for the floor”\n3. 06:56 Unanswered: flying cars",
        "✕ removes an item from the list.",
    ]
    assert targets(shown) == ["meet:off:3:5:0", "meet:off:3:6:0", "meet:off:3:8:0", "meet:end:3:17", "meet:close"]
    assert labels(shown) == ["✕ 1", "✕ 2", "✕ 3", "End and get the file", "Hide the list"]


def test_an_empty_list_says_how_to_fill_it() -> None:
    shown = screens.tray(view(0, name="", city=""))
    assert "Times are in UTC" in read(shown)
    assert "Nothing yet" in read(shown)
    assert labels(shown) == ["End the meeting", "Hide the list"]


@pytest.mark.parametrize(("start", "first", "turns"), [(0, 1, ["More"]), (8, 9, ["Back", "More"]), (16, 17, ["Back"])])
def test_more_than_eight_items_come_in_pages(start: int, first: int, turns: list[str]) -> None:
    shown = screens.tray(view(19), start)
    numbers = [label.removeprefix("✕ ") for label in labels(shown) if label.startswith("✕")]
    assert numbers == [str(number) for number in range(first, min(first + A_PAGE, 20))]
    assert [label for label in labels(shown) if label in {"Back", "More"}] == turns


@pytest.mark.parametrize("start", [19, 24, 9_999])
def test_a_page_that_is_no_more_is_the_last_one(start: int) -> None:
    assert screens.tray(view(19), start) == screens.tray(view(19), 16)


def test_in_plain_mode_buttons_say_what_they_do() -> None:
    with speaking(Manner(plain=True)):
        shown = screens.tray(view(2))
    assert labels(shown)[:2] == ["Remove 1", "Remove 2"]
    assert "✕" not in read(shown)


SCREENS = {
    "tray": screens.tray(view(20, name=HOSTILE[:80], city=HOSTILE, title=HOSTILE, words=HOSTILE), 8, HOSTILE),
    "none": screens.no_meeting(),
    "none, one before": screens.no_meeting(HOSTILE[:80], BIG, BIG, holds_words=True),
    "none, one without a name before": screens.no_meeting("", 1, 1),
    "started": screens.started(HOSTILE[:80]),
    "started without a name": screens.started(""),
    "resumed": screens.resumed(HOSTILE[:80]),
    "ended": screens.ended(HOSTILE[:80], 3, BIG, BIG),
    "ended empty": screens.ended_empty(""),
    "not sent": screens.not_sent(HOSTILE[:80], BIG, BIG),
    "by itself": screens.ended_by_itself(HOSTILE[:80], BIG, BIG, is_empty=False),
    "by itself, empty": screens.ended_by_itself("", BIG, BIG, is_empty=True),
    "pinned": screens.pinned(HOSTILE, HOSTILE),
    "there": screens.there_already(HOSTILE),
    "noted": screens.noted(),
    "closed": screens.closed(),
}


@pytest.mark.parametrize("screen", SCREENS.values(), ids=SCREENS)
def test_telegram_takes_every_screen_whatever_people_write(screen: Screen) -> None:
    assert read(screen)


def test_only_what_can_go_on_offers_it() -> None:
    offers = {name for name, screen in SCREENS.items() if "Resume the meeting" in labels(screen)}
    assert offers == {"none, one before", "none, one without a name before", "ended", "not sent", "by itself"}
    files = {name for name, screen in SCREENS.items() if any(label.startswith("Get the file") for label in labels(screen))}
    assert files == offers
