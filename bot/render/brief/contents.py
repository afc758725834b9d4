"""A brief in words, the same for every form of file: what is said of each entry, and numbered notes on where it stands."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from re import compile as pattern

from bot.catalog.catalog import Catalog
from bot.catalog.records import Document, Entry
from bot.render.brief.records import Brief
from bot.render.card import DETAIL_NAMES, subtitle
from bot.render.source import source_line

REMARKS = "Before you quote"
SOURCES = "Sources"
NOTE = "Note"
LINKS = "Links"
ON_EVERY_PAGE = "Sources of 2017, before the Compact adopted in December 2018"
_BREAKS = pattern(r"[\t\n\v\f\r\x85\u2028\u2029]+")
# What XML, and so a word processor, cannot hold.
_UNHELD = pattern("[^ -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WEB = pattern(r"https?://[A-Za-z0-9.-]+(?::\d+)?(?:[/?#][!#-;=?-\[\]_a-z~]*)?")


@dataclass(frozen=True, slots=True)
class Item:
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


@dataclass(frozen=True, slots=True)
class Group:
    """A section in words."""

    heading: str
    entries: tuple[Item, ...]


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


def contents(catalog: Catalog, brief: Brief) -> Contents:
    """Put a brief into words that any file can hold."""
    numbers = note_numbers(catalog, brief.entries)
    return Contents(
        title=legible(brief.title),
        subtitle=legible(brief.subtitle),
        version=f"Knowledge base {legible(brief.version)}",
        remarks=tuple(legible(remark) for remark in brief.remarks),
        groups=tuple(
            Group(legible(section.heading), tuple(_item(catalog, entry, numbers) for entry in section.entries))
            for section in brief.sections
        ),
        documents=tuple(_document(document) for document in _documents(catalog, brief.entries)),
        notes=tuple(numbers),
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
    begins = f"; begins “{entry.source.begins} …”" if entry.source.begins else ""
    return legible(f"{source_line(catalog, entry)}{begins}")


def _documents(catalog: Catalog, entries: Iterable[Entry]) -> list[Document]:
    used = {entry.source.document for entry in entries}
    return [document for document in catalog.documents if document.id in used]


def _document(document: Document) -> tuple[str, str]:
    return legible(f"{document.short}: {document.title}. {document.publisher}, {document.date}."), legible(document.link)


def _item(catalog: Catalog, entry: Entry, numbers: Mapping[str, int]) -> Item:
    return Item(
        title=legible(entry.title),
        kind=legible(f"{subtitle(entry)} · {entry.id}"),
        summary=legible(entry.summary),
        number=note_number(catalog, entry, numbers),
        facts=tuple((label, legible(said)) for name, label in DETAIL_NAMES.items() if (said := getattr(entry.details, name))),
        points=tuple(legible(point) for point in entry.details.points),
        more=tuple((label, legible(said)) for label, said in _more(catalog, entry) if said),
        links=tuple(legible(link) for link in entry.links),
        note=legible(entry.note),
    )


def _more(catalog: Catalog, entry: Entry) -> Iterator[tuple[str, str]]:
    yield "Also called", "; ".join(entry.aliases)
    yield "Organisations", ", ".join(entry.organisations)
    yield "People concerned", ", ".join(entry.groups)
    yield "Themes", "; ".join(f"{number} {catalog.theme(number).label}" for number in entry.themes)
    named = "; ".join(f"{number} {catalog.objective(number).label}" for number in entry.objectives)
    yield "Compact of 2018", f"{named} (our mapping)" if named else ""
