"""Two to four entries, or what two to four countries have, side by side: the same rows for each, none left out in silence.

A phone has no room for a table: each row is a bold head with a line below for each entry; entries of which the same is to be
said share a line.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from bot.catalog.catalog import Catalog
from bot.catalog.countries import is_country
from bot.catalog.records import Entry
from bot.catalog.topics import ALL, Topic, topic, topic_entries
from bot.render.addresses import open_entry
from bot.render.card import stamps_of
from bot.render.compare_rows import LONGEST_CELL, Column, column, rows
from bot.render.countries import country
from bot.render.screen import Screen, button, escape, fits, shorten, tell_apart, with_colon
from bot.search.results import Correction
from bot.wording.speech import marked, say, say_many

FEWEST, MOST = 2, 4
# Of countries, entries shown in all: more could not be read on a phone.
MOST_SHOWN = 8
NO_ENTRY = marked("no entry")
# How long a cell may be, tried from the first on until all fits.
CELLS = (LONGEST_CELL, 700, 500, 400, 320, 260, 210, 170, 140, 115, 95, 80, 65, 50, 40, 30, 20)
LONGEST_TITLE = 110
SHORTEST_TITLE = 40
LONGEST_CORRECTED = 40
MOST_CORRECTIONS = 5
_LETTERS = "ABCD"
_WORDS = marked("The wording is the desk’s own. “Not stated” means that the passage is silent, not that there is nothing.")
_CUT = marked("Text ending in … is shortened; open the entry to read all of it.")
_MORE = marked("To see a country’s other entries, send me its name.")


@dataclass(frozen=True, slots=True)
class _Group:
    """What stands under one letter: a head as HTML and its entries."""

    letter: str
    head: str
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class _Table:
    """All that is compared: what goes before it as HTML, its title, its groups, and a remark for the end."""

    above: str
    title: str
    groups: Sequence[_Group]
    more: str = ""

    @property
    def columns(self) -> list[Column]:
        """Return the columns of all groups."""
        return [one for group in self.groups for one in group.columns]


def compare(catalog: Catalog, entries: Sequence[Entry], above: str = "") -> Screen:
    """Return two to four entries side by side; `above` is HTML that goes before.

    Raises ValueError for fewer, for more, and for one that is there twice.
    """
    _check("entries", [entry.id for entry in entries])
    columns = [column(catalog, letter, entry) for letter, entry in zip(_LETTERS, entries, strict=False)]
    return _screen(catalog, _Table(above, say("Compared"), [_Group(one.label, "", (one,)) for one in columns]))


def compare_countries(catalog: Catalog, codes: Sequence[str], topic_key: str | None = None, above: str = "") -> Screen:
    """Return side by side the practices and recommendations of two to four countries, on a topic or on all.

    `above` is HTML that goes before. Raises ValueError for fewer or more countries, for one that is there twice and for what is no
    country; UnknownTopic.
    """
    _check("countries", codes)
    if unknown := [code for code in codes if not is_country(code)]:
        raise ValueError(f"a country must be an ISO 3166-1 alpha-2 code, got {unknown[0]!r}")
    about, shown = topic(catalog, topic_key or ALL), MOST_SHOWN // len(codes)
    found = [_of_country(catalog, code, about) for code in codes]
    groups = [
        _Group(letter, _head(letter, code, len(own), shown), tuple(_columns(catalog, letter, own[:shown])))
        for letter, code, own in zip(_LETTERS, codes, found, strict=False)
    ]
    title = say("Compared: {topic}", topic=about.label)
    return _screen(catalog, _Table(above, title, groups, say(_MORE) if max(map(len, found)) > shown else ""))


def few_and_short(corrections: Iterable[Correction]) -> list[Correction]:
    """Return as many corrections, and as much of them, as there is room for above a comparison."""
    return [
        Correction(shorten(one.wrote, LONGEST_CORRECTED), shorten(one.read, LONGEST_CORRECTED))
        for one in islice(corrections, MOST_CORRECTIONS)
    ]


def _check(what: str, names: Sequence[str]) -> None:
    if not FEWEST <= len(names) <= MOST:
        raise ValueError(f"{what} to compare must be {FEWEST} to {MOST}, got {len(names)}")
    if twice := [name for name in names if names.count(name) > 1]:
        raise ValueError(f"{what} to compare must differ, got {twice[0]!r} twice")


def _of_country(catalog: Catalog, code: str, about: Topic) -> list[Entry]:
    found = [entry for entry in topic_entries(catalog, about) if code in entry.countries]
    # What the country runs itself comes before what it only takes part in.
    return sorted(found, key=lambda entry: (entry.kind != "practice", entry.countries[0] != code, entry.id))


def _head(letter: str, code: str, found: int, shown: int) -> str:
    name = f"<b>{letter} {escape(country(code))}</b>"
    if not found:
        return say("{country}, no entries", country=name)
    if found <= shown:
        return say_many("{country}, {count} entry", "{country}, {count} entries", found, country=name)
    return say_many(
        "{country}, {count} entry, {shown} shown", "{country}, {count} entries, {shown} shown", found, country=name, shown=shown
    )


def _columns(catalog: Catalog, letter: str, entries: Sequence[Entry]) -> list[Column]:
    labels = [letter] if len(entries) == 1 else [f"{letter}{at}" for at in range(1, len(entries) + 1)]
    return [column(catalog, label, entry) for label, entry in zip(labels, entries, strict=True)]


def _screen(catalog: Catalog, table: _Table) -> Screen:
    """Return all rows with cells as long as they may be."""
    # The shortest fits whatever checked entries hold, below as much as `few_and_short` leaves; more above it would be in vain.
    texts = (_text(catalog, table, longest) for longest in CELLS)
    text = next(text for text in texts if fits(text))
    labels = tell_apart([say("Open {label}: {title}", label=one.label, title=one.entry.title) for one in table.columns])
    rows_of_buttons = zip(labels, table.columns, strict=True)
    return Screen(text, tuple((button(label, open_entry(one.entry.id)),) for label, one in rows_of_buttons))


def _text(catalog: Catalog, table: _Table, longest: int) -> str:
    legend = "\n".join([f"<b>{escape(table.title)}</b>", *(_legend(group, longest) for group in table.groups)])
    closing, blocks = [say("Knowledge base {version}", version=catalog.version)], list[str]()
    if columns := table.columns:
        shown = rows(columns, longest)
        empty = ", ".join(group.letter for group in table.groups if not group.columns)
        blocks = [f"{row}\n{with_colon(empty)} {say(NO_ENTRY)}" for row in shown] if empty else shown
        stamps = stamps_of(*(one.entry for one in columns))
        cut = say(_CUT) if shown != rows(columns, LONGEST_CELL) else ""
        closing = [*stamps, say(_WORDS), cut, table.more, *closing]
    return table.above + "\n\n".join([legend, *blocks, "<i>" + escape("\n".join(line for line in closing if line)) + "</i>"])


def _legend(group: _Group, longest: int) -> str:
    most = min(LONGEST_TITLE, max(SHORTEST_TITLE, longest))
    titles = [f"<b>{one.label}</b> {escape(shorten(one.entry.title, most))}" for one in group.columns]
    return "\n".join([group.head, *titles] if group.head else titles)
