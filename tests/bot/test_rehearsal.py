"""What operators and curators see of the store on the console."""

import io

from rich.console import Console

from bot.catalog.catalog import Catalog
from bot.rehearsal import list_feedback
from bot.store import feedback
from bot.store.feedback import Ballot, Vote
from bot.store.store import Store

VOTES: list[tuple[str, Vote]] = [
    ("egypt-imis", "not useful"),
    ("egypt-imis", "wrong source"),
    ("no-such-entry", "wrong source"),
    ("no-such-entry", "wrong source"),
    ("canada-ictc", "useful"),
    ("germany-family-assistance-programme", "not useful"),
]


async def shown(store: Store, catalog: Catalog) -> list[str]:
    console = Console(file=io.StringIO(), width=100)
    await list_feedback(store, catalog, console)
    assert isinstance(console.file, io.StringIO)
    return [" ".join(line.strip("│┃ ").replace("│", " ").split()) for line in console.file.getvalue().splitlines()]


async def test_votes_are_listed_with_wrong_sources_first(store: Store, catalog: Catalog) -> None:
    async with store.write() as connection:
        for number, (entry_id, vote) in enumerate(VOTES):
            await feedback.cast(connection, Ballot(entry_id, f"voter {number}", "question", vote), store.now())
    assert [line for line in await shown(store, catalog) if line[-1:].isdigit()] == [
        "no-such-entry (no longer known) 2 0 0",
        "egypt-imis 1 1 0",
        "germany-family-assistance-programme 0 1 0",
        "canada-ictc 0 0 1",
    ]


async def test_where_nobody_voted_that_is_said(store: Store, catalog: Catalog) -> None:
    assert await shown(store, catalog) == ["Nobody has voted."]
