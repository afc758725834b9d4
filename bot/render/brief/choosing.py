"""Which entries make a brief, in which order, and what must be said of them."""

from collections.abc import Iterable, Sequence
from re import split

from bot.catalog.catalog import Catalog
from bot.catalog.records import Entry
from bot.catalog.topics import ALL, CLUSTER, Topic, topic_entries
from bot.render.brief.records import Brief, BriefSection

AGE = (
    "All sources are of 2017. The Global Compact for Migration was adopted in December 2018: what stands here was written before. "
    "The mapping to its 23 objectives is the desk’s own."
)
OWN_WORDS = (
    "Titles and summaries are the desk’s own words, not to be quoted as those of the documents; "
    "numbers in brackets lead to the sources."
)
NO_INSTRUMENTS = "Conventions and other instruments are not part of a brief on a topic; the desk finds them by name."
NOTHING = "The desk has no entry for this brief."
SORTS = {
    "all": "everything",
    "cluster": "cluster {}",
    "theme": "theme {}",
    "objective": "objective of the Compact of 2018",
    "country": "country",
}
COUNTED = {
    "recommendation": ("recommendation", "recommendations"),
    "practice": ("practice", "practices"),
    "instrument": ("instrument", "instruments"),
}
HEADINGS = {"recommendation": "Recommendations", "practice": "Practices"}
SELECTION = "Entries"


def brief_of_topic(catalog: Catalog, topic: Topic) -> Brief:
    """Return a brief of a topic's recommendations and practices: by theme where the topic has several, otherwise by kind."""
    entries = sorted(topic_entries(catalog, topic), key=lambda entry: _place(catalog, entry))
    sort, _, name = topic.key.partition(":")
    by_theme = sort in {ALL, CLUSTER}
    sections = _by_theme(catalog, entries, name) if by_theme else _by_kind(entries)
    subtitle = f"Reference brief · {SORTS[sort].format(name)} · {_count(entries)}, no instruments"
    return Brief(topic.label, subtitle, sections, catalog.version, _remarks(catalog, entries, NO_INSTRUMENTS))


def brief_of_entries(catalog: Catalog, title: str, entries: Sequence[Entry]) -> Brief:
    """Return a brief of chosen entries in the given order, each once."""
    chosen = tuple({entry.id: entry for entry in entries}.values())
    sections = (BriefSection(SELECTION, chosen),) if chosen else ()
    return Brief(title, f"Reference brief · {_count(chosen)}", sections, catalog.version, _remarks(catalog, chosen))


def _by_theme(catalog: Catalog, entries: Iterable[Entry], cluster: str) -> tuple[BriefSection, ...]:
    """Put each entry under the first of its themes that belongs to the cluster; with no cluster, under its first."""
    found: dict[str, list[Entry]] = {theme.number: [] for one in catalog.clusters for theme in one.themes}
    for entry in entries:
        found[next(number for number in entry.themes if number.startswith(cluster))].append(entry)
    return tuple(
        BriefSection(f"{number} {catalog.theme(number).label}", tuple(listed)) for number, listed in found.items() if listed
    )


def _by_kind(entries: Iterable[Entry]) -> tuple[BriefSection, ...]:
    found: dict[str, list[Entry]] = {kind: [] for kind in HEADINGS}
    for entry in entries:
        found[entry.kind].append(entry)
    return tuple(BriefSection(HEADINGS[kind], tuple(listed)) for kind, listed in found.items() if listed)


def _place(catalog: Catalog, entry: Entry) -> tuple[object, ...]:
    """Return what sorts recommendations before practices and each as the documents have them: 2 comes before 10."""
    document = catalog.document(entry.source.document)
    item = tuple((int(part), "") if part.isdecimal() else (0, part) for part in split(r"(\d+)", entry.source.item))
    standing = (catalog.documents.index(document), document.sections.index(catalog.section(entry)))
    return (list(HEADINGS).index(entry.kind), *standing, item, entry.id)


def _count(entries: Sequence[Entry]) -> str:
    numbers = {kind: sum(entry.kind == kind for entry in entries) for kind in COUNTED}
    said = [f"{number} {COUNTED[kind][number > 1]}" for kind, number in numbers.items() if number]
    return " and ".join([", ".join(said[:-1]), said[-1]] if said[1:] else said) or "no entries"


def _remarks(catalog: Catalog, entries: Sequence[Entry], *more: str) -> tuple[str, ...]:
    status = (f"{document.short}: {document.status}" for document in catalog.documents)
    return (*(() if entries else (NOTHING,)), AGE, *status, OWN_WORDS, *more)
