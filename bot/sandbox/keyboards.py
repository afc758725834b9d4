"""Keyboards: what Telegram lets through, and in which form it gives them back."""

from collections.abc import Callable
from typing import Any

from bot.sandbox.errors import ApiError, bad_request
from bot.sandbox.links import LinkError, check_link, mentioned_user

Keyboard = list[list[dict[str, Any]]]

MOST_BUTTONS = 100
MOST_IN_A_ROW = 8
CALLBACK_BYTES = 64
COPY_LIMIT = 256
KEYBOARD_OPTIONS = ("is_persistent", "resize_keyboard", "one_time_keyboard", "input_field_placeholder", "selective")
STYLES = frozenset({"danger", "success", "primary"})


def read_markup(markup: Any) -> Keyboard | None:
    """Give the inline keyboard of a `reply_markup`; None where there is none."""
    if not isinstance(markup, dict):
        raise bad_request("Object expected as reply markup")
    rows = markup.get("inline_keyboard")
    if rows is None:
        return None
    if not isinstance(rows, list):
        raise bad_request('Field "inline_keyboard" must be of type Array')
    keyboard = [[_button(button) for button in _row(row)] for row in rows]
    keyboard = [row for row in keyboard if row]
    if any(len(row) > MOST_IN_A_ROW for row in keyboard) or sum(map(len, keyboard)) > MOST_BUTTONS:
        raise bad_request("Reply markup is too long")
    return keyboard or None


def read_reply_keys(markup: dict[str, Any]) -> dict[str, Any] | None:
    """Give a reply keyboard, its removal or a forced reply, checked; None where the markup is none of these."""
    for order in ("remove_keyboard", "force_reply"):
        if markup.get(order) is True:
            return {order: True}
    rows = markup.get("keyboard")
    if rows is None:
        return None
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('Field "keyboard" of the ReplyKeyboardMarkup must be an Array of Arrays')
    options = {name: markup[name] for name in KEYBOARD_OPTIONS if name in markup}
    return {"keyboard": [[_key(key) for key in row] for row in rows if row], **options}


def asks_for_location(keys: dict[str, Any]) -> bool:
    """Tell whether a reply keyboard asks for the person's place."""
    return any(key.get("request_location") for row in keys.get("keyboard", []) for key in row)


def _key(key: Any) -> dict[str, Any]:
    if isinstance(key, str):
        key = {"text": key}
    if not isinstance(key, dict) or not isinstance(key.get("text"), str):
        raise bad_request("Can't parse keyboard button: KeyboardButton must be an Object")
    if not key["text"].strip():
        raise bad_request("Keyboard button text must be non-empty")
    return {name: key[name] for name in ("text", "request_location", "request_contact") if name in key}


def _row(row: Any) -> list[Any]:
    if not isinstance(row, list):
        raise bad_request('Field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
    return row


def _button(button: Any) -> dict[str, Any]:
    if not isinstance(button, dict):
        raise _unparsable("InlineKeyboardButton must be an Object")
    text = _string(button, "text")
    kind = _kind(button)
    if not text.strip():
        raise bad_request("Inline keyboard button text must be non-empty")
    checked = {"text": text, **CHECKS[kind](button)}
    style = button.get("style")
    if style is not None and style not in STYLES:
        raise _unparsable("invalid button style specified")
    return checked | ({"style": style} if style else {})


def _kind(button: dict[str, Any]) -> str:
    """Pick what the button does, in Telegram's order; an empty `url` or `callback_data` counts as absent."""
    for kind in CHECKS:
        if button.get(kind) or (kind.startswith("switch_") and kind in button):
            return kind
    raise _unparsable("Text buttons are unallowed in the inline keyboard")


def _string(holder: dict[str, Any], field: str) -> str:
    if field not in holder:
        raise _unparsable(f'Can\'t find field "{field}"')
    value = holder[field]
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise _unparsable(f'Field "{field}" must be of type String')
    return str(value)


def _unparsable(reason: str) -> ApiError:
    return bad_request(f"Can't parse inline keyboard button: {reason}")


def _url(button: dict[str, Any]) -> dict[str, Any]:
    address = _string(button, "url")
    if mentioned_user(address) is not None:
        return {"url": address}
    try:
        return {"url": check_link(address)}
    except LinkError as reason:
        raise bad_request(f"Inline keyboard button {reason}") from None


def _callback(button: dict[str, Any]) -> dict[str, Any]:
    data = _string(button, "callback_data")
    if len(data.encode()) > CALLBACK_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    return {"callback_data": data}


def _copy(button: dict[str, Any]) -> dict[str, Any]:
    holder = button["copy_text"]
    if not isinstance(holder, dict):
        raise _unparsable('Field "copy_text" must be of type Object')
    text = _string(holder, "text")
    if not 1 <= len(text) <= COPY_LIMIT:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    return {"copy_text": {"text": text}}


def _kept(field: str) -> Callable[[dict[str, Any]], dict[str, Any]]:
    return lambda button: {field: button[field]}


CHECKS: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "url": _url,
    "callback_data": _callback,
    "switch_inline_query": _kept("switch_inline_query"),
    "switch_inline_query_chosen_chat": _kept("switch_inline_query_chosen_chat"),
    "switch_inline_query_current_chat": _kept("switch_inline_query_current_chat"),
    "login_url": _kept("login_url"),
    "web_app": _kept("web_app"),
    "copy_text": _copy,
}
