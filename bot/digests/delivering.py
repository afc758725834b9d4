"""Carrying one message through the outbox: intent on disk, then the send, then what became of it."""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection
from telegram.error import TelegramError

from bot.digests.breaker import Breaker
from bot.digests.compose import Composer, Message
from bot.digests.known import history
from bot.digests.outcome import Fate, Outcome, classify
from bot.digests.pace import Pace
from bot.errors import StoreBusy, TokenRevoked
from bot.store import chats, deliveries, preferences, shown, subscriptions
from bot.store.records import ChatStatus, Delivery, Ending
from bot.store.store import Store
from bot.wording.speech import speaking

# A lease outlives four times what connecting, writing and reading may take.
LEASE = 120
RETRY_SECONDS = 30
LONGEST_RETRY = 900
# An outcome that cannot be written is tried so often, with growing pauses; after that the lease decides: unknown.
WRITE_TRIES = 6
_log = logging.getLogger(__name__)

# Writes in a transaction that is open.
Write = Callable[[AsyncConnection], Awaitable[None]]

# Sends a message, plainly or with markup; returns its id or raises TelegramError.
Send = Callable[[Message, bool], Awaitable[int]]


async def nothing(_: AsyncConnection) -> None:
    """Write nothing more."""


@dataclass(frozen=True)
class Tools:
    """What delivering works with; `owner` names this process in the outbox."""

    store: Store
    composer: Composer
    send: Send
    pace: Pace
    breaker: Breaker
    owner: str
    resend_unknown: bool = False
    lease: int = LEASE


class Courier:
    """Delivers what was claimed for one chat after the other."""

    def __init__(self, tools: Tools, clock: Callable[[], float]) -> None:
        """Take tools, and a steady clock in seconds for the breaker."""
        self._tools = tools
        self._clock = clock
        self._in_line: set[asyncio.Task[Any]] = set()
        self._abandoned = False

    async def deliver(self, claimed: Sequence[Delivery], is_group: bool) -> None:
        """Deliver all that is claimed for one chat. Raises TokenRevoked."""
        waiting = {one.id: one for one in claimed}
        try:
            for thread in dict.fromkeys(one.thread_id for one in claimed):
                here = [one for one in claimed if one.thread_id == thread]
                for message in await self._compose(here, waiting):
                    await self._deliver(message, is_group, waiting)
        except TokenRevoked:
            raise
        except Exception:
            # Nothing of it was sent: it need not wait until the lease is over.
            await self._put_back(list(waiting), RETRY_SECONDS, "interrupted")
            raise

    def abandon(self) -> None:
        """Begin no more: what waits for its turn ends now and can be given back, what is being sent goes on."""
        self._abandoned = True
        for task in self._in_line:
            task.cancel()

    async def _compose(self, here: Sequence[Delivery], waiting: dict[int, Delivery]) -> list[Message]:
        composer = self._tools.composer
        async with self._tools.store.read() as connection:
            known = await history(connection, composer, [one.subscription_id for one in here])
            manner = await preferences.manner_of(connection, here[0].chat_id)
        with speaking(manner):
            messages = composer.messages(here, known)
        held = {number for message in messages for number in message.contents}
        empty = [one.id for one in here if one.id not in held]
        await self._finish(empty, Ending("skipped", "nothing to show"))
        for number in empty:
            del waiting[number]
        return messages

    async def _deliver(self, message: Message, is_group: bool, waiting: dict[int, Delivery]) -> None:
        if self._abandoned:
            return
        await self._turn(message, is_group)
        if self._tools.breaker.is_open:
            await self._postpone(message, self._tools.breaker.wait, "telegram down")
            return
        begun = await self._intend(message)
        attempts = max(waiting.pop(number).attempts for number in message.contents)
        if begun:
            await self._settle(message, await self._send(message), attempts)

    async def _turn(self, message: Message, is_group: bool) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._in_line.add(task)
        try:
            await self._tools.pace.turn(message.chat_id, is_group)
        finally:
            self._in_line.discard(task)

    async def _intend(self, message: Message) -> bool:
        """Write down what is about to be sent; False when somebody else has taken it over."""
        tools, now = self._tools, self._tools.store.now()
        async with tools.store.write() as connection:
            await shown.keep_revisions(connection, tools.composer.revisions(message.contents.values()), now)
            clock = tools.store.lease_clock()
            held = await deliveries.intend(connection, tools.owner, message.contents, now, clock, tools.lease)
            if not held:
                await connection.rollback()
        return held

    async def _send(self, message: Message) -> Outcome | int:
        try:
            try:
                return await self._tools.send(message, False)
            except TelegramError as error:
                outcome = classify(error)
                if outcome.fate is not Fate.UNPARSABLE:
                    return outcome
                _log.error("a digest's markup was refused; it is sent as plain text")
                return await self._tools.send(message, True)
        except TelegramError as error:
            return classify(error)

    async def _settle(self, message: Message, result: Outcome | int, attempts: int) -> None:
        if isinstance(result, int):
            await self._arrived(message, Ending("sent", None, result))
            return
        if result.reason in {"not sent", "server error", "answer lost", "answer unreadable"}:
            self._tools.breaker.failed(self._clock())
        _log.warning("a digest was not delivered: %s", result.reason)
        await self._act(message, result, attempts)

    async def _act(self, message: Message, outcome: Outcome, attempts: int) -> None:
        match outcome.fate:
            case Fate.WAIT:
                seconds = outcome.seconds + random.uniform(0, 1)  # noqa: S311
                await self._postpone(message, seconds, outcome.reason, self._rest(message, seconds))
            case Fate.RETRY:
                await self._postpone(message, min(LONGEST_RETRY, RETRY_SECONDS * 2**attempts), outcome.reason)
            case Fate.UNKNOWN if self._tools.resend_unknown and attempts < deliveries.MOST_RESENDS:
                await self._postpone(message, RETRY_SECONDS, outcome.reason)
            case Fate.UNKNOWN:
                await self._arrived(message, Ending("unknown", outcome.reason))
            case Fate.CHAT_LOST:
                await self._fail(message, outcome.reason, self._lose(message, outcome.status))
            case Fate.MIGRATED:
                await self._postpone(message, 0, outcome.reason, self._migrate(message, outcome.new_chat_id))
            case Fate.TOPIC_LOST:
                await self._leave_topic(message, outcome.reason)
            case Fate.TOKEN_REVOKED:
                await self._postpone(message, 0, outcome.reason)
                raise TokenRevoked
            case _:
                await self._fail(message, outcome.reason)

    def _rest(self, message: Message, seconds: float) -> Write:
        return lambda connection: chats.rest(connection, message.chat_id, self._tools.store.now() + ceil(seconds))

    def _lose(self, message: Message, status: ChatStatus) -> Write:
        return lambda connection: chats.lose(connection, message.chat_id, status, self._tools.store.now())

    def _migrate(self, message: Message, new_chat_id: int) -> Write:
        return lambda connection: chats.migrate(connection, message.chat_id, new_chat_id, self._tools.store.now())

    async def _leave_topic(self, message: Message, reason: str) -> None:
        """Bring what a lost topic was to get into the general one; where that is closed too, pause it."""
        if message.thread_id:
            await self._postpone(message, 0, reason, self._to_general(message))
        else:
            await self._fail(message, reason, self._pause(message))

    def _to_general(self, message: Message) -> Write:
        async def write(connection: AsyncConnection) -> None:
            where = message.chat_id, message.thread_id
            await subscriptions.move_thread(connection, *where, self._tools.store.now())
            await deliveries.move_thread(connection, *where)

        return write

    def _pause(self, message: Message) -> Write:
        async def write(connection: AsyncConnection) -> None:
            for number in message.owners.values():
                await subscriptions.change(connection, number, self._tools.store.now(), state="paused", next_due_at=None)

        return write

    async def _arrived(self, message: Message, ending: Ending) -> None:
        """Note that a message arrived, or may have: its entries are not to come again."""

        async def mark(connection: AsyncConnection) -> None:
            for delivery, contents in message.contents.items():
                await shown.mark(connection, message.owners[delivery], contents, self._tools.store.now())

        await self._finish(list(message.contents), ending, mark)

    async def _fail(self, message: Message, reason: str, also: Write = nothing) -> None:
        await self._finish(list(message.contents), Ending("failed", reason), also)

    async def _postpone(self, message: Message, seconds: float, reason: str, also: Write = nothing) -> None:
        await self._put_back(list(message.contents), seconds, reason, also)

    async def _finish(self, ids: Sequence[int], ending: Ending, also: Write = nothing) -> None:
        """End deliveries, and do what belongs to it in the same transaction."""

        async def write(connection: AsyncConnection) -> None:
            await deliveries.finish(connection, self._tools.owner, ids, ending, self._tools.store.now())
            await also(connection)

        if ids:
            await self._insist(write)

    async def _put_back(self, ids: Sequence[int], seconds: float, reason: str, also: Write = nothing) -> None:
        """Let deliveries wait for so many seconds, and do what belongs to it in the same transaction."""

        async def write(connection: AsyncConnection) -> None:
            now = self._tools.store.now()
            await deliveries.postpone(connection, self._tools.owner, ids, now + ceil(seconds), now, reason)
            await also(connection)

        if ids:
            await self._insist(write)

    async def _insist(self, write: Write) -> None:
        """Write an outcome even if the database is away for a moment: what is not written counts as unknown."""
        for tries in range(WRITE_TRIES):
            try:
                async with self._tools.store.write() as connection:
                    await write(connection)
            except StoreBusy:
                if tries + 1 == WRITE_TRIES:
                    raise
                await asyncio.sleep(0.2 * 2**tries)
            else:
                return
