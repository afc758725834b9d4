"""The pace, in the place that PTB has for it: every call of the bot passes here."""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import AsyncExitStack
from math import ceil
from typing import Any

from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

from bot.digests.outcome import seconds_of
from bot.digests.pace import Pace

DIGEST = "digest"
LONGEST_WAIT = 5.0
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
        async with AsyncExitStack() as permit:
            if rate_limit_args == DIGEST:
                await self._enter_soon(permit, chat_id)
            else:
                await permit.enter_async_context(self._pace.sending(chat_id, urgent=True))
            try:
                return await callback(*args, **kwargs)
            except RetryAfter as error:
                self._pace.told_to_wait(chat_id, seconds_of(error))
                raise

    async def _enter_soon(self, permit: AsyncExitStack, chat_id: int) -> None:
        """Get a permit for a digest; raise RetryAfter where that would take long.

        It is on record as being sent: its lease must not run out here, nor the process end while it waits.
        """
        if (seconds := self._pace.waits(chat_id)) > 0:
            raise RetryAfter(ceil(seconds))
        try:
            async with asyncio.timeout(LONGEST_WAIT):
                await permit.enter_async_context(self._pace.sending(chat_id, urgent=False))
        except TimeoutError:
            raise RetryAfter(max(1, ceil(self._pace.waits(chat_id)))) from None
