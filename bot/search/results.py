"""What a search returns."""

from dataclasses import dataclass
from enum import StrEnum

from bot.catalog.records import Entry


class Verdict(StrEnum):
    """How sure the desk is."""

    ANSWER = "answer"
    CHOICES = "choices"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Correction:
    """A word that was read as another."""

    wrote: str
    read: str


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry with its score and one line that says why it was found."""

    entry: Entry
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The outcome of one question. `hits` is empty when the verdict is none.

    `themes` are the nearest theme numbers, to offer instead; `unknown` are words that no entry holds; `cut` says that the question
    was too long and read in part.
    """

    question: str
    verdict: Verdict
    hits: tuple[Hit, ...] = ()
    corrections: tuple[Correction, ...] = ()
    themes: tuple[str, ...] = ()
    cut: bool = False
    unknown: tuple[str, ...] = ()
