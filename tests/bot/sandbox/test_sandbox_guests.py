"""Guest mode: the bot is called by its name in a group where it is no member, and answers once."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from sandbox_running import Running, running
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, InlineQueryResultArticle, InputTextMessageContent, Message
from telegram.error import BadRequest

from bot.sandbox.person import Person

KEYS = InlineKeyboardMarkup([[InlineKeyboardButton("Go", callback_data="go")]])


def article(text: str = "<b>here</b>", keys: InlineKeyboardMarkup | None = None) -> InlineQueryResultArticle:
    return InlineQueryResultArticle("1", "Title", InputTextMessageContent(text, "HTML"), reply_markup=keys)


@asynccontextmanager
async def guesting(kind: str = "group") -> AsyncIterator[tuple[Running, Person, int]]:
    """Run a desk whose bot may be a guest, and a group of Ann and Bo without it."""
    async with running() as desk, await Person.join(desk.url, "Bo") as bo:
        await desk.ann.post("features", guest=True)
        yield desk, bo, await desk.ann.create_group("Delegation", [bo.id], kind, bot=False)


async def called(desk: Running) -> Message:
    message = (await desk.update()).guest_message
    assert message is not None
    assert message.guest_query_id
    return message


@pytest.mark.parametrize("kind", ["group", "supergroup"])
async def test_a_mention_is_answered_where_the_bot_is_no_member(kind: str) -> None:
    async with guesting(kind) as (desk, bo, chat):
        asked = await bo.say("What is known, 🕊 @Desk_Bot?", chat=chat)
        message = await called(desk)
        assert (message.chat.id, message.message_id, message.from_user and message.from_user.id) == (chat, asked, bo.id)
        sent = await message.answer_guest_query(article(keys=KEYS))
        for person in (desk.ann, bo):
            seen = await person.next(chat=chat)
            assert (seen.text, seen.buttons) == ("here", [["Go"]])
            assert seen.message["reply_to_message"]["message_id"] == asked
            assert seen.message["guest_bot_caller_user"]["id"] == bo.id
            assert seen.message["from"]["id"] == desk.bot.id
        assert await desk.bot.edit_message_text("other", inline_message_id=sent.inline_message_id)
        assert (await desk.ann.next(chat=chat)).text == "other"


async def test_one_answer_and_in_time() -> None:
    async with guesting() as (desk, bo, chat):
        await bo.say("@desk_bot x", chat=chat)
        message = await called(desk)
        with pytest.raises(BadRequest, match="Can't parse entities"):
            await message.answer_guest_query(article("<b>"))
        await message.answer_guest_query(article())
        with pytest.raises(BadRequest, match="too old"):
            await message.answer_guest_query(article())
        await bo.say("@desk_bot y", chat=chat)
        message = await called(desk)
        desk.clock.time += 61
        with pytest.raises(BadRequest, match="too old"):
            await message.answer_guest_query(article())
        # The chat itself stays shut to it.
        assert await desk.refused("sendMessage", chat_id=chat, text="x") == "chat not found"


async def test_its_answer_can_be_answered_and_pressed() -> None:
    async with guesting() as (desk, bo, chat):
        await bo.say("@desk_bot x", chat=chat)
        sent = await (await called(desk)).answer_guest_query(article(keys=KEYS))
        shown = await desk.ann.next(chat=chat)
        await desk.ann.say("and then?", shown.message_id, chat=chat)
        again = await called(desk)
        assert (again.text, again.reply_to_message and again.reply_to_message.text) == ("and then?", "here")
        await desk.ann.press(shown.message_id, "Go", chat=chat)
        query = (await desk.update()).callback_query
        assert query is not None
        assert (query.inline_message_id, query.message, query.data) == (sent.inline_message_id, None, "go")
        await query.answer("done")
        assert (await desk.ann.next(chat=chat)).text == "done"


async def test_who_is_not_called_hears_nothing() -> None:
    async with guesting() as (desk, bo, chat):
        for text in ("nothing", "@desk_bott x", "mail@desk_bot.org", "/find@desk_bot x"):
            await bo.say(text, chat=chat)
        edited = await bo.say("plain", chat=chat)
        await bo.edit(edited, "@desk_bot x", chat=chat)
        # Where the bot is a member it is told in the ordinary way, or by privacy mode not at all.
        inside = await desk.ann.create_group("With the bot")
        await desk.ann.say("@desk_bot x", chat=inside)
        assert [update.guest_message for update in await desk.updates() if update.guest_message] == []


async def test_it_is_off_unless_switched_on() -> None:
    async with running() as desk:
        chat = await desk.ann.create_group("Delegation", bot=False)
        await desk.ann.say("@desk_bot x", chat=chat)
        assert await desk.updates() == []
        assert (await desk.bot.get_me()).supports_guest_queries is False
        await desk.ann.post("features", guest=True)
        assert (await desk.bot.get_me()).supports_guest_queries is True
