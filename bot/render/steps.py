"""How the dialogues travel: what has been said so far stands in the buttons themselves, so that no restart loses it.

The parts of an address are separated by `|`, since the keys of topics have colons. A question's own address is in its Cancel
button, where a typed reply finds it.
"""

from dataclasses import dataclass
from string import ascii_lowercase, digits

# With longer ones the fullest draft would not fit a button.
NEW = "n"
ASK = "g"
WITHIN = "within"
CANCEL = "no"
LOCATE = "here"
SHOW = "show"
LIST = "list"
REST = "rest"
GO_ON = "go"
END = "end"
UNTIL = "until"
TIME = "time"
DAYS = "days"
ZONE = "zone"
SLOT = "slot"
SAME_ZONE = "same"

_DIGITS = digits + ascii_lowercase
# The ids of channels are negative and begin with 100; the rest is short.
_CHANNELS = -1_000_000_000_000
_PARTS = 6


@dataclass(frozen=True, slots=True)
class Draft:
    """What is known of a subscription to be; what is empty is not known yet.

    `topic` is a key, `send_at` reads HH:MM, `channel` is the channel that it is for where it is not for this chat. Who is `guided`
    is asked for everything; others get the usual time and days.
    """

    topic: str = ""
    send_at: str = ""
    days: int = 0
    zone: str = ""
    channel: int = 0
    guided: bool = False


def draft(wanted: Draft) -> str:
    """Return the address that goes on with a draft."""
    days = f"{wanted.days:x}" if wanted.days else ""
    parts = (ASK if wanted.guided else NEW, _shortened(wanted.channel), wanted.topic, wanted.send_at.replace(":", ""), days)
    return "|".join((*parts, wanted.zone))


def draft_of(address: str) -> Draft | None:
    """Return the draft that an address holds, None where it holds none."""
    parts = address.split("|")
    if len(parts) != _PARTS or parts[0] not in {NEW, ASK}:
        return None
    kind, channel, topic, clock, days, zone = parts
    try:
        send_at = clock_of(clock) if clock else ""
        return Draft(topic, send_at, days_of(days) if days else 0, zone, _restored(channel), guided=kind == ASK)
    except ValueError:
        return None


def within(cluster: str, wanted: Draft) -> str:
    """Return the address of a cluster's themes, for a draft that has no topic yet."""
    return f"{WITHIN}|{cluster}|{draft(wanted)}"


def act(verb: str, subscription_id: int, *said: str) -> str:
    """Return the address that does something with a subscription, or asks how where nothing was said yet."""
    return "|".join((verb, str(subscription_id), *said))


def cancel(question: str) -> str:
    """Return the address that ends a question."""
    return f"{CANCEL}|{question}"


def locate(question: str) -> str:
    """Return the address that asks for the person's place to answer a question."""
    return f"{LOCATE}|{question}"


def list_of(chat_id: int) -> str:
    """Return the address of the list of a chat's subscriptions."""
    return f"{LIST}|{chat_id}"


def clock_of(text: str) -> str:
    """Return HH:MM for HHMM. Raises ValueError."""
    if len(text) != 4 or not (text.isascii() and text.isdigit()) or text[:2] > "23" or text[2:] > "59":
        raise ValueError(f"a time must be four digits, got {text[:10]!r}")
    return f"{text[:2]}:{text[2:]}"


def days_of(text: str) -> int:
    """Return days of the week for a hexadecimal number. Raises ValueError."""
    number = int(text, 16)
    if not 1 <= number <= 127:
        raise ValueError(f"days must be 1 to 7f, got {text[:10]!r}")
    return number


def _shortened(channel: int) -> str:
    """Return a channel's id to the base 36, without what all such ids have in common; empty for none."""
    left, text = _CHANNELS - channel if channel else 0, ""
    while left > 0:
        left, at = divmod(left, 36)
        text = _DIGITS[at] + text
    return text


def _restored(text: str) -> int:
    return _CHANNELS - int(text, 36) if text else 0
