"""What somebody wants compared, read from one line: countries and perhaps a subject, or entries by their names."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.catalog.catalog import Catalog
from bot.catalog.countries import country_name
from bot.catalog.records import Entry
from bot.catalog.topics import COUNTRY
from bot.search.engine import Search
from bot.search.places import Places
from bot.search.results import Correction
from bot.search.stopwords import STOPWORDS
from bot.search.topics import TopicFinder
from bot.search.words import Word, split

MOST = 4
_BETWEEN = re.compile(r"\s*(?:,|;|\n|\bvs?\b\.?|\bversus\b|\bwith\b|\band\b)\s*", re.IGNORECASE)
# These may stand in a comparison and name nothing.
_FILLERS = STOPWORDS | {"compare", "comparison", "vs", "versus", "v"}


@dataclass(frozen=True, slots=True)
class Comparison:
    """What to compare: codes of countries with the key of a topic or none, or entries; `missed` are words that named nothing."""

    codes: tuple[str, ...] = ()
    topic_key: str | None = None
    entries: tuple[Entry, ...] = ()
    missed: tuple[str, ...] = ()
    corrections: tuple[Correction, ...] = ()


class ComparisonReader:
    """Reads comparisons, typing errors included."""

    def __init__(self, catalog: Catalog, search: Search, topics: TopicFinder) -> None:
        self._search = search
        self._topics = topics
        self._places = Places(catalog.glossary)

    def read(self, text: str) -> Comparison:
        """Return what is to be compared: countries where two or more are named, otherwise entries."""
        words = split(text)
        named = self._places.find(words, foreign=True)
        taken = {at for start, end, _ in named for at in range(start, end)}
        left = [word for at, word in enumerate(words) if at not in taken and word.folded not in _FILLERS]
        mended = [(word, found) for word in left if (found := self._near_country(word))]
        codes = tuple(dict.fromkeys([code for _, _, code in named] + [code for _, (code, _) in mended]))
        if len(codes) < 2:
            return self._entries(text)
        rest = [word.written for word in left if word not in [one for one, _ in mended]]
        match = self._topics.find(" ".join(rest)) if rest else None
        corrections = [one for _, (_, some) in mended for one in some]
        return Comparison(
            codes=codes,
            topic_key=match.topics[0].key if match and match.topics else None,
            missed=tuple(rest) if match and not match.topics else (),
            corrections=(*corrections, *(match.corrections if match else ())),
        )

    def _near_country(self, word: Word) -> tuple[str, tuple[Correction, ...]] | None:
        match = self._topics.find(word.written)
        if not match.topics or not match.corrections:
            return None
        sort, _, code = match.topics[0].key.partition(":")
        return (code, (Correction(word.written, country_name(code)),)) if sort == COUNTRY else None

    def _entries(self, text: str) -> Comparison:
        parts = [part for part in _BETWEEN.split(text) if part.strip()]
        if len(parts) < 2:
            # Names without anything between them: each word may be one.
            parts = text.split()
        found = [(part, self._search.ask(part, 1)) for part in parts]
        entries = _once(answer.hits[0].entry for _, answer in found if answer.hits)
        missed = tuple(part for part, answer in found if not answer.hits)
        return Comparison(
            entries=entries, missed=missed, corrections=tuple(one for _, answer in found for one in answer.corrections)
        )


def _once(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple({entry.id: entry for entry in entries}.values())
