"""Orders entries by their evidence: BM25F over fields, the nearest line, neighbours, names, facets and kinds."""

from collections.abc import Mapping
from dataclasses import dataclass
from heapq import nlargest
from itertools import pairwise

from bot.catalog.records import Entry
from bot.search.evidence import Evidence, Gathering, compare_lines, readings, weight_of
from bot.search.index import Index
from bot.search.question import Question

# A line of `asked_as`, or a title, that says nearly what the question says is worth more than words strewn over an entry.
LINE_WEIGHT = 0.8
PAIR_WEIGHT = 0.25
NAME_WEIGHT = 1.5
EXACT_WEIGHT = 3.0
FACET_WEIGHT = 1.3
# Soft filters: an entry of another country, section or kind is passed over only for a comparable one that fits.
OTHER_FACET = 0.55
WANTED_KIND = 1.12
# An entry whose related entry fits too is likelier meant than one that shares a word by chance.
RELATED_SHARE = 0.15
SHORT_LIST = 40


@dataclass(frozen=True, slots=True)
class Ranked:
    """An entry in its place; `own` is its score without what related entries lend it."""

    evidence: Evidence
    score: float
    own: float


@dataclass(frozen=True, slots=True)
class _Scale:
    """What is the same for every entry: how much the question's words weigh, and its pairs of neighbours."""

    mass: float
    pairs: tuple[tuple[tuple[str, str], float], ...]


def rank(index: Index, question: Question, found: Gathering) -> list[Ranked]:
    """Return the best entries in order, exact names before all, ties by id.

    Words, names and facets choose a short list; the nearest line and neighbouring words decide within it.
    """
    scale = _scale(index, question)
    short_list = nlargest(SHORT_LIST, found.values(), key=_promise)
    compare_lines(index, question, short_list)
    entries = index.entries
    scores = {entries[evidence.number].id: _score(index, question, evidence, scale) for evidence in short_list}
    # A name or a country says which entry is meant; those related to it are not.
    named = bool(question.facets) or any(evidence.named for evidence in short_list)
    support = {} if named else scores
    ranked = [_place(entries[evidence.number], evidence, scores, support) for evidence in short_list]
    return sorted(ranked, key=lambda r: (-r.evidence.exact, -round(r.score, 6), entries[r.evidence.number].id))


def _place(entry: Entry, evidence: Evidence, scores: Mapping[str, float], support: Mapping[str, float]) -> Ranked:
    own = scores[entry.id]
    related = max((support[other] for other in entry.related if other in support), default=0.0)
    return Ranked(evidence, own + RELATED_SHARE * related, own)


def _scale(index: Index, question: Question) -> _Scale:
    first = [(term, term.variants[0].stem) for term in question.terms]
    mass = sum(index.rarity(stem) * weight_of(term) for term, stem in first)
    pairs = [((a, b), index.rarity(a) + index.rarity(b)) for (_, a), (_, b) in pairwise(first)]
    return _Scale(mass, tuple(pairs))


def _score(index: Index, question: Question, evidence: Evidence, scale: _Scale) -> float:
    entry = index.entries[evidence.number]
    total = _sum(evidence) + LINE_WEIGHT * evidence.line * scale.mass
    total += PAIR_WEIGHT * sum(rarity for pair, rarity in scale.pairs if pair in index.pairs[evidence.number])
    total += FACET_WEIGHT * sum(evidence.facets.values())
    if evidence.named:
        total *= NAME_WEIGHT
    if evidence.exact:
        total = total * EXACT_WEIGHT + EXACT_WEIGHT
    if question.facets and not evidence.facets:
        total *= OTHER_FACET
    if question.kind == entry.kind:
        total *= WANTED_KIND
    return total


def _promise(evidence: Evidence) -> tuple[bool, float]:
    """Return what decides who comes on the short list: cheap to work out, for it is asked of hundreds."""
    total = _sum(evidence) + FACET_WEIGHT * sum(evidence.facets.values())
    return evidence.exact, total * NAME_WEIGHT if evidence.named else total


def _sum(evidence: Evidence) -> float:
    if evidence.spans:
        return sum(readings(evidence)[0].values())
    return sum(match.score for match in evidence.terms.values())
