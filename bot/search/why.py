"""One line that says why an entry was found; it never claims an edit that was not made."""

from bot.catalog.countries import country_name
from bot.search.evidence import Evidence, Match
from bot.search.question import Question

FIELD_NAMES = {
    "title": "title",
    "alias": "short name",
    "asked": "question",
    "summary": "summary",
    "details": "details",
    "organisation": "organisation",
    "country": "country",
    "group": "people concerned",
    "theme": "theme",
    "section": "section",
    "note": "note",
}
MOST = 5


def explain(question: Question, evidence: Evidence) -> str:
    """Say which words matched which field, and by which way."""
    corrected = {correction.read: correction.wrote for correction in question.corrections}
    parts: list[tuple[float, str]] = []
    covered: set[int] = set()
    for span, match in evidence.spans.items():
        literal = sum(evidence.terms[at].score for at in range(span.start, span.end) if at in evidence.terms)
        if match.score > literal and not covered & set(range(span.start, span.end)):
            covered |= set(range(span.start, span.end))
            asked = " ".join(word.written for word in question.words[span.start : span.end])
            parts.append((match.score, f"{asked} as {match.via} ({FIELD_NAMES[match.field]})"))
    for term in question.terms:
        if term.at in evidence.terms and term.at not in covered:
            found = evidence.terms[term.at]
            parts.append((found.score, _word(term.word.written, found, corrected.get(term.word.folded))))
    parts += [(99.0, f"{country_name(code)} (country)") for code in evidence.countries]
    parts.sort(key=lambda part: -part[0])
    said = list(dict.fromkeys(text for _, text in parts))[:MOST]
    lead = "its name" if evidence.exact else ""
    return "matches " + ", ".join(filter(None, [lead, *said])) if said or lead else ""


def _word(written: str, match: Match, wrote: str | None) -> str:
    place = FIELD_NAMES[match.field]
    if match.via:
        return f"{match.via} for {written} ({place})"
    if wrote:
        return f"{written} for {wrote} ({place})"
    return f"{written} ({place})"
