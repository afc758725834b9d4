"""Once more, where Telegram asks to wait a little or has not seen a request."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from telegram.error import BadRequest, NetworkError, RetryAfter

from bot.digests.outcome import seconds_of
from bot.transport import NotSent

# How many seconds an answer may wait for Telegram before it is of no use; and for a connection.
PATIENCE = 20
BREATH = 1.0
_Done = TypeVar("_Done")


async def once_more(send: Callable[[], Awaitable[_Done]]) -> _Done:
    """Send; where Telegram asks to wait a little, or has not seen the request, try once more. A lost answer is never repeated."""
    try:
        return await send()
    except RetryAfter as error:
        wait = seconds_of(error)
        if wait > PATIENCE:
            raise
        await asyncio.sleep(wait)
    except NotSent:
        await asyncio.sleep(BREATH)
    return await send()


async def insist(act: Callable[[], Awaitable[_Done]]) -> _Done:
    """Do what may be done twice without harm: once more also where the answer was lost."""
    try:
        return await once_more(act)
    except BadRequest:
        raise
    except NetworkError:
        return await act()
