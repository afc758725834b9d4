"""The knowledge base in memory, with its look-ups. Immutable: a new revision is a new catalog."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from bot.catalog.records import Cluster, Document, Entry, Glossary, Kind, Objective, Release, Section, Theme
from bot.errors import UnknownEntry

_KINDS = ("practice", "recommendation", "instrument")


@dataclass(frozen=True)
class Catalog:
    """All entries and what they refer to."""

    edition: str
    revision: str
    documents: tuple[Document, ...]
    clusters: tuple[Cluster, ...]
    objectives: tuple[Objective, ...]
    glossary: Glossary
    entries: tuple[Entry, ...]
    releases: tuple[Release, ...] = ()  # newest first

    @property
    def version(self) -> str:
        """Name this state of the knowledge base, as in `2026.11 (3f2a91c)`."""
        return f"{self.edition} ({self.revision})"

    def entry(self, name: str) -> Entry:
        """Return the entry with this id, now or formerly. Raises UnknownEntry."""
        found = self._by_id.get(name)
        if found is None:
            raise UnknownEntry(f"id must be that of an entry, got {name!r}")
        return found

    def has(self, name: str) -> bool:
        """Say whether an id, now or formerly, is that of an entry."""
        return name in self._by_id

    def document(self, name: str) -> Document:
        """Return a source document by id."""
        return self._documents[name]

    def section(self, entry: Entry) -> Section:
        """Return the document's section in which an entry stands."""
        return self._sections[entry.source.document, entry.source.section]

    def pages(self, entry: Entry) -> str:
        """Return the pages of an entry's passage: its own, otherwise those of its section."""
        return entry.source.pages or self.section(entry).pages

    def theme(self, number: str) -> Theme:
        """Return a theme by its section number, as in `3.3`."""
        return self._themes[number]

    def has_theme(self, number: str) -> bool:
        """Say whether a theme exists."""
        return number in self._themes

    def cluster_of(self, number: str) -> Cluster:
        """Return the cluster to which a theme belongs."""
        return next(cluster for cluster in self.clusters if cluster.number == number.partition(".")[0])

    def objective(self, number: int) -> Objective:
        """Return one of the 23 objectives of 2018."""
        return self.objectives[number - 1]

    def of_kind(self, kind: Kind) -> tuple[Entry, ...]:
        """Return the entries of one kind."""
        return tuple(entry for entry in self.entries if entry.kind == kind)

    def of_theme(self, number: str) -> tuple[Entry, ...]:
        """Return the entries on a theme: those that have it first before the others, practices first, then by id."""
        found = [entry for entry in self.entries if number in entry.themes]
        return tuple(sorted(found, key=lambda entry: (entry.themes.index(number), _KINDS.index(entry.kind), entry.id)))

    def related(self, entry: Entry) -> tuple[Entry, ...]:
        """Return the entries that an entry lists, then those that list it."""
        listed = (self._by_id[name] for name in entry.related)
        listing = (other for other in self.entries if entry.id in other.related)
        return _unique((*listed, *listing))

    @cached_property
    def _by_id(self) -> dict[str, Entry]:
        current = {entry.id: entry for entry in self.entries}
        return {old: entry for entry in self.entries for old in entry.formerly} | current

    @cached_property
    def _documents(self) -> dict[str, Document]:
        return {document.id: document for document in self.documents}

    @cached_property
    def _sections(self) -> dict[tuple[str, str], Section]:
        return {(document.id, s.number): s for document in self.documents for s in document.sections}

    @cached_property
    def _themes(self) -> dict[str, Theme]:
        return {theme.number: theme for cluster in self.clusters for theme in cluster.themes}


def _unique(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple({entry.id: entry for entry in entries}.values())
