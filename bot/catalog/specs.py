"""What a value must be: small rules that turn a node into a Python value or report why not.

Each rule has `read(node, report)`: the value, or None after at least one report. `rule` is the sentence that messages and the
template share.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar
from urllib.parse import urlsplit

from bot.catalog.nodes import Mapping, Mark, Node, Scalar, describe, shorten
from bot.catalog.nodes import Sequence as SequenceNode

Report = Callable[[Mark, str], None]
_Value = TypeVar("_Value")


class Spec(Protocol):
    """A rule for one value."""

    @property
    def rule(self) -> str:
        """Say what must be true, as in "must be ..."."""

    def read(self, node: Node, report: Report) -> Any:
        """Return the value, or None after reporting."""


@dataclass(frozen=True)
class Text:
    """Readable text of bounded length; YAML must not retype it."""

    longest: int
    pattern: str = ""
    wanted: str = ""

    @property
    def rule(self) -> str:
        """Say what must be true."""
        # A pattern says more of the length than a number does.
        return f"must be {self.wanted}" if self.pattern else f"must be {self.wanted or 'text'} of at most {self.longest} characters"

    def read(self, node: Node, report: Report) -> str | None:
        """Return the text with outer space removed."""
        if not isinstance(node, Scalar):
            return _fail(report, node.mark, f"{self.rule}, got {describe(node)}")
        if node.type != "str":
            hint = "" if node.type == "null" else " (put it in quotes)"
            return _fail(report, node.mark, f"must be {self.wanted or 'text'}{hint}, got {describe(node)}")
        return self._read_text(node.text.strip(), node.mark, report)

    def _read_text(self, text: str, mark: Mark, report: Report) -> str | None:
        if not text:
            return _fail(report, mark, f"{self.rule}, got nothing")
        if (bad := _first_unprintable(text)) is not None:
            return _fail(report, mark, f"must have no invisible control characters, got U+{ord(bad):04X}")
        if self.pattern and not re.fullmatch(self.pattern, text):
            return _fail(report, mark, f"must be {self.wanted}, got {shorten(text)}")
        if len(text) > self.longest:
            return _fail(report, mark, f"must be {self.wanted or 'text'} of at most {self.longest} characters, got {len(text)}")
        return unicodedata.normalize("NFC", text)


@dataclass(frozen=True)
class Words:
    """Text with a bounded number of words."""

    fewest: int
    most: int
    longest: int

    @property
    def rule(self) -> str:
        """Say what must be true."""
        return f"must be {self.fewest} to {self.most} words"

    def read(self, node: Node, report: Report) -> str | None:
        """Return the text."""
        text = Text(self.longest).read(node, report)
        if text is not None and not self.fewest <= len(text.split()) <= self.most:
            return _fail(report, node.mark, f"{self.rule}, got {len(text.split())}")
        return text


@dataclass(frozen=True)
class OneOf:
    """One of a few words."""

    allowed: tuple[str, ...]
    wanted: str

    @property
    def rule(self) -> str:
        """Say what must be true."""
        few = f": {', '.join(self.allowed)}" if len(self.allowed) <= 8 else ""
        return f"must be {self.wanted}{few}"

    def read(self, node: Node, report: Report) -> str | None:
        """Return the word."""
        text = Text(120, wanted=self.wanted).read(node, report)
        if text is not None and text not in self.allowed:
            return _fail(report, node.mark, f"{self.rule}, got {shorten(text)}")
        return text


@dataclass(frozen=True)
class Number:
    """A whole number within bounds, written in digits."""

    lowest: int
    highest: int

    @property
    def rule(self) -> str:
        """Say what must be true."""
        return f"must be a whole number from {self.lowest} to {self.highest}"

    def read(self, node: Node, report: Report) -> int | None:
        """Return the number."""
        # Plain digits only: YAML also reads 0x1F, 1_000, 010 and 10:30 as numbers, and a curator means none of these.
        if isinstance(node, Scalar) and node.type == "int" and re.fullmatch(r"0|[1-9]\d{0,8}", node.text):
            number = int(node.text)
            if self.lowest <= number <= self.highest:
                return number
        return _fail(report, node.mark, f"{self.rule}, got {describe(node)}")


@dataclass(frozen=True)
class Link:
    """An absolute http or https address."""

    longest: int = 300

    @property
    def rule(self) -> str:
        """Say what must be true."""
        return f"must be an http or https address of at most {self.longest} characters"

    def read(self, node: Node, report: Report) -> str | None:
        """Return the address as written."""
        text = Text(self.longest, wanted="an http or https address").read(node, report)
        if text is not None and not _is_web_address(text):
            return _fail(report, node.mark, f"{self.rule}, got {shorten(text)}")
        return text


@dataclass(frozen=True)
class ListOf:
    """A list of values of one rule, without repetition."""

    item: Spec
    fewest: int
    most: int

    @property
    def rule(self) -> str:
        """Say what must be true."""
        return f"must be a list of {self.fewest} to {self.most}, each of which {self.item.rule}"

    def read(self, node: Node, report: Report) -> tuple[Any, ...] | None:
        """Return the values as a tuple."""
        if not isinstance(node, SequenceNode):
            return _fail(report, node.mark, f"must be a list, got {describe(node)}")
        if not self.fewest <= len(node.items) <= self.most:
            report(node.mark, f"must have {self.fewest} to {self.most} items, got {len(node.items)}")
        values: dict[str, Any] = {}  # by their printed form: comparing each with each takes seconds on a hostile file
        for item in node.items:
            value = self.item.read(item, report)
            if value is not None and repr(value) in values:
                report(item.mark, f"must not repeat an item, got {shorten(str(value))} again")
            elif value is not None:
                values[repr(value)] = value
        return tuple(values.values())


@dataclass(frozen=True)
class Field:
    """A key of a record, with its rule and what the template says of it."""

    name: str
    spec: Spec
    required: bool = False
    purpose: str = ""
    example: str = ""


@dataclass(frozen=True)
class Record:
    """A mapping with known keys."""

    fields: tuple[Field, ...]

    @property
    def rule(self) -> str:
        """Say what must be true."""
        return f"must be a mapping with the keys {', '.join(field.name for field in self.fields)}"

    def read(self, node: Node, report: Report) -> dict[str, Any] | None:
        """Return the values by key; keys that are missing or wrong are left out."""
        if not isinstance(node, Mapping):
            return _fail(report, node.mark, f"{self.rule}, got {describe(node)}")
        known = {field.name: field for field in self.fields}
        values: dict[str, Any] = {}
        for key, value in node.pairs:
            if (field := known.get(key.text)) is None:
                report(key.mark, f"key must be one of {', '.join(known)}, got {shorten(key.text)}")
                continue
            found = field.spec.read(value, _naming(report, key.text))
            if found is not None:
                values[key.text] = found
        self._report_missing(node, report)
        return values

    def _report_missing(self, node: Mapping, report: Report) -> None:
        given = {key.text for key, _ in node.pairs}
        for field in self.fields:
            if field.required and field.name not in given:
                report(node.mark, f"{field.name} must be given: it {field.spec.rule}, got nothing")


def find_value(node: Mapping, name: str) -> Node | None:
    """Return the value of a key, None when it is not given."""
    return next((value for key, value in node.pairs if key.text == name), None)


def find_mark(node: Mapping, *path: str) -> Mark:
    """Return where the value under a path of keys stands, or the nearest place above it."""
    current: Node = node
    for name in path:
        if not isinstance(current, Mapping):
            break
        current = find_value(current, name) or current
    return current.mark


def item_marks(node: Mapping, name: str) -> Sequence[tuple[str, Mark]]:
    """Return text and place of each item of a list."""
    found = find_value(node, name)
    if not isinstance(found, SequenceNode):
        return ()
    return [(item.text, item.mark) for item in found.items if isinstance(item, Scalar)]


def _naming(report: Report, name: str) -> Report:
    def named(mark: Mark, message: str) -> None:
        report(mark, f"{name} {message}" if message.startswith("must ") else f"{name}: {message}")

    return named


def _fail(report: Report, mark: Mark, message: str) -> _Value | None:
    """Report and return None, so that a rule can end with it whatever its value's type."""
    report(mark, message)
    return None


def _first_unprintable(text: str) -> str | None:
    if text.replace("\n", " ").isprintable():
        return None
    categories = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    return next((c for c in text if c != "\n" and unicodedata.category(c) in categories), None)


def _is_web_address(text: str) -> bool:
    # RFC 3986 leaves these out, and Telegram refuses a button that has them.
    if re.search(r"[\s<>\"\\^`{|}]", text):
        return False
    try:
        parts = urlsplit(text)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and "." in (parts.hostname or "")
    except ValueError:
        return False
