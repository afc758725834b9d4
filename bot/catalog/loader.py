"""Reads the knowledge folder: the catalog's only way to the disk."""

import hashlib
from collections.abc import Collection, Iterable
from pathlib import Path

from bot.catalog import fields
from bot.catalog.catalog import Catalog
from bot.catalog.checker import Shelf, check_entry, check_glossary, check_sources, check_themes, check_together
from bot.catalog.history import check_history
from bot.catalog.nodes import Mapping, Mark, Problem
from bot.catalog.questions import GoldenSet, read_questions
from bot.catalog.yamlfile import read_yaml
from bot.errors import KnowledgeError

# Beside the packages, in a checkout as in an installation.
KNOWLEDGE = Path(__file__).resolve().parents[2] / "knowledge"
SHARED_FILES = ("sources.yaml", "themes.yaml", "glossary.yaml")


def load_catalog(folder: Path = KNOWLEDGE) -> Catalog:
    """Read and check a knowledge folder.

    Raises KnowledgeError, which carries a printable line for each problem.
    """
    shelf = read_shelf(folder)
    if shelf.problems:
        raise KnowledgeError([str(problem) for problem in shelf.problems])
    return Catalog(
        edition=shelf.edition,
        revision=_revision(folder),
        documents=shelf.documents,
        clusters=shelf.clusters,
        objectives=shelf.objectives,
        glossary=shelf.glossary,
        entries=tuple(sorted((checked.entry for checked in shelf.entries), key=lambda entry: entry.id)),
        releases=shelf.releases,
    )


def read_shelf(folder: Path = KNOWLEDGE) -> Shelf:
    """Read every file of a knowledge folder and check it; problems are in the order of the files."""
    shelf = Shelf()
    if not folder.is_dir():
        shelf.problems.append(Problem(_shown(folder), Mark(), "knowledge folder must exist"))
        return shelf
    _read_sources(folder / "sources.yaml", shelf)
    _read_themes(folder / "themes.yaml", shelf)
    _read_glossary(folder / "glossary.yaml", shelf)
    for path in entry_files(folder):
        _read_entry(path, shelf)
    _read_history(folder / "history.yaml", shelf)
    shelf.problems.extend(check_together(shelf))
    shelf.problems.sort()
    return shelf


def read_golden(folder: Path, ids: Collection[str]) -> tuple[GoldenSet | None, list[Problem]]:
    """Read a knowledge folder's golden questions; a folder without them has no problem with that."""
    path = folder / "questions.yaml"
    return read_questions(path, _shown(path), ids) if path.exists() else (None, [])


def entry_files(folder: Path) -> Iterable[Path]:
    """Return the entry files of a knowledge folder in a fixed order."""
    for name in fields.FOLDERS.values():
        yield from sorted((folder / name).glob("*.yaml"))


def _read_sources(path: Path, shelf: Shelf) -> None:
    if (node := _read(path, shelf)) is not None:
        shelf.edition, shelf.documents, found = check_sources(node, _shown(path))
        shelf.problems += found


def _read_themes(path: Path, shelf: Shelf) -> None:
    if (node := _read(path, shelf)) is not None:
        shelf.clusters, shelf.objectives, found = check_themes(node, _shown(path))
        shelf.problems += found


def _read_glossary(path: Path, shelf: Shelf) -> None:
    if (node := _read(path, shelf)) is not None:
        shelf.glossary, found = check_glossary(node, _shown(path))
        shelf.problems += found


def _read_entry(path: Path, shelf: Shelf) -> None:
    if (node := _read(path, shelf)) is None:
        shelf.unread.add(path.stem)
        return
    checked, found = check_entry(node, _shown(path), path.stem, path.parent.name)
    shelf.problems += found
    shelf.entries.append(checked)
    if checked.entry.id != path.stem:
        shelf.unread.add(path.stem)


def _read_history(path: Path, shelf: Shelf) -> None:
    # What is not published yet has no history.
    if path.exists() and (node := _read(path, shelf)) is not None:
        shelf.releases, found = check_history(node, _shown(path), shelf)
        shelf.problems += found


def _read(path: Path, shelf: Shelf) -> Mapping | None:
    node, problems = read_yaml(path, _shown(path))
    shelf.problems += problems
    return node


def _shown(path: Path) -> str:
    """Return a path as people at the console would type it."""
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


def _revision(folder: Path) -> str:
    """Return seven hexadecimal digits that change with any file of the knowledge base."""
    digest = hashlib.sha256()
    for path in (*(folder / name for name in SHARED_FILES), *entry_files(folder)):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:7]
