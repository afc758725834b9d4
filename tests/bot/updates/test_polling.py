"""What the poll loop promises: nothing confirmed that was not processed, and an end only when the token is gone."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest
from telegram import Bot, Update

from bot.errors import TokenRevoked
from bot.sandbox import Sandbox
from bot.sandbox.person import Person
from bot.transport import AiohttpRequest
from bot.updates.polling import Pause, Poller

QUICK = Pause(first=0.01, longest=0.02)


@dataclass
class Rig:
    """A sandbox, a person, and a poller whose handler can be held."""

    url: str
    sandbox: Sandbox
    person: Person
    bot: Bot
    polling: AiohttpRequest
    seen: list[str] = field(default_factory=list)
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    arrived: asyncio.Queue[str] = field(default_factory=asyncio.Queue)

    async def process(self, update: Update) -> None:
        assert update.message is not None
        text = update.message.text or ""
        self.arrived.put_nowait(text)
        await self.gate.wait()
        self.seen.append(text)

    def poller(self) -> Poller:
        return Poller(self.bot, self.polling, self.process, QUICK)


@asynccontextmanager
async def rig() -> AsyncIterator[Rig]:
    sandbox = Sandbox()
    polling = AiohttpRequest(connections=1)
    async with sandbox.serve() as url, await Person.join(url, "Amina") as person:
        bot = Bot(sandbox.token, base_url=f"{url}/bot", request=AiohttpRequest(), get_updates_request=polling)
        async with bot:
            yield Rig(url, sandbox, person, bot, polling)


async def stopped(poller: Poller, task: asyncio.Task[None]) -> None:
    poller.stop()
    await asyncio.wait_for(task, 10)


async def test_what_was_processed_does_not_come_again_after_a_stop() -> None:
    async with rig() as here:
        here.gate.set()
        await here.person.say("one")
        first = here.poller()
        task = asyncio.create_task(first.run())
        await asyncio.wait_for(here.arrived.get(), 5)
        await stopped(first, task)

        await here.person.say("two")
        second = here.poller()
        task = asyncio.create_task(second.run())
        assert await asyncio.wait_for(here.arrived.get(), 5) == "two"
        await stopped(second, task)
        assert here.seen == ["one", "two"]


async def test_others_are_served_while_one_is_held() -> None:
    async with rig() as here, await Person.join(here.url, "Boris") as boris:
        await here.person.say("held")
        poller = here.poller()
        task = asyncio.create_task(poller.run())
        assert await asyncio.wait_for(here.arrived.get(), 5) == "held"
        await boris.say("not held")
        assert await asyncio.wait_for(here.arrived.get(), 5) == "not held"
        here.gate.set()
        await stopped(poller, task)
        assert sorted(here.seen) == ["held", "not held"]


@pytest.mark.parametrize("code", [401, 404])
async def test_a_revoked_token_ends_the_loop(code: int) -> None:
    async with rig() as here:
        await here.person.post("faults", method="getUpdates", code=code)
        with pytest.raises(TokenRevoked, match="set BOT_TOKEN to a valid one"):
            await asyncio.wait_for(here.poller().run(), 10)


@pytest.mark.parametrize(
    "rule",
    [
        {"code": 409},
        {"code": 500},
        {"code": 502, "body": "<html>Bad Gateway</html>"},
        {"code": 401, "body": "<html>Log in to the network</html>"},
        {"code": 404, "body": "<html>Not Found</html>"},
        {"code": 429, "retry_after": 0},
        {"cut": "before"},
    ],
    ids=["a second poller", "server error", "a proxy's page", "a proxy's 401", "a proxy's 404", "flood", "cut connection"],
)
async def test_other_trouble_is_waited_out(rule: dict[str, object]) -> None:
    async with rig() as here:
        here.gate.set()
        await here.person.post("faults", method="getUpdates", times=2, **rule)
        poller = here.poller()
        task = asyncio.create_task(poller.run())
        await here.person.say("still there?")
        assert await asyncio.wait_for(here.arrived.get(), 10) == "still there?"
        await stopped(poller, task)


async def test_an_update_that_cannot_be_read_holds_nothing_back() -> None:
    async with rig() as here:
        here.gate.set()
        await here.person.post("updates", message={"message_id": "not a number", "chat": 5})
        await here.person.say("after the bad one")
        poller = here.poller()
        task = asyncio.create_task(poller.run())
        assert await asyncio.wait_for(here.arrived.get(), 5) == "after the bad one"
        await stopped(poller, task)


def test_pauses_grow_up_to_a_limit() -> None:
    pauses = [Pause().after(failures) for failures in (1, 2, 3, 50)]
    assert pauses == sorted(pauses)
    assert (pauses[0], pauses[-1]) == (1.0, 30.0)
