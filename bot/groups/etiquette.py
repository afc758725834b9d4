"""How much the desk says in a group: pure, told the time by whoever asks."""

from collections import deque
from dataclasses import dataclass
from enum import Enum

from cachetools import LRUCache

# In this time an entry is shown once, and a chat gets as many answers as its budget allows.
WINDOW_SECONDS = 600
# Beyond the budget whoever asks gets a line with a link; of these, too, no more than so many a minute.
MOST_LINES = 6
MINUTE = 60
MOST_CHATS = 5_000
MOST_SHOWN = 50_000


class Ruling(Enum):
    """What a question in a group gets."""

    ANSWER = "answer"
    POINTER = "pointer"
    LINK = "link"
    SILENCE = "silence"


@dataclass(frozen=True, slots=True)
class Place:
    """A chat, and a forum topic in it or 0: an answer in another topic is not before the eyes of who asks."""

    chat_id: int
    thread_id: int = 0


@dataclass(frozen=True, slots=True)
class Judged:
    """What a question gets; a pointer leads to the message `earlier`."""

    ruling: Ruling
    earlier: int = 0


class Etiquette:
    """Remembers what was said where in the last ten minutes; a restart forgets it, which costs a second card at most."""

    def __init__(self) -> None:
        self._answers: LRUCache[int, deque[float]] = LRUCache(MOST_CHATS)
        self._lines: LRUCache[int, deque[float]] = LRUCache(MOST_CHATS)
        self._shown: LRUCache[tuple[Place, str], tuple[float, int]] = LRUCache(MOST_SHOWN)

    def judge(self, place: Place, entry_id: str, budget: int, now: float) -> Judged:
        """Say what a question is to get whose answer is an entry, none where `entry_id` is empty; `budget` as the chat set it."""
        shown_at, message_id = self._shown.get((place, entry_id), (now - WINDOW_SECONDS - 1, 0))
        said = _recent(self._answers, place.chat_id, now - WINDOW_SECONDS)
        lines = _recent(self._lines, place.chat_id, now - MINUTE)
        if entry_id and now - shown_at <= WINDOW_SECONDS:
            return Judged(Ruling.POINTER if len(lines) < MOST_LINES else Ruling.SILENCE, message_id)
        if len(said) < budget:
            return Judged(Ruling.ANSWER)
        return Judged(Ruling.LINK if len(lines) < MOST_LINES else Ruling.SILENCE)

    def answered(self, place: Place, entry_id: str, message_id: int, now: float) -> None:
        """Note an answer that the chat has seen."""
        _note(self._answers, place.chat_id, now)
        self._show(place, entry_id, message_id, now)

    def replaced(self, place: Place, entry_id: str, message_id: int, now: float) -> None:
        """Note that an answer shows another entry now, or none; the chat has one answer no more than before."""
        self.forget(place, message_id)
        self._show(place, entry_id, message_id, now)

    def _show(self, place: Place, entry_id: str, message_id: int, now: float) -> None:
        if entry_id:
            self._shown[place, entry_id] = (now, message_id)

    def lined(self, place: Place, now: float) -> None:
        """Note a pointer or a link."""
        _note(self._lines, place.chat_id, now)

    def forget(self, place: Place, message_id: int) -> None:
        """Forget an answer that was taken away, so that nothing points to it."""
        gone = [key for key, (_, shown) in self._shown.items() if key[0] == place and shown == message_id]
        for key in gone:
            del self._shown[key]


def _recent(times: LRUCache[int, deque[float]], chat_id: int, since: float) -> deque[float]:
    there = times.get(chat_id, deque())
    while there and there[0] < since:
        there.popleft()
    return there


def _note(times: LRUCache[int, deque[float]], chat_id: int, now: float) -> None:
    times.setdefault(chat_id, deque()).append(now)
