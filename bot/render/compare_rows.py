"""The rows of a comparison: which there are, and what an entry says in each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape as escape_html

from bot.catalog.catalog import Catalog
from bot.catalog.countries import country_name
from bot.catalog.records import Entry
from bot.render.addresses import link_host
from bot.render.card import DETAIL_NAMES, MOST_LINKS, kind_name
from bot.render.countries import country
from bot.render.screen import escape, folded_if_long, shorten, units, with_colon
from bot.render.source import place_parts, source_line
from bot.wording.speech import marked, say, say_many

# Translators: stands in a comparison where a passage is silent on something.
NOT_STATED = marked("not stated in the source")
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
    short = shorten(catalog.document(entry.source.document).short, LONGEST_NAME)
    return Column(label, entry, source_line(catalog, entry), ", ".join([short, *place_parts(catalog, entry)]))


def rows(columns: Sequence[Column], longest: int) -> list[str]:
    """Return every row as HTML, each cell cut to a number of UTF-16 units; document, item and pages are never cut away."""
    return [_row(head, cell, columns, longest) for head, cell in _ROWS]


def _row(head: str, cell: _Cell, columns: Sequence[Column], longest: int) -> str:
    # By the whole text: what begins alike is not the same.
    alike: dict[str, list[Column]] = {}
    for one in columns:
        alike.setdefault(cell(one, LONGEST_CELL), []).append(one)
    told = [(", ".join(one.label for one in same), cell(same[0], longest) or say(NOT_STATED)) for same in alike.values()]
    lines = [f"{with_colon(labels)} {said}" for labels, said in told]
    return "\n".join([f"<b>{say(head)}</b>", *map(folded_if_long, lines)])


def _plain(said: str, longest: int) -> str:
    """Return a text as a cell, on one line."""
    return escape(shorten(" ".join(said.split()), longest))


def _kind(one: Column, longest: int) -> str:
    return _plain(kind_name(one.entry.kind), longest)


def _what(one: Column, longest: int) -> str:
    """Return the summary and what the details add to it."""
    return _plain(f"{one.entry.summary} {one.entry.details.what}", longest)


def _who(one: Column, longest: int) -> str:
    named = ", ".join(one.entry.organisations)
    unstated = say("not stated in the source; organisations: {names}", names=named) if named else ""
    return _plain(one.entry.details.who or unstated, longest)


def _where(one: Column, longest: int) -> str:
    names, where = [country(code) for code in one.entry.countries], one.entry.details.where
    known = {country_name(code) for code in one.entry.countries}
    more = [where] if where and where.removeprefix("the ") not in known else []
    return _plain("; ".join([", ".join(names), *more] if names else more), longest)


def _detail(name: str) -> _Cell:
    return lambda one, longest: _plain(getattr(one.entry.details, name), longest)


def _links(one: Column, longest: int) -> str:
    links, most = one.entry.links, min(longest, LONGEST_HOST)
    shown = ", ".join(f'<a href="{escape_html(link)}">{escape(shorten(link_host(link), most))}</a>' for link in links[:MOST_LINKS])
    if len(links) <= MOST_LINKS:
        return shown
    # Translators: links, and how many there are beside them.
    return say_many("{links}, {count} more", "{links}, {count} more", len(links) - MOST_LINKS, links=shown)


def _source(one: Column, longest: int) -> str:
    return escape(one.source if units(one.source) <= longest else one.place)


_ROWS: tuple[tuple[str, _Cell], ...] = (
    (marked("Kind"), _kind),
    (DETAIL_NAMES["what"], _what),
    (DETAIL_NAMES["who"], _who),
    (DETAIL_NAMES["where"], _where),
    *((DETAIL_NAMES[name], _detail(name)) for name in _DETAILS),
    (marked("Links"), _links),
    (marked("Source"), _source),
)
