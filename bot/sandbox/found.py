"""What Telegram marks by itself in any text: commands, mentions, addresses."""

import re

from bot.sandbox.entities import Entity, in_order
from bot.sandbox.utf16 import utf16_offsets

PATTERNS = (
    ("url", re.compile(r"(?<![\w@/.])https?://[^\s<>\"']*[^\s<>\"'.,;:!?)\]}]", re.IGNORECASE)),
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\b", re.IGNORECASE)),
    ("bot_command", re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/@])", re.ASCII)),
    ("mention", re.compile(r"(?<![\w/])@[A-Za-z][A-Za-z0-9_]{3,31}\b", re.ASCII)),
    ("hashtag", re.compile(r"(?<![\w#])#\w*[^\W\d]\w*")),
)
# Bold text may hold a command; a link, a piece of code or a custom emoji may not.
OPEN_KINDS = frozenset({"bold", "italic", "underline", "strikethrough", "spoiler", "blockquote", "expandable_blockquote"})


def with_found(text: str, entities: list[Entity]) -> list[Entity]:
    """Add the entities that Telegram finds by itself, where nothing whole stands already."""
    offsets = utf16_offsets(text)
    taken = [entity for entity in entities if entity.kind not in OPEN_KINDS]
    found: list[Entity] = []
    for kind, pattern in PATTERNS:
        for match in pattern.finditer(text):
            start, end = offsets[match.start()], offsets[match.end()]
            if all(end <= other.offset or other.end <= start for other in taken):
                found.append(Entity(kind, start, end - start))
                taken.append(found[-1])
    return in_order([*entities, *found])
