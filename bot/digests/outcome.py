"""What became of a send, read from the error that it ended with (pure).

Telegram has no idempotency key. So the question is always whether the message can have arrived: a refusal and a connection that
never came about say no, a lost answer says perhaps.
"""

from dataclasses import dataclass
from enum import Enum, auto

from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.store.records import ChatStatus
from bot.transport import NotSent, PerhapsSent

# Telegram's words, in lower case, for a chat or a topic that is not there any more.
_CHAT_GONE = ("chat not found", "chat_write_forbidden", "have no rights to send", "need administrator rights", "not enough rights")
_TOPIC_GONE = ("message thread not found", "topic_closed", "topic_deleted")
_UNPARSABLE = "can't parse entities"


class Fate(Enum):
    """What to do with a message whose sending ended in an error."""

    RETRY = auto()  # not sent, for now
    WAIT = auto()  # refused with a time to wait
    UNKNOWN = auto()  # it may have arrived
    REFUSED = auto()  # refused for good, though not because of the chat
    CHAT_LOST = auto()  # nothing can be sent there
    MIGRATED = auto()  # the chat has another id now
    TOPIC_LOST = auto()  # the forum topic is closed or deleted
    UNPARSABLE = auto()  # our markup is at fault
    TOKEN_REVOKED = auto()


@dataclass(frozen=True, slots=True)
class Outcome:
    """A fate with what belongs to it; `reason` is short and fixed, and holds nobody's words."""

    fate: Fate
    reason: str
    seconds: float = 0.0
    new_chat_id: int = 0
    status: ChatStatus = "active"


def classify(error: TelegramError) -> Outcome:  # noqa: PLR0911 - a table, read from the top: the first line that fits holds
    """Return what an error says of the message."""
    match error:
        case RetryAfter():
            return Outcome(Fate.WAIT, "429", seconds_of(error))
        case ChatMigrated():
            return Outcome(Fate.MIGRATED, "migrated", new_chat_id=error.new_chat_id)
        case InvalidToken():
            return Outcome(Fate.TOKEN_REVOKED, "token revoked")
        case Forbidden():
            person = any(word in str(error).casefold() for word in ("blocked", "deactivated"))
            return Outcome(Fate.CHAT_LOST, "forbidden", status="blocked" if person else "left")
        case BadRequest():
            return _refused(str(error).casefold())
        case NotSent():
            return Outcome(Fate.RETRY, "not sent")
        case NetworkError() if error.__cause__ is None and not isinstance(error, TimedOut):
            # Telegram's own refusal, in JSON: it has not acted.
            return Outcome(Fate.RETRY, "server error")
        case PerhapsSent() | TimedOut():
            return Outcome(Fate.UNKNOWN, "answer lost")
    # A proxy's page instead of an answer, or something new.
    return Outcome(Fate.UNKNOWN, "answer unreadable")


def _refused(said: str) -> Outcome:
    if any(words in said for words in _TOPIC_GONE):
        return Outcome(Fate.TOPIC_LOST, "topic lost")
    if any(words in said for words in _CHAT_GONE):
        return Outcome(Fate.CHAT_LOST, "chat not found", status="left")
    return Outcome(Fate.UNPARSABLE, "unparsable") if _UNPARSABLE in said else Outcome(Fate.REFUSED, "bad request")


def seconds_of(error: RetryAfter) -> float:
    """Return how long Telegram asks to wait, in seconds."""
    given = error.retry_after
    return float(given) if isinstance(given, int | float) else given.total_seconds()
