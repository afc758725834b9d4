"""What each entry shares with a question: words, phrases of the glossary, countries, names, and the nearest single line."""

import math
from collections import defaultdict
from dataclasses import dataclass, field

from bot.search.index import Index
from bot.search.meanings import Span
from bot.search.question import Question, Term
from bot.search.words import split

# BM25's saturation: how soon more mentions of a word stop to matter.
SATURATION = 1.6
# A word that merely says which kind of entry is wanted counts little.
HINT_WEIGHT = 0.35
SECOND_COUNTRY = 0.85
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
    countries: dict[str, float] = field(default_factory=dict)
    line: float = 0.0
    named: int = 0
    exact: bool = False


class Gathering(dict[int, Evidence]):
    """Evidence by entry number, made when first asked for."""

    def __missing__(self, number: int) -> Evidence:
        self[number] = Evidence(number)
        return self[number]


def gather(index: Index, question: Question) -> Gathering:
    """Collect the evidence for every entry that shares anything with a question."""
    found = Gathering()
    for term in question.terms:
        _look_up_term(index, term, found)
    for span in question.spans:
        _look_up_span(index, span, found)
    _look_up_countries(index, question, found)
    _look_up_names(index, question, found)
    _compare_lines(index, question, found)
    return found


def weight_of(term: Term) -> float:
    """Return how much a word of the question counts beside its rarity."""
    return HINT_WEIGHT if term.hint else 1.0


def _look_up_term(index: Index, term: Term, found: Gathering) -> None:
    for variant in term.variants:
        rarity = index.rarity(variant.stem) * variant.weight * weight_of(term)
        for number, posting in index.postings.get(variant.stem, {}).items():
            score = rarity * _saturate(posting.weight)
            terms = found[number].terms
            if term.at not in terms or terms[term.at].score < score:
                terms[term.at] = Match(score, variant.weight, posting.field, variant.via)


def _look_up_span(index: Index, span: Span, found: Gathering) -> None:
    stems = span.meaning.stems
    postings = [index.postings.get(stem, {}) for stem in stems]
    rarest = min(postings, key=len)
    for number, posting in rarest.items():
        if all(number in other for other in postings):
            pairs = zip(stems, postings, strict=True)
            score = sum(index.rarity(stem) * _saturate(other[number].weight) for stem, other in pairs)
            weight = span.meaning.weight
            found[number].spans[span] = Match(score * weight, weight, posting.field, span.meaning.reads)


def _look_up_countries(index: Index, question: Question, found: Gathering) -> None:
    for code, name in question.countries:
        holders = index.countries.get(code, {})
        rarity = index.rarity_of(len(holders))
        # A city may stand in a title, as in the Montevideo Consensus, of an entry that is of no country.
        for number in _holding_all(index, name):
            found[number].countries[code] = rarity * SECOND_COUNTRY
        for number, position in holders.items():
            found[number].countries[code] = rarity * (1.0 if position == 0 else SECOND_COUNTRY)


def _holding_all(index: Index, name: str) -> set[int]:
    postings = [set(index.postings.get(word.stem, ())) for word in split(name)]
    return set.intersection(*postings) if postings else set()


def _look_up_names(index: Index, question: Question, found: Gathering) -> None:
    words = tuple(word.folded for word in question.words)
    for start in range(len(words)):
        for end in range(start + 1, min(len(words), start + index.longest_name) + 1):
            for number in index.names.get(words[start:end], ()):
                evidence = found[number]
                evidence.named = max(evidence.named, end - start)
                evidence.exact |= end - start == len(words)


def _compare_lines(index: Index, question: Question, found: Gathering) -> None:
    weights = _line_weights(index, question)
    own = math.sqrt(sum((index.rarity(stem) * weight) ** 2 for stem, weight in weights.items()))
    dots: dict[int, float] = defaultdict(float)
    for stem, weight in weights.items():
        shared = index.rarity(stem) ** 2 * weight
        for line in index.lines.get(stem, ()):
            dots[line] += shared
    for line, dot in dots.items():
        evidence = found[index.line_entry[line]]
        evidence.line = max(evidence.line, dot / (own * index.line_norm[line]))


def _line_weights(index: Index, question: Question) -> dict[str, float]:
    weights = {term.variants[0].stem: weight_of(term) for term in question.terms}
    for span in question.spans:
        for stem in span.meaning.stems:
            if stem in index.postings:
                weights[stem] = max(weights.get(stem, 0.0), span.meaning.weight * SPAN_IN_LINE)
    return weights


def _saturate(weight: float) -> float:
    return weight * (SATURATION + 1) / (weight + SATURATION)
