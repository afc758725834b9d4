"""What the sandbox keeps for later questions: the log of calls and the files sent."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

MOST_CALLS = 2000
STORED_BYTES = 200 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the bot and how it ended; a cut connection has status 0."""

    at: float
    method: str
    params: dict[str, str]
    status: int
    description: str = ""

    def as_json(self) -> dict[str, Any]:
        """Give the object for the person-side API."""
        return {name: getattr(self, name) for name in ("at", "method", "params", "status", "description")}


class CallLog:
    """The latest calls. Polls are kept apart, or they would push everything else out."""

    def __init__(self, limit: int = MOST_CALLS) -> None:
        self._polls: deque[Call] = deque(maxlen=limit)
        self._others: deque[Call] = deque(maxlen=limit)

    def add(self, call: Call) -> None:
        """Put a call on record."""
        (self._polls if call.method.lower() == "getupdates" else self._others).append(call)

    def of(self, method: str | None = None) -> list[Call]:
        """Give the calls of a method, or all but the polls."""
        if method is None:
            return list(self._others)
        wanted = method.lower()
        calls: Iterable[Call] = self._polls if wanted == "getupdates" else self._others
        return [call for call in calls if call.method.lower() == wanted]


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file the bot sent."""

    file_id: str
    path: str
    name: str
    mime: str
    data: bytes = field(repr=False)

    def as_json(self) -> dict[str, Any]:
        """Give the Bot API's File object."""
        return {
            "file_id": self.file_id,
            "file_unique_id": self.file_id[-12:],
            "file_size": len(self.data),
            "file_path": self.path,
        }


class FileStore:
    """Files by id and path, in memory; the oldest go when they grow too many bytes together."""

    def __init__(self, limit: int = STORED_BYTES) -> None:
        self._limit = limit
        self._count = 0
        self._files: dict[str, StoredFile] = {}

    def add(self, folder: str, name: str, mime: str, data: bytes) -> StoredFile:
        """Keep a file."""
        self._count += 1
        ending = name.rpartition(".")[2] if "." in name else "bin"
        stored = StoredFile(f"BQACAgIAAxkBAAI{self._count:012d}", f"{folder}/file_{self._count}.{ending}", name, mime, data)
        self._files[stored.file_id] = stored
        while len(self._files) > 1 and sum(len(file.data) for file in self._files.values()) > self._limit:
            del self._files[next(iter(self._files))]
        return stored

    def get(self, file_id: str) -> StoredFile | None:
        """Find a file by id."""
        return self._files.get(file_id)

    def at(self, path: str) -> StoredFile | None:
        """Find a file by path."""
        return next((file for file in self._files.values() if file.path == path), None)
