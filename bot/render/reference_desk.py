"""Screens around citations, comparisons and briefs: choices, files to pick from, and what is missing."""

from collections.abc import Iterable, Sequence

from bot.catalog.records import Entry
from bot.catalog.topics import Topic
from bot.render.brief.records import Brief
from bot.render.corrections import showing
from bot.render.digest import cite
from bot.render.screen import Screen, button, escape, quoted, shorten, tell_apart
from bot.render.subscribing import above
from bot.search.results import Correction
from bot.wording.speech import marked, say

BRIEF = "brief"
# Translators: the formats of a file.
FORMATS = {"html": marked("HTML, for reading and printing"), "docx": marked("Word"), "csv": marked("Table (CSV)")}
HOW_TO_CITE = marked("Write what to cite after the command, or reply with /cite to an answer. For example:\n/cite ICTC")
HOW_TO_COMPARE = marked(
    "Write two to four countries or entries after the command, for example:\n"
    "/compare germany canada remittances\n/compare ICTC, FAP"
)
HOW_TO_BRIEF = marked("Write a subject, a country or an objective after the command, for example:\n/brief remittances")
NOTHING = marked("I know nothing by that name. Try other words.")
TOO_FEW = marked("I need at least two to compare.")
TOO_MANY = marked("I compare at most four; here are the first four.")
MOST_CHOICES = 5


def which_to_cite(entries: Sequence[Entry], corrections: Iterable[Correction]) -> Screen:
    """Let somebody choose what to cite."""
    shown = entries[:MOST_CHOICES]
    labels = tell_apart([entry.title for entry in shown])
    rows = tuple((button(label, cite(entry.id)),) for label, entry in zip(labels, shown, strict=True))
    return Screen(above(showing(corrections)) + say("<b>Which of these should I cite?</b>"), rows)


def which_brief(topics: Sequence[Topic], corrections: Iterable[Correction]) -> Screen:
    """Let somebody choose the topic of a brief."""
    rows = tuple((button(one.label, brief_address("choose", one.key)),) for one in topics[:MOST_CHOICES])
    # Translators: a brief is a file with all that is known on a subject.
    return Screen(above(showing(corrections)) + say("<b>Which of these should the brief be about?</b>"), rows)


def offer_brief(brief: Brief, topic: Topic, corrections: Iterable[Correction] = ()) -> Screen:
    """Say what a brief holds, and let somebody choose its form."""
    head = say("<b>Brief: {title}</b>", title=escape(brief.title))
    which = say("One file with everything in it and the sources numbered, to use offline. In which format?")
    text = f"{above(showing(corrections))}{head}\n{escape(brief.subtitle)}\n\n{which}"
    return Screen(text, tuple((button(say(label), brief_address(name, topic.key)),) for name, label in FORMATS.items()))


def brief_address(wanted: str, topic_key: str) -> str:
    """Return the address of a brief in a form; `choose` stands for none yet."""
    return f"{BRIEF}:{wanted}:{topic_key}"


def file_caption(title: str, version: str) -> str:
    """Return what stands below a file."""
    # Translators: stands below a file; the version is that of the knowledge base, as in 2026.10.
    return say("{title} – knowledge base {version}", title=shorten(title, 200), version=version)


def with_remarks(screen: Screen, corrections: Iterable[Correction], missed: Sequence[str], remark: str = "") -> Screen:
    """Put before a screen what was corrected, and what was left out because it named nothing."""
    said = above(showing(corrections)) + above(remark)
    if missed:
        # Translators: the words are a list in quotation marks, with commas between.
        said += above(say("I do not know: {words}", words=", ".join(map(_quoted, missed[:MOST_CHOICES]))))
    return Screen(said + screen.text, screen.rows)


def _quoted(word: str) -> str:
    return quoted(shorten(word, 30))
