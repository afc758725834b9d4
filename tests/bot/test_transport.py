"""Requests over aiohttp: "not sent" is told from "perhaps sent", and no address reaches an exception."""

import socket

import pytest
from telegram import Bot
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.sandbox import Sandbox
from bot.sandbox.person import Person
from bot.transport import AiohttpRequest, NotSent, PerhapsSent

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
