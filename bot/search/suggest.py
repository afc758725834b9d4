"""What to offer before and after a question: completions of what is being typed, and entries near the one that is shown."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum

from bot.catalog.catalog import Catalog
from bot.catalog.countries import country_name
from bot.catalog.records import Entry
from bot.search.words import split

MOST_COMPLETIONS = 10
MOST_NEAR = 5


class Sort(IntEnum):
    """What a completion leads to, in the order in which they are offered."""

    ENTRY = 0
    COUNTRY = 1
    THEME = 2


@dataclass(frozen=True, slots=True, order=True)
class Completion:
    """A name that goes on as typed; `target` is an entry's id, a country's code or a theme's number."""

    sort: Sort
    text: str
    target: str


class Completer:
    """Completes names: titles, aliases, countries, themes. Finds a name by the start of any of its words."""

    def __init__(self, catalog: Catalog) -> None:
        keyed = ((key, place, name) for name in _names(catalog) for place, key in enumerate(_keys(name.text)))
        self._keyed = sorted(keyed)

    def complete(self, typed: str, limit: int = MOST_COMPLETIONS) -> list[Completion]:
        """Return names that hold what was typed at the start of a word: at their own start first, shorter ones first.

        Each goal is offered once, by the name that fits best.
        """
        start = _key(typed)
        if not start:
            return []
        best: dict[tuple[Sort, str], tuple[int, int, Completion]] = {}
        at = bisect_left(self._keyed, (start,))
        while at < len(self._keyed) and self._keyed[at][0].startswith(start):
            _, place, name = self._keyed[at]
            rank = (min(place, 1), len(name.text), name)
            goal = (name.sort, name.target)
            best[goal] = min(rank, best.get(goal, rank))
            at += 1
        return [name for _, _, name in sorted(best.values())[:limit]]


def near(catalog: Catalog, entry: Entry, limit: int = MOST_NEAR) -> list[Entry]:
    """Return entries that belong beside one: linked ones first, then by shared section, instruments and countries; ties by id."""
    scores = {other.id: _nearness(catalog, entry, other) for other in catalog.entries if other.id != entry.id}
    ranked = sorted((name for name, score in scores.items() if score > 0), key=lambda name: (-scores[name], name))
    return [catalog.entry(name) for name in ranked[:limit]]


def _nearness(catalog: Catalog, entry: Entry, other: Entry) -> float:
    linked = other.id in entry.related or entry.id in other.related
    instruments = {name for name in entry.related if catalog.entry(name).kind == "instrument"}
    score = 10.0 * linked
    score += 2.0 * len(instruments.intersection(other.related))
    score += 1.5 * len(set(entry.countries[:3]).intersection(other.countries[:3]))
    score += 1.0 * (entry.themes[0] == other.themes[0])
    return score + 0.5 * ((entry.source.document, entry.source.section) == (other.source.document, other.source.section))


def _names(catalog: Catalog) -> Iterator[Completion]:
    for entry in catalog.entries:
        for name in (entry.title, *entry.aliases):
            yield Completion(Sort.ENTRY, name, entry.id)
    for code in sorted({code for entry in catalog.entries for code in entry.countries}):
        yield Completion(Sort.COUNTRY, country_name(code), code)
    for cluster in catalog.clusters:
        for theme in cluster.themes:
            yield Completion(Sort.THEME, theme.label, theme.number)


def _keys(name: str) -> Iterable[str]:
    words = [word.folded for word in split(name)]
    return (" ".join(words[at:]) for at in range(len(words)))


def _key(text: str) -> str:
    return " ".join(word.folded for word in split(text))
