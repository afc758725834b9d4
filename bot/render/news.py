"""What is new in the knowledge base: a release at a time, corrections first, for those who quoted an entry."""

from collections.abc import Iterator
from dataclasses import dataclass

from telegram import InlineKeyboardButton

from bot.catalog.catalog import Catalog
from bot.catalog.records import Entry, Kind, Release
from bot.render import addresses
from bot.render.catalogue.screens import labels
from bot.render.catalogue.shelf import ENTRIES_A_PAGE, KINDS, Shelf, kinds_in
from bot.render.kinds import counted
from bot.render.screen import Screen, button, escape, shorten
from bot.wording.speech import marked, say, say_many

VERB = "new"
# A release, the letter of a kind or none, and at which line the page begins, counted from 0.
PATTERN = rf"^{VERB}:(?P<version>[0-9A-Za-z.-]{{1,20}}):(?P<letter>[rpi]?):(?P<start>\d{{1,4}})$"
# More additions than on so many lines are counted by kind, and listed when one is chosen.
MOST_LISTED = 3 * ENTRIES_A_PAGE
LONGEST_TITLE = 100
LONGEST_SAID = 200
LONGEST_NOTE = 300
IN_A_ROW = 4
# Translators: headings above lists of entries.
_CORRECTED, _WITHDRAWN, _ADDED = marked("Corrected"), marked("Withdrawn"), marked("Added")
_Row = tuple[InlineKeyboardButton, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    """An entry that a release tells of: under which head, by what title, what is said of it, and the entry to open, if any."""

    head: str
    title: str
    said: str = ""
    opens: str = ""


def newest(catalog: Catalog, notice: str = "") -> Screen:
    """Show the newest release; `notice` is HTML that goes before."""
    if not catalog.releases:
        return Screen(say("No release of the knowledge base has been recorded yet."))
    return _release_screen(catalog, catalog.releases[0], 0, notice)


def named(catalog: Catalog, words: str) -> Screen:
    """Show the release of this version or date, the newest for words that are neither."""
    for release in catalog.releases:
        if words.strip() in {release.version, release.date}:
            return _release_screen(catalog, release, 0)
    return newest(
        catalog, say("I know no release called “{words}”. This is the latest.", words=escape(shorten(words, LONGEST_TITLE)))
    )


def go(catalog: Catalog, version: str, letter: str, start: int) -> tuple[Screen, str]:
    """Return what a button leads to, and a notice where that is no more, with the newest release in its place."""
    release = next((one for one in catalog.releases if one.version == version), None)
    if release is None:
        return newest(catalog), say("The knowledge base has changed since then. Here is what is new now.")
    if letter and letter in kinds_in(_added(catalog, release)):
        return _kind_screen(catalog, release, letter, start), ""
    return _release_screen(catalog, release, start), ""


def address(release: Release, letter: str = "", start: int = 0) -> str:
    """Return the address of a release, or of what it added of one kind, from a line on."""
    return f"{VERB}:{release.version}:{letter}:{max(0, start)}"


def _release_screen(catalog: Catalog, release: Release, start: int, notice: str = "") -> Screen:
    added = _added(catalog, release)
    lines = [*_corrections(catalog, release), *_withdrawals(catalog, release)]
    many = kinds_in(added) if len(added) > MOST_LISTED else {}
    if not many:
        titles = labels(added, Shelf(VERB, "", ""))
        lines += [_Line(_ADDED, title, opens=entry.id) for title, entry in zip(titles, added, strict=True)]
    start = _page_of(start, len(lines))
    title = say("<b>What is new in knowledge base {version}</b>", version=escape(release.version))
    head = "\n".join((title, _extent(release, start, len(lines) or len(added), bool(lines))))
    note = escape(shorten(release.note, LONGEST_NOTE)) if start == 0 else ""
    counts = [counted(KINDS[letter], count) for letter, count in many.items()]
    tail = f"<b>{say(_ADDED)}</b>\n{' · '.join(counts)}" if many else ""
    text = "\n\n".join(part for part in (notice, head, note, *_paragraphs(lines, start), tail) if part)
    kinds = tuple((button(label, address(release, letter)),) for letter, label in zip(many, counts, strict=True))
    return Screen(text, (*_buttons(lines, start), *_turns(release, "", start, len(lines)), *kinds, *_others(catalog, release)))


def _kind_screen(catalog: Catalog, release: Release, letter: str, start: int) -> Screen:
    entries = [entry for entry in _added(catalog, release) if entry.kind == KINDS[letter]]
    # Their list says of which kind they are.
    titles = labels(entries, Shelf(f"{VERB}:{letter}", "", ""))
    lines = [_Line("", title, opens=entry.id) for title, entry in zip(titles, entries, strict=True)]
    start = _page_of(start, len(lines))
    head = (
        f"<b>{say(_NEW_OF_KIND[KINDS[letter]], version=escape(release.version))}</b>\n{_extent(release, start, len(lines), True)}"
    )
    up = button(say("Up: everything new in {version}", version=release.version), address(release))
    text = "\n\n".join((head, *_paragraphs(lines, start)))
    return Screen(text, (*_buttons(lines, start), *_turns(release, letter, start, len(lines)), (up,)))


_NEW_OF_KIND: dict[Kind, str] = {
    "recommendation": marked("New recommendations in knowledge base {version}"),
    "practice": marked("New practices in knowledge base {version}"),
    "instrument": marked("New instruments in knowledge base {version}"),
}


def _added(catalog: Catalog, release: Release) -> list[Entry]:
    """Return what a release added, as far as it is still there; each once, also where several became one."""
    found = (catalog.entry(name) for name in release.added if catalog.has(name))
    return list({entry.id: entry for entry in found}.values())


def _corrections(catalog: Catalog, release: Release) -> Iterator[_Line]:
    for one in release.corrected:
        if catalog.has(one.id):
            entry = catalog.entry(one.id)
            yield _Line(_CORRECTED, shorten(entry.title, LONGEST_TITLE), shorten(one.what, LONGEST_SAID), entry.id)


def _withdrawals(catalog: Catalog, release: Release) -> Iterator[_Line]:
    for one in release.withdrawn:
        title, why = shorten(one.title, LONGEST_TITLE), shorten(one.why, LONGEST_SAID)
        if one.successor and catalog.has(one.successor):
            successor = catalog.entry(one.successor)
            # Translators: {title} is an entry that took the place of one that was withdrawn.
            instead = say("See instead: {title}", title=shorten(successor.title, LONGEST_TITLE))
            yield _Line(_WITHDRAWN, title, f"{why}\n{instead}", successor.id)
        else:
            yield _Line(_WITHDRAWN, title, why)


def _page_of(start: int, size: int) -> int:
    """Return where the page begins that has a line; the last page for one that is not there."""
    return min(max(0, start), max(0, size - 1)) // ENTRIES_A_PAGE * ENTRIES_A_PAGE


def _extent(release: Release, start: int, size: int, is_listed: bool) -> str:
    """Return the date and which part of all lines is shown."""
    if not is_listed or size <= ENTRIES_A_PAGE:
        return say_many("{date} · {count} entry", "{date} · {count} entries", size, date=release.date)
    last = min(start + ENTRIES_A_PAGE, size)
    return say("{date} · {first} to {last} of {total}", date=release.date, first=start + 1, last=last, total=size)


def _paragraphs(lines: list[_Line], start: int) -> Iterator[str]:
    """Yield the lines of a page as HTML, those under one head together."""
    shown = list(enumerate(lines, start=1))[start : start + ENTRIES_A_PAGE]
    for head in dict.fromkeys(line.head for _, line in shown):
        said = [f"<b>{say(head)}</b>"] if head else []
        said += [_line(number, line) for number, line in shown if line.head == head]
        if head == _CORRECTED:
            said.append(say("If you quoted one of these, press its number to see how it reads now."))
        yield "\n".join(said)


def _line(number: int, line: _Line) -> str:
    title = f"{number}. {escape(line.title)}"
    return f"{title}\n{escape(line.said)}" if line.said else title


def _buttons(lines: list[_Line], start: int) -> list[_Row]:
    shown = list(enumerate(lines, start=1))[start : start + ENTRIES_A_PAGE]
    numbered = [button(str(number), addresses.open_entry(line.opens)) for number, line in shown if line.opens]
    return [tuple(numbered[at : at + IN_A_ROW]) for at in range(0, len(numbered), IN_A_ROW)]


def _turns(release: Release, letter: str, start: int, size: int) -> list[_Row]:
    turns = [button(say("Back"), address(release, letter, start - ENTRIES_A_PAGE))] if start else []
    if start + ENTRIES_A_PAGE < size:
        turns.append(button(say("More"), address(release, letter, start + ENTRIES_A_PAGE)))
    return [tuple(turns)] if turns else []


def _others(catalog: Catalog, release: Release) -> list[_Row]:
    """Offer the releases before and after."""
    at = catalog.releases.index(release)
    row = []
    if at + 1 < len(catalog.releases):
        before = catalog.releases[at + 1]
        # Translators: a button to the release before, as in “Earlier: 2026.11”.
        row.append(button(say("Earlier: {version}", version=before.version), address(before)))
    if at:
        after = catalog.releases[at - 1]
        # Translators: a button to the release after, as in “Later: 2026.12”.
        row.append(button(say("Later: {version}", version=after.version), address(after)))
    return [tuple(row)] if row else []
