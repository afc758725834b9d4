"""From what was collected to the list in the chat and to the brief."""

from datetime import UTC, datetime

from bot.catalog.catalog import Catalog
from bot.meetings.minutes import minutes, view, visible
from bot.render.brief.records import Item as BriefItem
from bot.render.moments import Moment
from bot.store.meetings import Item, Meeting

# Monday, 30 November 2026, 00:53:20 in UTC.
NOW = 1_796_000_000
MEETING = Meeting(4, -1001, 7, "Geneva", "ended", 9, NOW, NOW + 86_400, NOW + 3_600)
ITEMS = (
    Item(1, "looked up", "canada-ictc", "", NOW + 60),
    Item(2, "note", "", "France asks for the floor", NOW + 120),
    Item(3, "missed", "", "flying cars", NOW + 180),
    Item(4, "pinned", "gfmd-3.3-po-1", "our line", NOW + 240),
    Item(5, "looked up", "lost-since", "", NOW + 300),
    Item(6, "pinned", "canada-ictc", "once more", NOW + 360),
)


def utc(at: int) -> Moment:
    there = datetime.fromtimestamp(at, UTC)
    return Moment(there.year, there.month, there.day, there.weekday(), f"{there:%H:%M}")


def test_the_brief_has_everything_in_the_order_of_time(catalog: Catalog) -> None:
    brief = minutes(catalog, MEETING, ITEMS, (utc, ""), list_missed=True)
    (section,) = brief.sections
    ictc, policy = catalog.entry("canada-ictc"), catalog.entry("gfmd-3.3-po-1")
    assert section.items == (
        BriefItem(ictc, "", "00:54"),
        BriefItem(None, "France asks for the floor", "00:55"),
        BriefItem(policy, "our line", "00:57", is_added=True),
        BriefItem(None, "An entry that is no longer in the knowledge base (lost-since).", "00:58"),
        BriefItem(ictc, "once more", "00:59", is_added=True),
    )
    assert brief.unanswered == ("flying cars",)
    assert brief.title == "Geneva"
    assert brief.subtitle == "Meeting brief · Monday 30 November 2026, 00:53 to 01:53 UTC"


def test_questions_without_an_answer_are_left_out_where_the_chat_does_not_want_them(catalog: Catalog) -> None:
    brief = minutes(catalog, MEETING, ITEMS, (utc, "Dhaka"), list_missed=False)
    assert brief.unanswered == ()
    assert brief.subtitle.endswith("00:53 to 01:53, Dhaka time")
    assert [item.id for item in visible(ITEMS, list_missed=False)] == [1, 2, 4, 5, 6]
    shown = view(catalog, MEETING, ITEMS, NOW + 400, (utc, ""), list_missed=False)
    assert [line.item_id for line in shown.lines] == [1, 2, 4, 5, 6]
    assert shown.lines[0].title == catalog.entry("canada-ictc").title


def test_a_meeting_without_a_name_over_midnight(catalog: Catalog) -> None:
    late = Meeting(4, -1001, 7, "", "ended", 9, NOW, NOW + 86_400, NOW + 86_400)
    brief = minutes(catalog, late, ITEMS[:1], (utc, ""), list_missed=False)
    assert brief.title == "Meeting"
    assert brief.subtitle == "Meeting brief · Monday 30 November 2026, 00:53, to Tuesday 1 December 2026, 00:53 UTC"


def test_where_nothing_is_left_the_brief_is_empty(catalog: Catalog) -> None:
    brief = minutes(catalog, MEETING, ITEMS[2:3], (utc, ""), list_missed=False)
    assert (brief.sections, brief.unanswered) == ((), ())
