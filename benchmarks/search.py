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
from multiprocessing.connection import Connection

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from benchmarks import peers, report
from benchmarks.collection import enlarge
from benchmarks.report import Outcome
from bot.catalog.catalog import Catalog
from bot.catalog.loader import KNOWLEDGE, load_catalog, read_golden
from bot.catalog.questions import Golden
from bot.search.question import LONGEST_QUESTION

SIZES = (0, 10_000, 100_000)
CONTENDERS: dict[str, Callable[[Catalog], peers.Find]] = {
    report.OWN: peers.desk,
    "RapidFuzz WRatio": peers.wratio,
    "RapidFuzz token_set_ratio": peers.token_set_ratio,
    "SQLite FTS5": peers.sqlite_fts5,
    "bm25s": peers.bm25,
    "Tantivy": peers.tantivy_plain,
    "Tantivy, fuzzy": peers.tantivy_fuzzy,
}
# Whole strings take seconds a question at the largest size: a contender answers as many as fit, in a seeded order.
MOST_SECONDS = 40.0
COMMON_WORDS = 8


def main() -> None:
    """Run every contender at every size, print a table for each, and write docs/benchmark.md when all sizes were run."""
    console = Console(width=110)
    real = load_catalog()
    golden, _ = read_golden(KNOWLEDGE, {entry.id for entry in real.entries})
    assert golden is not None
    questions = list(golden.questions)
    random.Random(7).shuffle(questions)
    wanted = [int(given) for given in sys.argv[1:]]
    found: dict[int, dict[str, Outcome]] = {}
    with Progress(console=console) as progress:
        task = progress.add_task("contenders", total=len(wanted or SIZES) * len(CONTENDERS))
        for size in wanted or SIZES:
            catalog = enlarge(real, size or len(real.entries))
            outcomes = found.setdefault(len(catalog.entries), {})
            for name, build in CONTENDERS.items():
                progress.update(task, description=f"{len(catalog.entries):,} entries: {name}")
                outcomes[name] = _apart(build, catalog, questions)
                progress.advance(task)
            console.print(_table(outcomes, len(catalog.entries)))
    lengths = _lengths(real, questions)
    console.print(lengths)
    if not wanted:
        report.write(found, lengths, len(questions), MOST_SECONDS)


def _lengths(catalog: Catalog, questions: Sequence[Golden]) -> str:
    """Say how much longer a question of 256 characters takes than one of common length, in the same run."""
    find = peers.desk(catalog)
    short = [q.ask for q in questions if len(q.ask.split()) == COMMON_WORDS][:100]
    joined = [" ".join(one.ask for one in questions[at : at + 80]) for at in range(0, 800, 8)]
    # Whole words: a word cut in two is a strange one.
    long = [text[:LONGEST_QUESTION].rpartition(" ")[0] for text in joined]
    once, full, cut = (statistics.median(_best_times(find, asked)) for asked in (short, long, joined))
    return (
        f"A question of {COMMON_WORDS} words takes {once:.2f} ms (median of {len(short)}), one of {LONGEST_QUESTION} characters "
        f"{full:.2f} ms, {full / once:.1f} times as long; one of some 4,000 characters, which is cut there, {cut:.2f} ms."
    )


def _best_times(find: peers.Find, asked: Sequence[str]) -> list[float]:
    return [min(_timed(find, text) for _ in range(5)) for text in asked]


def _timed(find: peers.Find, text: str) -> float:
    began = time.perf_counter()
    find(text)
    return (time.perf_counter() - began) * 1000


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
    table = Table(title=f"{entries:,} entries", title_justify="left")
    for head in report.HEADS:
        table.add_column(head, justify="right" if head else "left", no_wrap=True)
    for name, outcome in outcomes.items():
        table.add_row(*report.cells(name, outcome, outcomes[report.OWN].median))
    return table


if __name__ == "__main__":
    main()
