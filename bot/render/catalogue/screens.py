"""Lists and cards of the catalogue as screens that take one another's place; each but the topmost has a way up."""

from collections.abc import Sequence

from telegram import InlineKeyboardButton

from bot.catalog.catalog import Catalog
from bot.catalog.records import Entry
from bot.render.card import card
from bot.render.catalogue.ladder import Row, ladder
from bot.render.catalogue.shelf import KINDS, Shelf, kinds_in
from bot.render.catalogue.shelves import shelf
from bot.render.catalogue.trail import Step, Trail, address
from bot.render.countries import country
from bot.render.counts import entry_count
from bot.render.keep import keep_row
from bot.render.kinds import kind_noun, kinds_name, kinds_noun
from bot.render.screen import Screen, button, escape, in_a_row, shorten
from bot.wording.speech import say

LONGEST_LABEL = 100
LONGEST_UP = 40
MOST_IN_A_ROW = 6


def list_screen(catalog: Catalog, found: Shelf, trail: Trail, notice: str = "") -> Screen:
    """Show a page of a list; the last step of the trail is the list's. `notice` is HTML that goes before."""
    *before, last = trail
    start = found.page_of(last.start)
    lines, targets = _lines(found, (*before, last), start)
    head = "\n".join([f"<b>{escape(found.title)}</b>", *(escape(line) for line in (found.about, _extent(found, start)) if line)])
    text = "\n\n".join(part for part in (notice, head, "\n".join(lines).rstrip()) if part)
    numbered = [button(mark, address(catalog, target)) for mark, target in targets]
    turns = _turns(catalog, found, tuple(before), last.key, start)
    return Screen(
        text, tuple(row for row in (*_balanced(numbered), turns, *_kinds(catalog, found), _up(catalog, found, trail)) if row)
    )


def card_screen(catalog: Catalog, entry: Entry, within: Shelf | None, trail: Trail, notice: str = "") -> Screen:
    """Show an entry with what lies beside it; `within` is the list in which it is open, if any. `notice` is HTML."""
    *before, last = trail
    at = last.opened
    if within is None or at is None:
        shown = card(catalog, entry, notice)
        theme = shelf(catalog, f"s{entry.themes[0]}")
        back: Row = (_way_up(catalog, theme, theme.entries.index(entry)),) if theme else ()
    else:
        # Translators: which entry of a list is shown, as in “3 of 12”.
        place = in_a_row([escape(within.place), say("{position} of {number}", position=at + 1, number=within.size)])
        shown = card(catalog, entry, "\n".join(part for part in (notice, place) if part))
        back = _beside(catalog, within, (*before, last), at)
    rows = (*shown.rows, *ladder(catalog, entry, trail), keep_row(entry), back)
    return Screen(shown.text, tuple(row for row in rows if row))


def labels(entries: Sequence[Entry], found: Shelf) -> list[str]:
    """Return what lines say of entries: the title, what their list does not say already, and where titles are alike the item."""
    said = [_label(entry, found) for entry in entries]
    return [f"{one}, {entry.source.item}" if said.count(one) > 1 else one for one, entry in zip(said, entries, strict=True)]


def _label(entry: Entry, found: Shelf) -> str:
    if found.tells == "item":
        return f"{entry.title} – {entry.source.item}"
    kind = "" if found.kind else kind_noun(entry.kind)
    where = country(entry.countries[0]) if entry.countries and found.tells == "country" else ""
    # A title often names the country itself.
    where = "" if where and where in entry.title else where
    trait = ", ".join(part for part in (kind, where) if part)
    return f"{entry.title} – {trait}" if trait else entry.title


def _lines(found: Shelf, trail: Trail, start: int) -> tuple[list[str], list[tuple[str, Trail]]]:
    """Return the lines of a page as HTML, and marks with the trails to which they lead."""
    lines: list[str] = []
    targets: list[tuple[str, Trail]] = []
    for node in found.nodes[start : start + found.page]:
        count = f" ({node.count})" if node.key else ""
        said = f"\n{escape(node.said)}\n" if node.said else ""
        lines.append(f"{_numbered(node.mark)} {escape(shorten(node.label, LONGEST_LABEL))}{count}{said}")
        if node.key:
            targets.append((node.mark, (Step(node.key),)))
    entries = () if found.nodes else found.entries[start : start + found.page]
    for at, label in enumerate(labels(entries, found), start=start):
        lines.append(f"{at + 1}. {escape(label)}")
        targets.append((str(at + 1), (*trail[:-1], Step(trail[-1].key, opened=at))))
    return lines, targets


def _extent(found: Shelf, start: int) -> str:
    """Return which part of a list is shown, and what kinds of entries it has."""
    end = min(start + found.page, found.size)
    # Translators: which part of a list is shown, as in “9 to 16 of 120”.
    part = say("{first} to {last} of {number}", first=start + 1, last=end, number=found.size) if found.size > found.page else ""
    if found.nodes:
        return part
    kinds = kinds_in(found.entries)
    several = ", ".join(f"{kinds_noun(KINDS[letter])} {count}" for letter, count in kinds.items()) if len(kinds) > 1 else ""
    return in_a_row([part or entry_count(found.size), several])


def _turns(catalog: Catalog, found: Shelf, before: Trail, key: str, start: int) -> Row:
    turns = []
    if start:
        turns.append(button(say("Back"), address(catalog, (*before, Step(key, max(0, start - found.page))))))
    if start + found.page < found.size:
        turns.append(button(say("More"), address(catalog, (*before, Step(key, start + found.page)))))
    return tuple(turns)


def _kinds(catalog: Catalog, found: Shelf) -> tuple[Row, ...]:
    """Offer a long list by kind; those beside an entry stay short. On phones the first word fills a row by itself."""
    if found.nodes or not found.up or found.kind or found.size <= found.page:
        return ()
    kinds = kinds_in(found.entries)
    if len(kinds) == 1:
        return ()
    keys = tuple(button(kinds_name(KINDS[letter]), address(catalog, (Step(f"{found.key}:{letter}"),))) for letter in kinds)
    return keys[:-2], keys[-2:]


def _up(catalog: Catalog, found: Shelf, trail: Trail) -> Row:
    if len(trail) > 1:
        return (button(say("Back to the card"), address(catalog, trail[:-1])),)
    above = shelf(catalog, found.up) if found.up else None
    if above is None:
        return ()
    at = next((at for at, node in enumerate(above.nodes) if node.key == found.key), 0)
    return (_way_up(catalog, above, at),)


def _way_up(catalog: Catalog, above: Shelf, at: int) -> InlineKeyboardButton:
    """Return the button to the page of a list that has the line `at`."""
    # Translators: a button to the list above the one that is shown.
    label = say("Up: {title}", title=shorten(above.title, LONGEST_UP))
    return button(label, address(catalog, (Step(above.key, above.page_of(at)),)))


def _beside(catalog: Catalog, within: Shelf, trail: Trail, at: int) -> Row:
    """Offer the entries before and after, and the page of the list on which this one stands."""
    before, key = trail[:-1], trail[-1].key
    row = [button(say("Back to the list"), address(catalog, (*before, Step(key, within.page_of(at)))))]
    if at > 0:
        row.insert(0, button(say("Previous"), address(catalog, (*before, Step(key, opened=at - 1)))))
    if at + 1 < within.size:
        row.append(button(say("Next"), address(catalog, (*before, Step(key, opened=at + 1)))))
    return tuple(row)


def _balanced(buttons: Sequence[InlineKeyboardButton]) -> list[Row]:
    """Return rows of nearly the same length."""
    if not buttons:
        return []
    rows = -(-len(buttons) // MOST_IN_A_ROW)
    wide = -(-len(buttons) // rows)
    return [tuple(buttons[at : at + wide]) for at in range(0, len(buttons), wide)]


def _numbered(mark: str) -> str:
    """Return a mark as it begins a line: `3.` but `3.1`."""
    return f"{mark}." if mark.isdigit() else escape(mark)
