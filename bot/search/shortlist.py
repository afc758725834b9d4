"""Which of very many entries are worth a closer look: one pass of plain BM25F over arrays.

A knowledge base of our own size is looked at whole. From some thousands of entries on, evidence for each would take too long, while
adding up numbers for a hundred thousand takes less than a millisecond. NumPy loads slowly, so that a small index does without.
"""

from collections.abc import Iterable, Mapping

import numpy as np


class Shortlist:
    """The postings as arrays: `best` finds the entries that share most with the words of a question."""

    def __init__(self, postings: Mapping[str, Mapping[int, float]], entries: int) -> None:
        """Take the score of each stem in each entry, its rarity included."""
        self._entries = entries
        self._numbers = {stem: np.fromiter(found, np.int32, len(found)) for stem, found in postings.items()}
        self._scores = {stem: np.fromiter(found.values(), np.float32, len(found)) for stem, found in postings.items()}

    def best(self, weights: Iterable[tuple[str, float]], most: int) -> frozenset[int]:
        """Return at most so many entry numbers; `weights` says how much each stem counts."""
        total = np.zeros(self._entries, np.float32)
        for stem, weight in weights:
            if stem in self._numbers:
                total[self._numbers[stem]] += weight * self._scores[stem]
        chosen = np.argpartition(total, -most)[-most:] if most < self._entries else np.arange(self._entries)
        return frozenset(chosen[total[chosen] > 0].tolist())
