"""`knowledge/history.yaml`: what each public release corrected, withdrew and added, newest first."""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bot.catalog import fields
from bot.catalog.checker import Shelf, read_record
from bot.catalog.nodes import Mapping, Mark, Problem, shorten
from bot.catalog.nodes import Sequence as SequenceNode
from bot.catalog.records import Corrected, Release, Withdrawn
from bot.catalog.specs import find_mark, find_value, item_marks

_LISTS = ("corrected", "withdrawn", "added")


def check_history(node: Mapping, path: str, shelf: Shelf) -> tuple[tuple[Release, ...], list[Problem]]:
    """Turn `history.yaml` into releases; `shelf` holds the entries and the edition that they are checked against."""
    values, problems = read_record(fields.HISTORY, node, path)
    if problems:
        return (), problems
    releases = tuple(_release(one) for one in values["releases"])
    items = find_value(node, "releases")
    assert isinstance(items, SequenceNode)
    # Two releases that say the same are read as one, and reported as a repetition.
    placed = [
        _Placed(release, item, path) for release, item in zip(releases, items.items, strict=True) if isinstance(item, Mapping)
    ]
    problems += _check_order(placed, shelf.edition)
    # An entry that could not be read may have had any id before.
    if not shelf.unread:
        problems += _check_ids(placed, _Names.of(shelf))
    return releases, problems


@dataclass(frozen=True, slots=True)
class _Placed:
    """A release with its place in the file."""

    release: Release
    node: Mapping
    path: str

    def problem(self, message: str, key: str) -> Problem:
        return Problem(self.path, find_mark(self.node, key), message)

    def marks(self, key: str) -> Sequence[tuple[str, Mark]]:
        """Return id and place of each entry in one of the lists."""
        found = find_value(self.node, key)
        if key == "added" or not isinstance(found, SequenceNode):
            return item_marks(self.node, key)
        ids = [find_value(item, "id") for item in found.items if isinstance(item, Mapping)]
        return [(str(getattr(one, "text", "")).strip(), one.mark) for one in ids if one]


@dataclass(frozen=True, slots=True)
class _Names:
    """The ids that entries have, and had before with the entry that has them now."""

    now: frozenset[str]
    before: dict[str, str]

    @classmethod
    def of(cls, shelf: Shelf) -> "_Names":
        entries = [checked.entry for checked in shelf.entries]
        now = frozenset(entry.id for entry in entries)
        return cls(now, {old: entry.id for entry in entries for old in entry.formerly if old not in now})


def _release(values: dict[str, Any]) -> Release:
    corrected = tuple(Corrected(**one) for one in values.get("corrected", ()))
    withdrawn = tuple(Withdrawn(**one) for one in values.get("withdrawn", ()))
    return Release(**{**values, "corrected": corrected, "withdrawn": withdrawn})


def _check_order(placed: Sequence[_Placed], edition: str) -> Iterator[Problem]:
    """Check versions and dates, and that each release has something to tell."""
    versions: set[str] = set()
    for at, one in enumerate(placed):
        release = one.release
        if release.version in versions:
            yield one.problem(f"version must stand once, got {release.version!r} again", "version")
        elif at == 0 and edition and release.version != edition:
            message = f"version of the newest release must be the edition in sources.yaml, {edition!r}, got {release.version!r}"
            yield one.problem(message, "version")
        versions.add(release.version)
        year, month, day = map(int, release.date.split("-"))
        if day > monthrange(year, month)[1]:
            yield one.problem(f"date must be one of the calendar, got {release.date!r}", "date")
        elif at and release.date > placed[at - 1].release.date:
            above = placed[at - 1].release.date
            yield one.problem(f"date must not be after that of the release above, {above!r}, got {release.date!r}", "date")
        if not any(getattr(release, name) for name in _LISTS):
            yield one.problem("release must have corrected, withdrawn or added, got none", "version")


def _check_ids(placed: Sequence[_Placed], names: _Names) -> Iterator[Problem]:
    """Check the ids of all lists; what a newer release withdrew may be named by older ones."""
    gone: set[str] = set()
    added: set[str] = set()
    for one in placed:
        yield from _check_known(one, names, gone)
        for name, mark in one.marks("added"):
            if name in added:
                yield Problem(one.path, mark, f"added must name an entry in one release only, got {name!r} again")
            added.add(name)
        yield from _check_withdrawn(one, names, gone)


def _check_known(one: _Placed, names: _Names, gone: set[str]) -> Iterator[Problem]:
    for key in ("corrected", "added"):
        told: set[str] = set()
        for name, mark in one.marks(key):
            if name not in names.now and name not in names.before and name not in gone:
                message = f"{key} must name entries that exist or that a newer release withdraws, got {shorten(name)}"
                yield Problem(one.path, mark, message)
            elif key == "corrected" and name in told:
                yield Problem(one.path, mark, f"corrected must name an entry once, got {name!r} again")
            told.add(name)


def _check_withdrawn(one: _Placed, names: _Names, gone: set[str]) -> Iterator[Problem]:
    for withdrawn, (name, mark) in zip(one.release.withdrawn, one.marks("withdrawn"), strict=True):
        owner, successor = names.before.get(name, ""), withdrawn.successor
        if name in names.now:
            yield Problem(one.path, mark, f"withdrawn must name entries that are no more, got {name!r}, which is one")
        elif name in gone:
            yield Problem(one.path, mark, f"withdrawn must name an entry once, got {name!r} again")
        elif owner and names.before.get(successor, successor) != owner:
            got = repr(successor) if successor else "nothing"
            yield Problem(one.path, mark, f"successor must be {owner!r}, which lists {name!r} under formerly, got {got}")
        elif successor and not owner and successor not in gone:
            yield Problem(one.path, mark, f"successor must be an entry that lists {name!r} under formerly, got {successor!r}")
        gone.add(name)
