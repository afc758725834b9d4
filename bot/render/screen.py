"""A message ready to be sent, and how Telegram measures it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape as escape_html
from html import unescape
from re import compile as pattern
from unicodedata import bidirectional

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.wording.speech import manner, say

MAX_TEXT = 4096
MAX_ENTITIES = 100
MAX_BUTTON = 60
MOST_UNFOLDED = 400
_TAG = pattern(r"<(/?)([a-z-]+)[^>]*>")


@dataclass(frozen=True, slots=True)
class Screen:
    """Text in Telegram's classic HTML with rows of buttons."""

    text: str
    rows: tuple[tuple[InlineKeyboardButton, ...], ...] = ()

    @property
    def keyboard(self) -> InlineKeyboardMarkup | None:
        """Return the buttons as Telegram wants them."""
        return InlineKeyboardMarkup(self.rows) if self.rows else None


def escape(text: str) -> str:
    """Make any text safe inside Telegram's HTML."""
    return escape_html(text, quote=False)


def bold(text: str) -> str:
    """Return a plain text as bold HTML."""
    return f"<b>{escape(text)}</b>"


def quoted(text: str) -> str:
    """Return a plain text as HTML in the quotation marks of the reader's language."""
    word = escape(text)
    if any(bidirectional(sign) in {"R", "AL"} for sign in text):
        # Else the marks of several such words in one sentence end up between the wrong ones.
        word = f"\u2068{word}\u2069"
    # Translators: a word that the reader wrote, in quotation marks.
    return say("“{word}”", word=word)


def with_colon(label: str) -> str:
    """Return a label as it stands before a text on the same line."""
    # Translators: some languages put a no-break space before the colon.
    return say("{label}:", label=label)


def units(text: str) -> int:
    """Return the length of a plain text in UTF-16 units, which is how Telegram counts."""
    return len(text.encode("utf-16-le", errors="surrogatepass")) // 2


def plain_text(html: str) -> str:
    """Return an HTML text without its marks."""
    return unescape(_TAG.sub("", html))


def visible_units(html: str) -> int:
    """Return the length of an HTML text as Telegram counts it: after parsing."""
    return units(plain_text(html))


def entities(html: str) -> int:
    """Return how many entities an HTML text makes."""
    return sum(not closing for closing, _ in _TAG.findall(html))


def folded(html: str) -> str:
    """Return an HTML text as a quotation that unfolds when it is pressed; as it is where plain text is wanted."""
    return html if manner().plain else f"<blockquote expandable>{html}</blockquote>"


def folded_if_long(html: str) -> str:
    """Fold an HTML text that would push what follows off a phone's screen."""
    return folded(html) if visible_units(html) > MOST_UNFOLDED else html


def bullet(text: str) -> str:
    """Return a text as an item of a list."""
    return f"- {text}" if manner().plain else f"• {text}"


def in_a_row(parts: Iterable[str]) -> str:
    """Return short texts side by side, those that are not empty."""
    return (", " if manner().plain else " · ").join(part for part in parts if part)


def fits(html: str) -> bool:
    """Say whether Telegram takes an HTML text as one message and shows all of its marks."""
    return visible_units(html) <= MAX_TEXT and entities(html) <= MAX_ENTITIES


def shorten(text: str, limit: int) -> str:
    """Cut a plain text at a word, with an ellipsis, to at most `limit` UTF-16 units."""
    if units(text) <= limit:
        return text
    kept = text
    while units(kept) > limit - 1:
        kept = kept[: len(kept) - max(1, (units(kept) - limit) // 2)]
    head, space, _ = kept.rpartition(" ")
    return (head if space and len(head) > len(kept) // 2 else kept).rstrip(" ,;:–-") + "…"


def button(label: str, data: str) -> InlineKeyboardButton:
    """Make a button that reports back to us. Raises ValueError when `data` is over Telegram's 64 bytes."""
    if not 1 <= len(data.encode()) <= 64:
        raise ValueError(f"callback data must have 1 to 64 bytes, got {len(data.encode())}")
    return InlineKeyboardButton(shorten(label, MAX_BUTTON), callback_data=data)


def tell_apart(labels: Sequence[str]) -> list[str]:
    """Return labels as long as a button may be; those that would read alike keep their ends, where long titles differ."""
    short = [shorten(label, MAX_BUTTON) for label in labels]
    return [_both_ends(label) if short.count(cut) > 1 else cut for label, cut in zip(labels, short, strict=True)]


def _both_ends(label: str) -> str:
    end = label[-MAX_BUTTON // 2 :].partition(" ")[2]
    # Without a space near the end there is no word to keep, and emoji count twice.
    if units(label) <= MAX_BUTTON or not 0 < units(end) < MAX_BUTTON // 2:
        return shorten(label, MAX_BUTTON)
    return f"{shorten(label, MAX_BUTTON - units(end) - 1)} {end}"
