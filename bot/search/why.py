"""One line that says why an entry was found; it never claims an edit that was not made."""

from collections.abc import Iterator

from bot.catalog.countries import country_name
from bot.search.evidence import COUNTRY_CODE, Evidence, Match
from bot.search.question import Question
from bot.wording.speech import manner, marked, say

FIELD_NAMES = {
    # Translators: this and the following are the parts of an entry; they stand in brackets, as in “remittances” (title).
    "title": marked("title"),
    "alias": marked("short name"),
    "asked": marked("everyday words"),
    "summary": marked("summary"),
    "details": marked("details"),
    "organisation": marked("organisation"),
    "country": marked("country"),
    "group": marked("people concerned"),
    "theme": marked("theme"),
    "section": marked("section"),
    "note": marked("note"),
}
MOST = 4
# Above what any word scores: a name or a country comes first.
_FIRST = 1e6


def explain(question: Question, evidence: Evidence) -> str:
    """Say which words matched which field, and by which way, the weightiest first."""
    parts = [*_phrases(question, evidence), *_words(question, evidence)]
    parts += [(_FIRST, _facet(key)) for key in evidence.facets]
    if evidence.exact and evidence.named:
        # Translators: by which an entry was found, as in "Found by: its name, “remittances” (title)".
        parts.append((2 * _FIRST, say("its name")))
    said = dict.fromkeys(text for _, text in sorted(parts, key=lambda part: -part[0]))
    return ", ".join(list(said)[:MOST])


def _facet(key: str) -> str:
    """Return what an entry is of; items, goals and documents are called as the documents call them."""
    sort, _, number = key.partition(" ")
    if len(key) == COUNTRY_CODE:
        return say("{country} (country)", country=country_name(key, manner().language))
    if sort == "objective":
        return say("objective {number}", number=number)
    return say("section {number}", number=number) if sort == "section" else key


def _phrases(question: Question, evidence: Evidence) -> Iterator[tuple[float, str]]:
    for span, match in evidence.spans.items():
        if match.score > _literal(evidence, span.start, span.end):
            asked = " ".join(word.written for word in question.words[span.start : span.end])
            # Translators: what was asked, the words that it was understood as, and the part of the entry that has these.
            said = say("“{asked}” as “{meant}” ({field})", asked=asked, meant=match.via, field=say(FIELD_NAMES[match.field]))
            yield match.score, said


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
    place = say(FIELD_NAMES[match.field])
    if match.via or wrote:
        read, asked = (match.via, written) if match.via else (written, wrote)
        # Translators: the word that was looked for, the word that was written, and the part of the entry that has the first.
        return say("“{read}” for “{written}” ({field})", read=read, written=asked, field=place)
    return say("“{written}” ({field})", written=written, field=place)


def _literal(evidence: Evidence, start: int, end: int) -> float:
    return sum(evidence.terms[at].score for at in range(start, end) if at in evidence.terms)
