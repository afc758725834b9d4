"""From an address in a button to the screen it leads to."""

from dataclasses import dataclass

from bot.catalog.catalog import Catalog
from bot.catalog.records import Entry
from bot.render.catalogue.ladder import rung
from bot.render.catalogue.screens import card_screen, list_screen
from bot.render.catalogue.shelf import HOME, Shelf
from bot.render.catalogue.shelves import shelf
from bot.render.catalogue.trail import ENTRY, Step, Trail, tag, to_entry, trail_of
from bot.render.screen import Screen
from bot.wording.speech import marked, say

CHANGED = marked("The knowledge base has changed since then. This is the current list.")
UNKNOWN = marked("This button is from an earlier version. Here is what the desk holds.")


@dataclass(frozen=True, slots=True)
class _Stop:
    """Where a trail leads: a list, an entry, or an entry that is open in a list."""

    found: Shelf | None
    entry: Entry | None


def go(catalog: Catalog, address: str) -> tuple[Screen, str]:
    """Return what a button leads to, and a notice where that is no more, with what is there in its place."""
    read = trail_of(address)
    if read is None:
        return shelf_screen(catalog, HOME), say(UNKNOWN)
    made_for, trail = read
    if made_for == tag(catalog) or not any(step.counts for step in trail):
        screen = _screen(catalog, trail)
        if screen:
            return screen, ""
    first = trail[0].key
    return _screen(catalog, (Step(first),)) or shelf_screen(catalog, HOME), say(CHANGED)


def shelf_screen(catalog: Catalog, key: str, notice: str = "") -> Screen:
    """Show a list from its beginning, all there is for a key of no list; `notice` is HTML that goes before."""
    found = shelf(catalog, key) or shelf(catalog, HOME)
    assert found is not None
    return list_screen(catalog, found, (Step(found.key),), notice)


def entry_screen(catalog: Catalog, entry: Entry, notice: str = "") -> Screen:
    """Show an entry that was opened by itself, with what lies beside it; `notice` is HTML that goes before."""
    return card_screen(catalog, entry, None, to_entry(entry), notice)


def _screen(catalog: Catalog, trail: Trail) -> Screen | None:
    stop = _Stop(None, None)
    for step in trail:
        following = _follow(catalog, stop, step)
        if following is None:
            return None
        stop = following
    if stop.entry:
        return card_screen(catalog, stop.entry, stop.found, trail)
    return list_screen(catalog, stop.found, trail) if stop.found else None


def _follow(catalog: Catalog, stop: _Stop, step: Step) -> _Stop | None:
    """Go one step on; None where that leads nowhere."""
    if step.key.startswith(ENTRY):
        name = step.key.removeprefix(ENTRY)
        return _Stop(None, catalog.entry(name)) if stop == _Stop(None, None) and catalog.has(name) else None
    # Nothing but an entry leads on; the first step begins with a list.
    if stop.found and not stop.entry:
        return None
    found = rung(catalog, stop.entry, step.key) if stop.entry else shelf(catalog, step.key)
    if found is None or step.opened is None:
        return _Stop(found, None) if found else None
    return _Stop(found, found.entries[step.opened]) if not found.nodes and step.opened < found.size else None
