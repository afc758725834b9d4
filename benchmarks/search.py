"""`make bench`: the desk's search beside its peers, on the same entries and questions, in one run.

Quality is the share of the golden questions with a right entry within the place that each allows; refusals are counted apart.
Each contender runs in a process of its own, so that its memory can be told. Times are of one question, in milliseconds.
"""

import multiprocessing
import random
import resource
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection

from rich.console import Console
from rich.table import Table

from benchmarks import peers
from benchmarks.collection import enlarge
from bot.catalog.catalog import Catalog
from bot.catalog.loader import KNOWLEDGE, load_catalog, read_golden
from bot.catalog.questions import Golden

SIZES = (0, 10_000, 100_000)
CONTENDERS: dict[str, Callable[[Catalog], peers.Find]] = {
    "Compact Desk": peers.desk,
    "RapidFuzz WRatio": peers.wratio,
    "RapidFuzz token_set_ratio": peers.token_set_ratio,
    "SQLite FTS5": peers.sqlite_fts5,
    "bm25s": peers.bm25,
    "Tantivy": peers.tantivy_plain,
    "Tantivy, fuzzy": peers.tantivy_fuzzy,
}
# Whole strings take seconds a question at the largest size: a contender answers as many as fit, in a seeded order.
MOST_SECONDS = 40.0


@dataclass(frozen=True)
class Outcome:
    """What one contender achieved: shares 0 to 1, times in ms, memory in MB above that of the entries."""

    asked: int
    hits: float
    refused: float
    median: float
    slow: float
    build: float
    memory: float


def main() -> None:
    """Run every contender at every size and print a table for each size."""
    console = Console(width=110)
    real = load_catalog()
    golden, _ = read_golden(KNOWLEDGE, {entry.id for entry in real.entries})
    assert golden is not None
    questions = list(golden.questions)
    random.Random(7).shuffle(questions)
    for size in [int(given) for given in sys.argv[1:]] or SIZES:
        catalog = enlarge(real, size or len(real.entries))
        outcomes = {}
        for name, build in CONTENDERS.items():
            console.print(f"{len(catalog.entries)} entries: {name} ...", style="dim")
            outcomes[name] = _apart(build, catalog, questions)
        console.print(_table(outcomes, len(catalog.entries)))


def _apart(build: Callable[[Catalog], peers.Find], catalog: Catalog, questions: Sequence[Golden]) -> Outcome:
    """Measure in a process of its own, which shares the entries with this one."""
    ours, theirs = multiprocessing.get_context("fork").Pipe()
    process = multiprocessing.get_context("fork").Process(target=_measure, args=(theirs, build, catalog, questions))
    process.start()
    outcome = ours.recv()
    process.join()
    assert isinstance(outcome, Outcome)
    return outcome


def _measure(out: Connection, build: Callable[[Catalog], peers.Find], catalog: Catalog, questions: Sequence[Golden]) -> None:
    before = _memory()
    began = time.perf_counter()
    find = build(catalog)
    built = (time.perf_counter() - began) * 1000
    memory = _memory() - before
    times: list[float] = []
    passed: dict[bool, list[bool]] = {True: [], False: []}
    while len(times) < len(questions) and sum(times) < MOST_SECONDS * 1000:
        question = questions[len(times)]
        began = time.perf_counter()
        found = find(question.ask)
        times.append((time.perf_counter() - began) * 1000)
        right = bool(set(question.right).intersection(found[: question.within])) if question.right else not found
        passed[bool(question.right)].append(right)
    share = {kind: sum(done) / max(1, len(done)) for kind, done in passed.items()}
    slow = sorted(times)[int(0.99 * (len(times) - 1))]
    out.send(Outcome(len(times), share[True], share[False], statistics.median(times), slow, built, memory))


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _table(outcomes: dict[str, Outcome], entries: int) -> Table:
    table = Table(title=f"{entries} entries", title_justify="left")
    heads = ("", "questions", "right", "refused", "p50 ms", "ratio", "p99 ms", "build s", "MB")
    for head in heads:
        table.add_column(head, justify="right" if head else "left", no_wrap=True)
    own = outcomes["Compact Desk"].median
    for name, o in outcomes.items():
        times = (f"{o.median:.2f}", f"{o.median / own:.2f}", f"{o.slow:.1f}", f"{o.build / 1000:.1f}", f"{o.memory:.0f}")
        table.add_row(name, str(o.asked), f"{o.hits:.1%}", f"{o.refused:.1%}", *times)
    return table


if __name__ == "__main__":
    main()
