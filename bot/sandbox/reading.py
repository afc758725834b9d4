"""Reads what people send over HTTP: JSON bodies, and numbers in addresses. All of it raises RefusedError."""

import json
import re
from typing import Any

from starlette.requests import Request

from bot.sandbox.acts import Spot
from bot.sandbox.errors import RefusedError

CHAT_ID = re.compile(r"-?\d{1,19}", re.ASCII)
LONGEST_WAIT = 60.0
NAMES = {int: "a whole number", str: "a string", bool: "true or false", float: "a number", list: "a list"}


async def read_json(request: Request) -> Any:
    """Read a body of any shape."""
    try:
        return json.loads(await request.body())
    except ValueError:
        raise RefusedError(400, "the body must be JSON") from None


async def read_body(request: Request) -> dict[str, Any]:
    """Read a body that is an object."""
    body = await read_json(request)
    if not isinstance(body, dict):
        raise RefusedError(400, "the body must be a JSON object")
    return body


def may(body: dict[str, Any], name: str, kind: type) -> Any:
    """Give a field of a kind; None where it is absent."""
    value = body.get(name)
    fits = isinstance(value, int | float) if kind is float else isinstance(value, kind)
    if value is not None and (not fits or (isinstance(value, bool) and kind is not bool)):
        raise RefusedError(400, f"{name} must be {NAMES[kind]}")
    return value


def need(body: dict[str, Any], name: str, kind: type) -> Any:
    """Give a field of a kind that must be there."""
    value = may(body, name, kind)
    if value is None:
        raise RefusedError(400, f"{name} is missing")
    return value


def number(request: Request, name: str, default: float) -> float:
    """Give a number of the address's query."""
    try:
        value = float(request.query_params.get(name, default))
    except ValueError:
        raise RefusedError(400, f"{name} must be a number") from None
    if not 0 <= value < 2**63:
        raise RefusedError(400, f"{name} must not be negative")
    return value


def wait_of(request: Request, default: float = 0.0) -> float:
    """Give how many seconds a request is ready to wait."""
    return min(number(request, "wait", default), LONGEST_WAIT)


def chat_id_of(text: str) -> int:
    """Read a chat's id in an address; Starlette's own converter takes no minus sign, and groups have one."""
    if not CHAT_ID.fullmatch(text):
        raise RefusedError(404, f"there is no chat {text}")
    return int(text)


def spot_of(body: dict[str, Any]) -> Spot:
    """Read where somebody writes."""
    return Spot(may(body, "chat", int), may(body, "topic", int), may(body, "reply_to", int))
