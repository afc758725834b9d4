"""How sure to be: answer, offer choices, or say that the documents are silent."""

from collections.abc import Sequence

from bot.search.coverage import coverage
from bot.search.evidence import Evidence
from bot.search.index import Index
from bot.search.question import GUESS_WEIGHT, Question
from bot.search.ranking import Ranked
from bot.search.results import Verdict

ENOUGH_TO_ANSWER = 0.62
# Coverage alone says too little: of two questions half covered, the one that shares four words with an entry, three of them in
# one line, is answered by it more often than the one that shares a single word.
LINE_COUNTS = 0.5
WORD_COUNTS = 0.23
MOST_WORDS = 4
BELIEF_TO_OFFER = 1.0
BELIEF_TO_ANSWER = 1.5
MARGIN = 1.25
# A single word found only here proves little: these fields hold everyday words.
STRAY_FIELDS = frozenset({"asked", "note", "section"})
# Unless the word is half of what a line there says.
STRAY_LINE = 0.45


def decide(index: Index, question: Question, ranked: Sequence[Ranked]) -> Verdict:
    """Judge ranked entries. A refusal is worth as much as a hit: thin evidence is none, even if a word matches."""
    if not ranked:
        return Verdict.NONE
    first = ranked[0]
    if first.evidence.exact and not (len(ranked) > 1 and ranked[1].evidence.exact):
        return Verdict.ANSWER
    covered = coverage(index, question, first.evidence)
    belief = _belief(question, first.evidence, covered)
    if not first.evidence.named and (belief < BELIEF_TO_OFFER or _is_thin(index, question, first.evidence)):
        return Verdict.NONE
    enough = covered >= ENOUGH_TO_ANSWER and belief >= BELIEF_TO_ANSWER
    sure = enough and _leads(index, ranked) and not question.personal and not _is_guess(index, question, first.evidence)
    return Verdict.ANSWER if sure else Verdict.CHOICES


def _belief(question: Question, evidence: Evidence, covered: float) -> float:
    """Return how far the evidence goes: what is covered, how near one line comes, and how many words agree."""
    shared = sum(term.at in evidence.terms for term in question.subjects) + len(evidence.facets)
    return covered + LINE_COUNTS * evidence.line + WORD_COUNTS * min(shared, MOST_WORDS)


def _is_thin(index: Index, question: Question, evidence: Evidence) -> bool:
    """Say whether all rests on one stray word or on guesses, or on a facet alone where something else was asked of it."""
    found = {term.word.stem: evidence.terms[term.at] for term in question.subjects if term.at in evidence.terms}
    solid = [match for match in found.values() if match.strength > GUESS_WEIGHT]
    if not solid and not evidence.spans:
        # Words of another language say nothing for or against what is shown of the country.
        understood = any(variant.stem in index.postings for term in question.subjects for variant in term.variants)
        return understood or not evidence.facets
    if len(solid) != 1 or evidence.facets or evidence.spans or solid[0].field not in STRAY_FIELDS:
        return False
    return bool(question.corrections) or evidence.line < STRAY_LINE


def _is_guess(index: Index, question: Question, evidence: Evidence) -> bool:
    """Say whether a lone corrected word is all there is, or where a treaty or a figure was wanted, something else was found."""
    lone = bool(question.corrections) and len(question.subjects) + len(question.facets) == 1
    other = question.kind == "instrument" and index.entries[evidence.number].kind != "instrument"
    return lone or other or (question.wants_figure and evidence.number not in index.figures)


def _leads(index: Index, ranked: Sequence[Ranked]) -> bool:
    """Say whether the first is ahead of the next *different* answer: a near-duplicate, related and of the same kind, is none."""
    first = index.entries[ranked[0].evidence.number]
    others = ((index.entries[other.evidence.number], other.own) for other in ranked[1:])
    rival = max((score for entry, score in others if entry.id not in first.related or entry.kind != first.kind), default=0.0)
    return ranked[0].own >= MARGIN * rival
