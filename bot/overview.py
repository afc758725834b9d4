"""The coverage of the knowledge base as a picture: themes against regions, legible in a chat."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from bot.catalog.catalog import Catalog
from bot.catalog.records import Entry
from bot.catalog.regions import REGIONS, region_of

WORLDWIDE = "No single country"
INK, MUTED, GRID, BLUE = "#1d2b33", "#5b6b75", "#dfe6ea", "#1c6bb0"
WIDTH, ROW_HEIGHT, HEAD = 11.0, 0.36, 2.3


@dataclass(frozen=True)
class Row:
    """One theme: how many practices by column, and how many recommendations and instruments."""

    label: str
    cluster: str
    practices: tuple[int, ...]
    recommendations: int
    instruments: int


def columns() -> tuple[str, ...]:
    """Return the columns of practices."""
    return (*REGIONS, WORLDWIDE)


def count_rows(catalog: Catalog) -> list[Row]:
    """Count entries by theme; an entry counts under its first theme, a practice once for each region it names."""
    rows = []
    for cluster in catalog.clusters:
        for theme in cluster.themes:
            entries = [entry for entry in catalog.entries if entry.themes[0] == theme.number]
            kinds = Counter(entry.kind for entry in entries)
            regions = Counter(place for entry in entries if entry.kind == "practice" for place in _places(entry))
            counts = tuple(regions[column] for column in columns())
            label = f"{theme.number}  {theme.label}"
            rows.append(Row(label, cluster.label, counts, kinds["recommendation"], kinds["instrument"]))
    return rows


def write_overview(catalog: Catalog, stem: Path) -> list[Path]:
    """Write `<stem>.png` and `<stem>.svg`; returns their paths. Raises OSError when they cannot be written."""
    figure = draw(catalog)
    paths = [stem.with_suffix(".png"), stem.with_suffix(".svg")]
    figure.savefig(paths[0], dpi=150)
    # The same base gives the same file: no random ids, no date.
    with rc_context({"svg.hashsalt": "compact-desk"}):
        figure.savefig(paths[1], metadata={"Date": None})
    return paths


def draw(catalog: Catalog) -> Figure:
    """Draw the table of counts."""
    rows = count_rows(catalog)
    height = HEAD + ROW_HEIGHT * len(rows)
    figure = Figure(figsize=(WIDTH, height), facecolor="white")
    top = 1 - HEAD / height + 0.02
    grid = figure.add_gridspec(1, 2, left=0.32, right=0.985, bottom=0.045, top=top, width_ratios=(6, 3), wspace=0.06)
    _draw_regions(figure.add_subplot(grid[0]), rows)
    _draw_kinds(figure.add_subplot(grid[1]), rows)
    kinds = Counter(entry.kind for entry in catalog.entries)
    title = f"What the desk knows: {len(catalog.entries)} entries"
    parts = f"{kinds['recommendation']} recommendations, {kinds['practice']} practices, {kinds['instrument']} instruments"
    figure.text(0.015, 1 - 0.42 / height, title, fontsize=17, fontweight="bold", color=INK)
    figure.text(0.015, 1 - 0.78 / height, f"{parts} · knowledge base {catalog.version}", fontsize=11, color=MUTED)
    counted = "An entry counts under its first theme, a practice once for each region that it names."
    figure.text(0.015, 0.12 / height, counted, fontsize=9, color=MUTED)
    return figure


def _places(entry: Entry) -> set[str]:
    return {region_of(code) or WORLDWIDE for code in entry.countries} or {WORLDWIDE}


def _draw_regions(axes: Axes, rows: Sequence[Row]) -> None:
    most = max(max(row.practices) for row in rows) or 1
    for y, row in enumerate(rows):
        for x, count in enumerate(row.practices):
            shade = 0.12 + 0.88 * count / most if count else 0.0
            axes.add_patch(_cell(x, y, shade))
            if count:
                axes.text(x, y, str(count), ha="center", va="center", fontsize=10, color="white" if shade > 0.5 else INK)
    axes.set_xlim(-0.5, len(columns()) - 0.5)
    axes.set_xticks(range(len(columns())), [_wrapped(name) for name in columns()], fontsize=8.5, color=MUTED)
    axes.set_yticks(range(len(rows)), [row.label for row in rows], fontsize=10.5, color=INK)
    _finish(axes, rows, "Practices by region")


def _draw_kinds(axes: Axes, rows: Sequence[Row]) -> None:
    spots = range(len(rows))
    axes.barh(spots, [row.recommendations for row in rows], height=0.62, color=BLUE, label="recommendations")
    left = [row.recommendations for row in rows]
    axes.barh(spots, [row.instruments for row in rows], left=left, height=0.62, color="#9cc3e4", label="instruments")
    for y, row in enumerate(rows):
        total = row.recommendations + row.instruments
        axes.text(total + 0.4, y, f"{row.recommendations} + {row.instruments}", va="center", fontsize=9, color=MUTED)
    axes.set_xlim(0, 1.3 * max(row.recommendations + row.instruments for row in rows))
    axes.set_xticks([])
    axes.set_yticks([])
    axes.legend(loc="lower right", bbox_to_anchor=(1.0, 1.0), frameon=False, fontsize=8.5, ncol=1, labelcolor=MUTED)
    _finish(axes, rows, "")


def _finish(axes: Axes, rows: Sequence[Row], title: str) -> None:
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.tick_params(length=0)
    axes.xaxis.tick_top()
    for side in axes.spines.values():
        side.set_visible(False)
    for y in range(1, len(rows)):
        if rows[y].cluster != rows[y - 1].cluster:
            axes.axhline(y - 0.5, color=MUTED, linewidth=0.8)
    if title:
        axes.set_title(title, fontsize=11, fontweight="bold", color=INK, loc="left", pad=12)


def _cell(x: int, y: int, shade: float) -> Rectangle:
    colour = (*to_rgb(BLUE), shade) if shade else "white"
    return Rectangle((x - 0.5, y - 0.5), 1, 1, facecolor=colour, edgecolor=GRID, linewidth=0.8)


def _wrapped(name: str) -> str:
    words, lines = name.split(), [""]
    for word in words:
        if len(lines[-1]) + len(word) > 12:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines)
