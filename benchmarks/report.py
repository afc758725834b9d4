"""The benchmark as a page of docs/ with a plot: what `make bench` leaves behind."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from matplotlib.figure import Figure

DOCS = Path(__file__).parents[1] / "docs"
OWN = "Compact Desk"
_INTRODUCTION = """# The search beside its peers

Written by `make bench`: all contenders in one run on one machine, each in a process of its own, on the same entries and the
{questions} golden questions of `knowledge/questions.yaml`. *Right* is the share of answerable questions with a right entry within
the place that each question allows; *refused* the share of the others to which nothing was shown. The larger collections are the
real entries and seeded copies of them in which half of the words are others. Times are of one question. *Ratio* is the median
against ours. A contender that took more than {seconds:.0f} seconds answered as many questions as fitted, in a seeded order.

Half of the golden questions were seen while the search was tuned. `compact-desk golden` tells the halves apart.
"""


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


# By number of entries, then by contender.
Outcomes = Mapping[int, Mapping[str, Outcome]]
HEADS = ("", "questions", "right", "refused", "p50 ms", "ratio", "p99 ms", "build s", "MB")


def cells(name: str, outcome: Outcome, own: float) -> tuple[str, ...]:
    """Return one row of a table; `own` is the desk's median time in ms."""
    shares = (f"{outcome.hits:.1%}", f"{outcome.refused:.1%}")
    times = (f"{outcome.median:.2f}", f"{outcome.median / own:.2f}", f"{outcome.slow:.1f}", f"{outcome.build / 1000:.1f}")
    return (name, str(outcome.asked), *shares, *times, f"{outcome.memory:.0f}")


def write(outcomes: Outcomes, lengths: str, questions: int, seconds: float) -> None:
    """Write the page and its picture; `lengths` tells how the time grows with the question."""
    parts = [_INTRODUCTION.format(questions=questions, seconds=seconds), "![Quality and time](pictures/benchmark.png)\n"]
    for size, contenders in outcomes.items():
        rows = [cells(name, outcome, contenders[OWN].median) for name, outcome in contenders.items()]
        parts.append(
            "\n".join((f"\n## {size:,} entries\n", _line(HEADS), _line(("---", *["--:"] * (len(HEADS) - 1))), *map(_line, rows)))
        )
    parts.append(f"\n## Long questions\n\n{lengths}\n")
    (DOCS / "benchmark.md").write_text("\n".join(parts), encoding="utf-8")
    _plot(outcomes).savefig(DOCS / "pictures" / "benchmark.png", dpi=110, metadata={"Software": None})


def _line(values: tuple[str, ...]) -> str:
    return f"| {' | '.join(values)} |"


def _plot(outcomes: Outcomes) -> Figure:
    """Draw time against quality, a panel for each size; up and to the left is better."""
    figure = Figure(figsize=(4.4 * len(outcomes), 4.2), layout="constrained")
    panels = figure.subplots(1, len(outcomes), sharey=True, squeeze=False)[0]
    for panel, (size, contenders) in zip(panels, outcomes.items(), strict=True):
        for name, outcome in contenders.items():
            own = name == OWN
            panel.scatter(outcome.median, outcome.hits * 100, s=70 if own else 36, color="#b3261e" if own else "#33658a", zorder=3)
            right_half = outcome.median > 30
            place = {"xytext": (-7 if right_half else 7, 4), "ha": "right" if right_half else "left"}
            panel.annotate(name, (outcome.median, outcome.hits * 100), textcoords="offset points", fontsize=8, **place)
        panel.set(xscale="log", title=f"{size:,} entries", xlabel="median time of a question, ms")
        panel.grid(alpha=0.3)
        panel.margins(x=0.25)
    panels[0].set(ylabel="right, %", ylim=(0, 100))
    return figure
