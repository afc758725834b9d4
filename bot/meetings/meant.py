"""Which entry is meant: by name, or by a message of ours that shows one (pure)."""

import re
from collections.abc import Iterable, Sequence

from bot.catalog.catalog import Catalog
from bot.catalog.records import Entry
from bot.render import addresses, digest, feedback, group, shelf
from bot.render.cite import page
from bot.render.source import source_line
from bot.search import Search, Verdict
from bot.search.words import split

# What stands below an entry itself; `open` may also lead to another one.
_OF_THE_ENTRY = re.compile(
    rf"(?:(?:{digest.CITE}|{group.CARD}|{shelf.SAVE}|{shelf.KEPT}|{shelf.STAY}|{shelf.MOVE})"
    rf"|{page.CITE_AS}:[a-z]+|{feedback.VOTE}:[a-z]):(?P<entry>[a-z0-9.-]+)(?::.*)?",
    re.DOTALL,
)
_OPENED = re.compile(rf"(?:{addresses.OPEN}|{group.CHOSEN}:[0-9a-f]+):(?P<entry>[a-z0-9.-]+)")
_START_LINK = re.compile(r"https?://t\.me/\w+\?start=(?P<payload>[A-Za-z0-9_-]+)")
_ARTICLE = "the"


def named(catalog: Catalog, search: Search, words: str) -> Entry | None:
    """Return the entry of which words are the name, short name or id; None where they say more, less, or may mean several."""
    if catalog.has(words.strip()):
        return catalog.entry(words.strip())
    found = search.ask(words)
    if found.verdict is not Verdict.ANSWER or found.corrections:
        return None
    entry, said = found.hits[0].entry, _key(words)
    return entry if said in {_key(name) for name in (entry.title, *entry.aliases, entry.id)} else None


def shown_in(catalog: Catalog, text: str, data: Sequence[str], links: Iterable[str]) -> list[Entry]:
    """Return the entries that a message of ours shows, by what its buttons hold, by its links or by its text, each once.

    What a card's own buttons name goes before what is only offered beside it, and so does the one whose title is a line.
    """
    own = [match["entry"] for one in data if (match := _OF_THE_ENTRY.fullmatch(one))]
    own += [addresses.entry_id_of(match["payload"]) for link in links if (match := _START_LINK.fullmatch(link))]
    opened = [match["entry"] for one in data if (match := _OPENED.fullmatch(one))]
    found = _known(catalog, own) or _known(catalog, opened)
    lines = set(text.splitlines())
    titled = [entry for entry in found or catalog.entries if entry.title in lines]
    if not found and len(titled) > 1:
        # Some entries have the same title, and none has the same source as well.
        titled = [entry for entry in titled if source_line(catalog, entry) in text] or titled
    return titled if len(titled) == 1 or not found else found


def _known(catalog: Catalog, ids: Iterable[str]) -> list[Entry]:
    found = [catalog.entry(one) for one in ids if catalog.has(one)]
    return list({entry.id: entry for entry in found}.values())


def _key(words: str) -> tuple[str, ...]:
    key = tuple(word.folded for word in split(words))
    return key[1:] if key[:1] == (_ARTICLE,) else key
