"""What a message speaks of in passing: programmes and instruments by name, objectives by number, countries."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.catalog.catalog import Catalog
from bot.catalog.records import Entry
from bot.catalog.topics import COUNTRY, OBJECTIVE, topics_with_entries
from bot.search.places import Places
from bot.search.words import Word, fold

MOST = 3
# Of a long message the first part is read: the time it takes is bounded.
LONGEST_MESSAGE = 4096
LONGEST_NAME = 24
SHORTEST_ACRONYM = 3
# What may stand between the words of a name: a space, perhaps with a sign, or a sign as in A/RES/217(III); and as in No. 105.
_GAP = re.compile(r"[,:’'+]?[ \u00a0]#?|[-–/.'’&+(]|")
_NUMBER = "no"
_WORD = re.compile(r"[^\W_]+")
_OBJECTIVE = re.compile(r"\bobj(?:ective)?s?\.?\s*(?:no\.?\s*|#)?([1-9]\d?)(?![\d.]*\d)", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\s*\([^)]*\)")


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in a text, word for word, with the entry or else the key of the topic that it names."""

    start: int
    fragment: str
    entry: Entry | None = None
    topic_key: str = ""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A word of a text with where it stands."""

    start: int
    end: int
    word: Word


@dataclass(frozen=True, slots=True)
class _Name:
    """What an entry is called; an acronym counts only where it is written as one."""

    entry: Entry
    is_acronym: bool


class MentionFinder:
    """Finds mentions with the names of one catalog."""

    def __init__(self, catalog: Catalog) -> None:
        self._places = Places(catalog.glossary)
        self._topics = frozenset(one.key for one in topics_with_entries(catalog))
        self._names: dict[tuple[str, ...], _Name] = {}
        for entry in (*catalog.of_kind("practice"), *catalog.of_kind("instrument")):
            for name in (_IN_BRACKETS.sub("", entry.title), *entry.aliases):
                self._add(entry, name)

    def find(self, text: str, most: int = MOST) -> tuple[Mention, ...]:
        """Return what a message names, each once: names first, then objectives, then countries; no two in the same place."""
        read = text[:LONGEST_MESSAGE]
        pieces = [_Piece(m.start(), m.end(), Word(m.group(), fold(m.group()), "")) for m in _WORD.finditer(read)]
        found: list[Mention] = []
        for mention in (*self._by_name(read, pieces), *self._objectives(read), *self._countries(read, pieces)):
            same = any(one.entry == mention.entry and one.topic_key == mention.topic_key for one in found)
            if not same and not any(_overlap(one, mention) for one in found):
                found.append(mention)
        return tuple(found[:most])

    def _add(self, entry: Entry, name: str) -> None:
        words = _WORD.findall(name)
        key = tuple(fold(word) for word in words)
        is_acronym = len(words) == 1 and _is_acronym(name)
        # A single everyday word names nothing for certain.
        if not 0 < len(key) <= LONGEST_NAME or (len(key) == 1 and not (is_acronym and len(name) >= SHORTEST_ACRONYM)):
            return
        self._names.setdefault(key, _Name(entry, is_acronym))

    def _by_name(self, text: str, pieces: Sequence[_Piece]) -> Iterator[Mention]:
        at = 0
        while at < len(pieces):
            end, name = self._longest(text, pieces, at)
            if name:
                yield Mention(pieces[at].start, text[pieces[at].start : pieces[end - 1].end], name.entry)
            at = end

    def _longest(self, text: str, pieces: Sequence[_Piece], at: int) -> tuple[int, _Name | None]:
        reach = _reach(text, pieces, at)
        for end in range(reach, at, -1):
            name = self._names.get(tuple(piece.word.folded for piece in pieces[at:end]))
            if name and (not name.is_acronym or _is_acronym(pieces[at].word.written)):
                return end, name
        return at + 1, None

    def _objectives(self, text: str) -> Iterator[Mention]:
        for match in _OBJECTIVE.finditer(text):
            key = f"{OBJECTIVE}:{match[1]}"
            if key in self._topics:
                yield Mention(match.start(), match.group(), topic_key=key)

    def _countries(self, text: str, pieces: Sequence[_Piece]) -> Iterator[Mention]:
        for first, end, code in self._places.find([piece.word for piece in pieces], foreign=False):
            key = f"{COUNTRY}:{code}"
            if key in self._topics:
                yield Mention(pieces[first].start, text[pieces[first].start : pieces[end - 1].end], topic_key=key)


def _reach(text: str, pieces: Sequence[_Piece], at: int) -> int:
    """Return one past the last word that can belong to a name which begins `at`, with nothing but a space or the like between."""
    end = at + 1
    while end < min(len(pieces), at + LONGEST_NAME):
        gap = text[pieces[end - 1].end : pieces[end].start]
        numbered = gap == ". " and pieces[end - 1].word.folded == _NUMBER
        if not (numbered or _GAP.fullmatch(gap)):
            break
        end += 1
    return end


def _is_acronym(word: str) -> bool:
    """Say whether a word is written as an acronym is: with capitals inside, or a capital and a figure."""
    capitals = sum(letter.isupper() for letter in word)
    return capitals > 1 or (capitals == 1 and any(letter.isdigit() for letter in word))


def _overlap(one: Mention, other: Mention) -> bool:
    return one.start < other.start + len(other.fragment) and other.start < one.start + len(one.fragment)
