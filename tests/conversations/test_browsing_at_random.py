"""A person who presses whatever there is and writes whatever comes to mind: never an error, never a dead button."""

import logging
import random
from typing import Any

import pytest
from desk_running import Talk, talking

from bot.catalog.catalog import Catalog
from bot.render import pages
from bot.sandbox.person import News
from bot.search import Search

pytestmark = pytest.mark.slow

PRESSES = 300
SEED = 20261122
COMMANDS = (
    "/themes", "/theme", "/theme 3.3", "/theme remitances", "/theme women migrants", "/theme blorp", "/countries",
    "/country Germny", "/country congo", "/country united", "/objectives", "/objective 6", "/objective 99",
    "/objective fair recrutment", "/objective labour", "/practices", "/practices turkey", "/practices ICTC",
    "/practices smuggling", "/recommendations", "/recommendations children", "/instruments", "/instruments labour",
    "/instruments women", "/instruments ICTC", "/sources", "/sources iom", "/start", "/themse", "/country <b>",
    "/start canada-ictc", "what about remittances?",
)  # fmt: skip
# So often somebody goes on with what is shown, and does not begin anew.
PATIENCE = 0.9


def held(shown: News) -> list[tuple[int, int, str]]:
    """Return the place of each button that leads on within the lists, and what it holds; others are pressed in their own tests."""
    rows: list[list[dict[str, Any]]] = shown.message.get("reply_markup", {}).get("inline_keyboard", [])
    return [
        (row, column, one["callback_data"])
        for row, buttons in enumerate(rows)
        for column, one in enumerate(buttons)
        if one.get("callback_data", "").startswith(("b|", "open:"))
    ]


async def pressed(talk: Talk, shown: News, dice: random.Random) -> News:
    """Press any button and return what comes; a notice alone would be a dead button."""
    row, column, _ = dice.choice(held(shown))
    await talk.person.press(shown.message_id, row=row, column=column)
    news = await talk.heard()
    assert news.kind != "answer", news.text
    return news


async def test_a_walk_at_random_meets_no_error_and_no_dead_button(
    catalog: Catalog, search: Search, caplog: pytest.LogCaptureFixture
) -> None:
    dice = random.Random(SEED)
    verbs: set[str] = set()
    with caplog.at_level(logging.WARNING):
        async with talking(catalog, search) as talk:
            shown = await talk.ask("/themes")
            for _ in range(PRESSES):
                goes_on = held(shown) and dice.random() < PATIENCE
                shown = await pressed(talk, shown, dice) if goes_on else await talk.ask(dice.choice(COMMANDS))
                assert shown.text
                assert shown.text != pages.trouble().text
                assert all(len(data.encode()) <= 64 for _, _, data in held(shown))
                verbs |= {data.rpartition("/")[2].partition("~")[0] for _, _, data in held(shown) if data.startswith("b|")}
    assert [record.getMessage() for record in caplog.records] == []
    # It came far: to lists beside cards of every sort.
    assert {"P", "R", "I", "M", "L", "F"} <= {verb.partition("+")[0] for verb in verbs}
