"""Small faults around buttons and updates: too old, gone, the same, twice. What was asked for takes effect once."""

import asyncio
from typing import Any

import pytest
from desk_running import Talk, talking
from subscribing_running import NOW, known, zone_known

from bot.catalog.catalog import Catalog
from bot.search import Search
from bot.store import subscriptions
from bot.updates.polling import GLANCE_SECONDS


async def fault(talk: Talk, method: str, description: str) -> None:
    rule: dict[str, Any] = {"method": method, "code": 400, "description": f"Bad Request: {description}"}
    await talk.person.post("faults", **rule)


async def test_a_press_whose_query_is_too_old_takes_effect_all_the_same(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, lambda: NOW) as talk:
        await zone_known(talk)
        shown = await talk.ask("/digest")
        await fault(talk, "answerCallbackQuery", "query is too old and response timeout expired or query ID is invalid")
        assert "Paused" in (await talk.press(shown, "Pause")).text
        assert [one.state for one in await known(talk)] == ["paused"]


@pytest.mark.parametrize("description", ["message can't be edited", "message to edit not found"])
async def test_a_message_that_cannot_be_edited_any_more_is_sent_anew(catalog: Catalog, search: Search, description: str) -> None:
    async with talking(catalog, search) as talk:
        shown = await talk.ask("/themes")
        await fault(talk, "editMessageText", description)
        news = await talk.press(shown, shown.buttons[0][0])
        assert (news.kind, news.message_id > shown.message_id) == ("message", True)


async def test_the_same_text_again_is_no_fault(catalog: Catalog, search: Search, caplog: pytest.LogCaptureFixture) -> None:
    async with talking(catalog, search) as talk:
        shown = await talk.ask("/themes")
        await fault(talk, "editMessageText", "message is not modified: specified new message content and reply markup are the same")
        await talk.person.press(shown.message_id, shown.buttons[0][0])
        assert "Family Assistance Programme" in (await talk.ask("FAP")).text
    assert [record.levelname for record in caplog.records if record.levelname in {"WARNING", "ERROR"}] == []


async def _listens(talk: Talk) -> None:
    """Wait until the bot has confirmed all updates and waits for the next: it asks with a timeout then, and so stays."""
    updates = talk.sandbox.world.updates
    async with asyncio.timeout(10):
        polls = -1
        while len(updates) or polls != updates.polls:
            polls = updates.polls
            await asyncio.sleep(2 * GLANCE_SECONDS)


async def test_an_update_that_comes_twice_takes_effect_once(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, lambda: NOW) as talk:
        await zone_known(talk)
        before = len(await known(talk))
        await _listens(talk)
        # The poll that waits brings the update; after it none gets through that would confirm it.
        talk.sandbox.world.faults.add({"method": "getUpdates", "code": 500, "times": 1000})
        first = await talk.ask("/subscribe germany")
        await talk.stop()
        talk.sandbox.world.faults.clear()
        await talk.restart()
        again = await talk.heard()
        assert "Germany" in first.text
        assert "Germany" in again.text
        assert len(await known(talk)) == before + 1
        async with talk.desk.store.read() as connection:
            assert (await subscriptions.count(connection))["active"] == before + 1
