"""The queue and the long poll."""

import asyncio
from typing import Any

import aiohttp
import pytest
from sandbox_running import Running, running
from telegram.error import Conflict

from bot.sandbox import Sandbox
from bot.sandbox.update_queue import UpdateQueue


def ids(updates: list[dict[str, Any]]) -> list[int]:
    return [update["update_id"] for update in updates]


def filled(count: int) -> UpdateQueue:
    queue = UpdateQueue(first_id=100)
    for number in range(count):
        queue.push("message", {"n": number}, now=0)
    return queue


@pytest.mark.parametrize(
    ("offset", "left"),
    [
        (0, [100, 101, 102]),
        (100, [100, 101, 102]),
        (102, [102]),
        (103, []),
        # From another life of the queue: nothing is confirmed by it.
        (999, [100, 101, 102]),
        (-1, [102]),
        (-9, [100, 101, 102]),
    ],
)
def test_an_offset_confirms(offset: int, left: list[int]) -> None:
    queue = filled(3)
    queue.confirm(offset, now=0)
    assert ids(queue.first(100)) == left


def test_updates_are_kept_for_a_day() -> None:
    queue = filled(2)
    queue.push("message", {}, now=3600)
    queue.confirm(0, now=24 * 3600 + 1)
    assert ids(queue.first(100)) == [102]


def test_kinds_are_chosen_when_updates_arise() -> None:
    queue = filled(1)
    assert not queue.push("message_reaction", {}, now=0)
    queue.allow(["message_reaction"])
    assert queue.push("message_reaction", {}, now=0)
    assert not queue.push("message", {}, now=0)
    queue.allow([])
    assert queue.push("message", {}, now=0)
    assert ids(queue.first(100)) == [100, 101, 102]


def test_raw_updates_keep_their_order() -> None:
    queue = filled(1)
    assert queue.inject({"update_id": 200, "message": {}}, now=0) == 200
    assert queue.inject({"poll": {}}, now=0) == 201
    for wrong in (150, "x", True):
        with pytest.raises(ValueError, match="from 202 on"):
            queue.inject({"update_id": wrong}, now=0)


async def polls(desk: Running, **parameters: Any) -> list[dict[str, Any]]:
    status, answer = await desk.call("getUpdates", **parameters)
    assert status == 200, answer
    result: list[dict[str, Any]] = answer["result"]
    return result


async def test_updates_come_again_until_confirmed() -> None:
    async with running() as desk:
        for text in "abc":
            await desk.ann.say(text)
        first = await polls(desk, limit=2)
        assert [update["message"]["text"] for update in first] == ["a", "b"]
        assert await polls(desk, limit=2) == first
        (last,) = await polls(desk, offset=first[-1]["update_id"] + 1)
        assert last["message"]["text"] == "c"
        assert await polls(desk, offset=-1) == [last]
        assert await polls(desk, offset=last["update_id"] + 1) == []


async def begun(sandbox: Sandbox, count: int = 1) -> None:
    """Wait until that many polls have begun."""
    async with asyncio.timeout(2):
        while sandbox.world.updates.polls < count:
            await asyncio.sleep(0.002)


async def ended(desk: Running, count: int) -> None:
    """Wait until the sandbox has done with that many polls: it logs a call at its end."""
    async with asyncio.timeout(2):
        while len(desk.sandbox.world.calls.of("getUpdates")) < count:
            await asyncio.sleep(0.002)


async def test_a_poll_waits_for_news() -> None:
    async with running() as desk:
        poll = asyncio.create_task(polls(desk, timeout=20))
        await begun(desk.sandbox)
        assert not poll.done()
        await desk.ann.say("now")
        (update,) = await poll
        assert update["message"]["text"] == "now"


async def test_a_poll_ends_by_itself() -> None:
    async with running() as desk:
        loop = asyncio.get_running_loop()
        start = loop.time()
        assert await polls(desk, timeout=1) == []
        assert 0.9 < loop.time() - start < 3


async def test_a_second_poll_ends_the_first() -> None:
    async with running() as desk:
        first = asyncio.create_task(desk.bot.get_updates(timeout=20))
        await begun(desk.sandbox)
        second = asyncio.create_task(polls(desk, timeout=20))
        with pytest.raises(Conflict, match=r"^Conflict: terminated by other getUpdates request; make sure that only one"):
            await first
        await desk.ann.say("x")
        assert len(await second) == 1


async def test_a_cancelled_poll_loses_nothing() -> None:
    async with running() as desk:
        for count in range(3):
            poll = asyncio.create_task(polls(desk, timeout=20))
            await begun(desk.sandbox, count + 1)
            poll.cancel()
            await asyncio.gather(poll, return_exceptions=True)
            await desk.ann.say("x")
        assert len(await polls(desk, timeout=5)) == 3


async def test_a_poll_whose_client_is_gone_ends() -> None:
    async with running() as desk:
        poll = asyncio.create_task(polls(desk, timeout=20))
        await begun(desk.sandbox)
        poll.cancel()
        await asyncio.gather(poll, return_exceptions=True)
        await ended(desk, 1)


async def test_allowed_updates_are_remembered() -> None:
    async with running() as desk:
        await polls(desk, allowed_updates=["callback_query"])
        await desk.ann.say("unheard")
        assert await polls(desk) == []
        _, info = await desk.call("getWebhookInfo")
        assert info["result"]["allowed_updates"] == ["callback_query"]
        await polls(desk, allowed_updates=[])
        await desk.ann.say("heard")
        assert len(await polls(desk)) == 1


async def test_webhooks_are_refused_politely() -> None:
    async with running() as desk:
        await desk.ann.say("x")
        info = await desk.bot.get_webhook_info()
        assert (info.url, info.pending_update_count) == ("", 1)
        assert "getUpdates only" in await desk.refused("setWebhook", url="https://example.org/")
        assert await desk.bot.set_webhook("")
        assert await desk.bot.delete_webhook(drop_pending_updates=True)
        assert await polls(desk) == []


async def test_raw_updates_reach_the_bot() -> None:
    async with running() as desk:
        poll = asyncio.create_task(polls(desk, timeout=20))
        await begun(desk.sandbox)
        answer = await desk.ann.post("updates", poll={"id": "1"})
        assert await poll == [{"update_id": answer["update_id"], "poll": {"id": "1"}}]


async def test_serving_ends_while_a_poll_waits() -> None:
    loop = asyncio.get_running_loop()
    sandbox = Sandbox()
    async with aiohttp.ClientSession() as http:
        async with sandbox.serve() as url:
            poll = asyncio.create_task(http.get(f"{url}/bot{sandbox.token}/getUpdates", params={"timeout": 50}))
            await begun(sandbox)
            start = loop.time()
        async with await poll as response:
            assert await response.json() == {"ok": True, "result": []}
    assert loop.time() - start < 1


async def test_update_ids_grow_over_restarts() -> None:
    async with running() as desk:
        await desk.ann.say("x")
        (update,) = await polls(desk)
        assert update["update_id"] >= int(desk.clock.time)
