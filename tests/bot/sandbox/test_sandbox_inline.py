"""Inline results that people send: messages of theirs, via the bot."""

import asyncio
from typing import Any

import pytest
from sandbox_running import Running, running
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, InlineQueryResultArticle, InputTextMessageContent
from telegram.error import BadRequest

from bot.sandbox.person import Person, PersonError

KEYS = InlineKeyboardMarkup([[InlineKeyboardButton("Go", callback_data="go")]])
RESULTS = [
    InlineQueryResultArticle("a", "A", InputTextMessageContent("<b>first</b>", "HTML"), reply_markup=KEYS),
    InlineQueryResultArticle("b", "B", InputTextMessageContent("second")),
]


async def offered(desk: Running, person: Person, chat: int | None = None) -> dict[str, Any]:
    """Let somebody ask inline and the bot answer; give the answer."""
    asked = asyncio.create_task(person.inline("visa", chat=chat))
    query = (await desk.update()).inline_query
    assert query is not None
    await query.answer(RESULTS)
    return await asked


async def test_a_result_is_sent_via_the_bot() -> None:
    async with running() as desk:
        answer = await offered(desk, desk.ann)
        sent = await desk.ann.choose(answer["query_id"], "a")
        message = (await desk.update()).message
        assert message is not None
        assert (message.message_id, message.text, message.via_bot and message.via_bot.id) == (sent, "first", desk.bot.id)
        assert message.from_user is not None
        assert message.from_user.id == desk.ann.id
        (_, shown) = await desk.ann.messages()
        assert shown["reply_markup"]["inline_keyboard"][0][0]["text"] == "Go"


async def test_its_buttons_work_where_the_bot_is_not() -> None:
    async with running() as desk, await Person.join(desk.url, "Bo") as bo:
        chat = await desk.ann.create_group("Delegation", [bo.id], bot=False)
        answer = await offered(desk, desk.ann, chat)
        sent = await desk.ann.choose(answer["query_id"], "a", chat=chat)
        assert await desk.updates() == []
        await bo.press(sent, "Go", chat=chat)
        query = (await desk.update()).callback_query
        assert query is not None
        assert (query.message, query.from_user.id) == (None, bo.id)
        assert await query.edit_message_text("other") is True
        assert [message.get("text") for message in await bo.messages(chat)][-1] == "other"
        with pytest.raises(BadRequest, match=r"(?i)message_id_invalid"):
            await desk.bot.edit_message_text("x", inline_message_id="nothing")


async def test_a_bot_in_the_group_hears_what_was_sent_via_it() -> None:
    async with running() as desk:
        chat = await desk.ann.create_group("Delegation")
        await desk.updates()
        answer = await offered(desk, desk.ann, chat)
        await desk.ann.choose(answer["query_id"], "b", chat=chat)
        assert [message.text for message in await desk.messages()] == ["second"]


async def test_what_was_not_offered_cannot_be_sent() -> None:
    async with running() as desk, await Person.join(desk.url, "Bo") as bo:
        answer = await offered(desk, desk.ann)
        unanswered = await desk.ann.post("inline", person=desk.ann.id, query="x")
        for person, query, result, line in [
            (desk.ann, answer["query_id"], "z", "has no result 'z'"),
            (desk.ann, "7", "a", "no results of inline query 7"),
            (desk.ann, unanswered["query_id"], "a", "no results of inline query"),
            (bo, answer["query_id"], "a", f"for person {bo.id}"),
        ]:
            with pytest.raises(PersonError, match=line) as refusal:
                await person.choose(query, result)
            assert refusal.value.status == 404
