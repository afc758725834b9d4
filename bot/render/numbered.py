"""Plain mode: every button has a number that can be typed, and the numbers stand in the text, where screen readers find them."""

from dataclasses import replace

from telegram import InlineKeyboardButton

from bot.render.screen import Screen, escape, fits
from bot.wording.speech import manner, say


def for_manner(screen: Screen) -> Screen:
    """Return a screen as the chat that is spoken with wants it."""
    return numbered(screen) if manner().plain and screen.rows else screen


def numbered(screen: Screen) -> Screen:
    """Put numbers on the buttons and a list of them below the text; where that is too long, the buttons alone have them."""
    at, rows = 0, []
    for row in screen.rows:
        rows.append(tuple(_numbered(key, at + step) for step, key in enumerate(row, start=1)))
        at += len(row)
    labels = "\n".join(escape(key.text) for row in rows for key in row)
    how = say("Write a number to choose:")
    text = f"{screen.text}\n\n{how}\n{labels}"
    return replace(screen, text=text if fits(text) else screen.text, rows=tuple(rows))


def button_at(rows: tuple[tuple[InlineKeyboardButton, ...], ...], number: int) -> InlineKeyboardButton | None:
    """Return the button with a number, None where there is none."""
    keys = [key for row in rows for key in row]
    return keys[number - 1] if 1 <= number <= len(keys) else None


def told(key: InlineKeyboardButton) -> Screen:
    """Write out what a button holds that does nothing at our end: a link, or a text to copy."""
    if key.copy_text is not None:
        return Screen(f"<code>{escape(key.copy_text.text)}</code>")
    return Screen(escape(key.url) if key.url else say("This button works only when it is pressed."))


def _numbered(key: InlineKeyboardButton, number: int) -> InlineKeyboardButton:
    said = key.to_dict()
    label = f"{number}. {key.text}"
    return InlineKeyboardButton.de_json(said | {"text": label})
