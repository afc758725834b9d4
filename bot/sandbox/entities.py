"""Message entities: what a stretch of text is, and how Telegram tidies a list of them."""

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from bot.sandbox.utf16 import utf16_offsets

MOST_SHOWN = 100
BLOCKQUOTES = frozenset({"blockquote", "expandable_blockquote"})
# These may be cut into pieces and merged again; all others are kept whole or dropped.
SPLITTABLE = frozenset({"bold", "italic", "underline", "strikethrough", "spoiler"})
PREFORMATTED = frozenset({"pre", "code"})
# Control characters become spaces, carriage returns and direction overrides vanish (TDLib, clean_input_string).
REMOVED = frozenset("\r\u0333\u033f\u030a") | frozenset(map(chr, range(0x2028, 0x202F)))
SPACED = frozenset(map(chr, range(0x20))) - {"\n", "\r"}
BLANKS = (" ", "\n")
DIRT = re.compile(f"[{''.join(map(re.escape, sorted(REMOVED | SPACED)))}]")


class EntityError(ValueError):
    """An entity that does not fit its text; the message is Telegram's."""


@dataclass(frozen=True, slots=True)
class Entity:
    """One entity; offset and length in UTF-16 code units. It does not hold the text it marks."""

    kind: str
    offset: int
    length: int
    extra: tuple[tuple[str, Any], ...] = ()

    @property
    def end(self) -> int:
        """The offset after the last code unit."""
        return self.offset + self.length

    def as_json(self) -> dict[str, Any]:
        """Give the Bot API object."""
        return {"type": self.kind, "offset": self.offset, "length": self.length, **dict(self.extra)}


def tidy(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Clean and trim a text and mend its entities, as Telegram does before it stores a message."""
    entities = _settle([entity for entity in entities if entity.length > 0])
    tidied, entities = _trim(*_clean(text, entities))
    if tidied == text:
        return text, entities
    return tidied, _settle([entity for entity in entities if entity.length > 0])


def check_fit(text: str, entities: list[Entity]) -> None:
    """Refuse entities that reach beyond their text or cut a character in half."""
    places = set(utf16_offsets(text))
    end = max(places)
    for entity in entities:
        if not 0 <= entity.offset < end:
            raise EntityError(f"Entity begins after the end of the text at UTF-16 offset {entity.offset}")
        if entity.end > end:
            raise EntityError(
                f"Entity beginning at UTF-16 offset {entity.offset} ends after the end of the text at UTF-16 offset {entity.end}"
            )
        if entity.offset not in places or entity.end not in places:
            raise EntityError(f"Entity beginning at UTF-16 offset {entity.offset} ends in a middle of a UTF-16 symbol")


def in_order(entities: list[Entity]) -> list[Entity]:
    """Sort by start, the longer first; quotes around everything, styles inside."""
    return sorted(entities, key=lambda entity: (entity.offset, -entity.length, _rank(entity.kind)))


def _rank(kind: str) -> int:
    if kind in BLOCKQUOTES:
        return 0
    return 2 if kind in SPLITTABLE else 1


def _settle(entities: list[Entity]) -> list[Entity]:
    """Drop what overlaps: whole entities never do; styles are merged, and cut so that entities nest and never cross."""
    entities = in_order(entities)
    quotes = _disjoint([entity for entity in entities if entity.kind in BLOCKQUOTES])
    whole = _disjoint([e for e in entities if e.kind not in BLOCKQUOTES and e.kind not in SPLITTABLE])
    whole = [entity for entity in whole if not any(_crosses(entity, quote) for quote in quotes)]
    solid = [entity for entity in whole if entity.kind in PREFORMATTED]
    styles = [piece for kind in sorted(SPLITTABLE) for piece in _merged(kind, entities)]
    # Telegram cuts a style where anything whole begins or ends, and where another style begins.
    ends = {entity.end for entity in (*quotes, *whole)}
    edges = sorted(ends | {entity.offset for entity in (*quotes, *whole, *styles)})
    pieces = [piece for style in styles for piece in _cut(style, edges) if not any(_within(piece, e) for e in solid)]
    return in_order([*quotes, *whole, *pieces])


def _disjoint(entities: list[Entity]) -> list[Entity]:
    kept: list[Entity] = []
    for entity in entities:
        if not kept or entity.offset >= kept[-1].end:
            kept.append(entity)
    return kept


def _crosses(one: Entity, quote: Entity) -> bool:
    apart = one.end <= quote.offset or quote.end <= one.offset
    return not apart and not _within(one, quote)


def _within(inner: Entity, outer: Entity) -> bool:
    return outer.offset <= inner.offset and inner.end <= outer.end


def _merged(kind: str, entities: list[Entity]) -> list[Entity]:
    merged: list[Entity] = []
    for entity in entities:
        if entity.kind != kind:
            continue
        if merged and entity.offset <= merged[-1].end:
            end = max(merged[-1].end, entity.end)
            merged[-1] = replace(merged[-1], length=end - merged[-1].offset)
        else:
            merged.append(entity)
    return merged


def _cut(style: Entity, edges: list[int]) -> list[Entity]:
    points = [style.offset, *(edge for edge in edges if style.offset < edge < style.end), style.end]
    return [Entity(style.kind, a, b - a) for a, b in pairwise(points)]


def _clean(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    if not DIRT.search(text):
        return text, entities
    offsets = utf16_offsets(text)
    gone = 0
    moved: dict[int, int] = {}
    for character, offset in zip(text, offsets, strict=False):
        moved[offset] = offset - gone
        gone += character in REMOVED
    moved[offsets[-1]] = offsets[-1] - gone
    cleaned = "".join(" " if c in SPACED else c for c in text if c not in REMOVED)
    return cleaned, [replace(e, offset=moved[e.offset], length=moved[e.end] - moved[e.offset]) for e in entities]


def _trim(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Cut blanks off the end, and off the start up to the first entity: Telegram leaves marked blanks in front."""
    if text[:1] not in BLANKS and text[-1:] not in BLANKS:
        return text, entities
    text = text.rstrip(" \n")
    end = utf16_offsets(text)[-1]
    clipped = [replace(e, length=min(e.end, end) - e.offset) for e in entities if e.offset < end]
    blank = len(text) - len(text.lstrip(" \n"))
    first = min(blank, min((e.offset for e in clipped), default=blank))
    return text[first:], [replace(e, offset=e.offset - first) for e in clipped]
