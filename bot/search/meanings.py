"""The glossary, made ready for look-up: which phrases stand for which others."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from bot.catalog.records import Glossary
from bot.search.stopwords import STOPWORDS
from bot.search.words import Word, split

LONGEST_PHRASE = 8
# How much a word counts when it was found by way of the glossary. One-way pairs are the loosest: they weigh least.
ACRONYM_WEIGHT = 0.9
ALIKE_WEIGHT = 0.85
ONE_WAY_WEIGHT = 0.6


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a phrase also stands for: the stems to look for, all of them, and how they read."""

    stems: tuple[str, ...]
    reads: str
    weight: float

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Return the neighbours in a phrase: an entry must hold them side by side."""
        return tuple(pairwise(self.stems))


@dataclass(frozen=True, slots=True)
class Span:
    """A run of the question's words, from `start` up to but without `end`, with one of its meanings."""

    start: int
    end: int
    meaning: Meaning


class Meanings:
    """Finds in a question the phrases that the glossary knows."""

    def __init__(self, glossary: Glossary) -> None:
        self._by_phrase: dict[tuple[str, ...], list[Meaning]] = {}
        for acronym in glossary.acronyms:
            for long in acronym.long:
                self._add(acronym.short, long, ACRONYM_WEIGHT)
                self._add(long, acronym.short, ACRONYM_WEIGHT)
        for phrases in glossary.alike:
            for phrase in phrases:
                for other in phrases:
                    self._add(phrase, other, ALIKE_WEIGHT)
        for pair in glossary.one_way:
            for asked in pair.asked:
                for meant in pair.means:
                    self._add(asked, meant, ONE_WAY_WEIGHT)

    def find(self, words: list[Word]) -> Iterator[Span]:
        """Yield every phrase of the question that has a meaning, longer ones first at each place."""
        stems = [word.stem for word in words]
        for start in range(len(stems)):
            for end in range(min(len(stems), start + LONGEST_PHRASE), start, -1):
                for meaning in self._by_phrase.get(tuple(stems[start:end]), ()):
                    yield Span(start, end, meaning)

    def words(self) -> Iterator[str]:
        """Yield every stem that stands in a phrase, so that no such word is taken for a typo."""
        for phrase in self._by_phrase:
            yield from phrase

    def _add(self, phrase: str, meant: str, weight: float) -> None:
        key, target = _key(phrase), _target(meant)
        if not key or not target or key == target:
            return
        known = self._by_phrase.setdefault(key, [])
        if all(meaning.stems != target for meaning in known):
            known.append(Meaning(target, meant, weight))


# Each phrase is split once, however many others it is paired with.
@lru_cache(maxsize=10_000)
def _key(phrase: str) -> tuple[str, ...]:
    return tuple(word.stem for word in split(phrase))


@lru_cache(maxsize=10_000)
def _target(meant: str) -> tuple[str, ...]:
    return tuple(word.stem for word in split(meant) if word.folded not in STOPWORDS or len(meant) < 6)
