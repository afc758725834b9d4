"""Buttons, inline queries, and what becomes of the answers."""

import asyncio

import pytest
from sandbox_running import Running, running
from telegram import (
    CallbackQuery,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
)
from telegram.error import BadRequest

from bot.sandbox.person import PersonError

TOO_OLD = r"^Query is too old and response timeout expired or query id is invalid$"
KEYS = InlineKeyboardMarkup(
    [
        [InlineKeyboardButton("Go", callback_data="go"), InlineKeyboardButton("Éé", callback_data="é" * 32)],
        [
            InlineKeyboardButton("Open", url="https://example.org/"),
            InlineKeyboardButton("Copy", copy_text=CopyTextButton("words")),
        ],
    ]
)


async def pressed(desk: Running) -> CallbackQuery:
    sent = await desk.bot.send_message(desk.ann.id, "press", reply_markup=KEYS)
    await desk.ann.next()
    await desk.ann.press(sent.message_id, "Go")
    query = (await desk.update()).callback_query
    assert query is not None
    return query


async def test_a_press_reaches_the_bot_and_its_answer_the_person() -> None:
    async with running() as desk:
        query = await pressed(desk)
        assert (query.data, query.from_user.id) == ("go", desk.ann.id)
        assert query.chat_instance
        assert query.message is not None
        assert query.message.date.timestamp() == desk.clock.time
        assert await query.answer("done", show_alert=True)
        answer = await desk.ann.next()
        assert (answer.kind, answer.text, answer.alert, answer.message_id) == (
            "answer",
            "done",
            True,
            query.message.message_id,
        )


async def test_the_chat_instance_stays() -> None:
    async with running() as desk:
        first, second = await pressed(desk), await pressed(desk)
        assert first.chat_instance == second.chat_instance
        assert first.id != second.id


async def test_a_query_is_answered_once() -> None:
    async with running() as desk:
        query = await pressed(desk)
        with pytest.raises(BadRequest, match=r"^Message_too_long$"):
            await query.answer("x" * 201)
        await query.answer()
        with pytest.raises(BadRequest, match=TOO_OLD):
            await query.answer()
        with pytest.raises(BadRequest, match=TOO_OLD):
            await desk.bot.answer_callback_query("77")


async def test_a_query_grows_old() -> None:
    async with running() as desk:
        query = await pressed(desk)
        await desk.ann.post("clock", advance=16)
        with pytest.raises(BadRequest, match=TOO_OLD):
            await query.answer()


async def test_buttons_that_are_not_for_the_bot() -> None:
    async with running() as desk:
        sent = await desk.bot.send_message(desk.ann.id, "press", reply_markup=KEYS)
        assert await desk.ann.press(sent.message_id, "Open") == {"url": "https://example.org/"}
        assert await desk.ann.press(sent.message_id, row=1, column=1) == {"copy_text": {"text": "words"}}
        assert len(desk.sandbox.world.updates) == 0


async def test_buttons_that_are_not_there() -> None:
    async with running() as desk:
        sent = await desk.bot.send_message(desk.ann.id, "press", reply_markup=KEYS)
        for message_id, label, row, line in [
            (sent.message_id, "Stop", 0, "no button 'Stop'"),
            (sent.message_id, None, 7, "no button in row 7, column 0"),
            (999, None, 0, "no message 999"),
            (999, "Go", 0, "no message 999"),
        ]:
            with pytest.raises(PersonError, match=line) as refusal:
                await desk.ann.press(message_id, label, row)
            assert refusal.value.status == 404


def article(identifier: str = "1", text: str = "t") -> InlineQueryResultArticle:
    return InlineQueryResultArticle(identifier, "Title", InputTextMessageContent(text, "HTML"))


async def test_an_inline_query_is_answered() -> None:
    async with running() as desk:
        asked = asyncio.create_task(desk.ann.inline("visa", offset="20"))
        query = (await desk.update()).inline_query
        assert query is not None
        assert (query.query, query.offset, query.from_user.id) == ("visa", "20", desk.ann.id)
        button = InlineQueryResultsButton("More", start_parameter="more")
        assert await query.answer([article("a"), article("b")], next_offset="40", is_personal=True, button=button)
        answer = await asked
        assert [result["id"] for result in answer["results"]] == ["a", "b"]
        assert (answer["next_offset"], answer["cache_time"], answer["is_personal"]) == ("40", 300, True)
        assert answer["button"]["start_parameter"] == "more"
        with pytest.raises(BadRequest, match=TOO_OLD):
            await query.answer([])


NO_TITLE = "can't parse inline query result: Can't find field \"title\""
INLINE_REFUSALS = [
    ('[{"type": "poem", "id": "1"}]', "can't parse inline query result: type \"poem\" is unsupported for the inline query result"),
    ('[{"type": "article", "id": "1", "title": "t"}]', 'can\'t parse inline query result: Can\'t find field "message_text"'),
    ('[{"type": "article", "id": "1", "input_message_content": {}}]', NO_TITLE),
    ('[{"type": "article", "id": "1", "title": "", "input_message_content": {}}]', "ARTICLE_TITLE_EMPTY"),
    ("{", "can't parse inline query results JSON object"),
    ("1", "expected an Array of inline query results"),
]  # fmt: skip


async def test_inline_answers_are_refused() -> None:
    async with running() as desk:
        asked = await desk.ann.post("inline", person=desk.ann.id, query="x")
        for results, text in INLINE_REFUSALS:
            answered = await desk.refused("answerInlineQuery", inline_query_id=asked["query_id"], results=results)
            assert answered == text
        query = (await desk.update()).inline_query
        assert query is not None
        for wrong, text in [
            ([article(str(i)) for i in range(51)], "too many inline query results specified"),
            ([article("a"), article("a")], "RESULT_ID_DUPLICATE"),
            ([article(text="<b>")], "can't parse entities: Can't find end tag"),
            ([article(text="x" * 4097)], "message is too long"),
        ]:
            given = [result.to_dict() for result in wrong]
            assert (await desk.refused("answerInlineQuery", inline_query_id=query.id, results=given)).startswith(text)
        for button in [[], {"text": "x"}, {"text": "x", "start_parameter": "a", "web_app": {}}]:
            text = await desk.refused("answerInlineQuery", inline_query_id=query.id, button=button or "[]")
            assert text.startswith("inlineQueryResultsButton must")
        desk.clock.time += 11
        with pytest.raises(BadRequest, match=TOO_OLD):
            await query.answer([article()])


async def test_an_inline_query_without_answer() -> None:
    async with running() as desk:
        with pytest.raises(PersonError, match="not answered") as refusal:
            await desk.ann.inline("x", timeout=0.05)
        assert refusal.value.status == 504
        with pytest.raises(PersonError, match="at most 256"):
            await desk.ann.inline("x" * 257)
        with pytest.raises(PersonError, match="no inline query 5"):
            await desk.ann.get("inline/5")
