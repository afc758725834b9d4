"""Faults on demand: what goes wrong, for which calls, how many times."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from bot.sandbox.errors import BLOCKED, CONFLICT, PREFIXES, UPGRADED, ApiError

MOST_RULES = 1000
MOST_SECONDS = 600
DEFAULT_TEXTS = {401: "Unauthorized", 403: BLOCKED, 409: CONFLICT}


class FaultError(ValueError):
    """A rule that makes no sense; one plain line."""


@dataclass(slots=True)
class Fault:
    """One rule. Without code, body and cut it only delays."""

    method: str = "*"
    chat_id: str | None = None
    times: int = 1
    code: int | None = None
    description: str | None = None
    retry_after: int | None = None
    migrate_to_chat_id: int | None = None
    delay: float = 0.0
    cut: str | None = None
    body: str | None = None

    def fits(self, method: str, chat_id: str | None) -> bool:
        """Tell whether the rule is meant for a call. `*` leaves getUpdates out: polling would use the rule up."""
        named = method != "getupdates" if self.method == "*" else self.method.lower() == method
        return named and (self.chat_id is None or self.chat_id == chat_id)

    def error(self) -> ApiError | None:
        """Give the refusal this rule asks for."""
        if self.code is None:
            return None
        named = {"retry_after": self.retry_after, "migrate_to_chat_id": self.migrate_to_chat_id}
        parameters = {name: value for name, value in named.items() if value is not None}
        return ApiError(self.code, self.description or self._usual_text(self.code), parameters)

    def _usual_text(self, code: int) -> str:
        if self.retry_after is not None:
            return f"Too Many Requests: retry after {self.retry_after}"
        if self.migrate_to_chat_id is not None:
            return UPGRADED
        return DEFAULT_TEXTS.get(code) or PREFIXES.get(code) or HTTPStatus(code).phrase


class Faults:
    """Rules in order: the first that fits a call is used, and used up after `times` calls."""

    def __init__(self) -> None:
        self.rules: list[Fault] = []

    def add(self, fields: dict[str, Any]) -> Fault:
        """Take a rule, or raise `FaultError`."""
        if len(self.rules) >= MOST_RULES:
            raise FaultError(f"at most {MOST_RULES} faults can wait")
        rule = _checked(fields)
        self.rules.append(rule)
        return rule

    def take(self, method: str, chat_id: str | None) -> Fault | None:
        """Use the first rule that fits."""
        for rule in self.rules:
            if rule.fits(method.lower(), chat_id):
                rule.times -= 1
                if rule.times <= 0:
                    self.rules.remove(rule)
                return rule
        return None

    def clear(self) -> None:
        """Forget all rules."""
        self.rules.clear()


TYPES: dict[str, type | tuple[type, ...]] = {
    "method": str,
    "chat_id": (str, int),
    "times": int,
    "code": int,
    "description": str,
    "retry_after": int,
    "migrate_to_chat_id": int,
    "delay": (int, float),
    "cut": str,
    "body": str,
}


def _checked(fields: dict[str, Any]) -> Fault:
    for name, value in fields.items():
        if name not in TYPES:
            raise FaultError(f"a fault has no field {name}; known are {', '.join(TYPES)}")
        if isinstance(value, bool) or not isinstance(value, TYPES[name]):
            raise FaultError(f"{name} has a wrong type")
    fault = Fault(**fields)
    if fault.chat_id is not None:
        fault.chat_id = str(fault.chat_id)
    if fault.retry_after is not None and fault.code is None:
        fault.code = 429
    if (fault.migrate_to_chat_id is not None or fault.body is not None) and fault.code is None:
        fault.code = 400 if fault.body is None else 502
    _check_values(fault)
    return fault


def _check_values(fault: Fault) -> None:
    if fault.code is not None and (fault.code < 400 or fault.code not in set(HTTPStatus)):
        raise FaultError("code must be an HTTP error status, 400 to 599")
    if fault.cut not in {None, "before", "after"}:
        raise FaultError('cut must be "before" or "after"')
    if fault.times < 1:
        raise FaultError("times must be at least 1")
    if not 0 <= fault.delay <= MOST_SECONDS:
        raise FaultError(f"delay must be 0 to {MOST_SECONDS} seconds")
