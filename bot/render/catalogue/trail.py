"""The way by which somebody came to a list or a card: it stands in the buttons, so that no restart loses it.

In `b|a289|nDE~2/P+8` follow on the tag of the knowledge base two steps. A step names a list; `+` says at which entry the shown page
begins, `~` which entry is open, both counted from 0. The steps after the first name lists that belong to the entry that was open.
"""

import re
from dataclasses import dataclass

from bot.catalog.catalog import Catalog
from bot.catalog.records import Entry

VERB = "b"
# A list of this name is one entry, opened from elsewhere.
ENTRY = "@"
MOST_BYTES = 64
# What a page or an open entry adds to an address.
_RESERVE = len("~999")
_TAG = 4
_STEP = re.compile(r"([A-Za-z@][A-Za-z0-9.:-]*)(?:([+~])(\d{1,3}))?")


@dataclass(frozen=True, slots=True)
class Step:
    """A list, by its key: open at an entry, or shown from an entry on."""

    key: str
    start: int = 0
    opened: int | None = None

    def __str__(self) -> str:
        if self.opened is not None:
            return f"{self.key}~{self.opened}"
        return f"{self.key}+{self.start}" if self.start else self.key

    @property
    def counts(self) -> bool:
        """Say whether it rests on places in a list, which another knowledge base may have moved."""
        return self.opened is not None or self.start > 0


Trail = tuple[Step, ...]


def tag(catalog: Catalog) -> str:
    """Return by what a button knows whether the knowledge base is still the one it was made for."""
    return catalog.revision[:_TAG]


def address(catalog: Catalog, trail: Trail) -> str:
    """Return the address of what a trail leads to."""
    return f"{VERB}|{tag(catalog)}|{'/'.join(map(str, trail))}"


def trail_of(address: str) -> tuple[str, Trail] | None:
    """Return the tag and the trail that an address holds, None where it holds none."""
    parts = address.split("|")
    if len(parts) != 3 or parts[0] != VERB:
        return None
    found = [_STEP.fullmatch(step) for step in parts[2].split("/")]
    steps = [_step(one) for one in found if one]
    return (parts[1], tuple(steps)) if len(steps) == len(found) else None


def to_entry(entry: Entry) -> Trail:
    """Return the trail that leads to nothing but an entry."""
    return (Step(f"{ENTRY}{entry.id}"),)


def beside(catalog: Catalog, trail: Trail, entry: Entry, key: str) -> Trail:
    """Return the trail from an open entry to a list that belongs to it; where it gets too long it begins at the entry."""
    longer = (*trail, Step(key))
    if len(address(catalog, longer).encode()) + _RESERVE <= MOST_BYTES:
        return longer
    return (*to_entry(entry), Step(key))


def _step(found: re.Match[str]) -> Step:
    key, sign, number = found.groups()
    if sign == "~":
        return Step(key, opened=int(number))
    return Step(key, start=int(number or 0))
