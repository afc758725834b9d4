"""Plain mode: every button has a number that can be typed, and the numbers stand in the text, where screen readers find them."""

import re
from collections.abc import Iterable
from dataclasses import replace

from telegram import InlineKeyboardButton

from bot.render.screen import MAX_BUTTON, Screen, escape, fits, shorten
from bot.wording.speech import manner, say

_NUMBER = re.compile(r"(\d{1,3}(?:\.\d{1,2})*)(?:\. |$)")


def for_manner(screen: Screen) -> Screen:
    """Return a screen as the chat that is spoken with wants it."""
    return numbered(screen) if manner().plain and screen.rows else screen


def numbered(screen: Screen) -> Screen:
    """Put numbers on the buttons and a list of them below the text; where that is too long, the buttons alone have them.

    A button that has the number of a line, as in `3`, `4.1` or `2. Title`, keeps it; the others are counted on from there.
    """
    own = [_own_number(key.text) for row in screen.rows for key in row]
    free = max((int(number) for number in own if number.isdigit()), default=0)
    rows = []
    for row in screen.rows:
        keys = []
        for key in row:
            free += not _own_number(key.text)
            keys.append(key if _own_number(key.text) else _numbered(key, free))
        rows.append(tuple(keys))
    text = f"{screen.text}\n\n{_list(key.text for row in rows for key in row)}"
    return replace(screen, text=text if fits(text) else screen.text, rows=tuple(rows))


def button_at(rows: tuple[tuple[InlineKeyboardButton, ...], ...], number: str) -> InlineKeyboardButton | None:
    """Return the button with a number such as `3` or `4.1`, None where there is none."""
    keys = [key for row in rows for key in row]
    numbers = [_own_number(key.text) for key in keys]
    if number in numbers:
        return keys[numbers.index(number)]
    # What was sent before plain mode has no numbers on its buttons.
    at = int(number) if number.isdigit() and not any(numbers) else 0
    return keys[at - 1] if 1 <= at <= len(keys) else None


def told(key: InlineKeyboardButton) -> Screen:
    """Write out what a button holds that does nothing at our end: a link, or a text to copy."""
    if key.copy_text is not None:
        return Screen(f"<code>{escape(key.copy_text.text)}</code>")
    return Screen(escape(key.url) if key.url else say("This button works only when you press it."))


def _own_number(label: str) -> str:
    found = _NUMBER.match(label)
    return found[1] if found else ""


def _list(labels: Iterable[str]) -> str:
    """Return what can be typed: bare numbers on one line, as what they stand for is in the text above."""
    labels = tuple(labels)
    bare = ", ".join(label for label in labels if _own_number(label) == label)
    how = say("Write a number to choose:")
    return "\n".join([f"{how} {bare}" if bare else how, *(escape(label) for label in labels if _own_number(label) != label)])


def _numbered(key: InlineKeyboardButton, number: int) -> InlineKeyboardButton:
    said = key.to_dict()
    label = shorten(f"{number}. {key.text}", MAX_BUTTON)
    return InlineKeyboardButton.de_json(said | {"text": label})
