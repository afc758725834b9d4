"""How sure to be: answer, offer choices, or say that the documents are silent."""

from collections.abc import Sequence

from bot.search.index import Index
from bot.search.ranking import Candidate
from bot.search.results import Verdict

ENOUGH_TO_ANSWER = 0.6
ENOUGH_TO_OFFER = 0.38
MARGIN = 1.18


def decide(index: Index, ranked: Sequence[Candidate]) -> Verdict:
    """Judge ranked candidates. A refusal is worth as much as a hit: thin evidence is none, even if a word matches."""
    if not ranked:
        return Verdict.NONE
    first = ranked[0]
    if first.exact and not (len(ranked) > 1 and ranked[1].exact):
        return Verdict.ANSWER
    if first.coverage < ENOUGH_TO_OFFER and not first.named:
        return Verdict.NONE
    if first.coverage >= ENOUGH_TO_ANSWER and _leads(index, ranked):
        return Verdict.ANSWER
    return Verdict.CHOICES


def _leads(index: Index, ranked: Sequence[Candidate]) -> bool:
    first = index.entries[ranked[0].number]
    for other in ranked[1:]:
        entry = index.entries[other.number]
        if entry.id not in first.related:
            return ranked[0].score >= MARGIN * other.score
    return True
