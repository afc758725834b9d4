"""What stands around the entries of a brief, in the reader's language."""

from dataclasses import dataclass

from bot.wording.languages import ENGLISH
from bot.wording.speech import manner, say

BRITISH = "en-GB"


@dataclass(frozen=True, slots=True)
class Labels:
    """Headings and labels; `language` is that of these words as HTML names it, `is_english` says that entries are in it too."""

    language: str
    is_english: bool
    remarks: str
    contents: str
    sources: str
    note: str
    links: str
    unanswered: str
    nothing: str
    foot: str


def labels() -> Labels:
    """Return what is said in the language spoken now."""
    language = manner().language
    return Labels(
        language=BRITISH if language == ENGLISH else language,
        is_english=language == ENGLISH,
        # Translators: heading above remarks on the age and status of the sources.
        remarks=say("Before you quote"),
        # Translators: name of the table of contents, for screen readers.
        contents=say("Sections"),
        # Translators: heading above the numbered notes on where each entry stands in its document.
        sources=say("Sources"),
        # Translators: label before a remark of the desk on an entry.
        note=say("Note"),
        links=say("Links"),
        # Translators: heading above questions that the documents do not answer.
        unanswered=say("Unanswered questions"),
        # Translators: below a point of an agenda.
        nothing=say("Nothing was noted here."),
        # Translators: at the foot of each page.
        foot=say("Sources from 2017, before the Compact was adopted in December 2018"),
    )


def own_label(time: str) -> str:
    """Return what leads a line of own text; `time` is a time of day or nothing."""
    # Translators: label before what the delegation that made this paper wrote itself, with the time of day or without.
    return say("Added note, {time}", time=time) if time else say("Added note")


def source_note(number: int) -> str:
    """Return what a screen reader says of a reference to a source note."""
    # Translators: {number} is that of the note among the sources at the end.
    return say("Source note {number}", number=number)
