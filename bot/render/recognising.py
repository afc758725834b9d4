"""Which entries a message of ours shows, told by its text and by what its buttons say."""

import re
from collections.abc import Iterable, Sequence

from bot.catalog.catalog import Catalog
from bot.catalog.records import Entry
from bot.render import addresses, digest, feedback, shelf
from bot.render.source import source_line

_OWN = re.compile(rf"(?:{shelf.SAVE}|{shelf.KEPT}|{shelf.MOVE}|{feedback.VOTE}:\w):([a-z0-9.-]+)")
_OFFERED = re.compile(rf"(?:{addresses.OPEN}|{digest.CITE}):([a-z0-9.-]+)")


def entries_in(catalog: Catalog, text: str, said: Sequence[str]) -> list[Entry]:
    """Return the entries that a message shows: its own, otherwise those that it offers. `said` are the addresses of its buttons."""
    lines = set(text.splitlines())
    by_title = [one for one in catalog.entries if one.title in lines and source_line(catalog, one) in text]
    return _known(catalog, _OWN, said) or by_title or _known(catalog, _OFFERED, said)


def _known(catalog: Catalog, pattern: re.Pattern[str], said: Iterable[str]) -> list[Entry]:
    names = [found[1] for one in said if (found := pattern.match(one)) and catalog.has(found[1])]
    return list({catalog.entry(name).id: catalog.entry(name) for name in names}.values())
