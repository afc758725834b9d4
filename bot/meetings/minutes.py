"""From what a meeting has collected to its brief (pure)."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from bot.catalog.catalog import Catalog
from bot.render import meeting as words
from bot.render.brief.choosing import brief_of_meeting
from bot.render.brief.records import Brief, BriefSection
from bot.render.brief.records import Item as BriefItem
from bot.render.meeting import Line, TrayView
from bot.render.moments import Moment
from bot.store.meetings import Item, Meeting

Clock = Callable[[int], Moment]


def minutes(catalog: Catalog, meeting: Meeting, items: Sequence[Item], when: tuple[Clock, str], *, list_missed: bool) -> Brief:
    """Return the brief of a meeting in the order of time; `when` turns times into those of a city, empty for UTC."""
    clock, city = when
    kept = visible(items, list_missed=list_missed)
    done = tuple(_briefed(catalog, item, clock(item.added_at).clock) for item in kept if item.kind != "missed")
    sections = (BriefSection(words.agenda(), items=done),) if done else ()
    began, ended = clock(meeting.opened_at), clock(meeting.ended_at or meeting.expires_at)
    asked = [item.words for item in kept if item.kind == "missed"]
    return brief_of_meeting(catalog, words.title(meeting.name), words.subtitle(began, ended, city), sections, asked)


def visible(items: Iterable[Item], *, list_missed: bool) -> list[Item]:
    """Return what may be shown and stand in a file: questions without an answer only where the chat wants them listed."""
    return [item for item in items if list_missed or item.kind != "missed"]


def view(
    catalog: Catalog, meeting: Meeting, items: Sequence[Item], now: int, when: tuple[Clock, str], *, list_missed: bool
) -> TrayView:
    """Return a meeting as it is shown in the chat."""
    clock, city = when
    return TrayView(
        meeting_id=meeting.id,
        version=meeting.version,
        name=meeting.name,
        since=clock(meeting.opened_at),
        ends=clock(meeting.expires_at),
        now=clock(now),
        city=city,
        lines=tuple(_lines(catalog, visible(items, list_missed=list_missed), clock)),
    )


def _lines(catalog: Catalog, items: Iterable[Item], clock: Clock) -> Iterator[Line]:
    for item in items:
        title = _title(catalog, item.entry_id) if item.entry_id else ""
        yield Line(item.id, clock(item.added_at).clock, title, item.words, missed=item.kind == "missed")


def _title(catalog: Catalog, entry_id: str) -> str:
    return catalog.entry(entry_id).title if catalog.has(entry_id) else words.withdrawn(entry_id)


def _briefed(catalog: Catalog, item: Item, time: str) -> BriefItem:
    """Return an item as the file has it; an entry that the knowledge base has lost since is told by its id."""
    if not item.entry_id:
        return BriefItem(own=item.words, time=time)
    if catalog.has(item.entry_id):
        return BriefItem(catalog.entry(item.entry_id), item.words, time, is_added=item.kind == "pinned")
    lost = words.withdrawn(item.entry_id)
    return BriefItem(own=f"{lost} {item.words}" if item.words else lost, time=time)
