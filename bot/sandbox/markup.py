"""Telegram's HTML: tags in, text and entities out, with Telegram's refusals.

One rule is ours: nested block quotes are refused, where Telegram silently drops the inner one.
"""

import re
from dataclasses import dataclass, field

from bot.sandbox.entities import Entity
from bot.sandbox.links import LinkError, check_link, mentioned_user
from bot.sandbox.utf16 import is_encodable, utf16_length

KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
}
TAGS = frozenset({*KINDS, "a", "pre", "code", "blockquote", "tg-emoji", "tg-time"})
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
SPACES = " \t\r\n\v\0"
PLAIN = re.compile(r"[^<&]+")
# Telegram takes references of up to nine characters, and leaves longer ones as they stand.
REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]*)|#([0-9]*)|([A-Za-z]+))")


class MarkupError(ValueError):
    """HTML that Telegram would not parse; the message is Telegram's, byte offset included."""


@dataclass(slots=True)
class _Open:
    """A tag that waits for its end."""

    name: str
    offset: int
    start: int
    attributes: dict[str, str] = field(default_factory=dict)


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """Read Telegram's HTML; raise `MarkupError` where Telegram would refuse it."""
    reader = _Reader(source)
    text, entities = reader.read()
    if not is_encodable(text):
        raise MarkupError(
            "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units"
        )
    return text, entities


def _reference(source: str, position: int) -> tuple[str, int] | None:
    """Decode the character reference at a position; None where Telegram would keep the ampersand."""
    found = REFERENCE.match(source, position)
    if not found:
        return None
    hexadecimal, decimal, name = found.groups()
    if name is not None:
        character = NAMED.get(name)
    else:
        code = int(hexadecimal, 16) if hexadecimal else int(decimal or 0)
        character = chr(code) if 0 < code < 0x10FFFF and found.end() - position < 10 else None
    if character is None:
        return None
    end = found.end()
    return character, end + 1 if source.startswith(";", end) else end


class _Reader:
    """One pass over one source. It builds entities in the order their tags end."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.text: list[str] = []
        self.length = 0
        self.open: list[_Open] = []
        self.entities: list[Entity] = []

    def read(self) -> tuple[str, list[Entity]]:
        while self.at < len(self.source):
            if run := PLAIN.match(self.source, self.at):
                self._words(run[0], run.end())
            elif self._peek() == "<":
                self._tag()
            else:
                self._words(*(_reference(self.source, self.at) or ("&", self.at + 1)))
        if self.open:
            raise MarkupError(f'Can\'t find end tag corresponding to start tag "{self.open[-1].name}"')
        plain = [Entity("code", e.offset, e.length) if e.kind == "code" else e for e in self.entities]
        return "".join(self.text), plain

    def _words(self, words: str, end: int) -> None:
        self.text.append(words)
        self.length += utf16_length(words)
        self.at = end

    def _tag(self) -> None:
        begin = self.at
        self.at += 1
        if self._peek() == "/":
            self._end_tag(begin)
        else:
            self._start_tag(begin)

    def _peek(self) -> str:
        return self.source[self.at] if self.at < len(self.source) else ""

    def _skip_spaces(self) -> None:
        while self._peek() and self._peek() in SPACES:
            self.at += 1

    def _until(self, stops: str) -> str:
        start = self.at
        while self._peek() and self._peek() not in stops:
            self.at += 1
        return self.source[start : self.at]

    def _where(self, position: int) -> str:
        return f"at byte offset {len(self.source[:position].encode(errors='surrogatepass'))}"

    def _start_tag(self, begin: int) -> None:
        name = self._until(SPACES + ">").lower()
        if not self._peek():
            raise MarkupError(f"Unclosed start tag {self._where(begin)}")
        if name not in TAGS:
            raise MarkupError(f'Unsupported start tag "{name}" {self._where(begin)}')
        attributes = self._attributes(name, begin)
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise MarkupError(f'Tag "span" must have class "tg-spoiler" {self._where(begin)}')
        if name == "blockquote" and any(tag.name == name for tag in self.open):
            raise MarkupError(f'Tag "blockquote" can\'t be nested {self._where(begin)}')
        self.open.append(_Open(name, self.length, len(self.text), attributes))

    def _attributes(self, tag: str, begin: int) -> dict[str, str]:
        attributes: dict[str, str] = {}
        while True:
            self._skip_spaces()
            if self._peek() == ">":
                self.at += 1
                return attributes
            name = self._until(SPACES + "=>/\"'")
            if not name:
                raise MarkupError(f'Empty attribute name in the tag "{tag}" {self._where(begin)}')
            self._skip_spaces()
            if not self._peek():
                raise MarkupError(f'Unclosed start tag "{tag}" {self._where(begin)}')
            attributes[name] = self._value(tag, begin) if self._peek() == "=" else ""

    def _value(self, tag: str, begin: int) -> str:
        self.at += 1
        self._skip_spaces()
        if not self._peek():
            raise MarkupError(f'Unclosed start tag "{tag}" {self._where(begin)}')
        quoted = self._peek() in "\"'"
        value = self._quoted() if quoted else self._token()
        if not self._peek():
            raise MarkupError(f"Unclosed start tag {self._where(begin)}")
        return value

    def _token(self) -> str:
        start = self.at
        while (c := self._peek()) and ((c.isascii() and c.isalnum()) or c in ".-"):
            self.at += 1
        if self._peek() not in SPACES + ">":
            raise MarkupError(f"Unexpected end of name token {self._where(start)}")
        return self.source[start : self.at].lower()

    def _quoted(self) -> str:
        quote = self._peek()
        self.at += 1
        value: list[str] = []
        while (character := self._peek()) and character != quote:
            decoded = _reference(self.source, self.at) if character == "&" else None
            character, self.at = decoded or (character, self.at + 1)
            value.append(character)
        self.at += 1 if self._peek() else 0
        return "".join(value)

    def _end_tag(self, begin: int) -> None:
        if not self.open:
            raise MarkupError(f"Unexpected end tag {self._where(begin)}")
        self.at += 1
        name = self._until(SPACES + ">").lower()
        self._skip_spaces()
        if self._peek() != ">":
            raise MarkupError(f"Unclosed end tag {self._where(begin)}")
        self.at += 1
        tag = self.open.pop()
        if name not in {"", tag.name}:
            raise MarkupError(f'Unmatched end tag {self._where(begin)}, expected "</{tag.name}>", found "</{name}>"')
        if self.length > tag.offset:
            self._close(tag)

    def _close(self, tag: _Open) -> None:
        length = self.length - tag.offset
        if tag.name == "blockquote":
            kind = "expandable_blockquote" if "expandable" in tag.attributes else "blockquote"
            self.entities.append(Entity(kind, tag.offset, length))
        elif tag.name in {"pre", "code"}:
            self._close_code(tag, length)
        elif tag.name == "a":
            self._close_link(tag, length)
        elif tag.name == "tg-emoji":
            self._close_emoji(tag, length)
        elif tag.name == "tg-time":
            self._close_time(tag, length)
        else:
            self.entities.append(Entity(KINDS[tag.name], tag.offset, length))

    def _close_code(self, tag: _Open, length: int) -> None:
        """Make one entity of `<pre><code class="language-x">`, whichever of the two is outside."""
        language = tag.attributes.get("class", "") if tag.name == "code" else ""
        extra = (("language", language.removeprefix("language-")),) if language.startswith("language-") else ()
        last = self.entities[-1] if self.entities else None
        pair = {"pre": "code", "code": "pre"}[tag.name]
        if last and (last.kind, last.offset, last.length) == (pair, tag.offset, length) and (last.extra or extra):
            self.entities[-1] = Entity("pre", tag.offset, length, last.extra or extra)
        else:
            self.entities.append(Entity(tag.name, tag.offset, length, extra))

    def _close_link(self, tag: _Open, length: int) -> None:
        address = tag.attributes.get("href") or "".join(self.text[tag.start :])
        user = mentioned_user(address)
        if user is not None:
            self.entities.append(Entity("text_mention", tag.offset, length, (("user", user),)))
            return
        try:
            self.entities.append(Entity("text_link", tag.offset, length, (("url", check_link(address)),)))
        except LinkError:
            # Telegram keeps the words and drops the link, without a word to the bot.
            return

    def _close_emoji(self, tag: _Open, length: int) -> None:
        identifier = tag.attributes.get("emoji-id", "")
        if not re.fullmatch(r"-?[0-9]{1,19}", identifier) or not int(identifier):
            raise MarkupError("Invalid custom emoji identifier specified")
        self.entities.append(Entity("custom_emoji", tag.offset, length, (("custom_emoji_id", identifier),)))

    def _close_time(self, tag: _Open, length: int) -> None:
        unix = tag.attributes.get("unix", "")
        if re.fullmatch(r"[1-9][0-9]{0,9}", unix):
            extra: tuple[tuple[str, str | int], ...] = (("unix_time", int(unix)),)
            style = tag.attributes.get("format", "")
            extra += (("date_time_format", style),) if style else ()
            self.entities.append(Entity("date_time", tag.offset, length, extra))
