"""Who may talk to the sandbox: this machine only, the page only from its own origin, bodies of bounded size."""

from collections.abc import Callable
from email.utils import formatdate
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.sandbox.errors import TOO_LARGE, ApiError
from bot.sandbox.limits import UPLOAD_BYTES

# A DNS name that an attacker points at 127.0.0.1 shows in the Host header; these cannot be pointed elsewhere.
LOOPBACK_NAMES = frozenset({"127.0.0.1", "localhost", "::1"})
PERSON_BYTES = 1024 * 1024
FORM_BYTES = 1024 * 1024
PAGE_HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
}


class Gate:
    """ASGI middleware in front of everything."""

    def __init__(self, app: ASGIApp, clock: Callable[[], float] | None = None) -> None:
        self._app = app
        self._clock = clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or refuse it."""
        if scope["type"] != "http":
            return
        headers = Headers(scope=scope)
        limit = PERSON_BYTES if _is_person_side(scope) else UPLOAD_BYTES + FORM_BYTES
        refusal = _refusal(scope, headers)
        if refusal is None and int(headers.get("content-length") or 0) > limit:
            await _drain(receive, limit)
            refusal = _too_large()
        if refusal:
            await refusal(scope, receive, send)
        else:
            await self._app(scope, _counted(receive, limit), _with_headers(send, self._clock))


def _is_person_side(scope: Scope) -> bool:
    return bool(scope["path"].startswith("/sandbox"))


def _refusal(scope: Scope, headers: Headers) -> Response | None:
    host = headers.get("host", "")
    if not _is_loopback(host):
        return JSONResponse({"error": "the sandbox answers to 127.0.0.1 and localhost only"}, 403)
    origin = headers.get("origin")
    if _is_person_side(scope) and scope["method"] not in {"GET", "HEAD"} and origin not in {None, f"http://{host}"}:
        return JSONResponse({"error": "requests from other sites are refused"}, 403)
    return None


def _is_loopback(host: str) -> bool:
    try:
        return urlsplit(f"//{host}").hostname in LOOPBACK_NAMES
    except ValueError:
        return False


def _too_large() -> Response:
    return JSONResponse(ApiError(413, TOO_LARGE).as_json(), 413)


async def _drain(receive: Receive, limit: int) -> None:
    """Read on a little, so that the client gets to see the refusal instead of a reset."""
    left = 4 * limit
    while left > 0:
        message = await receive()
        left -= len(message.get("body", b"")) or 1
        if message["type"] == "http.disconnect" or not message.get("more_body"):
            return


def _counted(receive: Receive, limit: int) -> Receive:
    """Stop a body that turns out too long; one sent in chunks does not say so in advance."""
    size = 0

    async def counted() -> Message:
        nonlocal size
        message = await receive()
        size += len(message.get("body", b""))
        if size > limit:
            raise ApiError(413, TOO_LARGE)
        return message

    return counted


def _with_headers(send: Send, clock: Callable[[], float] | None) -> Send:
    async def sender(message: Any) -> None:
        if message["type"] == "http.response.start":
            # Bots compare their clock with this date, as with Telegram's.
            headers = PAGE_HEADERS | ({"date": formatdate(clock(), usegmt=True)} if clock else {})
            extra = [(name.encode(), value.encode()) for name, value in headers.items()]
            message = {**message, "headers": [*message.get("headers", []), *extra]}
        await send(message)

    return sender
