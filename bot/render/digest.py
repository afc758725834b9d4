"""A digest as messages: corrections first, then for each subscription a recommendation and a practice that illustrates it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from telegram import InlineKeyboardButton

from bot.catalog.catalog import Catalog
from bot.catalog.changes import Change
from bot.catalog.records import Entry
from bot.render import addresses
from bot.render.card import DETAIL_NAMES, stamps_of
from bot.render.countries import country
from bot.render.screen import Screen, button, escape, fits, shorten, tell_apart
from bot.render.source import source_line
from bot.wording.speech import marked, say, say_many

CITE = "cite"
PAUSE = "pause"
RESUME = "resume"
STOP = "stop"
UNDO = "undo"
FIELD_NAMES = DETAIL_NAMES | {
    "title": marked("Title"),
    "summary": marked("Summary"),
    "note": marked("Note"),
    # Translators: the points that a recommendation makes, as a list.
    "points": marked("Points"),
    "countries": marked("Countries"),
    "organisations": marked("Organisations"),
    "links": marked("Links"),
    # Translators: the source document in which an entry stands; section, item, first words and pages say where in it.
    "document": marked("Document"),
    "section": marked("Section"),
    "item": marked("Item"),
    "begins": marked("First words"),
    "pages": marked("Pages"),
}
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
    text = say("Stopped: <b>{topic}</b>. You will no longer get this digest.", topic=escape(topic_label))
    return Screen(text, ((button(say("Undo"), undo(subscription_id)),),))


def paused(topic_label: str, subscription_id: int) -> Screen:
    """Say that a subscription rests, and let it go on."""
    text = say("Paused: <b>{topic}</b>. You will get no digest until you resume it.", topic=escape(topic_label))
    return Screen(text, ((button(say("Resume"), resume(subscription_id)),),))


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
        labels = tell_apart([say("Open: {title}", title=entry.title) for entry in opens.values()])
        rows += [(button(label, addresses.open_entry(name)),) for label, name in zip(labels, opens, strict=True)]
        lead = next((piece.lead for piece in own if piece.lead), None)
        rows += _acts(part, lead, is_alone=len(parts) == 1)
    return Screen(_joined(pieces), tuple(rows))


def _acts(part: DigestPart, lead: Entry | None, is_alone: bool) -> list[tuple[InlineKeyboardButton, ...]]:
    """Return what can be done with an entry and with its subscription, which must be named where there are others."""
    number, topic = part.subscription_id, part.topic_label
    keep = (button(say("Cite"), cite(lead.id)),) if lead else ()
    if not number:
        return [keep] if keep else []
    rest, end_it = (
        # Translators: buttons below a digest: the subscription rests, or ends.
        (say("Pause"), say("Stop")) if is_alone else (say("Pause {topic}", topic=topic), say("Stop {topic}", topic=topic))
    )
    end = (button(shorten(rest, HALF_ROW), pause(number)), button(shorten(end_it, HALF_ROW), stop(number)))
    return [(*keep, *end)] if is_alone else [row for row in (keep, end) if row]


def _corrected(catalog: Catalog, correction: Correction) -> str:
    title = f"<b>{escape(shorten(correction.title, LONGEST_TITLE))}</b>"
    if correction.entry is None:
        # Translators: an entry that the reader was sent was taken out of the knowledge base.
        return say("<b>Withdrawn:</b> {title}\nIt is no longer in the knowledge base.", title=title)
    lines = [_changed(catalog, change) for change in correction.changes[:MOST_CHANGES]]
    if len(correction.changes) > MOST_CHANGES:
        more = len(correction.changes) - MOST_CHANGES
        # Translators: stands below a list of changes to an entry.
        lines.append(
            say_many("… and {count} more; open the entry to see it.", "… and {count} more; open the entry to see them all.", more)
        )
    # Translators: the title of an entry and what was changed in it follow.
    return "\n".join([say("<b>Corrected since it was sent to you:</b>"), title, *lines])


def _changed(catalog: Catalog, change: Change) -> str:
    was, now = (escape(shorten(_named(catalog, change.field, said), LONGEST_QUOTE)) for said in (change.was, change.now))
    field = say(FIELD_NAMES.get(change.field, change.field))
    if was and now:
        # Translators: what was changed in an entry, as in "Pages: was “30”, now “31”".
        return say("{field}: was “{was}”, now “{now}”", field=field, was=was, now=now)
    return say("{field}: added “{now}”", field=field, now=now) if now else say("{field}: removed “{was}”", field=field, was=was)


def _named(catalog: Catalog, field: str, said: str) -> str:
    """Return countries and documents by name; other fields as they are."""
    if field == "countries":
        return ", ".join(country(code) for code in said.split(", "))
    return next((one.short for one in catalog.documents if field == "document" and one.id == said), said)


def _shown(catalog: Catalog, part: DigestPart) -> str:
    lead, *practices = part.entries
    blocks = [*_remarks(part), f"<i>{escape(_numbering(part))}</i>", _entry(catalog, lead)]
    # Translators: stands above a practice that illustrates the recommendation before it.
    head = say("In practice:")
    blocks += [f"{head}\n{_entry(catalog, practice)}" for practice in practices]
    stamps = escape("\n".join(stamps_of(*part.entries)))
    return "\n\n".join([*blocks, f"<i>{stamps}</i>"])


def _remarks(part: DigestPart) -> Iterator[str]:
    if part.moved:
        # Translators: a forum topic of a Telegram group.
        yield say("The forum topic for this digest is closed or gone, so it comes here from now on. To change this: /subscriptions")
    if part.lost_zone:
        zone = escape(shorten(part.lost_zone, 60))
        yield say(
            "The time zone {zone} no longer exists; this digest follows UTC until you choose another: /subscriptions", zone=zone
        )


def _numbering(part: DigestPart) -> str:
    """Return which of the topic's entries these are, as in `3 and 4 of 25 in Remittances`."""
    if not part.total:
        return part.topic_label
    if len(part.entries) - part.outside > 1:
        # Translators: which of a subject's entries these are, as in "3 and 4 of 25 in Remittances".
        text = marked("{first} and {last} of {total} in {topic}")
    else:
        # Translators: which of a subject's entries this is, as in "4 of 25 in Remittances".
        text = marked("{last} of {total} in {topic}")
    counted = say(text, first=part.position - 1, last=part.position, total=part.total, topic=part.topic_label)
    if not part.begins_anew:
        return counted
    # Translators: of the entries on a subject; they are shown from the first again.
    anew = say_many(
        "There is no other, so I start again.", "All {count} have been shown, so I start again from the first.", part.total
    )
    return f"{anew}\n{counted}"


def _entry(catalog: Catalog, entry: Entry) -> str:
    title, summary = shorten(entry.title, LONGEST_TITLE), shorten(entry.summary, LONGEST_SUMMARY)
    source = shorten(source_line(catalog, entry), LONGEST_SOURCE)
    stands = say("<b>Source</b> {source}", source=escape(source))
    return f"<b>{escape(title)}</b>\n{escape(summary)}\n\n{stands}"
