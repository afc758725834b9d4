"""What every list of the catalogue has."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from bot.catalog.catalog import Catalog
from bot.catalog.records import Entry, Kind
from bot.render.kinds import kinds_noun
from bot.wording.speech import say

KINDS: dict[str, Kind] = {"r": "recommendation", "p": "practice", "i": "instrument"}
# The key of the list of all there is.
HOME = "h"
KIND_ORDER: tuple[Kind, ...] = ("practice", "recommendation", "instrument")
ENTRIES_A_PAGE = 8
SHORT_A_PAGE = 24
LONG_A_PAGE = 12
# In which a document's section has them; footnotes stand below the pages.
_ITEMS = ("policy option", "recommendation", "practical action", "example", "footnote")


@dataclass(frozen=True, slots=True)
class Node:
    """A line that leads to a further list; to none where `key` is empty. `mark` numbers line and button, `said` goes below."""

    mark: str
    label: str
    key: str
    count: int
    said: str = ""


@dataclass(frozen=True, slots=True)
class Shelf:
    """A list of further lists or, where it has none, of entries.

    `place` is its name in short, as in `3.3`; `about` is a plain text below the title; `up` is the key of the list above, empty
    for the topmost and for lists that belong to an entry. `tells` says what stands behind the titles of entries, beside their kind.
    """

    key: str
    title: str
    place: str
    up: str = ""
    about: str = ""
    nodes: tuple[Node, ...] = ()
    entries: tuple[Entry, ...] = ()
    page: int = ENTRIES_A_PAGE
    tells: Literal["country", "item", "nothing"] = "country"

    @property
    def size(self) -> int:
        """Return how many lines it has on all pages."""
        return len(self.nodes or self.entries)

    def page_of(self, at: int) -> int:
        """Return where the page begins that has the line `at`, counted from 0; the first for a line that is not there."""
        return at - at % self.page if 0 <= at < self.size else 0

    @property
    def kind(self) -> Kind | None:
        """Return the kind to which it is confined."""
        return KINDS.get(self.key.partition(":")[2])


def only(shelf: Shelf, letter: str) -> Shelf:
    """Return a list of the entries of one kind, told by its letter in `KINDS`."""
    kind = KINDS[letter]
    kinds = kinds_noun(kind)
    return replace(
        shelf,
        key=f"{shelf.key}:{letter}",
        # Translators: a list and the kind of entries to which it is confined, as in “3.3 Skills: practices”.
        title=say("{title}: {kinds}", title=shelf.title, kinds=kinds),
        place=f"{shelf.place}, {kinds}",
        # A cluster is a list of sections; its practices are in the list of all practices.
        up=f"k{letter}" if shelf.nodes else shelf.key,
        nodes=(),
        entries=tuple(entry for entry in shelf.entries if entry.kind == kind),
        page=ENTRIES_A_PAGE,
    )


def kinds_in(entries: Iterable[Entry]) -> dict[str, int]:
    """Return how many entries there are of each kind that there is, by its letter."""
    counts = Counter(entry.kind for entry in entries)
    return {letter: counts[kind] for letter, kind in KINDS.items() if counts[kind]}


def leading(nodes: Iterable[Node]) -> tuple[Node, ...]:
    """Take the way from lines that would lead to an empty list."""
    return tuple(node if node.count else Node(node.mark, node.label, "", 0, node.said) for node in nodes)


def of_section(catalog: Catalog, document: str, section: str) -> tuple[Entry, ...]:
    """Return the entries of a document's section in its order."""
    found = (entry for entry in catalog.entries if (entry.source.document, entry.source.section) == (document, section))
    return tuple(sorted(found, key=_place_in_section))


def _place_in_section(entry: Entry) -> tuple[int, int, str]:
    sort, _, number = entry.source.item.rpartition(" ")
    return _ITEMS.index(sort), int(number), entry.id
