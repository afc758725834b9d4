"""What each entry shares with a question: words, phrases of the glossary, facets, names, and the nearest single line."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from bot.search.facets import Facet
from bot.search.index import PLENTY, Index, saturate
from bot.search.meanings import Span
from bot.search.question import Question, Term, Variant
from bot.search.words import split

# A word that merely says which kind of entry is wanted counts little.
HINT_WEIGHT = 0.35
# The country that runs a programme stands first, the objective that fits best too.
SECOND_PLACE = 0.85
COUNTRY_CODE = 2
# A glossary's word in a line is a looser likeness than the word itself.
SPAN_IN_LINE = 0.5


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
    """Collect the evidence of words, phrases, facets and names for the entries that may matter."""
    found = Gathering()
    _look_up_names(index, question, found)
    among = _worth_a_look(index, question, found)
    for term in question.terms:
        for variant in term.variants:
            _look_up(index, found, term, variant, among)
    for span in question.spans:
        _look_up_span(index, found, span, among)
    _look_up_facets(index, question, found)
    _locate(index, question, found)
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


def _worth_a_look(index: Index, question: Question, found: Gathering) -> frozenset[int] | None:
    """Return the entries to look at in a large index: those named, and the best by words alone. None stands for all."""
    if index.shortlist is None:
        return None
    words = [(variant.stem, variant.weight * weight_of(term)) for term in question.terms for variant in term.variants]
    phrases = [(stem, span.meaning.weight) for span in question.spans for stem in span.meaning.stems]
    return index.shortlist.best((*words, *phrases), PLENTY).union(islice(found, PLENTY))


def _look_up(index: Index, found: Gathering, term: Term, variant: Variant, among: frozenset[int] | None) -> None:
    postings = index.postings.get(variant.stem, {})
    rarity = index.rarity(variant.stem) * variant.weight * weight_of(term)
    for number in postings if among is None else postings.keys() & among:
        posting = postings[number]
        score = rarity * saturate(posting.weight)
        terms = found[number].terms
        if term.at not in terms or terms[term.at].score < score:
            terms[term.at] = Match(score, variant.weight, posting.field, variant.via)


def _look_up_span(index: Index, found: Gathering, span: Span, among: frozenset[int] | None) -> None:
    stems = span.meaning.stems
    postings = [index.postings.get(stem, {}) for stem in stems]
    rarest = min(postings, key=len)
    for number in rarest if among is None else rarest.keys() & among:
        if all(number in other for other in postings) and index.pairs[number].issuperset(span.meaning.pairs):
            pairs = zip(stems, postings, strict=True)
            score = sum(index.rarity(stem) * saturate(other[number].weight) for stem, other in pairs)
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


def _locate(index: Index, question: Question, found: Gathering) -> None:
    """Take a section and an item in it for as good as a name."""
    sections = [index.facets.get(facet.key, {}) for facet in question.facets if facet.is_section]
    items = [index.facets.get(facet.key, {}) for facet in question.facets if facet.is_item]
    for number, evidence in found.items():
        here = any(section.get(number) == 0 for section in sections) and any(number in item for item in items)
        evidence.exact = evidence.exact or here


def _holders(index: Index, facet: Facet, found: Gathering) -> dict[int, int]:
    """Return the entries of a facet with its place in each; of a large index those that words have found, or some."""
    holders = index.facets.get(facet.key, {})
    if index.shortlist is None or len(holders) <= PLENTY:
        return holders
    return {number: holders[number] for number in found if number in holders} or dict(islice(holders.items(), PLENTY))


def _holding_all(index: Index, words: str) -> list[int]:
    postings = sorted((index.postings.get(word.stem, {}) for word in split(words)), key=len)
    holding = (number for number in postings[0] if all(number in other for other in postings))
    return list(holding if index.shortlist is None else islice(holding, PLENTY))


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
