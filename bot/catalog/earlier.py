"""An earlier export beside the knowledge base of today: the block of `history.yaml` that tells the difference."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from textwrap import wrap
from typing import Any

from bot.catalog.catalog import Catalog
from bot.catalog.changes import Change, IsWord, changes
from bot.catalog.records import Details, Entry
from bot.errors import DeskError

_TEXTS = ("id", "title", "summary", "note")
_LISTS = ("organisations", "links")
_PLACE = ("document", "section", "item", "begins", "pages")
_WIDE = 120
# YAML would take these for truth values or nothing, as it would take what begins with a digit for a number or a date.
_RETYPED = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})


@dataclass(frozen=True, slots=True)
class Earlier:
    """An entry as it was exported."""

    id: str
    title: str
    substance: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Difference:
    """What became of the entries of an export; `withdrawn` holds beside each entry the id of its successor, if it has one."""

    corrected: tuple[tuple[Entry, tuple[Change, ...]], ...]
    withdrawn: tuple[tuple[Earlier, str], ...]
    added: tuple[str, ...]


def read_export(lines: Iterable[str], shown: str) -> list[Earlier]:
    """Read what `compact-desk export` printed; `shown` names the file. Raises DeskError at the first line that is no entry."""
    return [_read(line, f"{shown}:{number}") for number, line in enumerate(lines, start=1) if line.strip()]


def compare(earlier: Sequence[Earlier], catalog: Catalog, is_word: IsWord) -> Difference:
    """Find what was corrected, withdrawn and added.

    A renamed entry goes on; of several that became one, one goes on and the others are withdrawn in its favour.
    """
    ids = {one.id for one in earlier}
    now = {one.id: catalog.entry(one.id).id if catalog.has(one.id) else "" for one in earlier}
    going_on: dict[str, Earlier] = {}
    for one in earlier:
        if now[one.id] == one.id or (now[one.id] and now[one.id] not in ids):
            going_on.setdefault(now[one.id], one)
    found = ((entry, changes(one.substance, _as_exported(catalog, entry), is_word)) for entry, one in _pairs(catalog, going_on))
    return Difference(
        tuple((entry, what) for entry, what in found if what),
        tuple((one, now[one.id]) for one in earlier if going_on.get(now[one.id]) is not one),
        tuple(entry.id for entry in catalog.entries if entry.id not in going_on),
    )


def block(found: Difference, catalog: Catalog, date: str) -> str:
    """Return a release for `history.yaml`; what only a curator can say is left empty, so that the checker asks for it."""
    if not (found.corrected or found.withdrawn or found.added):
        return "# Nothing was corrected, withdrawn or added.\n"
    is_new = catalog.edition not in {release.version for release in catalog.releases}
    version = f'  - version: "{catalog.edition}"' if is_new else "  - version:  # the new edition, as in sources.yaml"
    head = (version, f'    date: "{date}"', "    note:")
    return "\n".join((*head, *_corrected(found), *_withdrawn(found), *_added(found))) + "\n"


def _pairs(catalog: Catalog, going_on: Mapping[str, Earlier]) -> Iterator[tuple[Entry, Earlier]]:
    return ((entry, going_on[entry.id]) for entry in catalog.entries if entry.id in going_on)


def _as_exported(catalog: Catalog, entry: Entry) -> Entry:
    """Return an entry with the pages that an export gives it: those of its section where it has none of its own."""
    return replace(entry, source=replace(entry.source, pages=catalog.pages(entry)))


def _read(line: str, place: str) -> Earlier:
    try:
        said = json.loads(line)
        details = {**asdict(Details()), **said["details"]}
        texts = {name: said[name] for name in _TEXTS} | {name: said["source"][name] for name in _PLACE}
        lists = {name: said[name] for name in _LISTS} | {"countries": [country["code"] for country in said["countries"]]}
        lists["points"] = details.pop("points")
        texts |= details
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise DeskError(_wrong(place)) from error
    if not all(isinstance(text, str) for text in texts.values()) or not all(map(_is_list_of_texts, lists.values())):
        raise DeskError(_wrong(place))
    return Earlier(texts.pop("id"), texts["title"], texts | {name: list(items) for name, items in lists.items()})


def _wrong(place: str) -> str:
    return f"{place}: line must be an entry as `compact-desk export` prints it, got something else"


def _is_list_of_texts(items: Any) -> bool:
    return isinstance(items, list | tuple) and all(isinstance(item, str) for item in items)


def _corrected(found: Difference) -> Iterator[str]:
    if found.corrected:
        yield "    corrected:"
    for entry, what in found.corrected:
        yield from (f"      # {one.field}: {_quoted(one.was)} -> {_quoted(one.now)}" for one in what)
        yield f"      - id: {_id(entry.id)}"
        yield "        what:"


def _withdrawn(found: Difference) -> Iterator[str]:
    if found.withdrawn:
        yield "    withdrawn:"
    for one, successor in found.withdrawn:
        yield f"      - id: {_id(one.id)}"
        yield f"        title: {_quoted(one.title)}"
        yield "        why:"
        if successor:
            yield f"        successor: {_id(successor)}"


def _added(found: Difference) -> Iterator[str]:
    if found.added:
        listed = wrap(", ".join(map(_id, found.added)), _WIDE, break_long_words=False, break_on_hyphens=False)
        yield "    added: ["
        yield from (f"      {line}" for line in listed)
        yield "    ]"


def _id(name: str) -> str:
    return name if name[:1].isalpha() and name not in _RETYPED else _quoted(name)


def _quoted(text: str) -> str:
    """Return a text on one line as JSON has it, which is YAML as well."""
    return json.dumps(" ".join(text.split()), ensure_ascii=False)
