"""What Telegram takes: the sandbox's parser and keyboard rules as a judge independent of the renderer."""

from typing import Any

from bot.render.screen import Screen
from bot.sandbox.entities import MOST_SHOWN
from bot.sandbox.keyboards import CALLBACK_BYTES, read_markup
from bot.sandbox.limits import TEXT_LIMIT
from bot.sandbox.markup import parse_html
from bot.sandbox.utf16 import utf16_length


def read(screen: Screen) -> str:
    """Return a screen's text as a reader sees it, after making sure that Telegram would take it whole."""
    text, entities = parse_html(screen.text)
    assert text.strip()
    assert utf16_length(text) <= TEXT_LIMIT
    assert len(entities) <= MOST_SHOWN
    for button in buttons(screen):
        assert button["text"].strip()
        assert len(button.get("callback_data", "").encode()) <= CALLBACK_BYTES
    return text


def buttons(screen: Screen) -> list[dict[str, Any]]:
    """Return the buttons as Telegram's servers would keep them."""
    keyboard = screen.keyboard
    rows = read_markup(keyboard.to_dict()) if keyboard else None
    return [button for row in rows or [] for button in row]


def targets(screen: Screen) -> list[str]:
    """Return what the buttons report back."""
    return [button["callback_data"] for button in buttons(screen) if "callback_data" in button]
