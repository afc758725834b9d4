"""Buttons of yesterday, commands that are edited, a database that is busy: nothing is begun, ended or run that nobody asked for."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import pytest
from desk_running import Talk, talking
from sqlalchemy import text
from subscribing_running import NOW, known, zone_known

from bot.catalog.catalog import Catalog
from bot.digests import known as stored
from bot.sandbox.person import News
from bot.search import Search


async def keyboard(talk: Talk, *data: str) -> News:
    """Show a message with buttons that hold these addresses, a row each."""
    markup = {"inline_keyboard": [[{"text": one[:20], "callback_data": one}] for one in data]}
    await talk.process.bot.send_message(talk.person.id, "old", reply_markup=markup)  # type: ignore[arg-type]
    return await talk.person.next()


async def press_row(talk: Talk, shown: News, row: int) -> News:
    await talk.person.press(shown.message_id, row=row)
    return await talk.heard()


OLD = ("go", "rest", "end", "time", "days", "zone", "until", "same", "time|{}|0700", "days|{}|1f", "until|{}|7",
       "until|{}|2027-01-05", "zone|{}|Asia/Kathmandu", "slot|{}|0900|7f|UTC")  # fmt: skip


@pytest.mark.parametrize("verb", OLD)
async def test_an_old_button_revives_nothing_and_offers_the_way_back(catalog: Catalog, search: Search, verb: str) -> None:
    async with talking(catalog, search, lambda: NOW) as talk:
        await zone_known(talk)
        await talk.ask("/subscribe labour mobility 17:00 daily")
        ended, other = await known(talk)
        await talk.ask("/unsubscribe remittances")
        shown = await keyboard(talk, verb.format(ended.id) if "{" in verb else f"{verb}|{ended.id}")
        told = await press_row(talk, shown, 0)
        assert told.text.startswith("This was already stopped.\n\nMigration costs and remittances\n")
        assert told.buttons == [["Subscribe again"], ["Back to all subscriptions"]]
        assert await known(talk) == [other]
        again = await talk.press(told, "Subscribe again")
        assert again.text.startswith("Resumed")
        assert {one.id for one in await known(talk)} == {ended.id, other.id}


async def test_below_a_digest_resuming_takes_no_end_back_and_undoing_does(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, lambda: NOW) as talk:
        await zone_known(talk)
        (one,) = await known(talk)
        await talk.ask("/unsubscribe remittances")
        shown = await keyboard(talk, f"resume:{one.id}", f"undo:{one.id}")
        assert (await press_row(talk, shown, 0)).text == "This was already stopped."
        assert await known(talk) == []
        assert (await press_row(talk, shown, 1)).text.startswith("Resumed")
        assert [mine.id for mine in await known(talk)] == [one.id]


async def test_an_answer_to_the_question_about_an_ended_one_changes_nothing(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, lambda: NOW) as talk:
        await zone_known(talk)
        (one,) = await known(talk)
        for how in ("07:00", "whenever you like"):
            asked = await talk.press(await talk.ask("/subscriptions"), "Change time")
            await talk.ask("/unsubscribe remittances")
            await talk.person.say(how, reply_to=asked.message_id)
            told = [(await talk.heard()).text for _ in range(2)]
            assert any(text.startswith("This was already stopped.") for text in told), how
            after = await stored.subscription(talk.desk.store, one.id)
            assert after is not None
            assert (after.state, after.send_at) == ("ended", "09:00")
            await press_row(talk, await keyboard(talk, f"undo:{one.id}"), 0)


async def test_pausing_until_a_date_leaves_what_rests_until_it_is_resumed(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, lambda: NOW) as talk:
        await zone_known(talk)
        await talk.ask("/subscribe labour mobility 17:00 daily")
        await talk.ask("/pause labour mobility")
        paused = await talk.ask("/pause until 3 January")
        assert "Migration costs and remittances\nPaused. Next digest: Monday 4 January 2027." in paused.text
        assert paused.text.endswith("One more stays paused until you resume it.")
        assert [(one.state, one.next_due_at is None) for one in await known(talk)] == [("active", False), ("paused", True)]
        await talk.ask("/pause")
        assert (await talk.ask("/pause until 3 January")).text == "All of them are already paused."
        assert {one.state for one in await known(talk)} == {"paused"}


# What a database refuses in the middle of a change, and the button that asks for the change.
HALVES = {
    "the chat's own zone": ("UPDATE OF zone ON chat", "zone|{}|Asia/Kathmandu"),
    "the last of the others": ("UPDATE OF zone ON subscription WHEN OLD.topic = 'theme:2.1'", "same|{}"),
}


@pytest.mark.parametrize("name", HALVES)
async def test_a_change_of_zone_is_made_whole_or_not_at_all(catalog: Catalog, search: Search, name: str) -> None:
    when, address = HALVES[name]
    async with talking(catalog, search, lambda: NOW) as talk:
        await zone_known(talk)
        for subject in ("germany", "labour mobility"):
            await talk.ask(f"/subscribe {subject} 10:00 daily kathmandu")
        before = await known(talk)
        async with talk.desk.store.write() as connection:
            await connection.execute(text(f"CREATE TRIGGER refuses BEFORE {when} BEGIN SELECT RAISE(ABORT, 'no'); END"))
        await press_row(talk, await keyboard(talk, address.format(before[0].id)), 0)
        assert [one.zone for one in await known(talk)] == [one.zone for one in before]


@asynccontextmanager
async def exhausted(talk: Talk) -> AsyncIterator[None]:
    """Keep every connection of the store, so that nobody else gets one to read or write."""
    async with AsyncExitStack() as stack:
        for _ in range(10):
            await stack.enter_async_context(talk.desk.store.engine.connect())
        yield


async def test_a_question_is_answered_while_the_store_is_busy(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, lambda: NOW, 0.1) as talk:
        asked = await talk.ask("/subscribe")
        async with exhausted(talk):
            assert "Family Assistance Programme" in (await talk.ask("FAP")).text
        # The question is still open.
        await talk.person.say("remittances")
        assert "time of day" in (await talk.heard()).text
        assert asked.message_id


async def test_an_edited_message_runs_no_command_again(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, lambda: NOW) as talk:
        await zone_known(talk)
        said = await talk.person.say("/pause")
        assert (await talk.heard()).text.startswith("Paused")
        await talk.ask("/resume")
        for words in ("/pause now", "/unsubscribe", "/pause"):
            await talk.person.edit(said, words)
        assert "Family Assistance Programme" in (await talk.ask("FAP")).text
        assert [one.state for one in await known(talk)] == ["active"]
        async with asyncio.timeout(5):
            assert (await talk.ask("/resume")).text == "None of them is paused."
