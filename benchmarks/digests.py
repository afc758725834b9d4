"""`make load`: two thousand digests that are due at once, at the pace that Telegram allows, while people go on asking.

The sandbox stands in for Telegram, with its limits, in a process of its own; those who ask are another. Exit 1 where digests fall
behind their pace, a message is refused for coming too soon, or an answer takes long. Takes about a minute and a half.
"""

import asyncio
import random
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.telegram import against_telegram, desk_running, empty_store, percentiles, told
from bot.sandbox.person import Person
from bot.settings import SEND_RATE
from bot.store import chats, deliveries, subscriptions
from bot.store.records import Days, NewSubscription
from bot.store.store import Store

READERS = 1900
FORUMS, TOPICS = 20, 5
DELIVERIES = READERS + FORUMS * TOPICS
ASKERS, QUESTIONS_A_SECOND = 40, 5
QUESTIONS = ("FAP", "remittances", "recruitment fees", "what protects domestic workers?", "return of migrants", "ICTC")
LEAST_SHARE, LONGEST_ANSWER = 0.97, 500.0
PATIENCE = 240.0


@dataclass(frozen=True, slots=True)
class Result:
    """Messages a second, refusals for coming too soon, and how long answers took, in milliseconds."""

    digests: float
    messages: float
    refused: int
    answers: list[float]

    @property
    def share(self) -> float:
        """Return how much of their pace the digests kept."""
        return self.digests / SEND_RATE

    @property
    def is_good(self) -> bool:
        """Say whether it is as it should be."""
        return self.share >= LEAST_SHARE and not self.refused and percentiles(self.answers)[1] < LONGEST_ANSWER


def main() -> None:
    """Measure, print a table, and exit 1 where a figure is not as it should be."""
    result = against_telegram(_ask, _measure)
    _print(result)
    sys.exit(0 if result.is_good else 1)


def _print(result: Result) -> None:
    table = Table(
        "figure", "value", "wanted", title=f"{DELIVERIES} digests at {SEND_RATE}/s, {QUESTIONS_A_SECOND} questions a second"
    )
    table.add_row("digests/s", f"{result.digests:.2f} ({result.share:.1%} of the pace)", f"at least {LEAST_SHARE:.0%}")
    table.add_row("messages/s in all", f"{result.messages:.2f}", "")
    table.add_row("refused with 429", str(result.refused), "0")
    table.add_row(*told(result.answers, LONGEST_ANSWER))
    table.add_row("questions answered", str(len(result.answers)), "")
    Console().print(table)


async def _measure(url: str, asking: Connection) -> Result:
    async with await Person.join(url, "Load") as person, empty_store() as store:
        await _subscribe(person, store)
        async with desk_running(url, store):
            asking.send(url)
            await _delivered(store)
            asking.send("stop")
            answers = await asyncio.to_thread(asking.recv)
            calls = await person.get("calls", method="sendMessage")
    return _result(calls, answers)


def _result(calls: list[dict[str, Any]], answers: list[float]) -> Result:
    taken = [call for call in calls if call["status"] == 200]
    # Digests come silently, answers do not.
    digests = [call["at"] for call in taken if "disable_notification" in call["params"]]
    assert len(digests) == DELIVERIES, f"{DELIVERIES} digests must arrive, got {len(digests)}"
    begin, end = min(digests), max(digests)
    meanwhile = sum(begin < call["at"] <= end for call in taken)
    refused = sum(call["status"] == 429 for call in calls)
    return Result((DELIVERIES - 1) / (end - begin), meanwhile / (end - begin), refused, answers)


async def _subscribe(person: Person, store: Store) -> None:
    """Let readers and forums have subscriptions that are due, each in a chat or topic of its own."""
    places = [(reader, 0) for reader in await person.join_many(READERS)]
    for number in range(FORUMS):
        forum = await person.create_group(f"Delegation {number}", forum=True)
        places += [(forum, await person.create_topic(forum, f"Topic {topic}")) for topic in range(TOPICS)]
    random.Random(1).shuffle(places)
    due = int(time.time()) // 60 * 60
    at = f"{datetime.fromtimestamp(due, UTC):%H:%M}"
    async with store.write() as connection:
        for chat_id, thread in places:
            await chats.ensure(connection, chat_id, "private" if chat_id > 0 else "supergroup", due)
            new = NewSubscription(chat_id, thread, "all", at, Days.DAILY, "UTC", due, f"{chat_id}/{thread}")
            await subscriptions.add(connection, new, due)


async def _delivered(store: Store) -> None:
    """Wait until every delivery has ended."""
    async with asyncio.timeout(PATIENCE):
        while True:
            async with store.read() as connection:
                outcomes = await deliveries.outcomes(connection, 0)
            if sum(number for status, _, number in outcomes if status in {"sent", "unknown", "failed", "skipped"}) == DELIVERIES:
                return
            await asyncio.sleep(0.5)


async def _ask(orders: Connection) -> None:
    """Be people who ask, one after the other and each for themselves, until told to stop; tell how long answers took, in ms."""
    url = await asyncio.to_thread(orders.recv)
    people = [await Person.join(url, f"Asker {number}") for number in range(ASKERS)]
    stop = asyncio.create_task(asyncio.to_thread(orders.recv))
    times: list[float] = []
    under_way: list[asyncio.Task[None]] = []
    number = 0
    while not stop.done():
        under_way.append(asyncio.create_task(_ask_one(people[number % ASKERS], QUESTIONS[number % len(QUESTIONS)], times)))
        number += 1
        await asyncio.sleep(1 / QUESTIONS_A_SECOND)
    await asyncio.gather(*under_way)
    for person in people:
        await person.close()
    orders.send(times)


async def _ask_one(person: Person, question: str, times: list[float]) -> None:
    began = time.perf_counter()
    await person.say(question)
    await person.next(timeout=30)
    times.append((time.perf_counter() - began) * 1000)


if __name__ == "__main__":
    main()
