"""The lengths Telegram allows."""

import re
from typing import Any

from bot.sandbox.errors import ApiError, bad_request
from bot.sandbox.utf16 import utf16_length

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
RAW_TEXT_BYTES = 1 << 15
CALLBACK_TEXT_LIMIT = 200
INLINE_RESULTS_LIMIT = 50
RESULT_ID_BYTES = 64
COMMANDS_LIMIT = 100
UPLOAD_BYTES = 50 * 1024 * 1024
PHOTO_BYTES = 10 * 1024 * 1024
DOWNLOAD_BYTES = 20 * 1024 * 1024

COMMAND = re.compile(r"[a-z0-9_]{1,32}")
LANGUAGE = re.compile(r"[a-z]{2}")
# What the servers answer to a profile text that is too long is not published; these follow their naming.
PROFILE_LIMITS = {
    "name": (64, "BOT_TITLE_INVALID"),
    "description": (512, "BOT_DESCRIPTION_TOO_LONG"),
    "short_description": (120, "BOT_ABOUT_TOO_LONG"),
}


def check_text(text: str) -> None:
    """Refuse a message text that is empty or too long, after entities were parsed."""
    if not text:
        raise bad_request("Text must be non-empty")
    if utf16_length(text) > TEXT_LIMIT:
        raise bad_request("Message is too long")


def check_caption(caption: str) -> None:
    """Refuse a caption that is too long, after entities were parsed."""
    if utf16_length(caption) > CAPTION_LIMIT:
        raise bad_request("Message caption is too long")


def check_callback_text(text: str) -> None:
    """Refuse a notification that would not fit."""
    if utf16_length(text) > CALLBACK_TEXT_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG")


def check_profile_text(field: str, text: str) -> None:
    """Refuse a bot name or description that is too long."""
    limit, code = PROFILE_LIMITS[field]
    if utf16_length(text) > limit:
        raise bad_request(code)


def check_language(code: str) -> None:
    """Refuse a language code that is not two letters; empty stands for all languages."""
    if code and not LANGUAGE.fullmatch(code):
        raise bad_request("Invalid language code specified")


def checked_commands(commands: list[Any]) -> list[dict[str, Any]]:
    """Give the commands as Telegram keeps them, or refuse them."""
    if len(commands) > COMMANDS_LIMIT:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    return [_checked_command(command) for command in commands]


def _checked_command(command: Any) -> dict[str, Any]:
    if not isinstance(command, dict):
        raise bad_request("Can't parse BotCommand: expected an Object")
    for field in ("command", "description"):
        if field not in command:
            raise bad_request(f"Can't parse BotCommand: Can't find field \"{field}\"")
        if not isinstance(command[field], str):
            raise bad_request(f'Can\'t parse BotCommand: Field "{field}" must be of type String')
    name = command["command"].strip().removeprefix("/")
    description = command["description"].strip()
    _check_command_text(name, description)
    return {"command": name, "description": description} | ({"is_ephemeral": True} if command.get("is_ephemeral") is True else {})


def _check_command_text(name: str, description: str) -> None:
    refusals: list[tuple[bool, str]] = [
        (not name, "Command must be non-empty"),
        (len(name) > 32, "Command length must not exceed 32"),
        (not description, "Command description must be non-empty"),
        (len(description) > 256, "Command description length must not exceed 256"),
        (not COMMAND.fullmatch(name), "BOT_COMMAND_INVALID"),
    ]
    for refused, text in refusals:
        if refused:
            raise bad_request(text)


def check_results(results: list[Any], next_offset: str) -> None:
    """Refuse inline results by number, by id, and a next offset that is too long."""
    if len(results) > INLINE_RESULTS_LIMIT:
        raise bad_request("Too many inline query results specified")
    seen: set[str] = set()
    for result in results:
        identifier = _result_id(result)
        if identifier in seen:
            raise bad_request("RESULT_ID_DUPLICATE")
        seen.add(identifier)
    if len(next_offset.encode()) > RESULT_ID_BYTES:
        raise bad_request("NEXT_OFFSET_INVALID")


def _result_id(result: Any) -> str:
    if not isinstance(result, dict):
        raise unparsable_result("Inline query result must be an object")
    for field in ("type", "id"):
        if not isinstance(result.get(field), str):
            raise unparsable_result(f'Can\'t find field "{field}"')
    identifier: str = result["id"]
    if not 1 <= len(identifier.encode()) <= RESULT_ID_BYTES:
        raise bad_request("RESULT_ID_INVALID")
    return identifier


def unparsable_result(reason: str) -> ApiError:
    """Refuse one inline result."""
    return bad_request(f"Can't parse inline query result: {reason}")
