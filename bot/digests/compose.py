"""What deliveries hold and how they read (pure): entries are chosen, corrections found, parts of one chat joined."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bot.catalog.catalog import Catalog
from bot.catalog.changes import changes, revision, substance
from bot.catalog.records import Entry
from bot.catalog.topics import has_topic, topic
from bot.digests.cycle import next_issue
from bot.digests.schedule import ZONES
from bot.render.digest import Correction, DigestPart, digest_messages
from bot.render.screen import Screen
from bot.search.english import is_english
from bot.store.records import Contents, Delivery, Shown, Subscription

# The rest comes with the next digest.
MOST_CORRECTIONS = 5

# By (entry id, revision), what the entry said then.
Substances = Mapping[tuple[str, str], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class History:
    """What composing needs to know of subscriptions, all by id: themselves, and what each was shown, oldest first."""

    subscriptions: Mapping[int, Subscription]
    shown: Mapping[int, Sequence[Shown]]
    substances: Substances


@dataclass(frozen=True, slots=True)
class Message:
    """One message to send: deliveries with what it holds of each, by the delivery's id."""

    chat_id: int
    thread_id: int
    screen: Screen
    contents: Mapping[int, Contents]
    owners: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Piece:
    delivery: Delivery
    part: DigestPart
    contents: Contents


class Composer:
    """Composes messages from one revision of the knowledge base."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._revisions = {entry.id: revision(entry) for entry in catalog.entries}

    def outdated(self, shown: Iterable[Shown]) -> set[tuple[str, str]]:
        """Return (id, revision) of what was shown and reads otherwise now, or is gone: its old substance is needed."""
        return {(one.entry_id, one.revision) for one in shown if self._revision_of(one.entry_id) != one.revision}

    def revisions(self, contents: Iterable[Contents]) -> dict[str, tuple[str, dict[str, Any]]]:
        """Return revision and substance of entries about to be shown, for keeping."""
        names = {name for one in contents for name in (*one.entries, *one.corrected) if self._catalog.has(name)}
        entries = [self._catalog.entry(name) for name in names]
        return {entry.id: (self._revisions[entry.id], substance(entry)) for entry in entries}

    def messages(self, deliveries: Sequence[Delivery], history: History) -> list[Message]:
        """Compose the deliveries of one chat and thread: as few messages as hold them. What has nothing to show is left out."""
        pieces = [piece for one in deliveries if (piece := self._piece(one, history))]
        return [self._message(group) for group in self._groups(pieces)]

    def part(self, subscription: Subscription, history: History, moved: bool = False) -> tuple[DigestPart, Contents] | None:
        """Return what a subscription gets next, None when its topic has nothing or is no more."""
        if not has_topic(self._catalog, subscription.topic):
            return None
        about = topic(self._catalog, subscription.topic)
        shown = history.shown.get(subscription.id, ())
        last = [one.entry_id for one in shown if one.shown_at == shown[-1].shown_at]
        seen = {one.entry_id: one.cycle for one in shown}
        issue = next_issue(self._catalog, about, subscription.seed, seen, subscription.cycle, last)
        if issue is None:
            return None
        found = dict(self._corrections(shown, history.substances))
        told = {name: one for name, one in found.items() if one is not None}
        kept = dict(list(told.items())[:MOST_CORRECTIONS])
        part = DigestPart(
            subscription_id=subscription.id,
            topic_label=about.label,
            entries=issue.entries,
            position=issue.position,
            total=issue.total,
            begins_anew=issue.begins_anew,
            corrections=tuple(kept.values()),
            outside=issue.outside,
            lost_zone="" if subscription.zone in ZONES else subscription.zone,
            moved=moved,
        )
        while len(digest_messages(self._catalog, [part])) > 1 and kept:
            kept.popitem()
            part = replace(part, corrections=tuple(kept.values()))
        silent = {name: self._revision_of(name) for name, one in found.items() if one is None}
        corrected = silent | {name: self._revision_of(name) for name in kept}
        return part, Contents(issue.cycle, {entry.id: self._revisions[entry.id] for entry in issue.entries}, corrected)

    def again(self, subscription: Subscription, contents: Contents) -> DigestPart | None:
        """Return what a subscription was sent once more, as it reads now; None when none of it is left."""
        entries = tuple(self._catalog.entry(name) for name in contents.entries if self._catalog.has(name))
        if not entries or not has_topic(self._catalog, subscription.topic):
            return None
        label = topic(self._catalog, subscription.topic).label
        return DigestPart(subscription.id, label, entries, position=0, total=0)

    def _piece(self, delivery: Delivery, history: History) -> _Piece | None:
        subscription = history.subscriptions.get(delivery.subscription_id)
        if subscription is None or subscription.state != "active":
            return None
        found = self.part(subscription, history, moved=delivery.reason == "topic lost")
        return _Piece(delivery, *found) if found else None

    def _groups(self, pieces: Sequence[_Piece]) -> Iterator[list[_Piece]]:
        """Yield runs of pieces that fit one message; an entry that two subscriptions would show today stands in it twice."""
        group: list[_Piece] = []
        for piece in pieces:
            if group and len(digest_messages(self._catalog, [one.part for one in (*group, piece)])) > 1:
                yield group
                group = []
            group.append(piece)
        if group:
            yield group

    def _message(self, pieces: Sequence[_Piece]) -> Message:
        first = pieces[0].delivery
        return Message(
            first.chat_id,
            first.thread_id,
            digest_messages(self._catalog, [piece.part for piece in pieces])[0],
            {piece.delivery.id: piece.contents for piece in pieces},
            {piece.delivery.id: piece.delivery.subscription_id for piece in pieces},
        )

    def _corrections(self, shown: Sequence[Shown], substances: Substances) -> Iterator[tuple[str, Correction | None]]:
        """Yield by id what changed since it was shown; None where nothing did that a reader must hear of."""
        for one in shown:
            if self._revision_of(one.entry_id) == one.revision:
                continue
            then = substances.get((one.entry_id, one.revision), {})
            entry = self._entry(one.entry_id)
            if entry is None:
                yield one.entry_id, Correction(None, then.get("title", one.entry_id))
                continue
            found = changes(then, entry, is_english)
            yield one.entry_id, Correction(entry, entry.title, found) if found else None

    def _entry(self, name: str) -> Entry | None:
        return self._catalog.entry(name) if self._catalog.has(name) else None

    def _revision_of(self, name: str) -> str | None:
        entry = self._entry(name)
        return self._revisions[entry.id] if entry else None
