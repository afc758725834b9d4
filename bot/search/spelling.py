"""Which known word a mistyped one was meant to be."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.search.english import is_english
from bot.search.words import has_digit

# The longest words have the largest budget; the shortest must be right. As Algolia and Meilisearch do.
ONE_EDIT_FROM = 5
TWO_EDITS_FROM = 8
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


def budget(word: str) -> int:
    """Return how many edits a word of this length may be away; a swap of neighbours is one edit."""
    if has_digit(word) or len(word) < ONE_EDIT_FROM:
        return 0
    return 1 if len(word) < TWO_EDITS_FROM else 2


class Speller:
    """Corrects words against a vocabulary. Words of the vocabulary itself are never corrected."""

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        """Take words with the number of entries that hold them."""
        self._frequency = {word: count for word, count in vocabulary.items() if not has_digit(word)}
        self._by_initial: dict[str, list[str]] = defaultdict(list)
        for word in sorted(self._frequency):
            self._by_initial[word[0]].append(word)

    def correct(self, word: str) -> str | None:
        """Return what a word that is no English was meant to be, or None."""
        return None if is_english(word) else self.guess(word)

    def guess(self, word: str) -> str | None:
        """Return the nearest known word within the budget, or None.

        The first letter must agree, or the first two be swapped: a slip there is rare and a wrong guess costly.
        """
        edits = budget(word)
        if not edits or word in self._frequency:
            return None
        best = min(self._within(word, edits), default=None)
        return best[-1] if best else None

    def complete(self, start: str) -> list[str]:
        """Return known words that begin with `start`, shortest first."""
        if len(start) < 4:
            return []
        found = [word for word in self._by_initial.get(start[0], ()) if word.startswith(start) and word != start]
        return sorted(found, key=lambda word: (len(word), word))[:6]

    def _within(self, word: str, edits: int) -> Iterable[tuple[int, float, str]]:
        """Yield (edits, how unlikely, known word): an odd slip into a common word beats a likely one into a rare word."""
        for initial in sorted({word[0], word[1]}):
            bucket = self._by_initial.get(initial, [])
            for known, distance, _ in process.extract(word, bucket, scorer=OSA.distance, score_cutoff=edits, limit=None):
                swapped = known[:2] == word[1::-1]
                if len(known) >= ONE_EDIT_FROM - 1 and (initial == word[0] or swapped):
                    unlikely = 0.5 * _strangeness(word, known) - math.log10(1 + self._frequency[known])
                    yield int(distance), unlikely, known


def _strangeness(wrote: str, known: str) -> int:
    """Return 0 for letters swapped, doubled or next to each other on the keyboard, 1 for one left out or too many, else 2."""
    if sorted(wrote) == sorted(known) or (len(wrote) != len(known) and set(wrote) == set(known)):
        return 0
    if len(wrote) != len(known):
        return 1
    return 0 if all(a == b or _neighbours(a, b) for a, b in zip(wrote, known, strict=True)) else 2


def _neighbours(a: str, b: str) -> bool:
    for row, letters in enumerate(_ROWS):
        if a in letters:
            at = letters.index(a)
            near = letters[max(0, at - 1) : at + 2]
            near += "".join(other[max(0, at - 1) : at + 2] for other in _ROWS[max(0, row - 1) : row + 2])
            return b in near
    return False
