"""The desk in a sandbox, over real HTTP, with a person in a private chat: one line in a test."""

import asyncio
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.app import BotProcess
from bot.catalog.catalog import Catalog
from bot.desk import Desk
from bot.digests import zones
from bot.sandbox import Sandbox
from bot.sandbox.person import News, Person
from bot.search import Search
from bot.search.mentions import MentionFinder
from bot.search.names import NameFinder
from bot.search.topics import TopicFinder
from bot.settings import Settings
from bot.store.engine import BUSY_SECONDS
from bot.store.store import Clock, Store, opened
from bot.updates.polling import Pause

QUICK = Pause(first=0.01, longest=0.05)


@dataclass
class Talk:
    """A running desk, its sandbox, and somebody who talks to it."""

    sandbox: Sandbox
    url: str
    process: BotProcess
    task: asyncio.Task[None]
    person: Person
    desk: Desk

    async def restart(self) -> None:
        """End the bot and begin it anew over the same database, as after an update."""
        await self.stop()
        self.process = BotProcess(self.desk, Settings(self.sandbox.token, self.url), QUICK)
        self.task = asyncio.create_task(self.process.run())
        await asyncio.wait_for(self.process.started.wait(), 10)

    async def stop(self) -> None:
        """End the bot."""
        self.process.stop()
        await asyncio.gather(self.task, return_exceptions=True)

    async def ask(self, text: str) -> News:
        """Say something and return what comes back."""
        await self.person.say(text)
        return await self.heard()

    async def press(self, shown: News, label: str) -> News:
        """Press a button below a message and return what comes back, toasts left out."""
        await self.person.press(shown.message_id, label)
        return await self.heard()

    async def heard(self) -> News:
        """Return what comes next, toasts without words left out."""
        while (news := await self.person.next()).kind == "answer" and not news.text:
            continue
        return news


# Building these takes a third of a second, and they do not change.
_EMPTY: list[bytes] = []
_FINDERS: dict[int, tuple[TopicFinder, MentionFinder, NameFinder]] = {}


def desk_over(catalog: Catalog, search: Search, store: Store) -> Desk:
    """Put a desk together from what tests share and a store of one's own."""
    if id(catalog) not in _FINDERS:
        _FINDERS[id(catalog)] = TopicFinder(catalog), MentionFinder(catalog), NameFinder(catalog)
    return Desk(catalog, search, *_FINDERS[id(catalog)], store)


async def _empty_database() -> bytes:
    """Return a database of the newest layout, made once: the steps that lead there are tested elsewhere and take their time."""
    if not _EMPTY:
        with tempfile.TemporaryDirectory() as folder:
            async with opened(Store(f"sqlite:///{folder}/desk.db")):
                pass
            _EMPTY.append(Path(folder, "desk.db").read_bytes())
    return _EMPTY[0]


@asynccontextmanager
async def fresh_store(clock: Clock = time.time, busy_seconds: float = BUSY_SECONDS) -> AsyncIterator[Store]:
    """Open a new database in a file that is deleted afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "desk.db").write_bytes(await _empty_database())
        async with opened(Store(f"sqlite:///{folder}/desk.db", clock, busy_seconds), alone=True) as store:
            yield store


@asynccontextmanager
async def talking(
    catalog: Catalog, search: Search, clock: Clock = time.time, busy_seconds: float = BUSY_SECONDS, *, as_guest: bool = False
) -> AsyncIterator[Talk]:
    """Run sandbox and bot, let a person in, and stop all of it at the end; `clock` and `busy_seconds` are the store's."""
    # As the program does: nobody's first place waits for the gazetteer. The second time it is there.
    zones.load()
    sandbox = Sandbox(username="desk_bot", name="Desk")
    async with sandbox.serve() as url, await Person.join(url, "Amina") as person, fresh_store(clock, busy_seconds) as store:
        desk = desk_over(catalog, search, store)
        process = BotProcess(desk, Settings(sandbox.token, url, guest_mode=as_guest), QUICK)
        task = asyncio.create_task(process.run())
        await asyncio.wait_for(process.started.wait(), 10)
        talk = Talk(sandbox, url, process, task, person, desk)
        try:
            yield talk
        finally:
            await talk.stop()
