"""The pace, in the place that PTB has for it: every call of the bot passes here."""

from collections.abc import Callable, Coroutine
from typing import Any

from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

from bot.digests.outcome import seconds_of
from bot.digests.pace import Pace

DIGEST = "digest"
_FREE = frozenset({"sendChatAction"})
_Result = bool | dict[str, Any] | list[dict[str, Any]]


class PacedCalls(BaseRateLimiter[str]):
    """Lets messages wait for their turn; `rate_limit_args=DIGEST` marks those that go behind answers."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace

    async def initialize(self) -> None:
        """Do nothing: there is nothing to open."""

    async def shutdown(self) -> None:
        """Do nothing: there is nothing to close."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, _Result]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: str | None,
    ) -> _Result:
        """Make a call, at once unless it is a new message."""
        chat_id = data.get("chat_id")
        if not endpoint.startswith("send") or endpoint in _FREE or not isinstance(chat_id, int):
            return await callback(*args, **kwargs)
        async with self._pace.sending(chat_id, urgent=rate_limit_args != DIGEST):
            try:
                return await callback(*args, **kwargs)
            except RetryAfter as error:
                self._pace.told_to_wait(chat_id, seconds_of(error))
                raise
