"""Whether a message arrived, read from real answers over HTTP: a digest that may have arrived is not sent again."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from telegram import Bot
from telegram.error import TelegramError

from bot.digests.outcome import Fate, Outcome, classify
from bot.sandbox import Sandbox
from bot.sandbox.person import Person
from bot.transport import AiohttpRequest

TOKEN = "123456789:" + "x" * 35
PAGE = "<html><body>Blocked by the proxy</body></html>"


def refused(code: int, description: str) -> dict[str, Any]:
    return {"code": code, "description": description}


def lost(status: Any) -> Outcome:
    return Outcome(Fate.CHAT_LOST, "forbidden", status=status)


NOT_NOW = Outcome(Fate.RETRY, "server error")
UNREADABLE = Outcome(Fate.UNKNOWN, "answer unreadable")
ANSWER_LOST = Outcome(Fate.UNKNOWN, "answer lost")
REVOKED = Outcome(Fate.TOKEN_REVOKED, "token revoked")
GONE = Outcome(Fate.CHAT_LOST, "chat not found", status="left")
TOPIC = Outcome(Fate.TOPIC_LOST, "topic lost")

ANSWERS: dict[str, tuple[dict[str, Any], Outcome]] = {
    "told to wait": ({"retry_after": 7}, Outcome(Fate.WAIT, "429", 7.0)),
    "told to wait without a time": ({"code": 429}, NOT_NOW),
    "upgraded": ({"migrate_to_chat_id": -1_001_234_567_890}, Outcome(Fate.MIGRATED, "migrated", new_chat_id=-1_001_234_567_890)),
    "401": ({"code": 401}, REVOKED),
    "404": (refused(404, "Not Found"), REVOKED),
    "blocked": (refused(403, "Forbidden: bot was blocked by the user"), lost("blocked")),
    "deactivated": (refused(403, "Forbidden: user is deactivated"), lost("blocked")),
    "kicked": (refused(403, "Forbidden: bot was kicked from the supergroup chat"), lost("left")),
    "no member": (refused(403, "Forbidden: bot is not a member of the channel chat"), lost("left")),
    "never started": (refused(403, "Forbidden: bot can't initiate conversation with a user"), lost("left")),
    "chat not found": (refused(400, "Bad Request: chat not found"), GONE),
    "no right to send": (refused(400, "Bad Request: have no rights to send a message"), GONE),
    "no right to write": (refused(400, "Bad Request: CHAT_WRITE_FORBIDDEN"), GONE),
    "no administrator of a channel": (refused(400, "Bad Request: need administrator rights in the channel chat"), GONE),
    "no right for text": (refused(400, "Bad Request: not enough rights to send text messages to the chat"), GONE),
    "topic deleted": (refused(400, "Bad Request: message thread not found"), TOPIC),
    "topic closed": (refused(400, "Bad Request: TOPIC_CLOSED"), TOPIC),
    "topic gone": (refused(400, "Bad Request: TOPIC_DELETED"), TOPIC),
    "our markup": (
        refused(400, "Bad Request: can't parse entities: Unsupported start tag \"x\" at byte offset 1"),
        Outcome(Fate.UNPARSABLE, "unparsable"),
    ),
    "another refusal": (refused(400, "Bad Request: message is too long"), Outcome(Fate.REFUSED, "bad request")),
    "500": ({"code": 500}, NOT_NOW),
    "502": ({"code": 502}, NOT_NOW),
    "503": ({"code": 503}, NOT_NOW),
    "504": ({"code": 504}, NOT_NOW),
    "two pollers": ({"code": 409}, UNREADABLE),
    "500 by a proxy": ({"code": 500, "body": PAGE}, UNREADABLE),
    "502 by a proxy": ({"code": 502, "body": PAGE}, UNREADABLE),
    "504 by a proxy": ({"code": 504, "body": PAGE}, UNREADABLE),
    # Such a page must neither stop the desk nor end anybody's digests.
    "400 by a proxy": ({"code": 400, "body": PAGE}, UNREADABLE),
    "401 by a proxy": ({"code": 401, "body": PAGE}, UNREADABLE),
    "403 by a proxy": ({"code": 403, "body": PAGE}, UNREADABLE),
    "404 by a proxy": ({"code": 404, "body": PAGE}, UNREADABLE),
    "429 by a proxy": ({"code": 429, "body": PAGE}, UNREADABLE),
    "cut before it acted": ({"cut": "before"}, ANSWER_LOST),
    "cut after it acted": ({"cut": "after"}, ANSWER_LOST),
    "no answer": ({"delay": 5}, ANSWER_LOST),
}  # fmt: skip


async def send(url: str, token: str, chat_id: int = 5) -> Outcome:
    """Send a message with our own transport; return what its error says."""
    requests = AiohttpRequest(), AiohttpRequest()
    bot = Bot(token, f"{url}/bot", f"{url}/file/bot", request=requests[0], get_updates_request=requests[1])
    await requests[0].initialize()
    try:
        with pytest.raises(TelegramError) as failed:
            await bot.send_message(chat_id, "a digest", read_timeout=0.3)
    finally:
        await requests[0].shutdown()
    return classify(failed.value)


@pytest.mark.parametrize(("fault", "outcome"), ANSWERS.values(), ids=ANSWERS)
async def test_what_an_answer_says_of_the_message(fault: dict[str, Any], outcome: Outcome) -> None:
    sandbox = Sandbox()
    async with sandbox.serve() as url, await Person.join(url, "Amina") as person:
        await person.say("hello")
        await person.post("faults", method="sendMessage", **fault)
        assert await send(url, sandbox.token, person.id) == outcome


async def test_a_connection_that_never_came_about_is_no_doubt() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    assert await send(f"http://127.0.0.1:{port}", TOKEN) == Outcome(Fate.RETRY, "not sent")


@asynccontextmanager
async def answering(answer: bytes) -> AsyncIterator[str]:
    """Serve one answer to whatever is asked, as something between the desk and Telegram would."""

    async def reply(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(answer)
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(reply, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"


def http(body: bytes, length: int | None = None) -> bytes:
    head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(body) if length is None else length}\r\nConnection: close\r\n\r\n"
    return head.encode() + body


JUNK = {
    "a page with 200": (http(PAGE.encode()), UNREADABLE),
    "nothing with 200": (http(b""), UNREADABLE),
    "half an answer": (http(b'{"ok":true,"result":{"mess', 900), ANSWER_LOST),
    "no HTTP": (b"\x00\xff\r\n\r\n", ANSWER_LOST),
    "nothing": (b"", ANSWER_LOST),
}


@pytest.mark.parametrize(("answer", "outcome"), JUNK.values(), ids=JUNK)
async def test_junk_for_an_answer_leaves_it_open(answer: bytes, outcome: Outcome) -> None:
    async with answering(answer) as url:
        assert await send(url, TOKEN) == outcome
