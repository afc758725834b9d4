"""One line that says why an entry was found; it never claims an edit that was not made."""

from collections.abc import Iterator

from bot.catalog.countries import country_name
from bot.search.evidence import COUNTRY_CODE, Evidence, Match
from bot.search.question import Question

FIELD_NAMES = {
    "title": "title",
    "alias": "short name",
    "asked": "everyday words",
    "summary": "summary",
    "details": "details",
    "organisation": "organisation",
    "country": "country",
    "group": "people concerned",
    "theme": "theme",
    "section": "section",
    "note": "note",
}
MOST = 4
# Above what any word scores: a name or a country comes first.
_FIRST = 1e6


def explain(question: Question, evidence: Evidence) -> str:
    """Say which words matched which field, and by which way, the weightiest first."""
    parts = [*_phrases(question, evidence), *_words(question, evidence)]
    parts += [(_FIRST, f"{country_name(key)} (country)" if len(key) == COUNTRY_CODE else key) for key in evidence.facets]
    if evidence.exact and evidence.named:
        parts.append((2 * _FIRST, "its name"))
    said = dict.fromkeys(text for _, text in sorted(parts, key=lambda part: -part[0]))
    return "matches " + ", ".join(list(said)[:MOST]) if said else ""


def _phrases(question: Question, evidence: Evidence) -> Iterator[tuple[float, str]]:
    for span, match in evidence.spans.items():
        if match.score > _literal(evidence, span.start, span.end):
            asked = " ".join(word.written for word in question.words[span.start : span.end])
            yield match.score, f"“{asked}” as “{match.via}” ({FIELD_NAMES[match.field]})"


def _words(question: Question, evidence: Evidence) -> Iterator[tuple[float, str]]:
    corrected = {correction.read: correction.wrote for correction in question.corrections}
    told = {
        at
        for span, match in evidence.spans.items()
        if match.score > _literal(evidence, span.start, span.end)
        for at in range(span.start, span.end)
    }
    subjects = {term.at for term in question.subjects}
    for term in question.terms:
        if (match := evidence.terms.get(term.at)) and term.at in subjects and term.at not in told:
            yield match.score, _word(term.word.written, match, corrected.get(term.word.folded))


def _word(written: str, match: Match, wrote: str | None) -> str:
    place = FIELD_NAMES[match.field]
    if match.via:
        return f"“{match.via}” for “{written}” ({place})"
    if wrote:
        return f"“{written}” for “{wrote}” ({place})"
    return f"“{written}” ({place})"


def _literal(evidence: Evidence, start: int, end: int) -> float:
    return sum(evidence.terms[at].score for at in range(start, end) if at in evidence.terms)
