"""The entries as a fielded inverted index, built once."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from bot.catalog.catalog import Catalog
from bot.catalog.countries import country_name
from bot.catalog.records import Entry
from bot.search.facets import facets_of
from bot.search.stopwords import STOPWORDS
from bot.search.words import Word, split

if TYPE_CHECKING:
    from bot.search.shortlist import Shortlist


@dataclass(frozen=True, slots=True)
class FieldRule:
    """How much a field counts, and how strongly its length is normalised (BM25F's w and b)."""

    weight: float
    normalise: float


FIELDS: Mapping[str, FieldRule] = {
    "title": FieldRule(3.0, 0.4),
    "alias": FieldRule(3.0, 0.2),
    "asked": FieldRule(1.6, 0.5),
    "summary": FieldRule(1.2, 0.5),
    "details": FieldRule(0.7, 0.5),
    "organisation": FieldRule(1.7, 0.2),
    "country": FieldRule(1.2, 0.2),
    "group": FieldRule(0.5, 0.3),
    "theme": FieldRule(0.5, 0.3),
    "section": FieldRule(0.3, 0.3),
    "note": FieldRule(0.2, 0.5),
}
# A larger index chooses so many entries in a rough pass first: it bounds the time of a search whatever the number of entries.
LARGE = 2_000
PLENTY = 120
# BM25's saturation: how soon more mentions of a word stop to matter.
SATURATION = 1.6
_FIGURE = re.compile(r"\d")
_NO_FIGURE = re.compile(
    r"\b(?:19|20)\d\d\b|\b\d+\.[\da-d]+\b|\b[A-Z]+[/\d.-]+\d*\b|\b(?:paragraph|para\.|article|target|Recommendation) \d+"
)
# Words that follow each other here are remembered as pairs.
PAIRED = ("title", "alias", "asked", "summary", "details")


@dataclass(slots=True)
class Posting:
    """A word's weight in one entry, and the weightiest field that holds it."""

    weight: float
    field: str


@dataclass(frozen=True, slots=True)
class Line:
    """A title or a line of `asked_as`: its stems, and the length of their vector."""

    stems: frozenset[str]
    length: float


@dataclass
class Index:
    """Where words, names, lines and facets lead. Entries go by their number in `entries`."""

    entries: tuple[Entry, ...]
    postings: dict[str, dict[int, Posting]] = field(default_factory=dict)
    pairs: list[frozenset[tuple[str, str]]] = field(default_factory=list)
    lines: list[list[Line]] = field(default_factory=list)
    names: dict[tuple[str, ...], list[int]] = field(default_factory=lambda: defaultdict(list))
    longest_name: int = 1
    documents: tuple[str, ...] = ()
    facets: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))
    surface: dict[str, str] = field(default_factory=dict)
    figures: set[int] = field(default_factory=set)
    shortlist: "Shortlist | None" = None
    _rarity: dict[str, float] = field(default_factory=dict)

    def count(self, stem: str) -> int:
        """Return in how many entries a stem stands."""
        return len(self.postings.get(stem, ()))

    def rarity(self, stem: str) -> float:
        """Return the inverse document frequency of a stem; that of an unknown word is the highest."""
        return self._rarity.get(stem) or self.rarity_of(0)

    def rarity_of(self, count: int) -> float:
        """Return the inverse document frequency of something found in `count` entries."""
        return math.log(1 + (len(self.entries) - count + 0.5) / (count + 0.5))

    def seal(self) -> None:
        """Work out the rarity of every stem, and what a large index needs, once all entries are in."""
        self._rarity = {stem: self.rarity_of(len(found)) for stem, found in self.postings.items()}
        if len(self.entries) > LARGE:
            from bot.search.shortlist import Shortlist  # noqa: PLC0415 - NumPy loads slowly and our own size needs none

            self.shortlist = Shortlist({stem: self._scores(stem) for stem in self.postings}, len(self.entries))

    def _scores(self, stem: str) -> dict[int, float]:
        rarity = self.rarity(stem)
        return {number: rarity * saturate(posting.weight) for number, posting in self.postings[stem].items()}


def saturate(weight: float) -> float:
    """Return BM25's score of a word that weighs so much in an entry, before its rarity."""
    return weight * (SATURATION + 1) / (weight + SATURATION)


# The words of each text of each field.
_Words = Mapping[str, Sequence[Sequence[Word]]]


def build_index(catalog: Catalog) -> Index:
    """Index every entry of a catalog."""
    index = Index(catalog.entries, documents=tuple(document.short for document in catalog.documents))
    fields = [_words(catalog, entry) for entry in catalog.entries]
    average = _average_lengths(fields)
    for number, (entry, words) in enumerate(zip(catalog.entries, fields, strict=True)):
        _post(index, number, words, average)
        index.pairs.append(_pairs(words))
        _name(index, catalog, number, entry)
    index.seal()
    index.lines = [_lines(index, (*words["title"], *words["asked"])) for words in fields]
    return index


def content_words(text: str) -> list[Word]:
    """Split a text and leave out the stop words; capitals tell IT from it, unless all is in capitals."""
    words = split(text)
    if text.isupper():
        return [word for word in words if not is_stopword(word, shouting=True)]
    # Most words are no stop words: one look tells, without a call for each of a hundred thousand.
    return [word for word in words if word.folded not in STOPWORDS or not is_stopword(word)]


def is_stopword(word: Word, shouting: bool = False) -> bool:
    """Say whether a word carries no subject."""
    if word.folded not in STOPWORDS:
        return False
    return shouting or len(word.written) < 2 or not word.written.isupper()


def _words(catalog: Catalog, entry: Entry) -> _Words:
    return {name: [content_words(text) for text in texts if text] for name, texts in _texts(catalog, entry).items()}


def _texts(catalog: Catalog, entry: Entry) -> dict[str, Iterable[str]]:
    details = entry.details
    said = (details.who, details.what, details.where, details.since, details.partners, details.funding, details.results)
    return {
        "title": (entry.title,),
        "alias": entry.aliases,
        "asked": entry.asked_as,
        "summary": (entry.summary,),
        "details": (*said, details.limits, *details.points),
        "organisation": entry.organisations,
        "country": (country_name(code) for code in entry.countries),
        "group": entry.groups,
        "theme": (catalog.theme(number).label for number in entry.themes[:1]),
        "section": (catalog.section(entry).title,),
        "note": (entry.note,),
    }


def _average_lengths(entries: Sequence[_Words]) -> dict[str, float]:
    totals = {name: sum(len(text) for words in entries for text in words[name]) for name in FIELDS}
    return {name: total / max(1, len(entries)) or 1.0 for name, total in totals.items()}


def _post(index: Index, number: int, fields: _Words, average: Mapping[str, float]) -> None:
    # Weightier fields first: the first field that holds a word is the one to name.
    for name, rule in sorted(FIELDS.items(), key=lambda item: -item[1].weight):
        length = sum(len(text) for text in fields[name])
        unit = rule.weight / (1 - rule.normalise + rule.normalise * length / average[name])
        words = list(chain.from_iterable(fields[name]))
        index.surface.update((word.folded, word.stem) for word in words)
        for stem, times in Counter(word.stem for word in words).items():
            found = index.postings.setdefault(stem, {})
            if number in found:
                found[number].weight += unit * times
            else:
                found[number] = Posting(unit * times, name)


def _pairs(fields: _Words) -> frozenset[tuple[str, str]]:
    """Return the neighbours in an entry, either way round: whoever asks for bonds of the diaspora means the same."""
    texts = ([word.stem for word in text] for name in PAIRED for text in fields[name])
    ahead = {pair for stems in texts for pair in pairwise(stems)}
    return frozenset(ahead | {(second, first) for first, second in ahead})


def _name(index: Index, catalog: Catalog, number: int, entry: Entry) -> None:
    if _holds_figure(entry):
        index.figures.add(number)
    for facet, position in facets_of(catalog, entry):
        index.facets[facet].setdefault(number, position)
    for name in {entry.title, *entry.aliases, entry.id}:
        if key := tuple(word.folded for word in split(name)):
            index.names[key].append(number)
            index.longest_name = max(index.longest_name, len(key))


def _holds_figure(entry: Entry) -> bool:
    """Say whether an entry states a figure other than a year or the number of a target."""
    said = " ".join((entry.summary, entry.details.results, entry.details.what, entry.details.funding, *entry.details.points))
    return _FIGURE.search(_NO_FIGURE.sub(" ", said)) is not None


def _lines(index: Index, texts: Iterable[Sequence[Word]]) -> list[Line]:
    kept = (frozenset(word.stem for word in text) for text in texts)
    return [Line(stems, math.sqrt(sum(index.rarity(stem) ** 2 for stem in stems))) for stems in kept if stems]
