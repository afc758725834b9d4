"""The golden questions' outcome as a table."""

from collections.abc import Sequence

from rich.console import Console
from rich.progress import track
from rich.table import Table

from bot.catalog.fields import QUESTION_KINDS
from bot.catalog.questions import GoldenSet
from bot.golden import Outcome, put, tally
from bot.search import Search

HEADS = ("questions", "right", "first", "first 3", "misleading")


def report(golden: GoldenSet, search: Search, misses: bool) -> bool:
    """Print both halves by kind; returns whether the checking half keeps its floors.

    Misses are shown of the tuning half only: whoever mends the search by the others has none left to check with.
    """
    console = Console()
    # On standard error and gone afterwards: what is printed may be piped on.
    asked = track(golden.questions, "Golden questions", console=Console(stderr=True), transient=True)
    outcomes = put(search, asked)
    tuning = [outcome for outcome in outcomes if outcome.question.tuning]
    checking = [outcome for outcome in outcomes if not outcome.question.tuning]
    for name, half in (("Tuning half", tuning), ("Checking half", checking)):
        console.print(_table(name, half))
    if misses:
        for outcome in tuning:
            if not outcome.passed:
                question = outcome.question
                console.print(f"{question.kind}: {question.ask!r} -> {outcome.verdict} {list(outcome.shown[:3])}", soft_wrap=True)
    return _keeps_floors(golden, checking, console)


def _table(name: str, outcomes: Sequence[Outcome]) -> Table:
    table = Table(title=name, title_justify="left")
    table.add_column("kind")
    for head in HEADS:
        table.add_column(head, justify="right")
    for kind in QUESTION_KINDS:
        table.add_row(kind, *_cells([outcome for outcome in outcomes if outcome.question.kind == kind]))
    table.add_section()
    table.add_row("all but refusals", *_cells([outcome for outcome in outcomes if outcome.question.right]))
    return table


def _cells(outcomes: Sequence[Outcome]) -> tuple[str, ...]:
    counted = tally(outcomes)
    return (
        str(counted.asked),
        f"{counted.share:.1%}",
        str(counted.first),
        str(counted.third),
        str(counted.misleading),
    )


def _keeps_floors(golden: GoldenSet, checking: Sequence[Outcome], console: Console) -> bool:
    right = 100 * tally([outcome for outcome in checking if outcome.question.right]).share
    refused = 100 * tally([outcome for outcome in checking if not outcome.question.right]).share
    floors = f"(floor {golden.right_floor}), {refused:.1f} % refused (floor {golden.refused_floor})"
    console.print(f"Checking half: {right:.1f} % right {floors}", soft_wrap=True)
    return right >= golden.right_floor and refused >= golden.refused_floor
