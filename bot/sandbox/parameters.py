"""The parameters of a call: whatever way they came, each is a string, and structured ones are JSON, as in Telegram."""

import json
import re
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.errors import ApiError, bad_request
from bot.sandbox.utf16 import is_encodable

WHOLE = re.compile(r"\s*(-?\d{1,19})")
TRUE_WORDS = frozenset({"true", "yes", "1"})


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a call."""

    name: str
    mime: str
    data: bytes = field(repr=False)


class Parameters:
    """Reads the parameters of one call; fields nobody asks for are ignored."""

    def __init__(self, values: dict[str, Any], uploads: dict[str, Upload] | None = None) -> None:
        self.values = {name: _as_text(value) for name, value in values.items() if value is not None}
        self.uploads = uploads or {}
        if not all(map(is_encodable, self.values.values())):
            raise bad_request("Strings must be encoded in UTF-8")

    def text(self, name: str) -> str:
        """Give a string; an absent one is empty, as in Telegram."""
        return self.values.get(name, "")

    def whole(self, name: str, default: int = 0) -> int:
        """Give a whole number; what is none counts as 0, as in Telegram."""
        value = self.values.get(name, "")
        if not value:
            return default
        found = WHOLE.match(value)
        return int(found[1]) if found else 0

    def clamped(self, name: str, default: int, low: int, high: int) -> int:
        """Give a whole number within bounds."""
        return min(max(self.whole(name, default), low), high)

    def flag(self, name: str) -> bool:
        """Give a truth value."""
        return self.values.get(name, "").lower() in TRUE_WORDS

    def structure(self, name: str, noun: str) -> Any:
        """Decode a JSON parameter; None where it is absent. `noun` is how Telegram calls it."""
        value = self.values.get(name, "")
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"Can't parse {noun} JSON object") from None

    def chat_id(self) -> int | None:
        """Give the chat; None for a name like @somebody, which nobody has here."""
        value = self.text("chat_id").strip()
        if not value:
            raise bad_request("chat_id is empty")
        return None if value.startswith("@") else self.whole("chat_id")


def read_field(holder: dict[str, Any], name: str, kind: type, *, required: bool = False) -> Any:
    """Read a field of a decoded object, with Telegram's words for a missing one or a wrong type."""
    value = holder.get(name)
    if value is None:
        if required:
            raise bad_request(f'Can\'t find field "{name}"')
        return None
    if kind is int and isinstance(value, str) and WHOLE.fullmatch(value):
        return int(value)
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise bad_request(f'Field "{name}" must be {TYPE_NAMES[kind]}')
    return value


TYPE_NAMES = {int: "a Number", str: "of type String", bool: "of type Boolean", list: "of type Array"}


def decoded_body(body: bytes) -> dict[str, Any]:
    """Decode a JSON request body."""
    try:
        values = json.loads(body)
    except ValueError:
        raise ApiError(400, "Bad Request: can't parse request body as JSON") from None
    if not isinstance(values, dict):
        raise ApiError(400, "Bad Request: request body must be a JSON object")
    return values


def _as_text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
