"""One YAML file to nodes, in bounded time and memory, whatever the file holds.

Works on libyaml's events instead of a composed document: composing recurses (40,000 brackets crash the process), expands
merge keys (seven lines can cost minutes) and forgets duplicate keys. Here each is one problem with a line and a column.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from bot.catalog.nodes import Mapping, Mark, Node, Problem, Scalar, Sequence, describe, shorten

MAX_BYTES = 256 * 1024
MAX_DEPTH = 12
MAX_NODES = 20_000
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# libyaml refuses these without naming a line.
_NO_CHARACTERS = "\ufffe\uffff"
_RESOLVER: Any = yaml.resolver.Resolver()


class _Refused(Exception):
    """The file is not read further; the marked message says why."""

    def __init__(self, mark: Mark, message: str) -> None:
        super().__init__(message)
        self.mark = mark


def read_yaml(path: Path, shown: str) -> tuple[Mapping | None, list[Problem]]:
    """Read a file that must hold one mapping.

    `shown` is the path as problems print it. Returns the mapping, or None and the reasons; duplicate keys are problems beside a
    mapping that keeps the first of them, so that the rest of the file is checked in the same run.
    """
    problems: list[Problem] = []
    try:
        text = _read_text(path)
        root = _Builder(shown, problems).build(yaml.parse(text, Loader=_LOADER))
    except _Refused as refused:
        return None, [*problems, Problem(shown, refused.mark, str(refused))]
    except yaml.YAMLError as error:
        return None, [*problems, Problem(shown, _error_mark(error), _error_message(error))]
    if not isinstance(root, Mapping):
        found = "nothing" if root is None else describe(root)
        return None, [*problems, Problem(shown, Mark(), f"file must hold one mapping of keys to values, got {found}")]
    return root, problems


def _read_text(path: Path) -> str:
    if not path.is_file():
        # A pipe would wait for ever, a device never end.
        raise _Refused(Mark(), "file must be a regular file that exists")
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise _Refused(Mark(), f"file must be readable, got {error.strerror or 'an error'}") from error
    if len(data) > MAX_BYTES:
        raise _Refused(Mark(), f"file must have at most {MAX_BYTES} bytes, got more")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = len(data[data.rfind(b"\n", 0, error.start) + 1 : error.start].decode("utf-8-sig")) + 1
        raise _Refused(Mark(line, column), f"file must be UTF-8, got byte 0x{data[error.start]:02x}") from error
    for number, line_text in enumerate(text.split("\n"), start=1):
        if (at := _first_control(line_text)) is not None:
            message = f"file must have no control characters, got {ord(line_text[at]):#06x}"
            raise _Refused(Mark(number, at + 1), message)
    return text


def _first_control(line: str) -> int | None:
    if line.isprintable():
        return None
    return next(
        (at for at, c in enumerate(line) if (c < " " and c not in "\t\r") or "\x7f" <= c <= "\x9f" or c in _NO_CHARACTERS), None
    )


class _Builder:
    """Builds nodes from events without recursion."""

    def __init__(self, shown: str, problems: list[Problem]) -> None:
        self._shown = shown
        self._problems = problems
        self._open: list[tuple[yaml.Event, list[Node]]] = []
        self._count = 0

    def build(self, events: Iterator[Any]) -> Node | None:
        root: Node | None = None
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _Refused(_mark(event), "file must hold one document, got a second one")
            node = self._take(event)
            if node is None:
                continue
            if self._open:
                self._open[-1][1].append(node)
            else:
                root = node
        return root

    def _take(self, event: Any) -> Node | None:
        # Nine in ten are scalars.
        if isinstance(event, yaml.ScalarEvent):
            self._admit(event)
            return _scalar(event)
        if isinstance(event, yaml.AliasEvent):
            raise _Refused(_mark(event), f"file must spell everything out, got the alias {shorten(f'*{event.anchor}')}")
        if isinstance(event, yaml.NodeEvent):
            self._admit(event)
        if isinstance(event, yaml.CollectionStartEvent):
            self._open.append((event, []))
            if len(self._open) > MAX_DEPTH:
                raise _Refused(_mark(event), f"file must be nested at most {MAX_DEPTH} deep, got more")
            return None
        if isinstance(event, yaml.CollectionEndEvent):
            return self._close()
        return None

    def _admit(self, event: Any) -> None:
        self._count += 1
        if self._count > MAX_NODES:
            raise _Refused(_mark(event), f"file must have at most {MAX_NODES} values, got more")
        if event.anchor:
            raise _Refused(_mark(event), f"file must have no anchors, got {shorten('&' + event.anchor)}")
        if getattr(event, "tag", None):
            raise _Refused(_mark(event), f"file must have no tags, got {shorten(event.tag)}")

    def _close(self) -> Node:
        start, items = self._open.pop()
        if isinstance(start, yaml.SequenceStartEvent):
            return Sequence(_mark(start), tuple(items))
        return Mapping(_mark(start), tuple(self._pairs(items)))

    def _pairs(self, items: list[Node]) -> Iterator[tuple[Scalar, Node]]:
        seen: set[str] = set()
        for key, value in zip(items[::2], items[1::2], strict=True):
            if not isinstance(key, Scalar):
                self._problems.append(Problem(self._shown, key.mark, "key must be a word, got a list or a mapping"))
            elif key.text in seen:
                self._problems.append(Problem(self._shown, key.mark, f"key must stand once, got {shorten(key.text)} again"))
            else:
                seen.add(key.text)
                yield key, value


def _scalar(event: Any) -> Scalar:
    kind = "str"
    if event.implicit[0]:
        kind = _RESOLVER.resolve(yaml.ScalarNode, event.value, (True, False)).rsplit(":", 1)[-1]
    return Scalar(_mark(event), event.value, kind)


def _mark(event: Any) -> Mark:
    return Mark(event.start_mark.line + 1, event.start_mark.column + 1)


def _error_mark(error: yaml.YAMLError) -> Mark:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    return Mark(mark.line + 1, mark.column + 1) if mark else Mark()


def _error_message(error: yaml.YAMLError) -> str:
    said = getattr(error, "problem", None) or getattr(error, "reason", None) or "something else"
    return f"file must be valid YAML, got: {said}"
