"""Carrying one message through the outbox: intent on disk, then the send, then what became of it."""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from telegram.error import TelegramError

from bot.digests.breaker import Breaker
from bot.digests.compose import Composer, History, Message
from bot.digests.outcome import Fate, Outcome, classify
from bot.digests.pace import Pace
from bot.errors import StoreBusy, TokenRevoked
from bot.store import chats, deliveries, shown, subscriptions
from bot.store.records import Delivery, Ending
from bot.store.store import Store

# A lease outlives four times what connecting, writing and reading may take.
LEASE = 120
RETRY_SECONDS = 30
LONGEST_RETRY = 900
# An outcome that cannot be written is tried so often, with growing pauses; after that the lease decides: unknown.
WRITE_TRIES = 6
_log = logging.getLogger(__name__)

# Sends a message, plainly or with markup; returns its id or raises TelegramError.
Send = Callable[[Message, bool], Awaitable[int]]


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


class Courier:
    """Delivers what was claimed for one chat after the other."""

    def __init__(self, tools: Tools, clock: Callable[[], float]) -> None:
        """Take tools, and a steady clock in seconds for the breaker."""
        self._tools = tools
        self._clock = clock

    async def deliver(self, claimed: Sequence[Delivery], is_group: bool) -> None:
        """Deliver all that is claimed for one chat. Raises TokenRevoked."""
        for thread in dict.fromkeys(one.thread_id for one in claimed):
            here = [one for one in claimed if one.thread_id == thread]
            messages = self._tools.composer.messages(here, await self._history(here))
            held = {number for message in messages for number in message.contents}
            await self._finish([one.id for one in here if one.id not in held], Ending("skipped", "nothing to show"))
            attempts = {one.id: one.attempts for one in here}
            for message in messages:
                await self._tools.pace.turn(message.chat_id, is_group)
                if self._tools.breaker.is_open:
                    await self._postpone(message, self._tools.breaker.wait, "telegram down")
                elif await self._intend(message):
                    await self._settle(message, await self._send(message), max(attempts[one] for one in message.contents))

    async def _history(self, claimed: Sequence[Delivery]) -> History:
        ids = [one.subscription_id for one in claimed]
        async with self._tools.store.read() as connection:
            known = await subscriptions.get_many(connection, ids)
            seen = await shown.of_subscriptions(connection, ids)
            outdated = self._tools.composer.outdated(one for some in seen.values() for one in some)
            then = await shown.revisions(connection, outdated) if outdated else {}
        return History(known, seen, then)

    async def _intend(self, message: Message) -> bool:
        """Write down what is about to be sent; False when somebody else has taken it over."""
        tools, now = self._tools, self._tools.store.now()
        async with tools.store.write() as connection:
            await shown.keep_revisions(connection, tools.composer.revisions(message.contents.values()), now)
            clock = tools.store.lease_clock()
            held = await deliveries.intend(connection, tools.owner, message.contents, now, clock, LEASE)
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
            self._tools.breaker.close()
            await self._arrived(message, Ending("sent", None, result))
            return
        if result.reason in {"not sent", "server error", "answer lost", "answer unreadable"}:
            self._tools.breaker.failed(self._clock())
        _log.warning("a digest was not delivered: %s", result.reason)
        await self._act(message, result, attempts)

    async def _act(self, message: Message, outcome: Outcome, attempts: int) -> None:
        ids, store = list(message.contents), self._tools.store
        match outcome.fate:
            case Fate.WAIT:
                await self._postpone(message, outcome.seconds + random.uniform(0, 1), outcome.reason, rests=True)  # noqa: S311
            case Fate.RETRY:
                await self._postpone(message, min(LONGEST_RETRY, RETRY_SECONDS * 2**attempts), outcome.reason)
            case Fate.UNKNOWN if self._tools.resend_unknown:
                await self._postpone(message, RETRY_SECONDS, outcome.reason)
            case Fate.UNKNOWN:
                await self._arrived(message, Ending("unknown", outcome.reason))
            case Fate.CHAT_LOST:
                await self._finish(ids, Ending("failed", outcome.reason))
                async with store.write() as connection:
                    await chats.lose(connection, message.chat_id, outcome.status, store.now())
            case Fate.MIGRATED:
                async with store.write() as connection:
                    await chats.migrate(connection, message.chat_id, outcome.new_chat_id, store.now())
                await self._postpone(message, 0, outcome.reason)
            case Fate.TOPIC_LOST:
                await self._leave_topic(message, outcome)
            case Fate.TOKEN_REVOKED:
                await self._postpone(message, 0, outcome.reason)
                raise TokenRevoked("Telegram refuses the bot token (401 or 404): set BOT_TOKEN to a valid one")
            case _:
                await self._finish(ids, Ending("failed", outcome.reason))

    async def _leave_topic(self, message: Message, outcome: Outcome) -> None:
        """Bring what a lost topic was to get into the general one; where that is closed too, pause it."""
        store, now = self._tools.store, self._tools.store.now()
        if message.thread_id:
            async with store.write() as connection:
                await subscriptions.move_thread(connection, message.chat_id, message.thread_id, now)
                await deliveries.move_thread(connection, message.chat_id, message.thread_id)
            await self._postpone(message, 0, outcome.reason)
            return
        await self._finish(list(message.contents), Ending("failed", outcome.reason))
        async with store.write() as connection:
            for number in message.owners.values():
                await subscriptions.change(connection, number, now, state="paused", next_due_at=None)

    async def _arrived(self, message: Message, ending: Ending) -> None:
        """Note that a message arrived, or may have: its entries are not to come again."""

        async def write() -> None:
            tools, now = self._tools, self._tools.store.now()
            async with tools.store.write() as connection:
                await deliveries.finish(connection, tools.owner, list(message.contents), ending, now)
                for delivery, contents in message.contents.items():
                    await shown.mark(connection, message.owners[delivery], contents, now)

        await self._insist(write)

    async def _finish(self, ids: Sequence[int], ending: Ending) -> None:
        async def write() -> None:
            async with self._tools.store.write() as connection:
                await deliveries.finish(connection, self._tools.owner, ids, ending, self._tools.store.now())

        if ids:
            await self._insist(write)

    async def _postpone(self, message: Message, seconds: float, reason: str, *, rests: bool = False) -> None:
        async def write() -> None:
            now = self._tools.store.now()
            later = now + int(seconds + 0.999)
            async with self._tools.store.write() as connection:
                await deliveries.postpone(connection, self._tools.owner, list(message.contents), later, now, reason)
                if rests:
                    await chats.rest(connection, message.chat_id, later)

        await self._insist(write)

    async def _insist(self, write: Callable[[], Awaitable[None]]) -> None:
        """Write an outcome even if the database is away for a moment: what is not written counts as unknown."""
        for tries in range(WRITE_TRIES):
            try:
                await write()
            except StoreBusy:
                if tries + 1 == WRITE_TRIES:
                    raise
                await asyncio.sleep(0.2 * 2**tries)
            else:
                return
