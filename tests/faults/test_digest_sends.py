"""Digests whose sending goes wrong: what arrives, what is tried again, what is counted as unknown."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from digest_running import Morning, closed_port, morning, until

from bot.catalog.catalog import Catalog
from bot.digests.breaker import FAILURES
from bot.digests.pace import IN_FLIGHT
from bot.errors import TokenRevoked
from bot.store.deliveries import MOST_RESENDS

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("close_together")]

HOUR = 3500
PAGE = "<html><body>Bad gateway</body></html>"
# Fewer than open the circuit breaker.
LOST: tuple[dict[str, Any], ...] = (
    {"cut": "after"},
    {"cut": "before"},
    {"body": PAGE, "code": 502},
    {"body": PAGE, "code": 404},
)
REFUSED: tuple[dict[str, Any], ...] = ({"code": 500}, {"code": 503}, {"code": 504, "description": "Gateway Timeout"})


async def test_digests_that_are_due_arrive_once(catalog: Catalog, tables: str) -> None:
    async with morning(catalog, tables) as day:
        guests = day.people(40)
        await day.subscribe(guests)
        assert await day.delivered(40) == {"sent": 40}
        assert day.arrivals(guests) == {1: 40}


async def test_a_digest_whose_answer_was_lost_is_unknown_and_not_sent_again(catalog: Catalog, tables: str) -> None:
    async with morning(catalog, tables) as day:
        guests = day.people(10)
        await day.subscribe(guests)
        for guest, rule in zip(guests, LOST, strict=False):
            day.fault(chat_id=guest, **rule)
        assert await day.delivered(10) == {"sent": 6, "unknown": 4}
        day.clock.shift = HOUR
        assert await day.delivered(10) == {"sent": 6, "unknown": 4}
        assert len(day.sends()) == 10


async def test_a_digest_that_hangs_is_unknown_and_holds_nobody_up(
    catalog: Catalog, tables: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.transport.DEFAULT_TIMEOUT", 0.5)
    async with morning(catalog, tables) as day:
        guests = day.people(20)
        await day.subscribe(guests)
        day.fault(chat_id=guests[0], delay=600)
        async with day.worker():
            assert await day.ended(20) == {"sent": 19, "unknown": 1}
        assert len(day.sends()) == 19


async def test_with_resend_a_digest_whose_answer_was_lost_comes_again(catalog: Catalog, tables: str) -> None:
    async with morning(catalog, tables) as day:
        [guest] = day.people(1)
        await day.subscribe([guest])
        day.fault(cut="after")
        async with day.worker(resend_unknown=True):
            await until(lambda: day.sends(guest))
            await day.fated(lambda fates: fates == {"pending": 1})
        day.clock.shift = HOUR
        assert await day.delivered(1, resend_unknown=True) == {"sent": 1}
        assert len(day.arrived(guest)) == 2


async def test_with_resend_a_digest_whose_answers_are_all_lost_comes_so_often_and_no_more(
    catalog: Catalog, tables: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.digests.delivering.RETRY_SECONDS", 0)
    async with morning(catalog, tables) as day:
        [guest] = day.people(1)
        await day.subscribe([guest])
        day.fault(cut="after", times=100)
        assert await day.delivered(1, resend_unknown=True) == {"unknown": 1}
        assert len(day.sends(guest)) == MOST_RESENDS + 1


async def test_without_a_connection_a_digest_waits_and_counts_as_not_sent(catalog: Catalog, tables: str) -> None:
    async with morning(catalog, tables) as day:
        guests = day.people(3)
        await day.subscribe(guests)
        async with day.worker(bot_api_url=closed_port()):
            await day.reasoned({("pending", "not sent")})
        day.clock.shift = HOUR
        assert await day.delivered(3) == {"sent": 3}
        assert day.arrivals(guests) == {1: 3}


async def test_what_telegram_refuses_for_now_is_sent_later(catalog: Catalog, tables: str) -> None:
    async with morning(catalog, tables) as day:
        guests = day.people(len(REFUSED))
        await day.subscribe(guests)
        for guest, rule in zip(guests, REFUSED, strict=True):
            day.fault(chat_id=guest, **rule)
        async with day.worker():
            await day.reasoned({("pending", "server error")})
            await _serve_another(day)
            assert [len(day.sends(guest)) for guest in guests] == [1] * len(guests)
        day.clock.shift = HOUR
        assert await day.delivered(len(guests) + 1) == {"sent": len(guests) + 1}
        assert day.arrivals(guests) == {1: len(guests)}


async def test_a_digest_whose_markup_is_refused_arrives_as_plain_text(catalog: Catalog, tables: str) -> None:
    async with morning(catalog, tables) as day:
        [guest] = day.people(1)
        await day.subscribe([guest])
        day.fault(code=400, description="Bad Request: can't parse entities: unexpected end tag at byte offset 7")
        assert await day.delivered(1) == {"sent": 1}
        [message] = day.arrived(guest)
        assert "<b>" not in message["text"]
        assert "parse_mode" not in day.sends(guest)[1].params


async def test_a_page_instead_of_every_answer_is_unknown(catalog: Catalog, tables: str) -> None:
    async with morning(catalog, tables) as day, _portal() as url:
        [guest] = day.people(1)
        await day.subscribe([guest])
        assert await day.delivered(1, bot_api_url=url) == {"unknown": 1}
        assert await day.reasons() == {("unknown", "answer unreadable")}


@pytest.mark.parametrize(("rule", "fate"), [({"code": 500}, "pending"), ({"cut": "after"}, "unknown")], ids=["refused", "lost"])
async def test_while_telegram_is_down_nothing_more_is_begun_until_it_answers(
    catalog: Catalog, tables: str, rule: dict[str, Any], fate: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.digests.breaker.FIRST_PROBE", 0.05)
    async with morning(catalog, tables) as day:
        guests = day.people(40)
        await day.subscribe(guests)
        day.fault(**rule, times=1000)
        day.fault(method="getMe", code=500)
        # A proxy's page says nothing of the token.
        day.fault(method="getMe", code=401, body=PAGE)
        async with day.worker(send_rate=200):
            await until(lambda: len(day.probes()) == 2)
            # What was under way when the fifth failed is lost with it, and no more.
            spoiled = len(day.sends())
            assert FAILURES <= spoiled <= IN_FLIGHT
            day.sandbox.world.faults.clear()
            await until(lambda: day.probes()[-1].status == 200)
            assert len(day.probes()) == 3
        assert (await day.fates())[fate] >= spoiled
        day.clock.shift = HOUR
        await day.delivered(40)
        assert len(day.sends()) == 40 + (spoiled if fate == "pending" else 0)
        assert max(day.arrivals(guests)) == 1


async def test_a_token_that_is_revoked_while_telegram_is_down_ends_the_worker(
    catalog: Catalog, tables: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.digests.breaker.FIRST_PROBE", 0.05)
    async with morning(catalog, tables) as day:
        await day.subscribe(day.people(FAILURES))
        day.fault(code=500, times=1000)
        day.fault(method="getMe", code=401)
        with pytest.raises(TokenRevoked, match="set BOT_TOKEN to a valid one"):
            async with day.worker(send_rate=200):
                await until(day.probes)
        assert len(day.probes()) == 1


async def test_where_one_send_of_several_is_lost_telegram_is_tried_before_more_are(
    catalog: Catalog, tables: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.digests.breaker.FIRST_PROBE", 0.05)
    async with morning(catalog, tables) as day:
        guests = day.people(40)
        await day.subscribe(guests)
        for guest in guests[::3]:
            day.fault(chat_id=guest, cut="before")
        async with day.worker():
            await until(day.probes)
            day.sandbox.world.faults.clear()
        day.clock.shift = HOUR
        fates = await day.delivered(40)
        assert FAILURES <= fates["unknown"] < len(guests[::3])
        assert day.arrivals(guests) == {0: fates["unknown"], 1: fates["sent"]}


async def _serve_another(day: Morning) -> None:
    """Let somebody else subscribe who gets a digest: the worker has gone on since."""
    [other] = day.people(1)
    await day.subscribe([other])
    await until(lambda: day.arrived(other))


@asynccontextmanager
async def _portal() -> AsyncIterator[str]:
    """Serve what stands before the network in hotels: a page, with 200, to whatever is asked."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(f"HTTP/1.1 200 OK\r\nContent-Length: {len(PAGE)}\r\nConnection: close\r\n\r\n{PAGE}".encode())
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
