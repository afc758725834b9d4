"""A question, understood: its words, corrected where mistyped, and the facets that it names."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.catalog.records import Kind
from bot.search import stopwords
from bot.search.english import is_english
from bot.search.facets import Facet, facets_in
from bot.search.index import Index, is_stopword
from bot.search.meanings import Meanings, Span
from bot.search.places import Places
from bot.search.results import Correction
from bot.search.spelling import Speller
from bot.search.words import Word, has_digit, split, stem

# Longer questions are cut: the time of a search is bounded by the length of the question.
LONGEST_QUESTION = 256
MOST_TERMS = 8
PREFIX_WEIGHT = 0.6
SHORTEST_ACRONYM = 3
# Good English that no entry holds may still be a slip, as "sills" for "skills": a guess, told as such, never a correction.
GUESS_WEIGHT = 0.5
_HOW_MANY = re.compile(r"\bhow (?:many|much)\b", re.IGNORECASE)
_FIRST_PERSON = frozenset({"i", "me", "my", "mine", "myself"})


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to look a word up: the stem, its weight, and how it came about (empty for the word itself)."""

    stem: str
    weight: float
    via: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the question that carries a subject; `at` is its place among all the words.

    A `hint` merely says which kind of entry is wanted; a `name` is a number or is written with a capital inside a sentence.
    """

    at: int
    word: Word
    variants: tuple[Variant, ...]
    hint: bool = False
    name: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """A question, ready to be ranked.

    `foreign` says that it names a country in another language: its unknown words are most likely of that language. `personal` says
    that somebody asks for herself: three documents on what states should do decide nobody's case.
    """

    text: str
    words: tuple[Word, ...]
    terms: tuple[Term, ...]
    spans: tuple[Span, ...]
    facets: tuple[Facet, ...]
    kind: Kind | None
    corrections: tuple[Correction, ...]
    cut: bool
    foreign: bool = False
    wants_figure: bool = False
    personal: bool = False

    @property
    def subjects(self) -> tuple[Term, ...]:
        """Return the words that say what is asked about; hints only where there is nothing else to go by."""
        subjects = tuple(term for term in self.terms if not term.hint)
        if subjects or self.facets:
            return subjects
        return tuple(term for term in self.terms if len(term.word.folded) > 1)


class Reader:
    """Understands questions with the vocabulary of one catalog."""

    def __init__(self, index: Index, meanings: Meanings, places: Places) -> None:
        self._index = index
        self._meanings = meanings
        self._places = places
        names = dict.fromkeys(places.english_words(), 1)
        known = {word: len(index.postings.get(stem_, ())) for word, stem_ in index.surface.items()}
        self._speller = Speller(names | known)
        self._known_stems = set(index.postings) | set(meanings.words())
        self._names = set(names)

    def read(self, text: str) -> Question:
        """Understand a question of any length and content."""
        kept = _cut(text)
        words = split(kept)
        strange = any(not self._is_known(word) for word in words)
        foreign = strange and self._places.find(words, foreign=True) != self._places.find(words, foreign=False)
        words, corrections = (words, []) if foreign else self._correct(words)
        named = self._places.find(words, foreign)
        numbered = facets_in(kept, self._index.facets, self._index.documents)
        numbers = {word for facet in numbered for word in facet.words.split()}
        taken = _positions(named) | {at for at, word in enumerate(words) if word.folded in numbers}
        shouting = kept.isupper()
        asked = [(at, word) for at, word in enumerate(words) if at not in taken and not is_stopword(word, shouting)]
        terms = tuple(self._term(at, word, foreign, shouting) for at, word in asked)
        weightiest = self._weightiest(terms)
        return Question(
            text=kept,
            words=tuple(words),
            terms=weightiest,
            spans=tuple(span for span in self._meanings.find(words) if len(terms) <= MOST_TERMS or _holds_any(span, weightiest)),
            facets=(*(Facet(code, " ".join(w.written for w in words[start:end])) for start, end, code in named), *numbered),
            kind=_wanted_kind(words),
            corrections=tuple(corrections),
            cut=len(text) > LONGEST_QUESTION,
            foreign=foreign,
            wants_figure=_HOW_MANY.search(kept) is not None,
            personal=any(word.folded in _FIRST_PERSON for word in words),
        )

    def _weightiest(self, terms: tuple[Term, ...]) -> tuple[Term, ...]:
        """Keep the rarest words of a very long question: they tell most of it, and bound the time it takes."""
        if len(terms) <= MOST_TERMS:
            return terms
        rarest = sorted(terms, key=lambda term: (term.hint, self._index.count(term.word.stem) or len(self._index.entries)))
        kept = {term.at for term in rarest[:MOST_TERMS]}
        return tuple(term for term in terms if term.at in kept)

    def _correct(self, words: list[Word]) -> tuple[list[Word], list[Correction]]:
        corrected: list[Word] = []
        corrections: list[Correction] = []
        for word in words:
            read = None if self._is_known(word) else self._speller.correct(word.folded)
            if read is None:
                corrected.append(word)
            else:
                corrected.append(Word(read, read, stem(read)))
                corrections.append(Correction(word.written, read))
        return corrected, corrections

    def _is_known(self, word: Word) -> bool:
        acronym = word.written.isupper() and len(word.written) <= 6
        known = word.stem in self._known_stems or word.folded in self._names or word.folded in stopwords.STOPWORDS
        return known or acronym or has_digit(word.folded)

    def _term(self, at: int, word: Word, foreign: bool, shouting: bool) -> Term:
        # A single letter or digit is no subject: it says which objective, or how many.
        hint = word.folded in _HINTS or len(word.folded) < 2
        if word.stem in self._index.postings:
            return Term(at, word, (Variant(word.stem, 1.0),), hint, _is_name(at, word))
        variants = [] if foreign or word.stem in self._known_stems else self._other_readings(word)
        name = _is_name(at, word) or (not shouting and _is_strange_name(word))
        return Term(at, word, (Variant(word.stem, 1.0), *variants), hint, name)

    def _other_readings(self, word: Word) -> list[Variant]:
        if longer := self._speller.complete(word.folded):
            return [Variant(self._index.surface.get(full, stem(full)), PREFIX_WEIGHT, full) for full in longer]
        guess = self._speller.guess(word.folded) if is_english(word.folded) else None
        return [Variant(stem(guess), GUESS_WEIGHT, guess)] if guess else []


_HINTS = stopwords.PRACTICE_WORDS | stopwords.RECOMMENDATION_WORDS | stopwords.INSTRUMENT_WORDS | stopwords.FIELD_WORDS


def _holds_any(span: Span, terms: Iterable[Term]) -> bool:
    return any(span.start <= term.at < span.end for term in terms)


def _cut(text: str) -> str:
    if len(text) <= LONGEST_QUESTION:
        return text
    # At a space: half a word would be taken for a slip of the reader's.
    return text[: LONGEST_QUESTION + 1].rpartition(" ")[0] or text[:LONGEST_QUESTION]


def _is_name(at: int, word: Word) -> bool:
    number = has_digit(word.folded) and len(word.folded) > 2
    return number or (at > 0 and word.written[0].isupper() and not word.written.isupper())


def _is_strange_name(word: Word) -> bool:
    """Say whether a word that nothing knows is a name by its looks: `COVID` anywhere, `Airbnb` at the beginning too."""
    if word.written.isupper():
        return len(word.written) >= SHORTEST_ACRONYM
    return word.written[0].isupper() and not is_english(word.folded)


def _positions(runs: Iterable[tuple[int, int, str]]) -> set[int]:
    return {at for start, end, _ in runs for at in range(start, end)}


def _wanted_kind(words: Iterable[Word]) -> Kind | None:
    folded = {word.folded for word in words}
    if folded & stopwords.PRACTICE_WORDS:
        return "practice"
    if folded & stopwords.RECOMMENDATION_WORDS:
        return "recommendation"
    if folded & stopwords.INSTRUMENT_WORDS:
        return "instrument"
    return None
