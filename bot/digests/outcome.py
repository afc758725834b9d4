"""What became of a send, read from the error that it ended with (pure).

Telegram has no idempotency key. So the question is always whether the message can have arrived: a refusal and a connection that
never came about say no, a lost answer says perhaps.
"""

from dataclasses import dataclass
from enum import Enum, auto

from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.store.records import ChatStatus
from bot.transport import NotSent, is_revoked

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


def classify(error: TelegramError) -> Outcome:
    """Return what an error says of the message."""
    match error:
        case NotSent():
            return Outcome(Fate.RETRY, "not sent")
        case TimedOut():
            return Outcome(Fate.UNKNOWN, "answer lost")
        case TelegramError(__cause__=None):
            return _said(error)
    # A proxy's page, under whatever code: it says nothing of the chat or the token.
    return Outcome(Fate.UNKNOWN, "answer unreadable")


def _said(error: TelegramError) -> Outcome:  # noqa: PLR0911 - a table
    """Return what Telegram's own answer says: it came as JSON."""
    match error:
        case RetryAfter():
            return Outcome(Fate.WAIT, "429", seconds_of(error))
        case ChatMigrated():
            return Outcome(Fate.MIGRATED, "migrated", new_chat_id=error.new_chat_id)
        case _ if is_revoked(error):
            return Outcome(Fate.TOKEN_REVOKED, "token revoked")
        case Forbidden():
            return _forbidden(str(error).casefold())
        case BadRequest():
            return _refused(str(error).casefold())
        case NetworkError():
            # It refused, and so has not acted.
            return Outcome(Fate.RETRY, "server error")
    return Outcome(Fate.UNKNOWN, "answer unreadable")


def _forbidden(said: str) -> Outcome:
    is_person = any(word in said for word in ("blocked", "deactivated"))
    return Outcome(Fate.CHAT_LOST, "forbidden", status="blocked" if is_person else "left")


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
