"""A sandbox that runs, with a bot of PTB's and a person in it: one line in a test."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp
from telegram import Bot, Message, Update
from telegram.request import HTTPXRequest

from bot.sandbox import Sandbox
from bot.sandbox.person import Person


class Clock:
    """A clock that stands still until it is set forward."""

    def __init__(self) -> None:
        self.time = 1_790_000_000.0

    def __call__(self) -> float:
        return self.time


@dataclass
class Running:
    """What a test needs: the sandbox, its address, PTB's bot, a person who has pressed Start, a raw session."""

    sandbox: Sandbox
    url: str
    bot: Bot
    ann: Person
    http: aiohttp.ClientSession
    clock: Clock

    async def call(self, method: str, **parameters: Any) -> tuple[int, dict[str, Any]]:
        async with self.http.post(f"{self.url}/bot{self.sandbox.token}/{method}", json=parameters) as response:
            return response.status, await response.json()

    async def refused(self, method: str, **parameters: Any) -> str:
        """Call a method that must be refused with 400; give the text after the prefix."""
        status, answer = await self.call(method, **parameters)
        assert (status, answer["ok"], answer["error_code"]) == (400, False, 400), answer
        prefix, _, text = str(answer["description"]).partition(": ")
        assert prefix == "Bad Request"
        return text

    async def update(self) -> Update:
        """Take the next update as a bot does, and confirm it."""
        (update,) = await self.bot.get_updates(limit=1, timeout=5)
        await self.bot.get_updates(offset=update.update_id + 1, limit=1, timeout=0)
        return update

    async def updates(self) -> list[Update]:
        """Take all updates that wait, and confirm them."""
        updates = await self.bot.get_updates(timeout=0)
        if updates:
            await self.bot.get_updates(offset=updates[-1].update_id + 1, timeout=0)
        return list(updates)

    async def messages(self) -> list[Message]:
        """Take all updates that wait; give the new messages among them."""
        return [update.message for update in await self.updates() if update.message]

    async def forbidden(self, chat: int) -> str:
        """Send to a chat that must refuse with 403; give the whole text."""
        status, answer = await self.call("sendMessage", chat_id=chat, text="x")
        assert (status, answer["error_code"]) == (403, 403), answer
        return str(answer["description"])


def plain_request() -> HTTPXRequest:
    # Reading the machine's certificates takes longer than a test, and there is no TLS here.
    return HTTPXRequest(httpx_kwargs={"verify": False, "trust_env": False})


def make_bot(url: str, token: str) -> Bot:
    return Bot(token, f"{url}/bot", f"{url}/file/bot", request=plain_request(), get_updates_request=plain_request())


@asynccontextmanager
async def running() -> AsyncIterator[Running]:
    clock = Clock()
    sandbox = Sandbox(username="desk_bot", name="Desk", clock=clock)
    async with (
        sandbox.serve() as url,
        aiohttp.ClientSession() as http,
        make_bot(url, sandbox.token) as bot,
        await Person.join(url, "Ann", "en") as ann,
    ):
        await ann.start()
        sandbox.world.updates.clear()
        yield Running(sandbox, url, bot, ann, http, clock)


def change_of(update: Update) -> tuple[str, str]:
    """Give the bot's status before and after."""
    change = update.my_chat_member
    assert change is not None
    return change.old_chat_member.status, change.new_chat_member.status


def service_of(update: Update) -> Message:
    assert update.message is not None
    assert not update.message.text
    return update.message
