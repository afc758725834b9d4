"""A digest as messages: corrections first, then for each subscription a recommendation and a practice that illustrates it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from telegram import InlineKeyboardButton

from bot.catalog.catalog import Catalog
from bot.catalog.changes import Change
from bot.catalog.countries import country_name
from bot.catalog.records import Entry
from bot.render import addresses
from bot.render.card import DETAIL_NAMES
from bot.render.screen import Screen, button, escape, fits, shorten, tell_apart
from bot.render.source import source_line, stamp

CITE = "cite"
PAUSE = "pause"
RESUME = "resume"
STOP = "stop"
UNDO = "undo"
FIELD_NAMES = DETAIL_NAMES | {
    "title": "Title", "summary": "Summary", "note": "Note", "points": "Points", "countries": "Countries",
    "organisations": "Organisations", "links": "Links", "document": "Document", "section": "Section", "item": "Item",
    "begins": "First words", "pages": "Pages",
}  # fmt: skip
# Beyond what entries may hold, but what stands once in every message must leave room for the rest.
LONGEST_TITLE = 240
LONGEST_SUMMARY = 1000
LONGEST_SOURCE = 500
LONGEST_QUOTE = 240
MOST_CHANGES = 6
# A message with more would bury its buttons.
MOST_PIECES = 8
# Two buttons side by side on a phone.
HALF_ROW = 28


@dataclass(frozen=True, slots=True)
class Correction:
    """An entry that a reader was sent and that says something else now, or that was withdrawn: then there is none."""

    entry: Entry | None
    title: str
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class DigestPart:
    """What a digest holds for one subscription: entries up to number `position` of its topic's `total`.

    So many of the entries as are from `outside` the topic are not numbered; none is where `total` is 0. A `subscription_id` of 0
    stands for none: then there is nothing to pause or stop.
    """

    subscription_id: int
    topic_label: str
    entries: tuple[Entry, ...]
    position: int
    total: int
    begins_anew: bool = False
    corrections: tuple[Correction, ...] = ()
    outside: int = 0
    lost_zone: str = ""
    moved: bool = False


@dataclass(frozen=True, slots=True)
class _Piece:
    """What must stay together in a message, with the entries that its buttons open and the one to cite."""

    part: DigestPart
    html: str
    opens: tuple[Entry, ...]
    lead: Entry | None = None


def digest(catalog: Catalog, parts: Sequence[DigestPart]) -> Screen:
    """Return parts as one message. Raises ValueError when they need several or hold nothing; see `digest_messages`."""
    screens = digest_messages(catalog, parts)
    if len(screens) != 1:
        raise ValueError(f"parts of a digest must fit one message, got {len(screens)} messages")
    return screens[0]


def digest_messages(catalog: Catalog, parts: Sequence[DigestPart]) -> list[Screen]:
    """Return parts as as few messages as hold them, corrections first, each one once."""
    told: dict[Correction, DigestPart] = {}
    for part in parts:
        for correction in part.corrections:
            told.setdefault(correction, part)
    pieces = [_Piece(part, _corrected(catalog, one), (one.entry,) if one.entry else ()) for one, part in told.items()]
    pieces += [_Piece(part, _shown(catalog, part), part.entries, part.entries[0]) for part in parts if part.entries]
    return [_screen(group) for group in _groups(pieces)]


def stopped(topic_label: str, subscription_id: int) -> Screen:
    """Say that a subscription has ended, and let it be taken back."""
    text = f"Stopped. You will be sent no more of <b>{escape(topic_label)}</b>."
    return Screen(text, ((button("Undo", undo(subscription_id)),),))


def paused(topic_label: str, subscription_id: int) -> Screen:
    """Say that a subscription rests, and let it go on."""
    text = f"Paused. You will be sent nothing of <b>{escape(topic_label)}</b> until you resume it."
    return Screen(text, ((button("Resume", resume(subscription_id)),),))


def cite(entry_id: str) -> str:
    """Return the address of an entry's citation."""
    return f"{CITE}:{entry_id}"


def pause(subscription_id: int) -> str:
    """Return the address that lets a subscription rest."""
    return f"{PAUSE}:{subscription_id}"


def resume(subscription_id: int) -> str:
    """Return the address that lets a subscription go on."""
    return f"{RESUME}:{subscription_id}"


def stop(subscription_id: int) -> str:
    """Return the address that ends a subscription."""
    return f"{STOP}:{subscription_id}"


def undo(subscription_id: int) -> str:
    """Return the address that takes back the end of a subscription."""
    return f"{UNDO}:{subscription_id}"


def _groups(pieces: Iterable[_Piece]) -> Iterator[list[_Piece]]:
    """Yield runs of pieces that fit one message."""
    group: list[_Piece] = []
    for piece in pieces:
        if group and not (len(group) < MOST_PIECES and fits(_joined([*group, piece]))):
            yield group
            group = []
        group.append(piece)
    if group:
        yield group


def _joined(pieces: Iterable[_Piece]) -> str:
    return "\n\n".join(piece.html for piece in pieces)


def _screen(pieces: Sequence[_Piece]) -> Screen:
    parts = {piece.part.subscription_id: piece.part for piece in pieces}
    rows: list[tuple[InlineKeyboardButton, ...]] = []
    for number, part in parts.items():
        own = [piece for piece in pieces if piece.part.subscription_id == number]
        opens = {entry.id: entry for piece in own for entry in piece.opens}
        labels = tell_apart([f"Open: {entry.title}" for entry in opens.values()])
        rows += [(button(label, addresses.open_entry(name)),) for label, name in zip(labels, opens, strict=True)]
        lead = next((piece.lead for piece in own if piece.lead), None)
        rows += _acts(part, lead, is_alone=len(parts) == 1)
    return Screen(_joined(pieces), tuple(rows))


def _acts(part: DigestPart, lead: Entry | None, is_alone: bool) -> list[tuple[InlineKeyboardButton, ...]]:
    """Return what can be done with an entry and with its subscription, which must be named where there are others."""
    number, topic = part.subscription_id, "" if is_alone else f" {part.topic_label}"
    keep = (button("Cite", cite(lead.id)),) if lead else ()
    if not number:
        return [keep] if keep else []
    end = (
        button(shorten(f"Pause{topic}", HALF_ROW), pause(number)),
        button(shorten(f"Stop{topic}", HALF_ROW), stop(number)),
    )
    return [(*keep, *end)] if is_alone else [row for row in (keep, end) if row]


def _corrected(catalog: Catalog, correction: Correction) -> str:
    title = f"<b>{escape(shorten(correction.title, LONGEST_TITLE))}</b>"
    if correction.entry is None:
        return f"<b>Withdrawn:</b> {title}\nIt is no longer in the knowledge base."
    lines = [_changed(catalog, change) for change in correction.changes[:MOST_CHANGES]]
    if len(correction.changes) > MOST_CHANGES:
        lines.append(f"… and {len(correction.changes) - MOST_CHANGES} more; open it to see all.")
    return "\n".join(["<b>Corrected since you were sent it:</b>", title, *lines])


def _changed(catalog: Catalog, change: Change) -> str:
    was, now = (escape(shorten(_named(catalog, change.field, said), LONGEST_QUOTE)) for said in (change.was, change.now))
    name = FIELD_NAMES.get(change.field, change.field)
    if was and now:
        return f"{name}: was “{was}”, now “{now}”"
    return f"{name}: added “{now}”" if now else f"{name}: removed “{was}”"


def _named(catalog: Catalog, field: str, said: str) -> str:
    """Return countries and documents by name; other fields as they are."""
    if field == "countries":
        return ", ".join(country_name(code) for code in said.split(", "))
    return next((one.short for one in catalog.documents if field == "document" and one.id == said), said)


def _shown(catalog: Catalog, part: DigestPart) -> str:
    lead, *practices = part.entries
    blocks = [*_remarks(part), f"<i>{escape(_numbering(part))}</i>", _entry(catalog, lead)]
    blocks += [f"In practice:\n{_entry(catalog, practice)}" for practice in practices]
    stamps = "\n".join(dict.fromkeys(escape(stamp(entry)) for entry in part.entries))
    return "\n\n".join([*blocks, f"<i>{stamps}</i>"])


def _remarks(part: DigestPart) -> Iterator[str]:
    if part.moved:
        yield "The forum topic for which this was meant is closed or gone, so it comes here from now on. /subscriptions changes it."
    if part.lost_zone:
        zone = escape(shorten(part.lost_zone, 60))
        yield f"The time zone {zone} exists no more; this comes by UTC until you choose another: /subscriptions"


def _numbering(part: DigestPart) -> str:
    """Return which of the topic's entries these are, as in `3 and 4 of 25 in Remittances`."""
    if not part.total:
        return part.topic_label
    own = len(part.entries) - part.outside
    numbers = f"{part.position - 1} and {part.position}" if own > 1 else f"{part.position}"
    counted = f"{numbers} of {part.total} in {part.topic_label}"
    if not part.begins_anew:
        return counted
    shown = f"All {part.total} have been shown" if part.total > 1 else "There is no other"
    return f"{shown}; the round begins anew.\n{counted}"


def _entry(catalog: Catalog, entry: Entry) -> str:
    title, summary = shorten(entry.title, LONGEST_TITLE), shorten(entry.summary, LONGEST_SUMMARY)
    source = shorten(source_line(catalog, entry), LONGEST_SOURCE)
    return f"<b>{escape(title)}</b>\n{escape(summary)}\n\n<b>Source</b> {escape(source)}"
