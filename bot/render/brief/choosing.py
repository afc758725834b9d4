"""Which entries make a brief, in which order, and what must be said of them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from re import split

from bot.catalog.catalog import Catalog
from bot.catalog.records import Entry, Kind
from bot.catalog.topics import ALL, CLUSTER, OBJECTIVE, THEME, Topic, topic_entries
from bot.render.brief.records import Brief, BriefSection
from bot.render.kinds import counted, kinds_name
from bot.wording.languages import ENGLISH
from bot.wording.speech import manner, marked, say

_AGE = marked(
    "All sources date from 2017, before the Global Compact for Migration was adopted in December 2018. The mapping "
    "to its 23 objectives is the desk’s own."
)
_OWN_WORDS = marked(
    "Titles and summaries are in the desk’s own words: do not quote them as the text of the documents. Numbers in "
    "brackets lead to the sources."
)
_IN_ENGLISH = marked("The entries are in English, the language of the sources.")
_NO_INSTRUMENTS = marked("A brief on a subject leaves out conventions and other instruments; the desk finds them by name.")
_OWN_NOTES = marked("Text marked “Added note” was written by the authors of this brief, not by the desk.")
_NOTHING = marked("The desk has no entries for this brief.")
# What a brief on a topic holds, in its order.
_OF_TOPIC: tuple[Kind, ...] = ("recommendation", "practice")
_COUNTED: tuple[Kind, ...] = (*_OF_TOPIC, "instrument")


def brief_of_topic(catalog: Catalog, topic: Topic) -> Brief:
    """Return a brief of a topic's recommendations and practices: by theme where the topic has several, otherwise by kind."""
    entries = sorted(topic_entries(catalog, topic), key=lambda entry: _place(catalog, entry))
    sort, _, name = topic.key.partition(":")
    by_theme = sort in {ALL, CLUSTER}
    sections = _by_theme(catalog, entries, name) if by_theme else _by_kind(entries)
    subtitle = _subtitle_of_topic(sort, name, _count(entries))
    return Brief(topic.label, subtitle, sections, catalog.version, _remarks(catalog, entries, say(_NO_INSTRUMENTS)))


def brief_of_entries(catalog: Catalog, title: str, entries: Sequence[Entry]) -> Brief:
    """Return a brief of chosen entries in the given order, each once."""
    chosen = tuple({entry.id: entry for entry in entries}.values())
    sections = (BriefSection(say("Entries"), chosen),) if chosen else ()
    subtitle = say("Reference brief · {entries}", entries=_count(chosen))
    return Brief(title, subtitle, sections, catalog.version, _remarks(catalog, chosen))


def brief_of_meeting(
    catalog: Catalog, title: str, subtitle: str, sections: Sequence[BriefSection], unanswered: Sequence[str] = ()
) -> Brief:
    """Return what was kept at a meeting: `sections` in the order of its agenda, questions without an answer at the end."""
    made = Brief(title, subtitle, tuple(sections), catalog.version, unanswered=tuple(unanswered))
    own = any(item.own.strip() for section in sections for item in section.items)
    return replace(made, remarks=_remarks(catalog, made.entries, *([say(_OWN_NOTES)] if own else [])))


def _subtitle_of_topic(sort: str, name: str, entries: str) -> str:
    """Return what is said below the title. `entries` is how many there are, as in `2 recommendations and 1 practice`."""
    # Translators: {entries} is how many there are, as in "2 recommendations and 1 practice" or "no entries".
    if sort == ALL:
        return say("Reference brief · everything · {entries}, no instruments", entries=entries)
    if sort == CLUSTER:
        return say("Reference brief · cluster {number} · {entries}, no instruments", number=name, entries=entries)
    if sort == THEME:
        return say("Reference brief · theme {number} · {entries}, no instruments", number=name, entries=entries)
    if sort == OBJECTIVE:
        return say("Reference brief · objective of the Compact of 2018 · {entries}, no instruments", entries=entries)
    return say("Reference brief · country · {entries}, no instruments", entries=entries)


def _by_theme(catalog: Catalog, entries: Iterable[Entry], cluster: str) -> tuple[BriefSection, ...]:
    """Put each entry under the first of its themes that belongs to the cluster; with no cluster, under its first."""
    found: dict[str, list[Entry]] = {theme.number: [] for one in catalog.clusters for theme in one.themes}
    for entry in entries:
        found[next(number for number in entry.themes if number.startswith(cluster))].append(entry)
    return tuple(
        BriefSection(f"{number} {catalog.theme(number).label}", tuple(listed)) for number, listed in found.items() if listed
    )


def _by_kind(entries: Iterable[Entry]) -> tuple[BriefSection, ...]:
    found: dict[Kind, list[Entry]] = {kind: [] for kind in _OF_TOPIC}
    for entry in entries:
        found[entry.kind].append(entry)
    return tuple(BriefSection(kinds_name(kind), tuple(listed)) for kind, listed in found.items() if listed)


def _place(catalog: Catalog, entry: Entry) -> tuple[object, ...]:
    """Return what sorts recommendations before practices and each as the documents have them: 2 comes before 10."""
    document = catalog.document(entry.source.document)
    item = tuple((int(part), "") if part.isdecimal() else (0, part) for part in split(r"(\d+)", entry.source.item))
    standing = (catalog.documents.index(document), document.sections.index(catalog.section(entry)))
    return (_OF_TOPIC.index(entry.kind), *standing, item, entry.id)


def _count(entries: Sequence[Entry]) -> str:
    numbers = [sum(entry.kind == kind for entry in entries) for kind in _COUNTED]
    said = [counted(kind, number) for kind, number in zip(_COUNTED, numbers, strict=True) if number]
    if len(said) == 3:
        # Translators: a list of what a paper holds, as in "3 recommendations, 1 practice and 2 instruments".
        return say("{first}, {second} and {third}", first=said[0], second=said[1], third=said[2])
    if len(said) == 2:
        # Translators: as in "3 recommendations and 1 practice".
        return say("{first} and {second}", first=said[0], second=said[1])
    return said[0] if said else say("no entries")


def _remarks(catalog: Catalog, entries: Sequence[Entry], *more: str) -> tuple[str, ...]:
    status = (f"{document.short}: {document.status}" for document in catalog.documents)
    foreign = () if manner().language == ENGLISH else (say(_IN_ENGLISH),)
    return (*(() if entries else (say(_NOTHING),)), say(_AGE), *status, say(_OWN_WORDS), *foreign, *more)
