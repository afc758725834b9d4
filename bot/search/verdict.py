"""How sure to be: answer, offer choices, or say that the documents are silent."""

from collections.abc import Sequence

from bot.search.index import Index
from bot.search.question import Question
from bot.search.ranking import Ranked, coverage
from bot.search.results import Verdict

ENOUGH_TO_ANSWER = 0.6
ENOUGH_TO_OFFER = 0.38
MARGIN = 1.18


def decide(index: Index, question: Question, ranked: Sequence[Ranked]) -> Verdict:
    """Judge ranked entries. A refusal is worth as much as a hit: thin evidence is none, even if a word matches."""
    if not ranked:
        return Verdict.NONE
    first = ranked[0]
    if first.evidence.exact and not (len(ranked) > 1 and ranked[1].evidence.exact):
        return Verdict.ANSWER
    covered = coverage(index, question, first.evidence)
    if covered < ENOUGH_TO_OFFER and not first.evidence.named:
        return Verdict.NONE
    return Verdict.ANSWER if covered >= ENOUGH_TO_ANSWER and _leads(index, ranked) else Verdict.CHOICES


def _leads(index: Index, ranked: Sequence[Ranked]) -> bool:
    """Say whether the first is ahead of the next that is not merely its companion."""
    first = index.entries[ranked[0].evidence.number]
    rivals = (r for r in ranked[1:] if index.entries[r.evidence.number].id not in first.related)
    rival = next(rivals, None)
    return rival is None or ranked[0].score >= MARGIN * rival.score
