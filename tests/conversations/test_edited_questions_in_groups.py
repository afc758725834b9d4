"""Edited questions in a group: the answer follows, and never tells all what is asked of the desk alone."""

import pytest
from groups_running import Group, in_group
from meeting_running import collected, prefer

from bot.catalog.catalog import Catalog
from bot.sandbox.person import News
from bot.search import Search

ICTC = "Which country matches IT newcomers with employers?"
PDD = "/ask Nansen Initiative"


async def stands_after(group: Group, shown: News, edited: str) -> str:
    """Edit the question of an answer, and return the answer as it stands once the bot has seen that."""
    await group.bo.edit(shown.message["reply_to_message"]["message_id"], edited, group.id)
    # Updates of one chat are answered in their order.
    await group.ask("/help")
    there = {message["message_id"]: message.get("text", "") for message in await group.amina.messages(group.id)}
    return str(there.get(shown.message_id, ""))


@pytest.mark.parametrize("edited", [f"/whisper {ICTC}", "/note ICTC", "/ask@other_bot ICTC", "ICTC, I meant", "/ask"])
async def test_what_is_no_open_question_any_more_leaves_the_answer(catalog: Catalog, search: Search, edited: str) -> None:
    async with in_group(catalog, search) as group:
        # As an administrator the bot hears every edit.
        await group.amina.promote(group.id, await group.amina.bot_id())
        shown = await group.ask(PDD)
        assert await stands_after(group, shown, edited) == shown.text


async def test_where_answers_are_private_an_edit_shows_none(catalog: Catalog, search: Search) -> None:
    async with in_group(catalog, search) as group:
        shown = await group.ask(PDD)
        await prefer(group.talk, group.id, whisper=True)
        assert await stands_after(group, shown, f"/ask {ICTC}") == shown.text


async def test_who_may_not_ask_gets_nothing_by_an_edit(catalog: Catalog, search: Search) -> None:
    async with in_group(catalog, search) as group:
        shown = await group.ask(PDD)
        await prefer(group.talk, group.id, askers="administrators")
        assert await stands_after(group, shown, f"/ask {ICTC}") == shown.text


async def test_pointers_and_the_meeting_know_what_stands_there_now(catalog: Catalog, search: Search) -> None:
    async with in_group(catalog, search) as group:
        await group.ask("/meeting start", group.amina)
        shown = await group.ask(PDD)
        assert "ICTC" in await stands_after(group, shown, f"/ask {ICTC}")
        await collected(group, 0, 2)
        pointer = await group.ask("/ask ICTC", group.amina)
        assert pointer.message["entities"][0]["url"].endswith(f"/{shown.message_id}")
        assert (await group.ask(PDD, group.amina)).text == shown.text


async def test_an_edit_does_not_bring_back_what_was_removed(catalog: Catalog, search: Search) -> None:
    async with in_group(catalog, search) as group:
        shown = await group.ask(PDD)
        await group.bo.press(shown.message_id, "Remove", chat=group.id)
        assert await stands_after(group, shown, f"/ask {ICTC}") == ""
        again = await group.ask(f"/ask {ICTC}")
        assert again.buttons == [["Full card", "Remove"]]
