"""What questions name and entries can be filtered by: objectives, sections, items, Sustainable Development Goals, documents."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.catalog.catalog import Catalog
from bot.catalog.fields import OBJECTIVE_COUNT
from bot.catalog.records import Entry

_NUMBERED = re.compile(
    r"\b(objectives?|sections?|themes?)\s+(?:no\.?\s*|number\s*|#)?([1-9]\d?|[1-6]\.[1-9])(?![\d.]*\d)", re.IGNORECASE
)
# ILO's Recommendations have higher numbers than any item.
_ITEM = re.compile(
    r"\b(policy option|practical action|recommendation|example|footnote)s?\s+(?:no\.?\s*|number\s*|#)?(1?\d)(?![\d.]*\d)",
    re.IGNORECASE,
)
_DOTTED = re.compile(r"(?<![\w.])([1-7]\.\d)(?![\d.]*\d)")
_GOAL = re.compile(r"\b(sdgs?|sustainable development goals?)\s*(?:no\.?\s*|number\s*|#)?(\d{1,2})(?![\d.]*\w)", re.IGNORECASE)
_GOAL_NAME = re.compile(r"SDG (\d{1,2})(?:\.\w+)?")
_DOCUMENT = r"(?:comments?|paper|document|text|(?:thematic )?recollection|statement|submission)"
_SAYS = r"(?:says?|said|recommends?|recommended|suggests?|proposes?|writes?)"


@dataclass(frozen=True, slots=True)
class Facet:
    """Something a question wants its entries to be of; `words` name it in the question."""

    key: str
    words: str

    @property
    def is_section(self) -> bool:
        """Say whether it is a section."""
        return self.key.startswith("section ")

    @property
    def is_item(self) -> bool:
        """Say whether it is an item of a section, as in `policy option 3`."""
        return _ITEM.fullmatch(self.key) is not None


def objective_facet(number: int) -> str:
    """Return the facet of an objective of 2018."""
    return f"objective {number}"


def section_facet(number: str) -> str:
    """Return the facet of a section, which is a theme too."""
    return f"section {number}"


def facets_of(catalog: Catalog, entry: Entry) -> Iterator[tuple[str, int]]:
    """Yield what an entry can be filtered by, with its place among the entry's facets of that sort."""
    yield from ((code, place) for place, code in enumerate(entry.countries))
    yield from ((objective_facet(number), place) for place, number in enumerate(entry.objectives))
    yield section_facet(entry.source.section), 0
    yield from ((section_facet(number), place + 1) for place, number in enumerate(entry.themes))
    yield entry.source.item.casefold(), 0
    yield catalog.document(entry.source.document).short, 0
    yield from ((f"SDG {found[1]}", 0) for name in entry.aliases if (found := _GOAL_NAME.fullmatch(name)))


def facets_in(text: str, known: Iterable[str], documents: Iterable[str]) -> tuple[Facet, ...]:
    """Return what a text names; items and goals only where an entry has them. `documents` are the documents' short names."""
    there = set(known)
    found = [*_by_number(text), *(facet for facet in (*_sections(text), *_items(text), *_goals(text)) if facet.key in there)]
    return (*found, *(Facet(name, words) for name in documents if (words := _naming(name, text))))


def _by_number(text: str) -> Iterator[Facet]:
    """Yield objectives and sections named by number; the words of these facets are the bare numbers."""
    for noun, number in _NUMBERED.findall(text):
        if noun[0] in "oO" and "." not in number and int(number) <= OBJECTIVE_COUNT:
            yield Facet(objective_facet(int(number)), number)
        elif noun[0] not in "oO" and "." in number:
            yield Facet(section_facet(number), number)


def _sections(text: str) -> Iterator[Facet]:
    """Yield sections named by their number alone, where an item is named beside them: `2.1 policy option 3`."""
    if _ITEM.search(text) and not _NUMBERED.search(text):
        yield from (Facet(section_facet(number), number) for number in _DOTTED.findall(text))


def _items(text: str) -> Iterator[Facet]:
    for noun, number in _ITEM.findall(text):
        key = f"{noun.casefold()} {number}"
        yield Facet(key, f"{key} {noun.casefold()}s")


def _goals(text: str) -> Iterator[Facet]:
    for noun, number in _GOAL.findall(text):
        yield Facet(f"SDG {number}", f"{noun.casefold()} {number}")


def _naming(document: str, text: str) -> str:
    """Return the words by which a text names a document, empty when it does not: `ICMPD comments`, `according to ICMPD`."""
    publisher = re.escape(document.partition(" ")[0])
    ways = (
        rf"\b{re.escape(document)}\b",
        rf"\b{publisher}(?:[’']s)?\s+(?:{_DOCUMENT}|{_SAYS})\b",
        rf"\baccording to (?:the )?{publisher}\b",
        rf"\bwhat (?:does|do|did|would) (?:the )?{publisher}\s+(?:say|recommend|suggest|propose|write|want)\b",
    )
    found = next((match for way in ways if (match := re.search(way, text, re.IGNORECASE))), None)
    return found.group().casefold() if found else ""
