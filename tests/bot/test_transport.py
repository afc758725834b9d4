"""Requests over aiohttp: "not sent" is told from "perhaps sent", and no address reaches an exception."""

import socket
from typing import Any

import pytest
from telegram import Bot
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.sandbox import Sandbox
from bot.sandbox.person import Person
from bot.transport import AiohttpRequest, NotSent, PerhapsSent, is_revoked

TOKEN = "123456789:" + "x" * 35


def a_bot(sandbox: Sandbox, url: str) -> Bot:
    requests = AiohttpRequest(), AiohttpRequest()
    return Bot(sandbox.token, f"{url}/bot", f"{url}/file/bot", request=requests[0], get_updates_request=requests[1])


def closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def test_a_refused_connection_is_not_sent() -> None:
    request = AiohttpRequest()
    await request.initialize()
    with pytest.raises(NotSent):
        await request.post(f"http://127.0.0.1:{closed_port()}/bot{TOKEN}/getMe")
    await request.shutdown()


async def test_a_closed_session_is_not_sent() -> None:
    with pytest.raises(NotSent, match="must be open"):
        await AiohttpRequest().post("http://127.0.0.1:1/")


@pytest.mark.parametrize("rule", [{"cut": "before"}, {"cut": "after"}, {"delay": 5}], ids=["cut before", "cut after", "no answer"])
async def test_a_lost_answer_is_perhaps_sent(rule: dict[str, object]) -> None:
    sandbox = Sandbox()
    async with sandbox.serve() as url, await Person.join(url, "Amina") as person:
        await person.say("hello")
        async with a_bot(sandbox, url) as bot:
            await person.post("faults", method="sendMessage", **rule)
            with pytest.raises(PerhapsSent):
                await bot.send_message(person.id, "hi", read_timeout=0.2)


@pytest.mark.parametrize(
    ("rule", "error"),
    [
        ({"code": 400, "description": "Bad Request: chat not found"}, BadRequest),
        ({"code": 401}, InvalidToken),
        ({"code": 403}, Forbidden),
        ({"code": 429, "retry_after": 3}, RetryAfter),
        ({"code": 502, "body": "<html>"}, NetworkError),
    ],
)
async def test_telegrams_refusals_keep_their_classes(rule: dict[str, object], error: type[TelegramError]) -> None:
    sandbox = Sandbox()
    async with sandbox.serve() as url, await Person.join(url, "Amina") as person, a_bot(sandbox, url) as bot:
        await person.post("faults", method="getMyName", **rule)
        with pytest.raises(error):
            await bot.get_my_name()


PAGE = "<html><body>Blocked by the proxy</body></html>"
ANSWERS: dict[str, tuple[dict[str, Any], bool]] = {
    "401": ({"code": 401}, True),
    "404": ({"code": 404}, True),
    "401 by a proxy": ({"code": 401, "body": PAGE}, False),
    "404 by a proxy": ({"code": 404, "body": PAGE}, False),
    "401 with no body": ({"code": 401, "body": ""}, False),
    "401 as a proxy's own JSON": ({"code": 401, "body": '{"error": "unauthorized"}'}, False),
    "404 as a proxy's own JSON with a flag": ({"code": 404, "body": '{"ok": false, "error": "no route"}'}, False),
    "404 as a JSON text": ({"code": 404, "body": '"not found"'}, False),
    "403": ({"code": 403}, False),
    "409": ({"code": 409}, False),
    "a cut connection": ({"cut": "before"}, False),
}


@pytest.mark.parametrize("first", [True, False], ids=["at the first call", "later"])
@pytest.mark.parametrize(("rule", "revoked"), ANSWERS.values(), ids=ANSWERS)
async def test_only_telegrams_own_answer_says_that_the_token_is_revoked(rule: dict[str, Any], revoked: bool, first: bool) -> None:
    sandbox = Sandbox()
    async with sandbox.serve() as url:
        bot = a_bot(sandbox, url)
        if not first:
            await bot.initialize()
        sandbox.world.faults.add({"method": "getMe"} | rule)
        with pytest.raises(TelegramError) as refused:
            await (bot.initialize() if first else bot.get_me())
        assert is_revoked(refused.value) is revoked
        await bot.shutdown()


async def test_another_servers_json_is_no_answer(caplog: pytest.LogCaptureFixture) -> None:
    for payload in (b'{"status": "log in to the network"}', b'{"ok": true}', b"[1, 2]", b"\xff", b""):
        with pytest.raises(TelegramError, match="must be JSON as the Bot API gives it"):
            AiohttpRequest.parse_json_payload(payload)
    assert caplog.text == ""


async def test_a_file_goes_out_as_multipart_and_comes_back() -> None:
    sandbox = Sandbox()
    async with sandbox.serve() as url, await Person.join(url, "Amina") as person:
        await person.say("hello")
        async with a_bot(sandbox, url) as bot:
            sent = await bot.send_document(person.id, b"a,b\n1,2\n", filename="table.csv", caption="a table")
            assert sent.document is not None
            file = await sent.document.get_file()
            assert bytes(await file.download_as_bytearray()) == b"a,b\n1,2\n"


async def test_the_token_is_in_no_exception() -> None:
    request = AiohttpRequest()
    await request.initialize()
    with pytest.raises(NotSent) as caught:
        await request.post(f"http://127.0.0.1:{closed_port()}/bot{TOKEN}/getMe")
    await request.shutdown()
    chain: list[BaseException] = [caught.value]
    while chain[-1].__cause__ is not None:
        chain.append(chain[-1].__cause__)
    assert TOKEN not in repr(chain) + " ".join(str(one) for one in chain)
