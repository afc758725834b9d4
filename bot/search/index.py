"""The entries as a fielded inverted index, built once."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bot.catalog.catalog import Catalog
from bot.catalog.countries import country_name
from bot.catalog.records import Entry
from bot.search.stopwords import STOPWORDS
from bot.search.words import Word, split


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
    "organisation": FieldRule(1.5, 0.2),
    "country": FieldRule(1.2, 0.2),
    "group": FieldRule(0.5, 0.3),
    "theme": FieldRule(0.5, 0.3),
    "section": FieldRule(0.3, 0.3),
    "note": FieldRule(0.2, 0.5),
}
# BM25's saturation: how soon more mentions of a word stop to matter.
SATURATION = 1.6


@dataclass(slots=True)
class Posting:
    """A word's weight in one entry, and the field that gives most of it."""

    weight: float
    field: str


@dataclass
class Index:
    """Stems to entries (by number), lines to entries, names to entries."""

    entries: tuple[Entry, ...]
    postings: dict[str, dict[int, Posting]] = field(default_factory=dict)
    pairs: dict[tuple[str, str], set[int]] = field(default_factory=lambda: defaultdict(set))
    lines: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    line_entry: list[int] = field(default_factory=list)
    line_norm: list[float] = field(default_factory=list)
    names: dict[tuple[str, ...], list[int]] = field(default_factory=lambda: defaultdict(list))
    countries: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))
    surface: dict[str, str] = field(default_factory=dict)

    def rarity(self, stem: str) -> float:
        """Return the inverse document frequency of a stem; that of an unknown word is the highest."""
        return self.rarity_of(len(self.postings.get(stem, ())))

    def rarity_of(self, count: int) -> float:
        """Return the inverse document frequency of something found in `count` entries."""
        return math.log(1 + (len(self.entries) - count + 0.5) / (count + 0.5))


def build_index(catalog: Catalog) -> Index:
    """Index every entry of a catalog."""
    index = Index(catalog.entries)
    texts = [_texts(catalog, entry) for entry in catalog.entries]
    words = [{name: _content(text) for name, text in fields.items()} for fields in texts]
    _post(index, words)
    for number, entry in enumerate(catalog.entries):
        for position, code in enumerate(entry.countries):
            index.countries[code][number] = position
        for name in (entry.title, *entry.aliases, entry.id):
            if key := tuple(word.folded for word in split(name)):
                index.names[key].append(number)
        _pair_up(index, number, words[number])
    _add_lines(index)
    return index


def content_words(text: str) -> list[Word]:
    """Split a text and leave out the stop words; capitals tell IT from it, unless all is in capitals."""
    shouting = text.isupper()
    return [word for word in split(text) if not is_stopword(word, shouting)]


def is_stopword(word: Word, shouting: bool = False) -> bool:
    """Say whether a word carries no subject."""
    acronym = len(word.written) > 1 and word.written.isupper() and not shouting
    return word.folded in STOPWORDS and not acronym


def _texts(catalog: Catalog, entry: Entry) -> dict[str, tuple[str, ...]]:
    details = entry.details
    said = (details.who, details.what, details.where, details.since, details.partners, details.funding, details.results)
    return {
        "title": (entry.title,),
        "alias": entry.aliases,
        "asked": entry.asked_as,
        "summary": (entry.summary,),
        "details": (*said, details.limits, *details.points),
        "organisation": entry.organisations,
        "country": tuple(country_name(code) for code in entry.countries),
        "group": entry.groups,
        "theme": tuple(catalog.theme(number).label for number in entry.themes[:1]),
        "section": (catalog.section(entry).title,),
        "note": (entry.note,),
    }


def _content(texts: Iterable[str]) -> list[list[Word]]:
    return [content_words(text) for text in texts if text]


def _post(index: Index, words: list[dict[str, list[list[Word]]]]) -> None:
    average = {
        name: sum(len(part) for fields in words for part in fields[name]) / max(1, len(words)) or 1.0 for name in FIELDS
    }
    for number, fields in enumerate(words):
        for name, parts in fields.items():
            length = sum(len(part) for part in parts)
            rule = FIELDS[name]
            unit = rule.weight / (1 - rule.normalise + rule.normalise * length / average[name])
            for part in parts:
                for word in part:
                    _count(index, word, number, unit, name)


def _count(index: Index, word: Word, number: int, unit: float, name: str) -> None:
    index.surface.setdefault(word.folded, word.stem)
    posting = index.postings.setdefault(word.stem, {}).get(number)
    if posting is None:
        index.postings[word.stem][number] = Posting(unit, name)
    else:
        if FIELDS[name].weight > FIELDS[posting.field].weight:
            posting.field = name
        posting.weight += unit


def _pair_up(index: Index, number: int, fields: dict[str, list[list[Word]]]) -> None:
    for name in ("title", "alias", "asked", "summary", "details"):
        for part in fields[name]:
            for first, second in zip(part, part[1:], strict=False):
                index.pairs[first.stem, second.stem].add(number)


def _add_lines(index: Index) -> None:
    for number, entry in enumerate(index.entries):
        for text in (entry.title, *entry.asked_as):
            stems = {word.stem for word in content_words(text)}
            if not stems:
                continue
            for stem in stems:
                index.lines[stem].append(len(index.line_entry))
            index.line_entry.append(number)
            index.line_norm.append(math.sqrt(sum(index.rarity(stem) ** 2 for stem in stems)))
