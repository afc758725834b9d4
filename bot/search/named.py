"""Which entries somebody names, or may mean, and what was said after the name."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.catalog.records import Entry
from bot.search.engine import Search
from bot.search.names import NameFinder
from bot.search.results import Verdict

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


def named(names: NameFinder, search: Search, words: str, folders: Folders) -> Named:
    """Return which entries words name, and the folder: after `#`, after a full name, or one that there is at the end."""
    if tagged := _TAGGED.fullmatch(words):
        return Named(_found(names, search, tagged[1]), tagged[2])
    parts = words.split()
    for at in range(len(parts), 0, -1):
        rest = " ".join(parts[at:])
        if len(rest) > folders.longest:
            break
        if entry := names.find(" ".join(parts[:at])):
            return Named((entry,), rest)
    for folder in sorted(filter(None, folders.names), key=len, reverse=True):
        count = len(folder.split())
        if len(parts) > count and folders.key(" ".join(parts[-count:])) == folders.key(folder):
            return Named(_found(names, search, " ".join(parts[:-count])), folder)
    return Named(_found(names, search, words))


def _found(names: NameFinder, search: Search, words: str) -> tuple[Entry, ...]:
    """Return the entry of this name, or those that a search finds: one where it is sure and read all as it was written."""
    if entry := names.find(words):
        return (entry,)
    found = search.ask(words)
    sure = found.verdict is Verdict.ANSWER and not found.corrections
    return tuple(hit.entry for hit in found.hits[: 1 if sure else MOST])
