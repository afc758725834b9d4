"""`make bench`: the desk's search beside whole-string matching, on the same entries and questions, in one run.

Quality is the share of the questions in `knowledge/questions.yaml` with a right entry among the first 1, 3 or 5; refusals are
counted apart. Times are medians of one question in milliseconds, and ratios to the desk's own.
"""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import yaml
from rapidfuzz import fuzz, process, utils
from rich.console import Console
from rich.table import Table

from bot.catalog.catalog import Catalog
from bot.catalog.loader import KNOWLEDGE, load_catalog
from bot.catalog.records import Entry
from bot.search import Search

Find = Callable[[str], Sequence[str]]


@dataclass(frozen=True)
class Question:
    """A golden question: within how many which ids are right; none are for a refusal."""

    ask: str
    within: int
    right: frozenset[str]


@dataclass(frozen=True)
class Outcome:
    """What one contender achieved."""

    name: str
    build_ms: float
    hits: float
    refusals: float
    median_ms: float
    slowest_ms: float


def main() -> None:
    """Run all contenders and print a table."""
    catalog = load_catalog()
    questions = read_questions()
    outcomes = [
        measure("Compact Desk", lambda: desk(catalog), questions),
        measure("RapidFuzz token_set_ratio", lambda: whole_strings(catalog, fuzz.token_set_ratio), questions),
        measure("RapidFuzz WRatio", lambda: whole_strings(catalog, fuzz.WRatio), questions),
    ]
    show(outcomes, len(catalog.entries), len(questions))


def read_questions() -> list[Question]:
    """Read the golden questions."""
    data = yaml.safe_load((KNOWLEDGE / "questions.yaml").read_text(encoding="utf-8"))
    return [Question(q["ask"], q.get("within", 1), frozenset(q.get("right", ()))) for q in data["questions"]]


def desk(catalog: Catalog) -> Find:
    """Return the desk's own search."""
    search = Search(catalog)
    return lambda text: [hit.entry.id for hit in search.ask(text).hits]


def whole_strings(catalog: Catalog, scorer: Callable[..., float]) -> Find:
    """Return what most chat bots do: one ratio over each entry's whole text, with a cut-off."""
    texts = {entry.id: utils.default_process(_text(entry)) for entry in catalog.entries}

    def find(text: str) -> Sequence[str]:
        found = process.extract(utils.default_process(text), texts, scorer=scorer, limit=5, score_cutoff=60)
        return [key for _, _, key in found]

    return find


def measure(name: str, build: Callable[[], Find], questions: Sequence[Question]) -> Outcome:
    """Build a contender and put every question to it."""
    began = time.perf_counter()
    find = build()
    build_ms = (time.perf_counter() - began) * 1000
    times, hits, refused = [], 0, 0
    for question in questions:
        began = time.perf_counter()
        found = find(question.ask)
        times.append((time.perf_counter() - began) * 1000)
        if question.right:
            hits += bool(question.right.intersection(found[: question.within]))
        else:
            refused += not found
    asked = sum(bool(question.right) for question in questions)
    silent = max(1, len(questions) - asked)
    return Outcome(name, build_ms, hits / asked, refused / silent, statistics.median(times), max(times))


def show(outcomes: Sequence[Outcome], entries: int, questions: int) -> None:
    """Print the outcomes as a table, with ratios to the first."""
    table = Table(title=f"{entries} entries, {questions} questions")
    for head in ("", "right", "refused", "median ms", "ratio", "slowest ms", "build ms"):
        table.add_column(head, justify="left" if not head else "right")
    for outcome in outcomes:
        ratio = outcome.median_ms / outcomes[0].median_ms
        row = (f"{outcome.hits:.1%}", f"{outcome.refusals:.1%}", f"{outcome.median_ms:.2f}", f"{ratio:.1f}")
        table.add_row(outcome.name, *row, f"{outcome.slowest_ms:.1f}", f"{outcome.build_ms:.0f}")
    Console().print(table)


def _text(entry: Entry) -> str:
    return " ".join((entry.title, *entry.aliases, entry.summary, *entry.asked_as))


if __name__ == "__main__":
    main()
