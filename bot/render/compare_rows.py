"""The rows of a comparison: which there are, and what an entry says in each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape as escape_html
from urllib.parse import urlsplit

from bot.catalog.catalog import Catalog
from bot.catalog.countries import country_name
from bot.catalog.records import Entry
from bot.render.card import DETAIL_NAMES, KIND_NAMES, MOST_LINKS
from bot.render.screen import escape, shorten, units
from bot.render.source import source_line

NOT_STATED = "not stated in the source"
LONGEST_CELL = 1100
LONGEST_HOST = 40
LONGEST_NAME = 30
_DETAILS = ("since", "partners", "funding", "results", "limits")
_Cell = Callable[["Column", int], str]


@dataclass(frozen=True, slots=True)
class Column:
    """An entry under a short name, as in `A`, with its place in the source at full length and without the section's title."""

    label: str
    entry: Entry
    source: str
    place: str


def column(catalog: Catalog, label: str, entry: Entry) -> Column:
    """Return an entry's column."""
    pages, short = catalog.pages(entry), shorten(catalog.document(entry.source.document).short, LONGEST_NAME)
    parts = [short, entry.source.section, entry.source.item]
    parts += [f"{'pp.' if '-' in pages else 'p.'} {pages.replace('-', '–')}"] if pages else []
    return Column(label, entry, source_line(catalog, entry), ", ".join(parts))


def rows(columns: Sequence[Column], longest: int) -> list[str]:
    """Return every row as HTML, each cell cut to a number of UTF-16 units; document, item and pages are never cut away."""
    return [_row(head, cell, columns, longest) for head, cell in _ROWS]


def _row(head: str, cell: _Cell, columns: Sequence[Column], longest: int) -> str:
    # By the whole text: what begins alike is not the same.
    alike: dict[str, list[Column]] = {}
    for one in columns:
        alike.setdefault(cell(one, LONGEST_CELL), []).append(one)
    lines = [f"{', '.join(one.label for one in same)}: {cell(same[0], longest) or NOT_STATED}" for same in alike.values()]
    return "\n".join([f"<b>{head}</b>", *lines])


def _plain(said: str, longest: int) -> str:
    """Return a text as a cell, on one line."""
    return escape(shorten(" ".join(said.split()), longest))


def _kind(one: Column, longest: int) -> str:
    return _plain(KIND_NAMES[one.entry.kind], longest)


def _what(one: Column, longest: int) -> str:
    """Return the summary and what the details add to it."""
    return _plain(f"{one.entry.summary} {one.entry.details.what}", longest)


def _who(one: Column, longest: int) -> str:
    named = ", ".join(one.entry.organisations)
    return _plain(one.entry.details.who or (f"{NOT_STATED}; organisations: {named}" if named else ""), longest)


def _where(one: Column, longest: int) -> str:
    names, where = [country_name(code) for code in one.entry.countries], one.entry.details.where
    more = [where] if where and where.removeprefix("the ") not in names else []
    return _plain("; ".join([", ".join(names), *more] if names else more), longest)


def _detail(name: str) -> _Cell:
    return lambda one, longest: _plain(getattr(one.entry.details, name), longest)


def _links(one: Column, longest: int) -> str:
    links, most = one.entry.links, min(longest, LONGEST_HOST)
    shown = [f'<a href="{escape_html(link)}">{escape(shorten(_host(link), most))}</a>' for link in links[:MOST_LINKS]]
    return ", ".join([*shown, f"{len(links) - MOST_LINKS} more"] if len(links) > MOST_LINKS else shown)


def _host(link: str) -> str:
    return (urlsplit(link).hostname or link).removeprefix("www.")


def _source(one: Column, longest: int) -> str:
    return escape(one.source if units(one.source) <= longest else one.place)


_ROWS: tuple[tuple[str, _Cell], ...] = (
    ("Kind", _kind),
    (DETAIL_NAMES["what"], _what),
    (DETAIL_NAMES["who"], _who),
    (DETAIL_NAMES["where"], _where),
    *((DETAIL_NAMES[name], _detail(name)) for name in _DETAILS),
    ("Links", _links),
    ("Source", _source),
)
