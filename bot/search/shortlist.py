"""Which of very many entries are worth a closer look: one pass of plain BM25F over arrays.

A knowledge base of our own size is looked at whole. From some thousands of entries on, evidence for each would take too long, while
adding up numbers for a hundred thousand takes less than a millisecond. NumPy loads slowly, so that a small index does without.
"""

from collections.abc import Iterable, Mapping

import numpy as np

# A stem of more than this share of the entries has a score for every entry: adding whole arrays is quicker than picking places.
DENSE = 1 / 16
# Where to look for the highest sums, as shares of the top one.
NEAR_THE_TOP = (0.6, 0.4, 0.2, 0.0)


class Shortlist:
    """The postings as arrays: `best` finds the entries that share most with the words of a question."""

    def __init__(self, postings: Mapping[str, Mapping[int, float]], entries: int) -> None:
        """Take the score of each stem in each entry, its rarity included."""
        self._entries = entries
        self._dense: dict[str, np.ndarray] = {}
        self._sparse: dict[str, tuple[np.ndarray, np.ndarray]] = {}
        for stem, found in postings.items():
            numbers = np.fromiter(found, np.int32, len(found))
            scores = np.fromiter(found.values(), np.float32, len(found))
            if len(found) > entries * DENSE:
                self._dense[stem] = np.zeros(entries, np.float32)
                self._dense[stem][numbers] = scores
            else:
                self._sparse[stem] = numbers, scores

    def best(self, weights: Iterable[tuple[str, float]], most: int) -> frozenset[int]:
        """Return at most so many entry numbers; `weights` says how much each stem counts."""
        total = np.zeros(self._entries, np.float32)
        for stem, weight in weights:
            if stem in self._dense:
                total += np.float32(weight) * self._dense[stem]
            elif stem in self._sparse:
                numbers, scores = self._sparse[stem]
                total[numbers] += np.float32(weight) * scores
        return frozenset(_highest(total, most).tolist())


def _highest(total: np.ndarray, most: int) -> np.ndarray:
    """Return the places of the highest sums above zero: those near the top first, since few entries come near it."""
    top = float(total.max(initial=0.0))
    for share in NEAR_THE_TOP:
        places = np.flatnonzero(total > share * top)
        if len(places) >= most:
            return places[np.argpartition(total[places], -most)[-most:]]
    return places
