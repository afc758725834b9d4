"""What each entry shares with a question: words, phrases of the glossary, facets, names, and the nearest single line."""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from itertools import islice

from bot.search.index import PLENTY, Index
from bot.search.meanings import Span
from bot.search.question import Facet, Question, Term, Variant
from bot.search.words import split

# BM25's saturation: how soon more mentions of a word stop to matter.
SATURATION = 1.6
# A word that merely says which kind of entry is wanted counts little.
HINT_WEIGHT = 0.35
# The country that runs a programme stands first, the objective that fits best too.
SECOND_PLACE = 0.85
COUNTRY_CODE = 2
# A glossary's word in a line is a looser likeness than the word itself.
SPAN_IN_LINE = 0.5
# Adds to the evidence: of all entries, or only of those whose numbers are given.
_LookUp = Callable[[Iterable[int] | None], None]


@dataclass(slots=True)
class Match:
    """What one word or phrase found in one entry; `via` is the word of the entry where it is another."""

    score: float
    strength: float
    field: str
    via: str = ""


@dataclass(slots=True)
class Evidence:
    """All that speaks for one entry, by its number."""

    number: int
    terms: dict[int, Match] = field(default_factory=dict)
    spans: dict[Span, Match] = field(default_factory=dict)
    facets: dict[str, float] = field(default_factory=dict)
    line: float = 0.0
    named: int = 0
    exact: bool = False


class Gathering(dict[int, Evidence]):
    """Evidence by entry number, made when first asked for."""

    def __missing__(self, number: int) -> Evidence:
        self[number] = Evidence(number)
        return self[number]


def gather(index: Index, question: Question) -> Gathering:
    """Collect the evidence of words, phrases, facets and names for the entries that may matter.

    Rarer words go first. Once they have found plenty, commoner ones only add to what was found.
    """
    found = Gathering()
    _look_up_names(index, question, found)
    for look_up in _rarest_first(index, question, found):
        look_up(found.keys() if len(found) >= PLENTY else None)
    _look_up_facets(index, question, found)
    return found


def weight_of(term: Term) -> float:
    """Return how much a word of the question counts beside its rarity."""
    return HINT_WEIGHT if term.hint else 1.0


def compare_lines(index: Index, question: Question, candidates: Iterable[Evidence]) -> None:
    """Find for each candidate the line that is most like the question: the cosine of their words, by rarity, 0 to 1."""
    weights = _line_weights(index, question)
    rarities = {stem: index.rarity(stem) for stem in weights}
    own = math.sqrt(sum((rarities[stem] * weight) ** 2 for stem, weight in weights.items()))
    shares = {stem: rarities[stem] ** 2 * weight / own for stem, weight in weights.items()}
    for evidence in candidates:
        for line in index.lines[evidence.number]:
            dot = sum(share for stem, share in shares.items() if stem in line.stems)
            evidence.line = max(evidence.line, dot / line.length)


def readings(evidence: Evidence) -> tuple[dict[int, float], dict[int, float]]:
    """Return score and strength by word: literally, or by way of the glossary where that says more."""
    scores = {at: match.score for at, match in evidence.terms.items()}
    strengths = {at: match.strength for at, match in evidence.terms.items()}
    used: set[int] = set()
    for span, match in sorted(evidence.spans.items(), key=lambda item: -item[1].score):
        covered = range(span.start, span.end)
        if not used.isdisjoint(covered) or match.score <= sum(scores.get(at, 0.0) for at in covered):
            continue
        used.update(covered)
        for at in covered:
            scores[at] = match.score / len(covered)
            strengths[at] = max(strengths.get(at, 0.0), match.strength)
    return scores, strengths


def _rarest_first(index: Index, question: Question, found: Gathering) -> list[_LookUp]:
    words: list[tuple[int, _LookUp]] = [
        (index.count(variant.stem), partial(_look_up, index, found, term, variant))
        for term in question.terms
        for variant in term.variants
    ]
    phrases: list[tuple[int, _LookUp]] = [
        (min(map(index.count, span.meaning.stems)), partial(_look_up_span, index, found, span)) for span in question.spans
    ]
    return [look_up for _, look_up in sorted((*words, *phrases), key=lambda sized: sized[0])]


def _look_up(index: Index, found: Gathering, term: Term, variant: Variant, among: Iterable[int] | None) -> None:
    postings = index.postings.get(variant.stem, {})
    rarity = index.rarity(variant.stem) * variant.weight * weight_of(term)
    for number in index.champions(variant.stem) if among is None else postings.keys() & among:
        posting = postings[number]
        score = rarity * _saturate(posting.weight)
        terms = found[number].terms
        if term.at not in terms or terms[term.at].score < score:
            terms[term.at] = Match(score, variant.weight, posting.field, variant.via)


def _look_up_span(index: Index, found: Gathering, span: Span, among: Iterable[int] | None) -> None:
    stems = span.meaning.stems
    postings = [index.postings.get(stem, {}) for stem in stems]
    rarest = min(postings, key=len)
    among = index.champions(min(stems, key=index.count)) if among is None else among
    for number in rarest.keys() & among:
        if all(number in other for other in postings) and index.pairs[number].issuperset(span.meaning.pairs):
            pairs = zip(stems, postings, strict=True)
            score = sum(index.rarity(stem) * _saturate(other[number].weight) for stem, other in pairs)
            weight = span.meaning.weight
            found[number].spans[span] = Match(score * weight, weight, rarest[number].field, span.meaning.reads)


def _look_up_facets(index: Index, question: Question, found: Gathering) -> None:
    for facet in question.facets:
        rarity = index.rarity_of(len(index.facets.get(facet.key, ())))
        if len(facet.key) == COUNTRY_CODE:
            # A city may stand in a title, as in the Montevideo Consensus, of an entry that is of no country.
            for number in _holding_all(index, facet.words):
                found[number].facets[facet.key] = rarity * SECOND_PLACE
        for number, position in _holders(index, facet, found).items():
            found[number].facets[facet.key] = rarity * (1.0 if position == 0 else SECOND_PLACE)


def _holders(index: Index, facet: Facet, found: Gathering) -> dict[int, int]:
    """Return the entries of a facet with its place in each; where there are too many, those that words have found."""
    holders = index.facets.get(facet.key, {})
    if len(holders) <= PLENTY and len(found) <= PLENTY:
        return holders
    return {number: holders[number] for number in found.keys() & holders} or dict(islice(holders.items(), PLENTY))


def _holding_all(index: Index, words: str) -> list[int]:
    stems = [word.stem for word in split(words)]
    rarest = min(stems, key=index.count)
    return [number for number in index.champions(rarest) if all(number in index.postings.get(stem, ()) for stem in stems)]


def _look_up_names(index: Index, question: Question, found: Gathering) -> None:
    words = tuple(word.folded for word in question.words)
    for start in range(len(words)):
        for end in range(start + 1, min(len(words), start + index.longest_name) + 1):
            for number in index.names.get(words[start:end], ()):
                evidence = found[number]
                evidence.named = max(evidence.named, end - start)
                evidence.exact |= end - start == len(words)


def _line_weights(index: Index, question: Question) -> dict[str, float]:
    weights = {term.variants[0].stem: weight_of(term) for term in question.terms}
    for span in question.spans:
        for stem in span.meaning.stems:
            if stem in index.postings:
                weights[stem] = max(weights.get(stem, 0.0), span.meaning.weight * SPAN_IN_LINE)
    return weights


def _saturate(weight: float) -> float:
    return weight * (SATURATION + 1) / (weight + SATURATION)
