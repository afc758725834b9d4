"""HTTP to the Bot API over aiohttp, telling "not sent" from "perhaps sent".

PTB's own class wakes every waiting request when one connection comes free, which makes it slow with many in flight; and it
tells a refused connection from a lost answer only by the cause inside an exception. Telegram has no idempotency key, so whether
a message may be sent again hangs on that difference.
"""

import json
import time
from email.utils import parsedate_to_datetime
from typing import Any

import aiohttp
from telegram.error import InvalidToken, NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

DEFAULT_TIMEOUT = 20.0
CONNECT_TIMEOUT = 5.0
# Telegram's servers close idle connections after a minute; reusing one that just closed would look like a lost answer.
KEEP_ALIVE = 20.0


class NotSent(NetworkError):
    """No connection was made: Telegram has not seen the request, which may be made again."""


class PerhapsSent(TimedOut):
    """The answer was lost: Telegram may or may not have acted on the request."""

    def __init__(self, message: str) -> None:
        super().__init__(message)


def is_revoked(error: TelegramError) -> bool:
    """Say whether Telegram itself refuses the token; a proxy's page with 401 or 404 says nothing of it."""
    told: BaseException = error
    # PTB wraps the refusal of its very first call in another.
    while isinstance(told.__cause__, InvalidToken):
        told = told.__cause__
    # An answer that could not be read is the cause of the error that stands for it.
    return isinstance(told, InvalidToken) and told.__cause__ is None


class AiohttpRequest(BaseRequest):
    """PTB's request interface on one aiohttp session."""

    def __init__(self, connections: int = 64) -> None:
        self._connections = connections
        self._session: aiohttp.ClientSession | None = None
        # The date that the latest answer bore, in seconds since 1970, and when it came by the steady clock.
        self.server_date: tuple[float, float] | None = None

    @property
    def read_timeout(self) -> float:
        """Return how long an answer may take, in seconds, unless a call says otherwise."""
        return DEFAULT_TIMEOUT

    async def initialize(self) -> None:
        """Open the session; a second call changes nothing."""
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=self._connections, keepalive_timeout=KEEP_ALIVE)
            self._session = aiohttp.ClientSession(connector=connector, headers={"User-Agent": self.USER_AGENT})

    async def shutdown(self) -> None:
        """Close the session; a second call changes nothing."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 - aiohttp has no counterpart
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Make one request; returns HTTP status and body.

        Raises NotSent or PerhapsSent.
        """
        if self._session is None:
            raise NotSent("the session must be open, got a closed one")
        timeout = aiohttp.ClientTimeout(
            connect=_seconds(pool_timeout, DEFAULT_TIMEOUT),
            sock_connect=_seconds(connect_timeout, CONNECT_TIMEOUT),
            sock_read=_seconds(read_timeout, self.read_timeout),
        )
        try:
            async with self._session.request(method, url, data=_body(request_data), timeout=timeout) as response:
                self._note_date(response.headers.get("Date"))
                return response.status, await response.read()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise NotSent(f"no connection to Telegram: {type(error).__name__}") from _bare(error)
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            raise PerhapsSent(f"no answer from Telegram: {type(error).__name__}") from _bare(error)

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Read an answer of Telegram's. Raises TelegramError for anything else, such as a proxy's page or a proxy's own JSON."""
        try:
            answer = json.loads(payload.decode("utf-8", "replace"))
        except ValueError:
            answer = None
        if not isinstance(answer, dict) or not _is_telegrams(answer):
            raise TelegramError("an answer must be JSON as the Bot API gives it, got something else")
        return answer

    def _note_date(self, header: str | None) -> None:
        try:
            self.server_date = (parsedate_to_datetime(header or "").timestamp(), time.monotonic())
        except ValueError:
            return


def _is_telegrams(answer: dict[str, Any]) -> bool:
    return "result" in answer if answer.get("ok") is True else answer.get("ok") is False and type(answer.get("error_code")) is int


def _seconds(given: Any, default: float) -> float:
    if given is BaseRequest.DEFAULT_NONE or given is None:
        return default
    return float(given)


def _body(data: RequestData | None) -> aiohttp.FormData | None:
    if data is None or not data.parameters:
        return None
    form = aiohttp.FormData()
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    if data.contains_files:
        for name, (filename, content, content_type) in (data.multipart_data or {}).items():
            form.add_field(name, content, filename=filename, content_type=content_type)
    return form


def _bare(error: Exception) -> Exception:
    """Return an error of the same name without the address, which holds the token."""
    bare: type[Exception] = type(type(error).__name__, (OSError,), {})
    return bare()
