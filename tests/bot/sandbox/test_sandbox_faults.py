"""Faults on demand, each as PTB sees it."""

import asyncio
from typing import Any

import aiohttp
import pytest
from sandbox_running import running
from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter

from bot.sandbox.person import PersonError

ERRORS: list[tuple[dict[str, Any], type[Exception], str]] = [
    ({"code": 400, "description": "Bad Request: odd"}, BadRequest, "^Odd$"),
    ({"code": 401}, InvalidToken, "."),
    ({"code": 403}, Forbidden, "bot was blocked by the user"),
    ({"code": 409}, Conflict, "terminated by other getUpdates request"),
    ({"code": 429, "retry_after": 3}, RetryAfter, "Retry in 0:00:03"),
    ({"retry_after": 3}, RetryAfter, "Retry in 0:00:03"),
    ({"migrate_to_chat_id": -1001}, ChatMigrated, "-1001"),
    ({"code": 500}, NetworkError, "Internal Server Error"),
    ({"code": 502, "body": "<html>Bad Gateway</html>"}, NetworkError, "Bad Gateway"),
    ({"body": "<html>Bad Gateway</html>"}, NetworkError, "Bad Gateway"),
    ({"code": 504}, NetworkError, "Gateway Timeout"),
    ({"code": 418}, NetworkError, "418|eapot"),
    ({"cut": "before"}, NetworkError, "disconnected"),
]


@pytest.mark.parametrize(("fault", "kind", "match"), ERRORS, ids=str)
async def test_faults_look_like_telegrams(
    fault: dict[str, Any], kind: type[Exception], match: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Without this PTB warns that `retry_after` will change its type.
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    async with running() as desk:
        await desk.ann.post("faults", method="sendMessage", **fault)
        await desk.bot.get_me()
        with pytest.raises(kind, match=match):
            await desk.bot.send_message(desk.ann.id, "x")
        assert len(await desk.ann.messages()) == 1
        await desk.bot.send_message(desk.ann.id, "x")


async def test_too_many_requests_in_full() -> None:
    async with running() as desk:
        await desk.ann.post("faults", retry_after=3)
        async with desk.http.post(f"{desk.url}/bot{desk.sandbox.token}/getMe") as response:
            assert (response.status, response.headers["retry-after"]) == (429, "3")
            assert await response.json() == {
                "ok": False,
                "error_code": 429,
                "description": "Too Many Requests: retry after 3",
                "parameters": {"retry_after": 3},
            }


async def test_a_cut_after_the_effect() -> None:
    async with running() as desk:
        await desk.ann.post("faults", method="sendMessage", cut="after")
        with pytest.raises(aiohttp.ServerDisconnectedError):
            await desk.call("sendMessage", chat_id=desk.ann.id, text="arrived")
        assert (await desk.ann.next()).text == "arrived"
        (call,) = desk.sandbox.world.calls.of("sendMessage")
        assert call.status == 0


async def test_a_poll_can_be_cut() -> None:
    async with running() as desk:
        await desk.ann.say("x")
        await desk.ann.post("faults", method="getUpdates", cut="after")
        with pytest.raises(aiohttp.ServerDisconnectedError):
            await desk.call("getUpdates")
        assert len((await desk.call("getUpdates"))[1]["result"]) == 1


async def test_rules_are_used_in_order_and_used_up() -> None:
    async with running() as desk:
        await desk.ann.post("faults", method="sendmessage", times=2, code=500)
        await desk.ann.post("faults", method="*", code=502)
        await desk.ann.post("faults", chat_id=4, code=503)
        # `*` spares the polls.
        assert (await desk.call("getUpdates"))[0] == 200
        statuses = [(await desk.call("sendMessage", chat_id=desk.ann.id, text="x"))[0] for _ in range(4)]
        assert statuses == [500, 500, 502, 200]
        assert (await desk.call("sendMessage", chat_id=4, text="x"))[0] == 503


async def test_a_delay() -> None:
    async with running() as desk:
        loop = asyncio.get_running_loop()
        await desk.ann.post("faults", delay=0.2)
        begun = loop.time()
        await desk.bot.get_me()
        assert loop.time() - begun >= 0.19


async def test_a_delay_does_not_outlive_the_server() -> None:
    loop = asyncio.get_running_loop()
    async with running() as desk:
        await desk.ann.post("faults", delay=60)
        call = asyncio.create_task(desk.call("getMe"))
        await asyncio.sleep(0.05)
        begun = loop.time()
    await asyncio.gather(call, return_exceptions=True)
    assert loop.time() - begun < 1


async def test_faults_can_be_taken_back() -> None:
    async with running() as desk:
        many = [{"code": 500}, {"code": 502}]
        async with desk.http.post(f"{desk.url}/sandbox/faults", json=many) as response:
            assert await response.json() == {"waiting": 2}
        async with desk.http.delete(f"{desk.url}/sandbox/faults") as response:
            assert response.status == 200
        await desk.bot.get_me()


@pytest.mark.parametrize(
    ("fault", "line"),
    [
        ({"colour": 1}, "a fault has no field colour"),
        ({"code": "500"}, "code has a wrong type"),
        ({"times": True}, "times has a wrong type"),
        ({"code": 200}, "code must be an HTTP error status"),
        ({"code": 599}, "code must be an HTTP error status"),
        ({"cut": "during"}, 'cut must be "before" or "after"'),
        ({"times": 0}, "times must be at least 1"),
        ({"delay": -1}, "delay must be 0 to 600 seconds"),
    ],
)
async def test_senseless_faults_are_refused(fault: dict[str, Any], line: str) -> None:
    async with running() as desk:
        with pytest.raises(PersonError, match=line) as refusal:
            await desk.ann.post("faults", **fault)
        assert refusal.value.status == 400
