"""Scores entries for a question: BM25F over fields, the best single line, neighbours, names, countries and kinds."""

import math
from collections import defaultdict
from dataclasses import dataclass, field

from bot.search.index import SATURATION, Index
from bot.search.meanings import Span
from bot.search.question import TYPO_WEIGHT, Question, Term

# A line of `asked_as`, or a title, that says nearly what the question says is worth more than words strewn over an entry.
LINE_WEIGHT = 1.1
PAIR_WEIGHT = 0.25
NAME_WEIGHT = 1.5
EXACT_WEIGHT = 3.0
COUNTRY_WEIGHT = 1.3
# Soft filters: an entry of another country or kind is passed over only for a comparable one that fits.
OTHER_COUNTRY = 0.55
WANTED_KIND = 1.12
SECOND_COUNTRY = 0.85
# Words that merely say which kind of entry is wanted count little.
HINT_WEIGHT = 0.35


@dataclass(slots=True)
class Match:
    """What one term found in one entry."""

    score: float
    strength: float
    field: str
    via: str = ""


@dataclass(slots=True)
class Candidate:
    """An entry (by number) while it is scored."""

    number: int
    terms: dict[int, Match] = field(default_factory=dict)
    spans: dict[Span, Match] = field(default_factory=dict)
    countries: dict[str, float] = field(default_factory=dict)
    line: float = 0.0
    named: bool = False
    exact: bool = False
    score: float = 0.0
    coverage: float = 0.0


def rank(index: Index, question: Question) -> list[Candidate]:
    """Return every entry that shares something with the question, best first, ties by id."""
    found: dict[int, Candidate] = {}
    for term in question.terms:
        _look_up(index, term, found)
    for span in question.spans:
        _look_up_span(index, span, found)
    _look_up_countries(index, question, found)
    _look_up_names(index, question, found)
    _score_lines(index, question, found)
    for candidate in found.values():
        _finish(index, question, candidate)
    return sorted(found.values(), key=lambda c: (-c.exact, -round(c.score, 6), index.entries[c.number].id))


def _candidate(found: dict[int, Candidate], number: int) -> Candidate:
    return found.setdefault(number, Candidate(number))


def _look_up(index: Index, term: Term, found: dict[int, Candidate]) -> None:
    factor = HINT_WEIGHT if term.hint else 1.0
    for variant in term.variants:
        rarity = index.rarity(variant.stem) * variant.weight * factor
        for number, posting in index.postings.get(variant.stem, {}).items():
            score = rarity * _saturate(posting.weight)
            terms = _candidate(found, number).terms
            if term.at not in terms or terms[term.at].score < score:
                terms[term.at] = Match(score, variant.weight, posting.field, variant.via)


def _look_up_span(index: Index, span: Span, found: dict[int, Candidate]) -> None:
    postings = [index.postings.get(stem, {}) for stem in span.meaning.stems]
    rarest = min(postings, key=len)
    for number in rarest:
        if all(number in posting for posting in postings):
            score = sum(
                index.rarity(stem) * _saturate(posting[number].weight)
                for stem, posting in zip(span.meaning.stems, postings, strict=True)
            )
            match = Match(score * span.meaning.weight, span.meaning.weight, rarest[number].field, span.meaning.reads)
            _candidate(found, number).spans[span] = match


def _look_up_countries(index: Index, question: Question, found: dict[int, Candidate]) -> None:
    for code, _ in question.countries:
        holders = index.countries.get(code, {})
        for number, position in holders.items():
            share = 1.0 if position == 0 else SECOND_COUNTRY
            _candidate(found, number).countries[code] = index.rarity_of(len(holders)) * share


def _look_up_names(index: Index, question: Question, found: dict[int, Candidate]) -> None:
    words = tuple(word.folded for word in question.words)
    for start in range(len(words)):
        for end in range(start + 1, len(words) + 1):
            for number in index.names.get(words[start:end], ()):
                candidate = _candidate(found, number)
                candidate.named = True
                candidate.exact |= end - start == len(words)


def _score_lines(index: Index, question: Question, found: dict[int, Candidate]) -> None:
    weights = _line_weights(index, question)
    own = math.sqrt(sum((index.rarity(stem) * weight) ** 2 for stem, weight in weights.items()))
    if not own:
        return
    dots: dict[int, float] = defaultdict(float)
    for stem, weight in weights.items():
        squared = index.rarity(stem) ** 2 * weight
        for line in index.lines.get(stem, ()):
            dots[line] += squared
    for line, dot in dots.items():
        candidate = _candidate(found, index.line_entry[line])
        candidate.line = max(candidate.line, dot / (own * index.line_norm[line]))


def _line_weights(index: Index, question: Question) -> dict[str, float]:
    weights: dict[str, float] = {}
    for term in question.terms:
        for variant in term.variants[:1]:
            weights[variant.stem] = HINT_WEIGHT if term.hint else variant.weight
    for span in question.spans:
        for stem in span.meaning.stems:
            if stem in index.postings:
                weights[stem] = max(weights.get(stem, 0.0), span.meaning.weight * 0.5)
    return weights


def _finish(index: Index, question: Question, candidate: Candidate) -> None:
    entry = index.entries[candidate.number]
    scores, strengths = _readings(question, candidate)
    total = sum(scores.values())
    mass = sum(index.rarity(term.variants[0].stem) * (HINT_WEIGHT if term.hint else 1.0) for term in question.terms)
    total += LINE_WEIGHT * candidate.line * mass
    total += PAIR_WEIGHT * _neighbours(index, question, candidate)
    total += COUNTRY_WEIGHT * sum(candidate.countries.values())
    if candidate.named:
        total *= NAME_WEIGHT
    if candidate.exact:
        total = total * EXACT_WEIGHT + EXACT_WEIGHT
    if question.countries and not candidate.countries:
        total *= OTHER_COUNTRY
    if question.kind == entry.kind:
        total *= WANTED_KIND
    if set(question.objectives) & set(entry.objectives):
        total += 2.0
    candidate.score = total
    candidate.coverage = _coverage(index, question, candidate, strengths)


def _readings(question: Question, candidate: Candidate) -> tuple[dict[int, float], dict[int, float]]:
    """Return score and strength by word: literally, or by way of the glossary where that says more."""
    scores = {at: match.score for at, match in candidate.terms.items()}
    strengths = {at: match.strength for at, match in candidate.terms.items()}
    used: set[int] = set()
    for span, match in sorted(candidate.spans.items(), key=lambda item: -item[1].score):
        covered = range(span.start, span.end)
        if used & set(covered) or match.score <= sum(scores.get(at, 0.0) for at in covered):
            continue
        used |= set(covered)
        for at in covered:
            scores[at] = match.score / len(covered)
            strengths[at] = max(strengths.get(at, 0.0), match.strength)
    return scores, strengths


def _neighbours(index: Index, question: Question, candidate: Candidate) -> float:
    gained = 0.0
    for first, second in zip(question.terms, question.terms[1:], strict=False):
        pair = (first.variants[0].stem, second.variants[0].stem)
        if candidate.number in index.pairs.get(pair, ()):
            gained += index.rarity(pair[0]) + index.rarity(pair[1])
    return gained


def _coverage(index: Index, question: Question, candidate: Candidate, strengths: dict[int, float]) -> float:
    """Return the share of the question, by rarity of its words, that an entry answers: 0 to 1."""
    subject = [term for term in question.terms if not term.hint] or list(question.terms)
    asked = answered = 0.0
    for term in subject:
        rarity = max((index.rarity(v.stem) for v in term.variants if v.stem in index.postings), default=index.rarity(""))
        asked += rarity
        answered += rarity * strengths.get(term.at, 0.0)
    for code, _ in question.countries:
        rarity = index.rarity_of(len(index.countries.get(code, ())))
        asked += rarity
        answered += rarity if code in candidate.countries else 0.0
    return answered / asked if asked else 0.0


def _saturate(weight: float) -> float:
    return weight * (SATURATION + 1) / (weight + SATURATION)


__all__ = ["TYPO_WEIGHT", "Candidate", "Match", "rank"]
