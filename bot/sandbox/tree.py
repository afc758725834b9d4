"""Text and entities as a tree of safe pieces: what the page builds its nodes from.

The page never sees HTML of a message: only these pieces, and of addresses only those that `check_link` lets through.
"""

from typing import Any

from bot.sandbox.entities import Entity, in_order
from bot.sandbox.utf16 import utf16_offsets

Node = dict[str, Any]


def text_tree(text: str, entities: list[Entity]) -> list[Node]:
    """Give nested nodes: `{"text": …}` or `{"kind": …, "children": […], …}`."""
    offsets = utf16_offsets(text)
    places = {offset: index for index, offset in enumerate(offsets)}
    spans = [(places[e.offset], places[e.end], e) for e in in_order(entities)]
    return _nodes(text, spans, 0, len(text))


def _nodes(text: str, spans: list[tuple[int, int, Entity]], start: int, end: int) -> list[Node]:
    nodes: list[Node] = []
    at = start
    while spans:
        first, last, entity = spans[0]
        inner = [span for span in spans[1:] if span[0] < last]
        spans = spans[1 + len(inner) :]
        if first > at:
            nodes.append({"text": text[at:first]})
        children = _nodes(text, inner, first, last)
        nodes.append({"kind": entity.kind, **_details(entity, text[first:last]), "children": children})
        at = last
    if at < end:
        nodes.append({"text": text[at:end]})
    return nodes


def _details(entity: Entity, marked: str) -> Node:
    details = dict(entity.extra)
    details.pop("user", None)
    if entity.kind == "url":
        details["url"] = marked
    return details
