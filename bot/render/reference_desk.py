"""Screens around citations, comparisons and briefs: choices, files to pick from, and what is missing."""

from collections.abc import Iterable, Sequence

from bot.catalog.records import Entry
from bot.catalog.topics import Topic
from bot.render.brief.records import Brief
from bot.render.digest import cite
from bot.render.screen import Screen, button, escape, shorten, tell_apart
from bot.search.results import Correction

BRIEF = "brief"
FORMATS = {"html": "HTML, for reading and printing", "docx": "Word", "csv": "Table (CSV)"}
HOW_TO_CITE = "Write what to cite after the command, for example:\n/cite ICTC"
HOW_TO_COMPARE = (
    "Write two to four countries or entries after the command, for example:\n"
    "/compare germany canada remittances\n/compare ICTC, FAP"
)
HOW_TO_BRIEF = "Write a subject, a country or an objective after the command, for example:\n/brief remittances"
NOTHING = "That names nothing that I know. Try other words."
TOO_FEW = "I need at least two to compare."
TOO_MANY = "I compare at most four; here are the first four."
MOST_CHOICES = 5


def which_to_cite(entries: Sequence[Entry], corrections: Iterable[Correction]) -> Screen:
    """Let somebody choose what to cite."""
    shown = entries[:MOST_CHOICES]
    labels = tell_apart([entry.title for entry in shown])
    rows = tuple((button(label, cite(entry.id)),) for label, entry in zip(labels, shown, strict=True))
    return Screen(f"{corrected(corrections)}<b>Which of these shall I cite?</b>", rows)


def which_brief(topics: Sequence[Topic], corrections: Iterable[Correction]) -> Screen:
    """Let somebody choose the topic of a brief."""
    rows = tuple((button(one.label, brief_address("choose", one.key)),) for one in topics[:MOST_CHOICES])
    return Screen(f"{corrected(corrections)}<b>A brief on which of these?</b>", rows)


def offer_brief(brief: Brief, topic: Topic, corrections: Iterable[Correction] = ()) -> Screen:
    """Say what a brief holds, and let somebody choose its form."""
    text = (
        f"{corrected(corrections)}<b>Brief: {escape(brief.title)}</b>\n{escape(brief.subtitle)}\n\n"
        "One file with everything in it, sources numbered, for rooms without a network. In which form?"
    )
    return Screen(text, tuple((button(label, brief_address(name, topic.key)),) for name, label in FORMATS.items()))


def brief_address(wanted: str, topic_key: str) -> str:
    """Return the address of a brief in a form; `choose` stands for none yet."""
    return f"{BRIEF}:{wanted}:{topic_key}"


def file_caption(title: str, version: str) -> str:
    """Return what stands below a file."""
    return f"{shorten(title, 200)} – knowledge base {version}"


def corrected(corrections: Iterable[Correction]) -> str:
    """Return what was read otherwise than it was written, as HTML, or nothing."""
    lines = [f"Read as <b>{escape(one.read)}</b> (you wrote {escape(one.wrote)})" for one in corrections]
    return "\n".join(lines) + "\n\n" if lines else ""


def with_remarks(screen: Screen, corrections: Iterable[Correction], missed: Sequence[str], remark: str = "") -> Screen:
    """Put before a screen what was corrected, and what was left out because it named nothing."""
    said = corrected(corrections) + (f"{remark}\n\n" if remark else "")
    if missed:
        said += "Not known to me: " + ", ".join(f"“{escape(shorten(word, 30))}”" for word in missed[:MOST_CHOICES]) + "\n\n"
    return Screen(said + screen.text, screen.rows)
