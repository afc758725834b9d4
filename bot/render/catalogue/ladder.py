"""What lies beside an entry: what it is linked with, what is like it, its countries, its section."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from telegram import InlineKeyboardButton

from bot.catalog.catalog import Catalog
from bot.catalog.records import Entry
from bot.render.catalogue.shelf import ENTRIES_A_PAGE, KINDS, Shelf, of_section
from bot.render.catalogue.trail import Trail, address, beside, to_entry
from bot.render.countries import country
from bot.render.kinds import kinds_name
from bot.render.screen import button, shorten
from bot.search.suggest import near
from bot.wording.speech import say

LIKE, COUNTRIES, SECTION = "M", "L", "F"
# The lists of linked entries have the letters of the kinds as capitals.
LINKED = {letter.upper(): kind for letter, kind in KINDS.items()}
LONGEST_TITLE = 90
MOST_NAMED = 3
Row = tuple[InlineKeyboardButton, ...]


def ladder(catalog: Catalog, entry: Entry, trail: Trail = ()) -> tuple[Row, ...]:
    """Return rows of buttons to the lists beside an entry that have something in them.

    `trail` is the way by which the entry was opened, nothing for one that was opened by itself.
    """
    return tuple(row for keys in (tuple(LINKED), (LIKE, COUNTRIES, SECTION)) if (row := _row(catalog, entry, trail, keys)))


def rung(catalog: Catalog, entry: Entry, key: str) -> Shelf | None:
    """Return a list beside an entry, None where it has nothing or there is no such list."""
    if key in LINKED:
        return _linked(catalog, entry, key)
    return _BUILDERS[key](catalog, entry) if key in _BUILDERS else None


def _row(catalog: Catalog, entry: Entry, trail: Trail, keys: Iterable[str]) -> Row:
    found = (rung(catalog, entry, key) for key in keys)
    return tuple(
        button(_label(entry, one), address(catalog, beside(catalog, trail or to_entry(entry), entry, one.key)))
        for one in found
        if one
    )


def _label(entry: Entry, found: Shelf) -> str:
    if found.key in LINKED:
        return f"{found.place} ({found.size})"
    return say("Same country") if found.key == COUNTRIES and len(entry.countries) == 1 else found.place


def _linked(catalog: Catalog, entry: Entry, key: str) -> Shelf | None:
    """Return the linked entries of another kind; those of the same kind are like it."""
    kind = LINKED[key]
    found = () if kind == entry.kind else tuple(other for other in catalog.related(entry) if other.kind == kind)
    illustrates = (entry.kind, kind) == ("recommendation", "practice")
    title = say("Practices that illustrate it") if illustrates else kinds_name(kind)
    return _shelf(entry, key, title, kinds_name(kind), found)


def _like(catalog: Catalog, entry: Entry) -> Shelf | None:
    return _shelf(entry, LIKE, say("More like this"), say("More like this"), near(catalog, entry, ENTRIES_A_PAGE))


def _same_countries(catalog: Catalog, entry: Entry) -> Shelf | None:
    """Return the entries that share a country, those that share most of them first."""
    own = set(entry.countries)
    shared = {other.id: len(own.intersection(other.countries)) for other in catalog.entries if other.id != entry.id}
    found = [other for other in catalog.entries if shared.get(other.id)]
    names = ", ".join(country(code) for code in entry.countries[:MOST_NAMED])
    if len(own) > MOST_NAMED:
        title = say("Also in {countries} and others", countries=names)
    else:
        # Translators: other entries set in these countries.
        title = say("Also in {countries}", countries=names)
    return _shelf(entry, COUNTRIES, title, say("Same countries"), sorted(found, key=lambda other: -shared[other.id]))


def _same_section(catalog: Catalog, entry: Entry) -> Shelf | None:
    found = (other for other in of_section(catalog, entry.source.document, entry.source.section) if other.id != entry.id)
    section = f"{catalog.document(entry.source.document).short} {entry.source.section}"
    # Translators: other entries from the same section of a document.
    shelf = _shelf(entry, SECTION, say("Also in {section}", section=section), say("Same section"), found)
    return shelf and replace(shelf, tells="item")


def _shelf(entry: Entry, key: str, title: str, place: str, found: Iterable[Entry]) -> Shelf | None:
    entries = tuple(found)
    # Translators: what lies beside an entry is what belongs to it or is like it.
    about = say("Related to “{title}”", title=shorten(entry.title, LONGEST_TITLE))
    return Shelf(key, title, place, about=about, entries=entries) if entries else None


_BUILDERS: dict[str, Callable[[Catalog, Entry], Shelf | None]] = {
    LIKE: _like,
    COUNTRIES: _same_countries,
    SECTION: _same_section,
}
