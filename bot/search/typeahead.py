"""Entries for what is being typed: names that go on as typed, then what the search finds."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.catalog.catalog import Catalog
from bot.catalog.records import Entry
from bot.search.engine import Search
from bot.search.suggest import Completer, Sort

MOST_FOUND = 50
# Completions beyond so many would push away what the search finds.
MOST_COMPLETED = 5
# A shorter beginning goes on in too many ways.
SHORTEST_TYPED = 3
# `+term+` in a sentence of one's own.
_TERM = re.compile(r"\+([^+\n]{2,64})\+")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence in parts: as written, or an entry that stands for a term; terms that were not found stay as written."""

    parts: tuple[str | Entry, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Return the entries that stand in it, each once."""
        return tuple(dict.fromkeys(part for part in self.parts if isinstance(part, Entry)))


class Typeahead:
    """Finds entries while somebody types."""

    def __init__(self, catalog: Catalog, search: Search) -> None:
        self._catalog = catalog
        self._search = search
        self._completer = Completer(catalog)

    def entries(self, typed: str) -> list[Entry]:
        """Return entries for what was typed so far, best first; starting points for nothing; none when the documents are silent."""
        if not typed.strip():
            return list(self._starting_points())
        found = [hit.entry for hit in self._search.ask(typed, MOST_FOUND).hits]
        return list(dict.fromkeys((*self._completed(typed), *found)))[:MOST_FOUND]

    def sentence(self, typed: str) -> Sentence | None:
        """Return a sentence with its `+terms+` replaced by entries; None when there is no such term, or none was found."""
        parts: list[str | Entry] = []
        at = 0
        for term in _TERM.finditer(typed):
            entry = self._meant(term[1])
            parts += [typed[at : term.start()], entry or term[1]]
            at = term.end()
        sentence = Sentence((*parts, typed[at:]))
        return sentence if sentence.entries else None

    def _completed(self, typed: str) -> Iterator[Entry]:
        if len(typed.strip()) < SHORTEST_TYPED:
            return
        names = (name for name in self._completer.complete(typed) if name.sort is Sort.ENTRY)
        yield from (self._catalog.entry(name.target) for name, _ in zip(names, range(MOST_COMPLETED), strict=False))

    def _meant(self, term: str) -> Entry | None:
        found = self.entries(term)
        return found[0] if found else None

    def _starting_points(self) -> Iterator[Entry]:
        """Yield a practice of each cluster, the one that most entries point to."""
        for cluster in self._catalog.clusters:
            numbers = {theme.number for theme in cluster.themes}
            practices = [one for one in self._catalog.of_kind("practice") if one.themes[0] in numbers]
            if practices:
                yield max(practices, key=lambda one: (len(one.related), one.id))
