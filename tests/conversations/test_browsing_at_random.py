"""A hundred people who press whatever there is and write whatever comes to mind: never an error, never a dead button."""

import logging
import os
from pathlib import Path

import pytest
from desk_running import Talk, talking
from walking import Walk

from bot.catalog.catalog import Catalog
from bot.render.commands import COMMANDS
from bot.sandbox.person import Person
from bot.search import Search

pytestmark = pytest.mark.slow

WALKS = 100
# In so many parts they are done, each with a bot of its own.
PARTS = 5
STEPS = 18
SEED = 20_261_122
ENOUGH_VERBS = 25


async def walk_of(talk: Talk, seed: int, person: Person, pressed: set[str]) -> Walk:
    """Begin a walk: in a private chat, in a group of one's own, or in another's, where one decides nothing."""
    if seed % 4 < 2:
        return Walk(talk, person, person.id, seed, pressed)
    if seed % 4 == 2:
        group = await person.create_group("Delegation", [talk.person.id], "supergroup")
    else:
        group = await talk.person.create_group("Delegation", [person.id], "supergroup")
    return Walk(talk, person, group, seed, pressed)


def told(walk: Walk) -> str:
    """Return the whole of a walk, a line a step."""
    return "\n".join((f"walk {walk.seed}, {'group' if walk.in_group else 'private chat'}", *walk.steps, "", ""))


def log(walks: list[Walk]) -> None:
    """Add what was pressed and what came to the file that WALKS_LOG names."""
    if name := os.environ.get("WALKS_LOG"):
        with Path(name).open("a", encoding="utf-8") as file:
            file.writelines(map(told, walks))


@pytest.mark.parametrize("part", range(PARTS))
async def test_walks_at_random_meet_no_error_and_no_dead_button(
    catalog: Catalog, search: Search, caplog: pytest.LogCaptureFixture, part: int
) -> None:
    walks: list[Walk] = []
    pressed: set[str] = set()
    try:
        with caplog.at_level(logging.WARNING):
            async with talking(catalog, search) as talk:
                for number in range(part, WALKS, PARTS):
                    async with await Person.join(talk.url, "Bo", "en") as person:
                        walk = await walk_of(talk, SEED + number, person, pressed)
                        walks.append(walk)
                        # All commands are given, however the dice fall.
                        await walk.say(f"/{COMMANDS[number % len(COMMANDS)].name}")
                        for _ in range(STEPS):
                            await walk.step()
                        assert [record.getMessage() for record in caplog.records] == [], told(walk)
    finally:
        log(walks)
    # They came far.
    assert len(pressed) >= ENOUGH_VERBS, pressed
