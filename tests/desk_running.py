"""The desk in a sandbox, over real HTTP, with a person in a private chat: one line in a test."""

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.app import BotProcess
from bot.catalog.catalog import Catalog
from bot.desk import Desk
from bot.sandbox import Sandbox
from bot.sandbox.person import News, Person
from bot.search import Search
from bot.search.topics import TopicFinder
from bot.settings import Settings
from bot.store.store import Store, opened
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

    async def ask(self, text: str) -> News:
        """Say something and return what comes back."""
        await self.person.say(text)
        return await self.person.next()

    async def press(self, shown: News, label: str) -> News:
        """Press a button below a message and return what comes back, toasts left out."""
        await self.person.press(shown.message_id, label)
        while (news := await self.person.next()).kind == "answer" and not news.text:
            continue
        return news


# Building one takes a fifth of a second, and it does not change.
_TOPICS: dict[int, TopicFinder] = {}


def desk_over(catalog: Catalog, search: Search, store: Store) -> Desk:
    """Put a desk together from what tests share and a store of one's own."""
    if id(catalog) not in _TOPICS:
        _TOPICS[id(catalog)] = TopicFinder(catalog)
    return Desk(catalog, search, _TOPICS[id(catalog)], store)


@asynccontextmanager
async def fresh_store() -> AsyncIterator[Store]:
    """Open a new database in a file that is deleted afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        async with opened(Store(f"sqlite:///{folder}/desk.db"), alone=True) as store:
            yield store


@asynccontextmanager
async def talking(catalog: Catalog, search: Search) -> AsyncIterator[Talk]:
    """Run sandbox and bot, let a person in, and stop all of it at the end."""
    sandbox = Sandbox(username="desk_bot", name="Desk")
    async with sandbox.serve() as url, await Person.join(url, "Amina") as person, fresh_store() as store:
        process = BotProcess(desk_over(catalog, search, store), Settings(sandbox.token, url), QUICK)
        task = asyncio.create_task(process.run())
        await asyncio.wait_for(process.started.wait(), 10)
        try:
            yield Talk(sandbox, url, process, task, person)
        finally:
            process.stop()
            await asyncio.gather(task, return_exceptions=True)
