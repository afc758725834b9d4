"""Which words are good English: what is one was not mistyped, even where no entry holds it."""

from functools import cache

from spellchecker import SpellChecker


def is_english(word: str) -> bool:
    """Say whether a folded word stands in a common dictionary."""
    return word in _dictionary()


@cache
def _dictionary() -> frozenset[str]:
    # Read when a first word is about to be corrected: it takes a quarter of a second.
    return frozenset(SpellChecker(distance=1).word_frequency.keys())
