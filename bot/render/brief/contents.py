"""A brief in words, the same for every form of file: what is said of each entry, and numbered notes on where it stands."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from re import compile as pattern

from bot.catalog.catalog import Catalog
from bot.catalog.records import Document, Entry
from bot.render.brief.labels import Labels, labels, own_label
from bot.render.brief.records import Brief, BriefSection, Item
from bot.render.card import DETAIL_NAMES, detail_name, subtitle
from bot.render.source import source_line
from bot.wording.speech import say

_BREAKS = pattern(r"[\t\n\v\f\r\x85\u2028\u2029]+")
# What XML, and so a word processor, cannot hold.
_UNHELD = pattern("[^ -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WEB = pattern(r"https?://[A-Za-z0-9.-]+(?::\d+)?(?:[/?#][!#-;=?-\[\]_a-z~]*)?")


@dataclass(frozen=True, slots=True)
class OwnLine:
    """A line of somebody's own, with what leads it."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """An entry in words; `number` is that of its source note, `facts` and `more` are pairs of label and text."""

    title: str
    kind: str
    summary: str
    number: int
    facts: tuple[tuple[str, str], ...]
    points: tuple[str, ...]
    more: tuple[tuple[str, str], ...]
    links: tuple[str, ...]
    note: str
    own: OwnLine | None


@dataclass(frozen=True, slots=True)
class Group:
    """A section in words."""

    heading: str
    items: tuple[Passage | OwnLine, ...]

    @property
    def entries(self) -> tuple[Passage, ...]:
        """Return the entries alone."""
        return tuple(item for item in self.items if isinstance(item, Passage))


@dataclass(frozen=True, slots=True)
class Contents:
    """A brief in words; note `n` is `notes[n - 1]`, `documents` are pairs of reference and link or none."""

    title: str
    subtitle: str
    version: str
    remarks: tuple[str, ...]
    groups: tuple[Group, ...]
    documents: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    unanswered: tuple[str, ...]
    labels: Labels


def contents(catalog: Catalog, brief: Brief) -> Contents:
    """Put a brief into words that any file can hold."""
    numbers = note_numbers(catalog, brief.entries)
    return Contents(
        title=legible(brief.title),
        subtitle=legible(brief.subtitle),
        version=say("Knowledge base {version}", version=legible(brief.version)),
        remarks=tuple(legible(remark) for remark in brief.remarks),
        groups=tuple(_group(catalog, section, numbers) for section in brief.sections),
        documents=tuple(_document(document) for document in _documents(catalog, brief.entries)),
        notes=tuple(numbers),
        unanswered=tuple(legible(question) for question in brief.unanswered),
        labels=labels(),
    )


def note_number(catalog: Catalog, entry: Entry, numbers: Mapping[str, int]) -> int:
    """Return the number of an entry's source note."""
    return numbers[_note(catalog, entry)]


def note_numbers(catalog: Catalog, entries: Iterable[Entry]) -> dict[str, int]:
    """Return the source notes with their numbers: each place once, in the order in which the entries lead to it."""
    notes = dict.fromkeys(_note(catalog, entry) for entry in entries)
    return {note: number for number, note in enumerate(notes, start=1)}


def legible(text: str) -> str:
    """Return a text on one line, with a replacement character for what files cannot hold."""
    return _UNHELD.sub("\ufffd", _BREAKS.sub(" ", text))


def is_web(link: str) -> bool:
    """Say whether an address may be opened from a file: a plain one of the web, which neither a browser nor Word refuses."""
    return _WEB.fullmatch(link) is not None


def _note(catalog: Catalog, entry: Entry) -> str:
    source, begins = source_line(catalog, entry), entry.source.begins
    # Translators: {begins} are the first words of the passage, by which a reader finds it on the page.
    return legible(say("{source}; begins “{begins} …”", source=source, begins=begins) if begins else source)


def _documents(catalog: Catalog, entries: Iterable[Entry]) -> list[Document]:
    used = {entry.source.document for entry in entries}
    return [document for document in catalog.documents if document.id in used]


def _document(document: Document) -> tuple[str, str]:
    return legible(f"{document.short}: {document.title}. {document.publisher}, {document.date}."), legible(document.link)


def _group(catalog: Catalog, section: BriefSection, numbers: Mapping[str, int]) -> Group:
    told = (_passage(catalog, item.entry, item, numbers) if item.entry else _own(item, item.time) for item in section.all_items)
    return Group(legible(section.heading), tuple(one for one in told if one))


def _own(item: Item, time: str = "") -> OwnLine | None:
    return OwnLine(own_label(legible(time)), legible(item.own)) if item.own.strip() else None


def _passage(catalog: Catalog, entry: Entry, item: Item, numbers: Mapping[str, int]) -> Passage:
    return Passage(
        title=legible(entry.title),
        kind=legible(_kind(entry, item)),
        summary=legible(entry.summary),
        number=note_number(catalog, entry, numbers),
        facts=tuple((detail_name(name), legible(said)) for name in DETAIL_NAMES if (said := getattr(entry.details, name))),
        points=tuple(legible(point) for point in entry.details.points),
        more=tuple((label, legible(said)) for label, said in _more(catalog, entry) if said),
        links=tuple(legible(link) for link in entry.links),
        note=legible(entry.note),
        own=_own(item),
    )


def _kind(entry: Entry, item: Item) -> str:
    kind = f"{subtitle(entry)} · {entry.id}"
    if not item.time:
        return kind
    if item.is_added:
        # Translators: {kind} is what an entry is, as in "Practice · Germany"; {time} is when somebody put it on the list.
        return say("{kind} · added at {time}", kind=kind, time=item.time)
    # Translators: {kind} is what an entry is, as in "Practice · Germany"; {time} is a time of day in a meeting.
    return say("{kind} · looked up at {time}", kind=kind, time=item.time)


def _more(catalog: Catalog, entry: Entry) -> Iterator[tuple[str, str]]:
    # Translators: labels before lists, beginning with the other names of an entry.
    yield say("Also called"), "; ".join(entry.aliases)
    yield say("Organisations"), ", ".join(entry.organisations)
    yield say("People concerned"), ", ".join(entry.groups)
    yield say("Themes"), "; ".join(f"{number} {catalog.theme(number).label}" for number in entry.themes)
    named = "; ".join(f"{number} {catalog.objective(number).label}" for number in entry.objectives)
    # Translators: the mapping to the objectives of the Compact is the desk's, not the documents'.
    yield say("Compact of 2018"), say("{objectives} (our mapping)", objectives=named) if named else ""
