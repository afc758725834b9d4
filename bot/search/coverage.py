"""How much of a question an entry answers: what the verdict rests on."""

from collections.abc import Iterator

from bot.search.english import is_english
from bot.search.evidence import Evidence, readings
from bot.search.index import Index
from bot.search.question import Question, Term
from bot.search.spelling import budget

# A name, a year or a facet that an entry does not hold tells more against it than a missing common word.
MISSING_NAME = 3.0
# In a long question an unknown common word is filler more often than the subject: it weighs like a word of this many entries.
UNKNOWN_AS_IN = 1
LONG_QUESTION = 4


def coverage(index: Index, question: Question, evidence: Evidence) -> float:
    """Return the share of the question, by rarity of its words, that an entry answers: 0 to 1."""
    parts = (*_words(index, question, evidence), *_phrases(index, question, evidence), *_facets(index, question, evidence))
    asked = sum(part[0] for part in parts)
    return sum(part[1] for part in parts) / asked if asked else 0.0


def _words(index: Index, question: Question, evidence: Evidence) -> Iterator[tuple[float, float]]:
    """Yield what each subject word weighs, and how much of that is answered."""
    _, strengths = readings(evidence)
    filler = UNKNOWN_AS_IN if len(question.subjects) >= LONG_QUESTION else 0
    for term in question.subjects:
        known = [index.rarity(variant.stem) for variant in term.variants if variant.stem in index.postings]
        if not known and (question.foreign or _is_slip(term)):
            continue
        rarity = max(known, default=index.rarity_of(0 if term.name else filler))
        strength = strengths.get(term.at, 0.0)
        yield rarity * (MISSING_NAME if term.name and not strength else 1.0), rarity * strength


def _phrases(index: Index, question: Question, evidence: Evidence) -> Iterator[tuple[float, float]]:
    """Yield the same for phrases of the glossary that hold no subject word, as "go back": they count where they are found."""
    subjects = {term.at for term in question.subjects}
    found: dict[int, float] = {}
    for span, match in evidence.spans.items():
        if subjects.isdisjoint(range(span.start, span.end)):
            weight = max(index.rarity(stem) for stem in span.meaning.stems) * match.strength
            found[span.start] = max(weight, found.get(span.start, 0.0))
    yield from ((weight, weight) for weight in found.values())


def _facets(index: Index, question: Question, evidence: Evidence) -> Iterator[tuple[float, float]]:
    for facet in question.facets:
        rarity = index.rarity_of(len(index.facets.get(facet.key, ())))
        yield (rarity, rarity) if facet.key in evidence.facets else (rarity * MISSING_NAME, 0.0)


def _is_slip(term: Term) -> bool:
    """Say whether a word is too short to be mended and no English: it is left out of account."""
    return budget(term.word.folded) == 0 and term.word.folded.isalpha() and not term.name and not is_english(term.word.folded)
