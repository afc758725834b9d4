"""What fingers do to words: one slip, the first letter kept."""

from collections.abc import Iterator
from random import Random

ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


def slip(word: str, rng: Random) -> tuple[str, str]:
    """Return the kind of one slip and the word with it; the word is changed for certain."""
    kind = rng.choice(("swap", "drop", "double", "neighbour"))
    places = [at for at in range(1, len(word) - 1) if kind != "swap" or word[at] != word[at + 1]]
    at = rng.choice(places)
    slipped = {
        "swap": word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        "drop": word[:at] + word[at + 1 :],
        "double": word[: at + 1] + word[at:],
        "neighbour": word[:at] + _neighbour(word[at].lower(), rng) + word[at + 1 :],
    }
    return kind, slipped[kind]


def _neighbour(letter: str, rng: Random) -> str:
    return rng.choice(list(_beside(letter)))


def _beside(letter: str) -> Iterator[str]:
    for row in ROWS:
        at = row.find(letter)
        if at >= 0:
            yield from row[max(0, at - 1) : at] + row[at + 1 : at + 2]
