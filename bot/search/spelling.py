"""Which known word a mistyped one was meant to be."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from rapidfuzz.distance import OSA

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

    def _within(self, word: str, edits: int) -> Iterable[tuple[int, int, int, str]]:
        initials = {word[0], word[1]}
        for initial in sorted(initials):
            for known in self._by_initial.get(initial, ()):
                if abs(len(known) - len(word)) > edits or len(known) < ONE_EDIT_FROM - 1:
                    continue
                distance = OSA.distance(word, known, score_cutoff=edits)
                if distance <= edits and (initial == word[0] or known[:2] == word[1::-1]):
                    yield distance, _strangeness(word, known), -self._frequency[known], known


def _strangeness(wrote: str, known: str) -> int:
    """Return 0 where a single other letter is a neighbour on the keyboard or letters were swapped or doubled, else 1."""
    if len(wrote) != len(known):
        return 0 if set(wrote) == set(known) else 1
    differing = [(a, b) for a, b in zip(wrote, known, strict=True) if a != b]
    if len(differing) == 1:
        return 0 if _neighbours(*differing[0]) else 1
    return 0 if sorted(wrote) == sorted(known) else 1


def _neighbours(a: str, b: str) -> bool:
    for row, letters in enumerate(_ROWS):
        if a in letters:
            at = letters.index(a)
            near = letters[max(0, at - 1) : at + 2]
            near += "".join(other[max(0, at - 1) : at + 2] for other in _ROWS[max(0, row - 1) : row + 2])
            return b in near
    return False
