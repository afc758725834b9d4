"""Rules for whole files and for the whole knowledge base; single values are checked in `specs`."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.catalog import fields
from bot.catalog.countries import is_country
from bot.catalog.nodes import Mapping as MappingNode
from bot.catalog.nodes import Mark, Problem, shorten
from bot.catalog.records import (
    Acronym,
    Cluster,
    Crosswalk,
    Details,
    Document,
    Entry,
    Glossary,
    Locator,
    Objective,
    OneWay,
    Place,
    Release,
    Section,
    Theme,
)
from bot.catalog.specs import Record, find_mark, find_value, item_marks


@dataclass(frozen=True)
class CheckedEntry:
    """An entry with its file's nodes, so that rules across files can name a line.

    `sound` says that its own file has no problem; what could not be read of an unsound one is blank in `entry`.
    """

    entry: Entry
    path: str
    node: MappingNode
    sound: bool

    def problem(self, message: str, *keys: str) -> Problem:
        """Make a problem at the value under `keys`."""
        return Problem(self.path, find_mark(self.node, *keys), message)

    def item_problem(self, message: str, key: str, item: str) -> Problem:
        """Make a problem at an item of the list under `key`."""
        marks = dict(item_marks(self.node, key))
        return Problem(self.path, marks.get(item) or find_mark(self.node, key), message)


@dataclass
class Shelf:
    """Everything that was read: complete when `problems` is empty."""

    edition: str = ""
    documents: tuple[Document, ...] = ()
    clusters: tuple[Cluster, ...] = ()
    objectives: tuple[Objective, ...] = ()
    glossary: Glossary = field(default_factory=Glossary)
    entries: list[CheckedEntry] = field(default_factory=list)
    releases: tuple[Release, ...] = ()
    unread: set[str] = field(default_factory=set)  # names of files whose entry has no or another id
    problems: list[Problem] = field(default_factory=list)


def check_entry(node: MappingNode, path: str, stem: str, folder: str) -> tuple[CheckedEntry, list[Problem]]:
    """Turn one entry file into an entry; a value that is missing or wrong is blank there and a problem."""
    values, problems = read_record(fields.ENTRY, node, path)
    if "id" in values and values["id"] != stem:
        problems.append(Problem(path, find_mark(node, "id"), f"id must be the file's name {stem!r}, got {shorten(values['id'])}"))
    kind = values.get("kind")
    if kind and fields.FOLDERS[kind] != folder:
        message = f"kind must fit the folder: {kind}s stand in {fields.FOLDERS[kind]}/, got {folder}/"
        problems.append(Problem(path, find_mark(node, "kind"), message))
    for code, mark in item_marks(node, "countries"):
        if code in values.get("countries", ()) and not is_country(code):
            problems.append(Problem(path, mark, f"countries must be ISO 3166-1 alpha-2 codes, got {shorten(code)}"))
    source = find_value(node, "source")
    if kind != "instrument" and isinstance(source, MappingNode) and find_value(source, "begins") is None:
        problems.append(Problem(path, source.mark, "source: begins must be given: the passage's first words, got nothing"))
    return CheckedEntry(_entry({"id": stem, "kind": "", **values}), path, node, sound=not problems), problems


def check_sources(node: MappingNode, path: str) -> tuple[str, tuple[Document, ...], list[Problem]]:
    """Read `sources.yaml`."""
    values, problems = read_record(fields.SOURCES, node, path)
    if problems:
        return "", (), problems
    documents = tuple(
        Document(**{**values, "sections": tuple(Section(**section) for section in values["sections"])})
        for values in values["documents"]
    )
    for document in documents:
        numbers = [section.number for section in document.sections]
        for number in sorted({n for n in numbers if numbers.count(n) > 1}):
            message = f"sections of {document.id} must have different numbers, got {shorten(number)} twice"
            problems.append(Problem(path, Mark(), message))
    return values["edition"], documents, problems


def check_themes(node: MappingNode, path: str) -> tuple[tuple[Cluster, ...], tuple[Objective, ...], list[Problem]]:
    """Read `themes.yaml`."""
    values, problems = read_record(fields.THEMES, node, path)
    if problems:
        return (), (), problems
    clusters = tuple(_cluster(cluster) for cluster in values["clusters"])
    objectives = tuple(Objective(**objective) for objective in values["objectives"])
    if [objective.number for objective in objectives] != list(range(1, fields.OBJECTIVE_COUNT + 1)):
        where = find_mark(node, "objectives")
        problems.append(Problem(path, where, f"objectives must be numbered 1 to {fields.OBJECTIVE_COUNT} in order"))
    numbers = [theme.number for cluster in clusters for theme in cluster.themes]
    for number in sorted({n for n in numbers if numbers.count(n) > 1}):
        problems.append(Problem(path, find_mark(node, "clusters"), f"a theme must stand once, got {number} twice"))
    return clusters, objectives, problems


def check_glossary(node: MappingNode, path: str) -> tuple[Glossary, list[Problem]]:
    """Read `glossary.yaml`."""
    values, problems = read_record(fields.GLOSSARY, node, path)
    if problems:
        return Glossary(), problems
    for place in values["places"]:
        if not is_country(place["code"]):
            message = f"places must have ISO 3166-1 alpha-2 codes, got {shorten(place['code'])}"
            problems.append(Problem(path, find_mark(node, "places"), message))
    glossary = Glossary(
        acronyms=tuple(Acronym(**acronym) for acronym in values["acronyms"]),
        alike=values["alike"],
        one_way=tuple(OneWay(**pair) for pair in values["one_way"]),
        places=tuple(Place(**place) for place in values["places"]),
    )
    return glossary, problems


def check_together(shelf: Shelf) -> Iterator[Problem]:
    """Apply the rules that need more than one file."""
    yield from _check_names(shelf.entries)
    yield from _check_places(shelf)
    yield from _check_related(shelf)


def read_record(spec: Record, node: MappingNode, path: str) -> tuple[dict[str, Any], list[Problem]]:
    """Read a mapping by its rules; returns what could be read and every problem."""
    problems: list[Problem] = []
    values = spec.read(node, lambda mark, message: problems.append(Problem(path, mark, message)))
    return values or {}, problems


def _entry(values: Mapping[str, Any]) -> Entry:
    blank: dict[str, Any] = {"title": "", "summary": "", "groups": (), "themes": (), "objectives": (), "asked_as": ()}
    source = Locator(**{"document": "", "section": "", "item": "", **values.get("source", {})})
    details = Details(**values.get("details", {}))
    return Entry(**{**blank, **values, "source": source, "details": details})


def _cluster(values: Mapping[str, Any]) -> Cluster:
    themes = tuple(
        Theme(theme["number"], theme["label"], tuple(Crosswalk(**walk) for walk in theme["crosswalk"]))
        for theme in values["themes"]
    )
    return Cluster(values["number"], values["label"], themes)


def _check_names(entries: Sequence[CheckedEntry]) -> Iterator[Problem]:
    owners: dict[str, CheckedEntry] = {}
    for checked in entries:
        for name, key in ((checked.entry.id, "id"), *((old, "formerly") for old in checked.entry.formerly)):
            if (owner := owners.setdefault(name, checked)) is not checked:
                yield checked.item_problem(f"{key} must stand in one file only, got {name!r} as in {owner.path}", key, name)
    called: dict[str, CheckedEntry] = {}
    for checked in entries:
        for alias in checked.entry.aliases:
            if (owner := called.setdefault(alias.casefold(), checked)) is not checked:
                message = f"aliases must name one entry only, got {shorten(alias)} as in {owner.path}"
                yield checked.item_problem(message, "aliases", alias)


def _check_places(shelf: Shelf) -> Iterator[Problem]:
    sections = {document.id: {section.number for section in document.sections} for document in shelf.documents}
    themes = {theme.number for cluster in shelf.clusters for theme in cluster.themes}
    for checked in shelf.entries:
        source = checked.entry.source
        if sections and source.document and source.document not in sections:
            known = ", ".join(sections)
            message = f"source: document must be one of {known}, got {shorten(source.document)}"
            yield checked.problem(message, "source", "document")
        elif source.section and source.section not in sections.get(source.document, {source.section}):
            message = f"source: section must be a section of {source.document}, got {shorten(source.section)}"
            yield checked.problem(message, "source", "section")
        for number in checked.entry.themes:
            if themes and number not in themes:
                yield checked.item_problem(f"themes must be sections of themes.yaml, got {shorten(number)}", "themes", number)


def _check_related(shelf: Shelf) -> Iterator[Problem]:
    by_id = {checked.entry.id: checked for checked in shelf.entries}
    for checked in shelf.entries:
        for other in checked.entry.related:
            target = by_id.get(other)
            if other in shelf.unread:
                continue
            if target is None:
                yield checked.item_problem(f"related must name entries that exist, got {shorten(other)}", "related", other)
            elif target is checked:
                yield checked.item_problem(f"related must name other entries, got the entry itself, {other!r}", "related", other)
            elif _must_be_mutual(checked, target) and checked.entry.id not in target.entry.related:
                message = f"related must be mutual: {target.path} does not list {checked.entry.id!r}"
                yield checked.item_problem(message, "related", other)


def _must_be_mutual(one: CheckedEntry, other: CheckedEntry) -> bool:
    # An instrument is cited by many: the citing entry names it, the catalog looks the other way round. And what an unsound
    # entry lists may not have been read.
    return one.sound and other.sound and "instrument" not in {one.entry.kind, other.entry.kind}
