"""What the sandbox refuses, in Telegram's own words.

SandboxError
├── ApiError            the answer to a bot: HTTP status, description, parameters
├── RefusedError        the answer to a person (page, tests): HTTP status and one plain line
└── SandboxPortTaken    the port is in use; an OSError too
"""

from typing import Any

# Texts of telegram-bot-api's Client.cpp and of Telegram's servers behind it; bots match on them, so they are kept to
# the letter.
BLOCKED = "Forbidden: bot was blocked by the user"
CANNOT_INITIATE = "Forbidden: bot can't initiate conversation with a user"
CHAT_NOT_FOUND = "chat not found"
CONFLICT = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
DEACTIVATED = "Forbidden: user is deactivated"
KICKED = "Forbidden: bot was kicked from the {} chat"
LOCATION_IN_PRIVATE = "Location can be requested in private chats only"
METHOD_NOT_FOUND = "Not Found: method not found"
NEED_RIGHTS_IN_CHANNEL = "need administrator rights in the channel chat"
NOT_A_MEMBER = "Forbidden: bot is not a member of the {} chat"
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)
QUERY_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
REPLIED_NOT_FOUND = "Message to be replied not found"
THREAD_NOT_FOUND = "Message thread not found"
TOO_LARGE = "Request Entity Too Large"
TOPIC_CLOSED = "TOPIC_CLOSED"
UNAUTHORIZED = "Unauthorized"
UPGRADED = "Bad Request: group chat was upgraded to a supergroup chat"

PREFIXES = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    409: "Conflict",
    413: "Request Entity Too Large",
    429: "Too Many Requests",
    500: "Internal Server Error",
    502: "Bad Gateway",
    503: "Service Unavailable",
    504: "Gateway Timeout",
}


class SandboxError(Exception):
    """Whatever the sandbox refuses on purpose."""


class ApiError(SandboxError):
    """A refusal to the bot; the HTTP status equals `code`, as with Telegram."""

    def __init__(self, code: int, description: str, parameters: dict[str, int] | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters or {}

    def as_json(self) -> dict[str, Any]:
        """Give the body of the answer."""
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return body


class RefusedError(SandboxError):
    """A refusal to a person: one plain line."""

    def __init__(self, status: int, line: str) -> None:
        super().__init__(line)
        self.status = status


class SandboxPortTaken(SandboxError, OSError):
    """The port asked for is in use."""


def bad_request(message: str) -> ApiError:
    """Word a 400 as Telegram does: "Bad Request: " and a lower-case start, unless it is a code like BUTTON_INVALID."""
    if not (message[1:2] == "_" or "A" <= message[1:2] <= "Z"):
        message = message[:1].lower() + message[1:]
    return ApiError(400, f"Bad Request: {message}")


def too_many_requests(seconds: int) -> ApiError:
    """Ask the bot to wait."""
    return ApiError(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})
