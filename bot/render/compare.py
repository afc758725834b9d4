"""Two to four entries, or what two to four countries have, side by side: the same rows for each, none left out in silence.

A phone has no room for a table: each row is a bold head with a line below for each entry; entries of which the same is to be
said share a line.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.catalog.catalog import Catalog
from bot.catalog.countries import country_name, is_country
from bot.catalog.records import Entry
from bot.catalog.topics import ALL, Topic, topic, topic_entries
from bot.render.addresses import open_entry
from bot.render.compare_rows import LONGEST_CELL, Column, column, rows
from bot.render.screen import Screen, button, escape, fits, shorten, tell_apart
from bot.render.source import stamp

FEWEST, MOST = 2, 4
# Of countries, entries shown in all: more could not be read on a phone.
MOST_SHOWN = 8
NO_ENTRY = "no entry"
# How long a cell may be, tried from the first on until all fits.
CELLS = (LONGEST_CELL, 700, 500, 400, 320, 260, 210, 170, 140, 115, 95, 80, 65, 50, 40, 30, 20)
LONGEST_TITLE = 110
SHORTEST_TITLE = 40
_LETTERS = "ABCD"
_WORDS = "The wording is the desk’s own. “Not stated” means that the passage is silent, not that there is nothing."
_CUT = "What ends in … is shortened; open the entry to read it whole."
_MORE = "For the entries of a country that are not shown, ask me for its name."


@dataclass(frozen=True, slots=True)
class _Group:
    """What stands under one letter: a head as HTML and its entries."""

    letter: str
    head: str
    columns: tuple[Column, ...]


def compare(catalog: Catalog, entries: Sequence[Entry]) -> Screen:
    """Return two to four entries side by side. Raises ValueError for fewer, for more, and for one that is there twice."""
    _check("entries", [entry.id for entry in entries])
    columns = [column(catalog, letter, entry) for letter, entry in zip(_LETTERS, entries, strict=False)]
    return _screen(catalog, "Compared", [_Group(one.label, "", (one,)) for one in columns])


def compare_countries(catalog: Catalog, codes: Sequence[str], topic_key: str | None = None) -> Screen:
    """Return side by side the practices and recommendations of two to four countries, on a topic or on all.

    Raises ValueError for fewer or more countries, for one that is there twice and for what is no country; UnknownTopic.
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
    return _screen(catalog, f"Compared: {about.label}", groups, _MORE if max(map(len, found)) > shown else "")


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
    counted = "1 entry" if found == 1 else f"{found or 'no'} entries"
    return f"<b>{letter} {escape(country_name(code))}</b>, {counted}" + (f", {shown} shown" if found > shown else "")


def _columns(catalog: Catalog, letter: str, entries: Sequence[Entry]) -> list[Column]:
    labels = [letter] if len(entries) == 1 else [f"{letter}{at}" for at in range(1, len(entries) + 1)]
    return [column(catalog, label, entry) for label, entry in zip(labels, entries, strict=True)]


def _screen(catalog: Catalog, title: str, groups: Sequence[_Group], more: str = "") -> Screen:
    """Return all rows with cells as long as they may be."""
    texts = (_text(catalog, title, groups, more, longest) for longest in CELLS)
    # The shortest fits whatever checked entries hold.
    text = next(text for text in texts if fits(text))
    columns = _all_columns(groups)
    labels = tell_apart([f"Open {one.label}: {one.entry.title}" for one in columns])
    return Screen(text, tuple((button(label, open_entry(one.entry.id)),) for label, one in zip(labels, columns, strict=True)))


def _text(catalog: Catalog, title: str, groups: Sequence[_Group], more: str, longest: int) -> str:
    legend = "\n".join([f"<b>{escape(title)}</b>", *(_legend(group, longest) for group in groups)])
    closing, blocks = [f"Knowledge base {catalog.version}"], list[str]()
    if columns := _all_columns(groups):
        shown = rows(columns, longest)
        empty = ", ".join(group.letter for group in groups if not group.columns)
        blocks = [f"{row}\n{empty}: {NO_ENTRY}" for row in shown] if empty else shown
        stamps = dict.fromkeys(stamp(one.entry) for one in columns)
        closing = [*stamps, _WORDS, _CUT if shown != rows(columns, LONGEST_CELL) else "", more, *closing]
    return "\n\n".join([legend, *blocks, "<i>" + escape("\n".join(line for line in closing if line)) + "</i>"])


def _all_columns(groups: Sequence[_Group]) -> list[Column]:
    return [one for group in groups for one in group.columns]


def _legend(group: _Group, longest: int) -> str:
    most = min(LONGEST_TITLE, max(SHORTEST_TITLE, longest))
    titles = [f"<b>{one.label}</b> {escape(shorten(one.entry.title, most))}" for one in group.columns]
    return "\n".join([group.head, *titles] if group.head else titles)
