"""What a YAML file says, with the place where it says it: the checker's raw material."""

from dataclasses import dataclass
from typing import NamedTuple


# Named tuples where there are tens of thousands: they are made in a third of the time of frozen dataclasses.
class Mark(NamedTuple):
    """A place in a file; both numbers count from one, as editors do."""

    line: int = 1
    column: int = 1


class Scalar(NamedTuple):
    """A single value: its text as written, and the type YAML would turn it into (`str`, `int`, `bool`, ...)."""

    mark: Mark
    text: str
    type: str


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    mark: Mark
    items: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and values in the order of the file; keys are unique."""

    mark: Mark
    pairs: "tuple[tuple[Scalar, Node], ...]"


Node = Scalar | Sequence | Mapping


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something wrong in a file. Prints as `path:line:column: what must be true, got what`."""

    path: str
    mark: Mark
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.mark.line}:{self.mark.column}: {self.message}"


def describe(node: Node) -> str:
    """Name what was found, for a message."""
    if isinstance(node, Mapping):
        return "a mapping"
    if isinstance(node, Sequence):
        return "a list"
    if node.type == "null":
        return "nothing"
    shown = shorten(node.text)
    return shown if node.type == "str" else f"the {TYPE_NAMES.get(node.type, node.type)} {shown}"


def shorten(text: str, limit: int = 40) -> str:
    """Quote a text for a message, cut to `limit` characters; what cannot be seen is escaped."""
    return repr(text if len(text) <= limit else text[: limit - 1] + "…")


TYPE_NAMES = {"bool": "truth value", "int": "number", "float": "number", "timestamp": "date"}
