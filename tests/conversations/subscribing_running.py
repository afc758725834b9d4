"""What the conversations about subscriptions share: a fixed time, a look into the store, and a first subscription."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing

from desk_running import Talk

from bot.digests import known as stored
from bot.digests import zones
from bot.store.records import Subscription

# Monday, 30 November 2026, 00:53:20 in UTC: 06:53 in Dhaka.
NOW = 1_796_000_000


async def known(talk: Talk, chat_id: int = 0) -> list[Subscription]:
    """Return the subscriptions of a chat, those of the person where none is named."""
    return await stored.subscriptions_of(talk.desk.store, chat_id or talk.person.id)


async def zone_known(talk: Talk) -> None:
    """Let the person subscribe to remittances in Dhaka."""
    # The first look-up of a place reads all cities, which takes longer than a person waits for an answer.
    await asyncio.to_thread(zones.load)
    assert (await talk.ask("/subscribe remittances weekdays 9:00 dhaka")).text.startswith("Subscribed")


@asynccontextmanager
async def held(talk: Talk) -> AsyncIterator[None]:
    """Keep everybody else from writing, as another process may."""
    with closing(sqlite3.connect(str(talk.desk.store.engine.url.database), isolation_level=None, timeout=0)) as other:
        async with asyncio.timeout(5):
            while not _begun(other):
                await asyncio.sleep(0.01)
        yield
        other.execute("ROLLBACK")


def _begun(connection: sqlite3.Connection) -> bool:
    """Begin to write, if nobody else does at this moment."""
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError:
        return False
    return True
