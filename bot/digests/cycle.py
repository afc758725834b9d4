"""What a digest holds: a recommendation with a practice that illustrates it, and nothing twice until all has been shown."""

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.catalog.catalog import Catalog
from bot.catalog.records import Entry
from bot.catalog.topics import Topic, topic_entries


@dataclass(frozen=True, slots=True)
class Issue:
    """What one digest shows of a topic, the lead first.

    With it, `position` of the topic's `total` entries have been shown in this cycle; the last of its entries may be from `outside`
    the topic, a practice that illustrates the lead, and is not counted. `begins_anew` says that all had been shown and the next
    cycle begins.
    """

    entries: tuple[Entry, ...]
    position: int
    total: int
    cycle: int
    begins_anew: bool = False
    outside: int = 0


@dataclass(frozen=True, slots=True)
class _Cycle:
    """One round through a topic, in an order that no addition or removal changes: each entry has its own place."""

    seed: str
    number: int
    shown: Mapping[str, int]

    def place(self, entry: Entry) -> bytes:
        return hashlib.blake2b(f"{self.seed}\n{self.number}\n{entry.id}".encode(), digest_size=8).digest()

    def has_shown(self, entry: Entry) -> bool:
        return any(self.shown.get(name, self.number - 1) >= self.number for name in _names(entry))


def next_issue(
    catalog: Catalog, topic: Topic, seed: str, shown: Mapping[str, int], cycle: int, last: Collection[str] = ()
) -> Issue | None:
    """Return what to show next of a topic, None when it has no entries.

    `shown` gives by id the cycle in which an entry was last shown; `last` are the ids of the issue before, none of which leads a
    new cycle where another entry can. The order follows from the seed.
    """
    entries = topic_entries(catalog, topic)
    this = _Cycle(seed, cycle, shown)
    left = [entry for entry in entries if not this.has_shown(entry)]
    begins_anew = bool(entries) and not left
    if begins_anew:
        this, left = _Cycle(seed, cycle + 1, {}), list(entries)
    queue = sorted(left, key=lambda entry: (entry.kind != "recommendation", this.place(entry)))
    if not queue:
        return None
    seen = set(last) if begins_anew else set()
    lead = next((entry for entry in queue if seen.isdisjoint(_names(entry))), queue[0])
    issue = (lead, *_illustration(catalog, lead, queue, this))
    outside = sum(entry not in queue for entry in issue)
    position = len(entries) - len(left) + len(issue) - outside
    return Issue(issue, position, len(entries), this.number, begins_anew, outside)


def _illustration(catalog: Catalog, lead: Entry, queue: Sequence[Entry], this: _Cycle) -> tuple[Entry, ...]:
    """Return the practice that goes with a recommendation, if there is one; a practice stands alone."""
    if lead.kind != "recommendation":
        return ()
    return tuple(_practices(catalog, lead, queue, this))[:1]


def _practices(catalog: Catalog, lead: Entry, queue: Sequence[Entry], this: _Cycle) -> Iterator[Entry]:
    """Yield the practices that may illustrate a recommendation: related ones, the topic's own first; then its own on a theme."""
    related = [entry for entry in catalog.related(lead) if entry.kind == "practice" and not this.has_shown(entry)]
    yield from sorted(related, key=lambda entry: (entry not in queue, this.place(entry)))
    yield from (entry for entry in queue if entry.kind == "practice" and not set(lead.themes).isdisjoint(entry.themes))


def _names(entry: Entry) -> set[str]:
    return {entry.id, *entry.formerly}
