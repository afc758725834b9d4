"""`make load`: fifty groups that ask at once for a minute, each as often as Telegram's limit of 20 messages a minute allows.

The sandbox stands in for Telegram, with its limits, in a process of its own; those who ask are another. Exit 1 where a group got
more than 20 messages in a minute, a message was refused for coming too soon, or an answer took long. Takes a minute and a half.
"""

import asyncio
import sys
import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.telegram import GROUP_MINUTE, against_telegram, desk_running, empty_store, percentiles, told
from bot.sandbox.person import Person
from bot.store import preferences

GROUPS = 50
SECONDS = 60.0
# Seconds between two questions of a group: 15 a minute, beside whatever else it is told.
EVERY = 4.0
# Fifty answers at the same moment take 1.7 s at the 30 a second that Telegram allows in all.
LONGEST_ANSWER = 2000.0
QUESTIONS = (
    "FAP", "ICTC", "Nansen Initiative", "2030 Agenda", "Cancun Agreements", "Beijing Platform for Action", "UDHR", "ACTIP",
    "recruitment fees paid by employers", "alternatives to detention for children", "portability of social security",
    "what protects domestic workers?", "pre-departure orientation", "consular protection in crises", "diaspora bonds",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Result:
    """How long answers took, in milliseconds, refusals for coming too soon, and the most messages a group got in a minute."""

    answers: list[float]
    refused: int
    busiest: int

    @property
    def is_good(self) -> bool:
        """Say whether it is as it should be."""
        return not self.refused and self.busiest <= GROUP_MINUTE and percentiles(self.answers)[1] < LONGEST_ANSWER


def main() -> None:
    """Measure, print a table, and exit 1 where a figure is not as it should be."""
    result = against_telegram(_ask, _measure)
    _print(result)
    sys.exit(0 if result.is_good else 1)


def _print(result: Result) -> None:
    table = Table("figure", "value", "wanted", title=f"{GROUPS} groups, a question every {EVERY:g} s in each, for {SECONDS:g} s")
    table.add_row(*told(result.answers, LONGEST_ANSWER))
    table.add_row("questions answered", str(len(result.answers)), "")
    table.add_row("most messages to a group in a minute", str(result.busiest), f"at most {GROUP_MINUTE}")
    table.add_row("refused with 429", str(result.refused), "0")
    Console().print(table)


async def _measure(url: str, asking: Connection) -> Result:
    async with empty_store() as store, desk_running(url, store):
        asking.send(url)
        groups = await asyncio.to_thread(asking.recv)
        async with store.write() as connection:
            for group in groups:
                await preferences.choose(connection, group, "supergroup", store.now(), budget=30)
        asking.send("go")
        answers, calls = await asyncio.to_thread(asking.recv)
    refused = sum(call["status"] == 429 for call in calls)
    return Result(answers, refused, _busiest(call for call in calls if call["status"] == 200))


def _busiest(calls: Iterable[dict[str, Any]]) -> int:
    """Return the most messages that one group got within any 60 seconds."""
    times: dict[str, list[float]] = defaultdict(list)
    for call in calls:
        times[str(call["params"]["chat_id"])].append(call["at"])
    return max(sum(at <= other < at + 60 for other in there) for there in times.values() for at in there)


async def _ask(orders: Connection) -> None:
    """Make the groups, let one member of each ask at the same moments as the others, and report times and the bot's calls."""
    url = await asyncio.to_thread(orders.recv)
    members = [await Person.join(url, f"Member {number}") for number in range(GROUPS)]
    groups = [await member.create_group(f"Delegation {number}", kind="supergroup") for number, member in enumerate(members)]
    orders.send(groups)
    await asyncio.to_thread(orders.recv)
    end = time.monotonic() + SECONDS
    taken = await asyncio.gather(*(_ask_on(member, group, end) for member, group in zip(members, groups, strict=True)))
    calls = await members[0].get("calls", method="sendMessage")
    for member in members:
        await member.close()
    orders.send(([one for some in taken for one in some], calls))


async def _ask_on(member: Person, group: int, end: float) -> list[float]:
    taken: list[float] = []
    at = 0
    while time.monotonic() < end:
        began = time.monotonic()
        await member.say(f"/ask {QUESTIONS[at % len(QUESTIONS)]}", chat=group)
        await member.next(timeout=30, chat=group)
        taken.append((time.monotonic() - began) * 1000)
        at += 1
        await asyncio.sleep(max(0.0, began + EVERY - time.monotonic()))
    return taken


if __name__ == "__main__":
    main()
