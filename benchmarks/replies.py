"""`make load`: answers a second over HTTP with many chats in flight, the desk's request class beside PTB's own.

The sandbox stands in for Telegram, in a process of its own, and answers each call after 50 ms as a distant server would.
Bounded: a fixed number of messages, then all of it stops.
"""

import asyncio
import multiprocessing
import time
from collections.abc import Callable
from multiprocessing.connection import Connection

import aiohttp
from rich.console import Console
from rich.table import Table
from telegram import Bot
from telegram.request import BaseRequest, HTTPXRequest

from bot.sandbox import Sandbox
from bot.sandbox.person import Person
from bot.transport import AiohttpRequest

MESSAGES = 1500
IN_FLIGHT = 64
LATENCY = 0.05
TOKEN = "123456789:LOAD-xxxxxxxxxxxxxxxxxxxxxxxxxxxxx"


def main() -> None:
    """Measure both request classes and print a table."""
    ours, address = multiprocessing.Pipe()
    server = multiprocessing.Process(target=_serve, args=(address,), daemon=True)
    server.start()
    url = ours.recv()
    makers: dict[str, Callable[[], BaseRequest]] = {
        "desk (aiohttp)": lambda: AiohttpRequest(IN_FLIGHT),
        "PTB's own (httpx)": lambda: HTTPXRequest(connection_pool_size=IN_FLIGHT, pool_timeout=60),
    }
    rates = {name: asyncio.run(_measure(url, make)) for name, make in makers.items()}
    ours.send("stop")
    server.join(10)
    best = max(rates.values())
    table = Table("request class", "messages/s", "ratio", title=f"{MESSAGES} messages, {IN_FLIGHT} in flight, 50 ms latency")
    for name, rate in rates.items():
        table.add_row(name, f"{rate:.0f}", f"{rate / best:.2f}")
    Console().print(table)


async def _measure(url: str, make: Callable[[], BaseRequest]) -> float:
    await _be_slow(url)
    async with await Person.join(url, "Load") as person:
        await person.say("hello")
        async with Bot(TOKEN, base_url=f"{url}/bot", request=make(), get_updates_request=make()) as bot:
            slots = asyncio.Semaphore(IN_FLIGHT)

            async def send(number: int) -> None:
                async with slots:
                    await bot.send_message(person.id, f"answer {number}")

            began = time.perf_counter()
            await asyncio.gather(*(send(number) for number in range(MESSAGES)))
            return MESSAGES / (time.perf_counter() - began)


async def _be_slow(url: str) -> None:
    async with aiohttp.ClientSession() as session:
        await session.delete(f"{url}/sandbox/faults")
        rule = {"method": "sendMessage", "times": MESSAGES, "delay": LATENCY}
        async with session.post(f"{url}/sandbox/faults", json=rule) as response:
            response.raise_for_status()


def _serve(address: Connection) -> None:
    async def serve() -> None:
        async with Sandbox(TOKEN).serve() as url:
            address.send(url)
            await asyncio.to_thread(address.recv)

    asyncio.run(serve())


if __name__ == "__main__":
    main()
