"""The command line. Every failure that we foresee is one line on standard error and an exit code."""

import errno
import gc
import os
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bot import export as data
from bot.catalog import earlier
from bot.catalog.draft import write_draft
from bot.catalog.loader import KNOWLEDGE, load_catalog, read_golden, read_shelf
from bot.catalog.template import template
from bot.errors import EXIT_PROBLEM, DeskError, KnowledgeError, UnknownEntry
from bot.render.terminal import plain_answer
from bot.search import Search
from bot.search.english import is_english

app = typer.Typer(
    name="compact-desk",
    help="A reference desk in Telegram for migration governance.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


class Kind(StrEnum):
    """Kinds of entries."""

    PRACTICE = "practice"
    RECOMMENDATION = "recommendation"
    INSTRUMENT = "instrument"


class ExportFormat(StrEnum):
    """How entries are printed."""

    JSONL = "jsonl"
    CSV = "csv"


@app.command()
def ask(
    question: Annotated[list[str], typer.Argument(help="The question; `-` reads one a line from standard input.")],
    json: Annotated[bool, typer.Option("--json", help="Print one line of JSON for each question.")] = False,
    limit: Annotated[int, typer.Option(min=1, max=50, help="Show at most this many entries.")] = 5,
) -> None:
    """Answer a question in the terminal."""
    catalog = load_catalog()
    search = Search(catalog)
    for text in _questions(question):
        began = time.perf_counter()
        answer = search.ask(text, limit)
        took_ms = (time.perf_counter() - began) * 1000
        typer.echo(data.to_json(data.answer_data(catalog, answer, took_ms)) if json else plain_answer(catalog, answer))


@app.command()
def show(entry_id: Annotated[str, typer.Argument(metavar="ID", help="The entry's id.")]) -> None:
    """Show one entry as a card."""
    from bot.render.plain import plain_card  # noqa: PLC0415 - Telegram's classes load slowly and most commands need none

    catalog = load_catalog()
    if not catalog.has(entry_id):
        raise UnknownEntry(f"id must be that of an entry, got {entry_id!r} (`ask` finds entries by their words)")
    typer.echo(plain_card(catalog, catalog.entry(entry_id)))


@app.command()
def export(
    format: Annotated[ExportFormat, typer.Option(help="One JSON object a line, or CSV.")] = ExportFormat.JSONL,  # noqa: A002
) -> None:
    """Print every entry."""
    catalog = load_catalog()
    if format is ExportFormat.CSV:
        typer.echo(data.to_csv(catalog, catalog.entries), nl=False)
        return
    for entry in catalog.entries:
        typer.echo(data.to_json(data.export_data(catalog, entry)))


@app.command()
def check(
    paths: Annotated[list[Path] | None, typer.Argument(help="Print problems of these files or folders only.")] = None,
) -> None:
    """Check the knowledge base; prints every problem as `path:line:column: what must be true, got what`."""
    wanted = [_absolute(path) for path in paths or [KNOWLEDGE]]
    shelves = {folder: read_shelf(folder) for folder in map(_knowledge_folder, wanted)}
    found = [problem for shelf in shelves.values() for problem in shelf.problems]
    for folder, shelf in shelves.items():
        found += read_golden(folder, {checked.entry.id for checked in shelf.entries})[1]
    problems = sorted(problem for problem in found if _is_within(Path(problem.path), wanted))
    for problem in problems:
        typer.echo(str(problem))
    if problems:
        typer.echo("1 problem" if len(problems) == 1 else f"{len(problems)} problems", err=True)
        raise typer.Exit(EXIT_PROBLEM)
    typer.echo(f"{sum(len(shelf.entries) for shelf in shelves.values())} entries, no problems")


@app.command()
def golden(
    misses: Annotated[bool, typer.Option("--misses", help="Print each question that fails, of the tuning half only.")] = False,
) -> None:
    """Put the golden questions to the search; exit 1 when the checking half falls below its floors."""
    from bot.golden_report import report  # noqa: PLC0415 - only here needed

    catalog = load_catalog()
    questions, problems = read_golden(KNOWLEDGE, {entry.id for entry in catalog.entries})
    if questions is None:
        raise KnowledgeError([str(problem) for problem in problems] or ["questions.yaml must exist, got nothing"])
    if not report(questions, Search(catalog), misses):
        raise typer.Exit(EXIT_PROBLEM)


@app.command()
def changes(
    old_export: Annotated[Path, typer.Argument(metavar="OLD_EXPORT.jsonl", help="What `compact-desk export` printed earlier.")],
) -> None:
    """Print what changed since an earlier export, as a release to be finished by hand in `knowledge/history.yaml`."""
    try:
        exported = old_export.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        got = "other bytes" if isinstance(error, UnicodeDecodeError) else f"{str(old_export)!r} ({error.strerror})"
        raise DeskError(f"OLD_EXPORT must be a file of UTF-8 that can be read, got {got}") from error
    catalog = load_catalog()
    # No other line end: a text may hold those that only Unicode knows.
    found = earlier.compare(earlier.read_export(exported.split("\n"), str(old_export)), catalog, is_english)
    typer.echo(earlier.block(found, catalog, f"{datetime.now(UTC):%Y-%m-%d}").encode("utf-8", "replace"), nl=False)


@app.command("template")
def print_template() -> None:
    """Print `knowledge/TEMPLATE.yaml`: every field explained, from the rules that the checker applies."""
    typer.echo(template(), nl=False)


@app.command()
def overview(
    out: Annotated[Path, typer.Option(help="Where to write, without the ending: .png and .svg are added.")] = Path("overview"),
) -> None:
    """Draw what the knowledge base covers, as PNG and SVG."""
    from bot.overview import write_overview  # noqa: PLC0415 - matplotlib loads slowly

    try:
        for path in write_overview(load_catalog(), out):
            typer.echo(path)
    except OSError as error:
        raise DeskError(f"--out must name a place that can be written, got {str(out)!r} ({error.strerror})") from error


@app.command()
def new(kind: Annotated[Kind, typer.Argument(help="practice, recommendation or instrument.")]) -> None:
    """Start a new entry: writes a filled template under the next free id and names the file."""
    path = write_draft(kind.value, KNOWLEDGE)
    typer.echo(f"{path}: fill it in, rename file and id if you like, then run: compact-desk check {path}")


@app.command("try")
def try_out(
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port of the chat page; 0 takes a free one.")] = 8090,
) -> None:
    """Try the bot in a browser: no token, no network."""
    from bot.trial import run_trial  # noqa: PLC0415 - the server and Telegram's classes load slowly

    run_trial(load_catalog(), port)


@app.command()
def run() -> None:
    """Run the bot against Telegram. Needs BOT_TOKEN."""
    from bot.service import run_service  # noqa: PLC0415 - see above
    from bot.settings import read_settings  # noqa: PLC0415

    run_service(read_settings(os.environ), load_catalog())


@app.command()
def worker() -> None:
    """Plan and send digests beside `run`, as often as you like. Needs BOT_TOKEN and a DATABASE_URL of PostgreSQL."""
    from bot.service import run_worker  # noqa: PLC0415 - see above
    from bot.settings import read_settings  # noqa: PLC0415

    run_worker(read_settings(os.environ), load_catalog())


@app.command()
def digest(
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Print what would be sent, to how many and how long it takes.")
    ] = False,
    day: Annotated[datetime | None, typer.Option("--date", formats=["%Y-%m-%d"], help="The date to rehearse; today.")] = None,
) -> None:
    """Show how digests went and what waits; with --dry-run, what a day would bring. Sends nothing. Needs DATABASE_URL alone."""
    from bot.service import show_digests  # noqa: PLC0415 - see above
    from bot.settings import read_database  # noqa: PLC0415

    if day and not dry_run:
        raise typer.BadParameter("--date goes with --dry-run")
    wanted = (day or datetime.now(UTC)).date() if dry_run else None
    show_digests(read_database(os.environ), load_catalog(), wanted)


@app.command()
def unanswered() -> None:
    """List the questions that people asked in vain and passed on to the curators, most frequent first. Needs DATABASE_URL alone."""
    from bot.service import show_unanswered  # noqa: PLC0415 - see above
    from bot.settings import read_database  # noqa: PLC0415

    show_unanswered(read_database(os.environ))


@app.command()
def feedback() -> None:
    """Show how people voted on entries, those whose source they call wrong first. Needs DATABASE_URL alone."""
    from bot.service import show_feedback  # noqa: PLC0415 - see above
    from bot.settings import read_database  # noqa: PLC0415

    show_feedback(read_database(os.environ), load_catalog())


@app.command()
def migrate() -> None:
    """Bring the database to the newest layout; safe when several do it at once. Needs DATABASE_URL alone."""
    from bot.service import migrate_store  # noqa: PLC0415 - see above
    from bot.settings import read_database  # noqa: PLC0415

    migrate_store(read_database(os.environ))
    typer.echo("the database is up to date")


def main() -> None:
    """Run the command line; the console script and `python -m bot` call it."""
    # A command that ends within a second has nothing worth collecting; what serves for days turns collection on again.
    gc.disable()
    try:
        app()
    except DeskError as error:
        print(error, file=sys.stderr)  # noqa: T201 - the one place where failures are told
        sys.exit(error.exit_code)
    except BrokenPipeError:
        # The reader, such as `head`, has seen enough.
        _discard_output()
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        _discard_output()
        print("output must fit on the disk, got a full one", file=sys.stderr)  # noqa: T201
        sys.exit(EXIT_PROBLEM)


def _discard_output() -> None:
    # Python would complain once more at exit, of what is still to be written.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _questions(given: list[str]) -> Iterator[str]:
    if given != ["-"]:
        yield " ".join(given)
        return
    for line in sys.stdin.buffer:
        yield line.decode("utf-8", "replace").rstrip("\r\n")


def _knowledge_folder(path: Path) -> Path:
    """Return the knowledge folder that a path lies in; the path itself where there is none, for the reader to complain of."""
    return next((folder for folder in (path, *path.parents) if (folder / "sources.yaml").exists()), path)


def _is_within(path: Path, wanted: list[Path]) -> bool:
    whole = _absolute(path)
    return any(whole == one or one in whole.parents for one in wanted)


def _absolute(path: Path) -> Path:
    # Links are not followed: an entry that links out of the folder, or to itself, is still one of the folder's.
    return Path(os.path.normpath(path.absolute()))
