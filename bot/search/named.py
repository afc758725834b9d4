"""Which entries somebody names, and what was said after the name."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.catalog.catalog import Catalog
from bot.catalog.records import Entry
from bot.search.engine import Search
from bot.search.results import Verdict
from bot.search.words import split

# Of those that may be meant, as many as one can choose from.
MOST = 8
_TAGGED = re.compile(r"(.*?)\s*#(.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Named:
    """Entries of which one is meant, and the folder as it was written; empty for none."""

    entries: tuple[Entry, ...] = ()
    folder: str = ""


@dataclass(frozen=True, slots=True)
class Folders:
    """The folders that somebody has; `key` gives what the spellings of one have in common, names have `longest` characters."""

    names: Iterable[str]
    key: Callable[[str], str]
    longest: int


def named(catalog: Catalog, search: Search, words: str, folders: Folders) -> Named:
    """Return which entries words name, and the folder: after `#`, after a full name, or one that there is at the end."""
    if tagged := _TAGGED.fullmatch(words):
        return Named(_found(catalog, search, tagged[1]), tagged[2])
    parts, names = words.split(), _names(catalog)
    for at in range(len(parts), 0, -1):
        entry = names.get(_key(" ".join(parts[:at]))) or names.get((parts[0].lower(),) if at == 1 else ())
        rest = " ".join(parts[at:])
        if entry and len(rest) <= folders.longest:
            return Named((entry,), rest)
    for folder in sorted(filter(None, folders.names), key=len, reverse=True):
        count = len(folder.split())
        if len(parts) > count and folders.key(" ".join(parts[-count:])) == folders.key(folder):
            return Named(_found(catalog, search, " ".join(parts[:-count])), folder)
    return Named(_found(catalog, search, words))


def _found(catalog: Catalog, search: Search, words: str) -> tuple[Entry, ...]:
    """Return the entries that a search finds: one where it is sure and read nothing otherwise than it was written."""
    if catalog.has(words.lower()):
        return (catalog.entry(words.lower()),)
    found = search.ask(words)
    sure = found.verdict is Verdict.ANSWER and not found.corrections
    return tuple(hit.entry for hit in found.hits[: 1 if sure else MOST])


def _names(catalog: Catalog) -> dict[tuple[str, ...], Entry]:
    """Return the entries by id, title and alias."""
    by_name = {_key(name): entry for entry in catalog.entries for name in (entry.title, *entry.aliases)}
    return by_name | {(name,): entry for entry in catalog.entries for name in (*entry.formerly, entry.id)}


def _key(name: str) -> tuple[str, ...]:
    return tuple(word.folded for word in split(name))
