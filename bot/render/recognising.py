"""Which entries a message of ours shows, told by its text, by what its buttons say and by its links."""

import re
from collections.abc import Iterable, Sequence

from bot.catalog.catalog import Catalog
from bot.catalog.records import Entry
from bot.render import addresses, digest, feedback, group, shelf
from bot.render.cite import page
from bot.render.source import source_line

# What stands below an entry itself; `open` may also lead to another one.
_OWN = re.compile(
    rf"(?:(?:{digest.CITE}|{group.CARD}|{shelf.SAVE}|{shelf.KEPT}|{shelf.STAY}|{shelf.MOVE})"
    rf"|{page.CITE_AS}:[a-z]+|{feedback.VOTE}:[a-z]):(?P<entry>[a-z0-9.-]+)(?::.*)?",
    re.DOTALL,
)
_OFFERED = re.compile(rf"(?:{addresses.OPEN}|{group.CHOSEN}:[0-9a-f]+):(?P<entry>[a-z0-9.-]+)")
_START_LINK = re.compile(r"https?://t\.me/\w+\?start=(?P<payload>[A-Za-z0-9_-]+)")


def entries_in(catalog: Catalog, text: str, data: Sequence[str], links: Iterable[str] = ()) -> list[Entry]:
    """Return the entries that a message shows, each once: its own, otherwise those that it offers.

    `data` is what its buttons hold. Of several the one whose title is a line of the text goes before the others.
    """
    own = [match["entry"] for one in data if (match := _OWN.fullmatch(one))]
    own += [addresses.entry_id_of(match["payload"]) for link in links if (match := _START_LINK.fullmatch(link))]
    if known := _known(catalog, own):
        return _titled(catalog, text, known) or known
    offered = _known(catalog, [match["entry"] for one in data if (match := _OFFERED.fullmatch(one))])
    titled = _titled(catalog, text, catalog.entries)
    # A title alone may stand in any message; with its source below, it is a card that has lost its buttons.
    sourced = [entry for entry in titled if source_line(catalog, entry) in text]
    return sourced or _titled(catalog, text, offered) or offered or titled


def _titled(catalog: Catalog, text: str, entries: Iterable[Entry]) -> list[Entry]:
    """Return the entries whose title is a line; of those that share one, that of the source which the text names."""
    lines = set(text.splitlines())
    found = [entry for entry in entries if entry.title in lines]
    return found if len(found) < 2 else [entry for entry in found if source_line(catalog, entry) in text] or found


def _known(catalog: Catalog, ids: Iterable[str]) -> list[Entry]:
    found = (catalog.entry(one) for one in ids if catalog.has(one))
    return list({entry.id: entry for entry in found}.values())
