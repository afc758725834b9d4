"""Ephemeral messages: the bot and one person of a group, unseen by the others."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from sandbox_running import Running, running
from telegram import BotCommand, CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message
from telegram.error import BadRequest, EndPointNotFound

from bot.sandbox.person import Person, PersonError

KEYS = InlineKeyboardMarkup([[InlineKeyboardButton("Go", callback_data="go")]])


@dataclass
class Group:
    """A group of Ann and Bo with the bot in it, and a message with a button."""

    desk: Running
    bo: Person
    chat: int
    asked: Message

    async def pressed(self) -> CallbackQuery:
        """Let Ann press the button; give the query."""
        await self.desk.ann.press(self.asked.message_id, "Go", chat=self.chat)
        query = (await self.desk.update()).callback_query
        assert query is not None
        return query

    async def whisper(self, text: str = "for Ann", *, keys: Any = None, **target: Any) -> Message:
        """Send Ann something; `target` are the fields of the parameters besides the receiver."""
        wanted = {"receiver_user_id": self.desk.ann.id, **target}
        return await self.desk.bot.send_message(
            self.chat, text, reply_markup=keys, api_kwargs={"ephemeral_message_parameters": wanted}
        )

    async def edit(self, method: str, ephemeral_id: int, **what: Any) -> Any:
        """Call one of the methods for ephemeral messages about one of Ann's."""
        which = {"chat_id": self.chat, "receiver_user_id": self.desk.ann.id, "ephemeral_message_id": ephemeral_id}
        return await self.desk.bot.do_api_request(method, api_kwargs={**which, **what})


@asynccontextmanager
async def grouped(kind: str = "group") -> AsyncIterator[Group]:
    async with running() as desk, await Person.join(desk.url, "Bo") as bo:
        chat = await desk.ann.create_group("Delegation", [bo.id], kind)
        asked = await desk.bot.send_message(chat, "press", reply_markup=KEYS)
        await desk.updates()
        for person in (desk.ann, bo):
            await person.next(chat=chat)
        yield Group(desk, bo, chat, asked)


def ephemeral_id(message: Message) -> int:
    assert message.message_id == 0
    found: int = message.api_kwargs["ephemeral_message_id"]
    return found


@pytest.mark.parametrize("kind", ["group", "supergroup"])
async def test_a_press_is_answered_for_one_person_alone(kind: str) -> None:
    async with grouped(kind) as group:
        query = await group.pressed()
        sent = await group.whisper(callback_query_id=query.id)
        assert sent.api_kwargs["receiver_user"]["id"] == group.desk.ann.id
        seen = await group.desk.ann.next(chat=group.chat)
        assert (seen.text, seen.message_id, seen.ephemeral_id) == ("for Ann", 0, ephemeral_id(sent))
        with pytest.raises(TimeoutError):
            await group.bo.next(timeout=0.05, chat=group.chat)
        assert "for Ann" in [message.get("text") for message in await group.desk.ann.messages(group.chat)]
        assert "for Ann" not in [message.get("text") for message in await group.bo.messages(group.chat)]
        # Nor does anybody see it who does not say who they are.
        news = await group.bo.get(f"chats/{group.chat}/messages", after=0)
        assert "for Ann" not in str(news)
        # The chat's own numbers go on as if it were not there.
        assert (await group.desk.bot.send_message(group.chat, "x")).message_id == group.asked.message_id + 1


async def test_it_is_edited_and_deleted_by_methods_of_its_own() -> None:
    async with grouped() as group:
        sent = ephemeral_id(await group.whisper(callback_query_id=(await group.pressed()).id, keys=KEYS))
        await group.desk.ann.next(chat=group.chat)
        keys = {"inline_keyboard": [[{"text": "Again", "callback_data": "again"}]]}
        assert await group.edit("editEphemeralMessageText", sent, text="<b>other</b>", parse_mode="HTML", reply_markup=keys) is True
        seen = await group.desk.ann.next(chat=group.chat)
        assert (seen.kind, seen.text, seen.buttons, seen.ephemeral_id) == ("edited", "other", [["Again"]], sent)
        assert await group.edit("editEphemeralMessageReplyMarkup", sent) is True
        assert (await group.desk.ann.next(chat=group.chat)).buttons == []
        with pytest.raises(BadRequest, match="not modified"):
            await group.edit("editEphemeralMessageText", sent, text="<b>other</b>", parse_mode="HTML")
        with pytest.raises(BadRequest, match="no caption"):
            await group.edit("editEphemeralMessageCaption", sent, caption="x")
        for message_id in (0, sent + 1000):
            assert await group.desk.refused("editMessageText", chat_id=group.chat, message_id=message_id, text="x")
            assert await group.desk.refused("deleteMessage", chat_id=group.chat, message_id=message_id)
        assert await group.edit("deleteEphemeralMessage", sent) is True
        assert [message for message in await group.desk.ann.messages(group.chat) if message["message_id"] == 0] == []
        with pytest.raises(BadRequest, match="not found"):
            await group.edit("deleteEphemeralMessage", sent)


async def test_its_buttons_are_pressed_by_the_one_who_sees_it() -> None:
    async with grouped() as group:
        sent = ephemeral_id(await group.whisper(callback_query_id=(await group.pressed()).id, keys=KEYS))
        await group.desk.ann.next(chat=group.chat)
        with pytest.raises(PersonError, match=f"no ephemeral message {sent} for person {group.bo.id}"):
            await group.bo.post("presses", person=group.bo.id, chat=group.chat, ephemeral_message_id=sent, row=0, column=0)
        await group.desk.ann.press_private(sent, "Go", chat=group.chat)
        query = (await group.desk.update()).callback_query
        assert query is not None
        assert query.message is not None
        assert (query.message.message_id, query.message.api_kwargs["ephemeral_message_id"]) == (0, sent)
        # The press lets the bot say more.
        more = await group.whisper("more", callback_query_id=query.id)
        assert ephemeral_id(more) == sent + 1
        with pytest.raises(BadRequest):
            await group.whisper("x", callback_query_id=query.id, replace_callback_query_message=True)
        await query.answer("done")
        assert (await group.desk.ann.next(chat=group.chat)).text == "more"
        answer = await group.desk.ann.next(chat=group.chat)
        assert (answer.text, answer.ephemeral_id) == ("done", sent)


async def test_fifteen_seconds_are_given() -> None:
    async with grouped() as group:
        query = await group.pressed()
        group.desk.clock.time += 15
        assert await group.whisper(callback_query_id=query.id)
        group.desk.clock.time += 1
        with pytest.raises(BadRequest, match="too old"):
            await group.whisper(callback_query_id=query.id)


async def test_administrators_need_no_reason() -> None:
    async with grouped() as group:
        with pytest.raises(BadRequest):
            await group.whisper()
        await group.desk.ann.promote(group.chat, group.desk.bot.id)
        await group.whisper("unasked")
        assert (await group.desk.ann.next(chat=group.chat)).text == "unasked"


async def test_what_cannot_be_sent() -> None:
    async with grouped() as group:
        desk, query = group.desk, await group.pressed()
        good = {"receiver_user_id": desk.ann.id, "callback_query_id": query.id}
        for chat, text, target, markup in [
            (desk.ann.id, "x", good, None),
            (group.chat, "x", {**good, "receiver_user_id": 4}, None),
            (group.chat, "x", {**good, "receiver_user_id": group.bo.id}, None),
            (group.chat, "x", {**good, "callback_query_id": "1"}, None),
            (group.chat, "x", {"callback_query_id": query.id}, None),
            (group.chat, "x", [], None),
            (group.chat, "x" * 4097, good, None),
            (group.chat, "x", good, {"keyboard": [["a"]]}),
        ]:
            given = {"chat_id": chat, "text": text, "ephemeral_message_parameters": target or "[]"}
            assert await desk.refused("sendMessage", **given, **({"reply_markup": markup} if markup else {}))
        with pytest.raises(TimeoutError):
            await desk.ann.next(timeout=0.05, chat=group.chat)


async def test_it_may_stand_in_place_of_the_pressed_message() -> None:
    async with grouped() as group:
        query = await group.pressed()
        await group.whisper(callback_query_id=query.id, replace_callback_query_message=True)
        seen = await group.desk.ann.next(chat=group.chat)
        assert seen.raw["replaces"] == group.asked.message_id


async def test_an_ephemeral_command_reaches_the_bot_alone() -> None:
    async with grouped() as group:
        desk = group.desk
        own = BotCommand("mine", "Only for me", api_kwargs={"is_ephemeral": True})
        await desk.bot.set_my_commands([own, BotCommand("all", "For all")])
        assert [command.api_kwargs.get("is_ephemeral") for command in await desk.bot.get_my_commands()] == [True, None]
        assert await desk.ann.say("/mine@desk_bot words", chat=group.chat) == 0
        (message,) = await desk.messages()
        assert (message.text, message.message_id, message.from_user and message.from_user.id) == (
            "/mine@desk_bot words", 0, desk.ann.id,
        )  # fmt: skip
        assert message.api_kwargs["receiver_user"]["id"] == desk.bot.id
        assert "mine" not in str(await group.bo.messages(group.chat))
        reply = {"ephemeral_message_id": message.api_kwargs["ephemeral_message_id"]}
        target = {"receiver_user_id": desk.ann.id}
        kwargs = {"reply_parameters": reply, "ephemeral_message_parameters": target}
        await desk.bot.send_message(group.chat, "just you", api_kwargs=kwargs)
        assert (await desk.ann.next(chat=group.chat)).text == "just you"
        desk.clock.time += 16
        with pytest.raises(BadRequest):
            await desk.bot.send_message(group.chat, "late", api_kwargs=kwargs)
        # Any other command is for all to see, and in a private chat so is this one.
        assert await desk.ann.say("/all", chat=group.chat) > 0
        assert await desk.ann.say("/mine") > 0


async def test_in_a_forum_it_stands_in_its_topic() -> None:
    async with running() as desk:
        chat = await desk.ann.create_group("Forum", forum=True)
        topic, other = await desk.ann.create_topic(chat, "Visas"), await desk.ann.create_topic(chat, "Returns")
        asked = await desk.bot.send_message(chat, "press", reply_markup=KEYS, message_thread_id=topic)
        await desk.bot.set_my_commands([BotCommand("mine", "Only for me", api_kwargs={"is_ephemeral": True})])
        await desk.updates()
        await desk.ann.say("/mine", chat=chat, topic=topic)
        await desk.ann.say("/mine", chat=chat)
        inside, outside = await desk.messages()
        assert (inside.message_id, inside.message_thread_id, inside.is_topic_message) == (0, topic, True)
        assert (outside.message_thread_id, outside.is_topic_message) == (None, None)
        await desk.ann.press(asked.message_id, "Go", chat=chat)
        query = (await desk.update()).callback_query
        assert query is not None
        pressed = {"receiver_user_id": desk.ann.id, "callback_query_id": query.id}
        answered = {"ephemeral_message_id": inside.api_kwargs["ephemeral_message_id"]}
        answer = {"ephemeral_message_parameters": {"receiver_user_id": desk.ann.id}, "reply_parameters": answered}
        for named, kwargs, stands in [
            (topic, {"ephemeral_message_parameters": pressed}, topic),
            (None, {"ephemeral_message_parameters": pressed}, None),
            (None, {"ephemeral_message_parameters": {**pressed, "replace_callback_query_message": True}}, topic),
            (None, answer, topic),
            (other, answer, other),
        ]:
            sent = await desk.bot.send_message(chat, "for Ann", message_thread_id=named, api_kwargs=kwargs)
            assert (sent.message_thread_id, bool(sent.is_topic_message)) == (stands, stands is not None)
        with pytest.raises(BadRequest, match="thread not found"):
            await desk.bot.send_message(chat, "x", message_thread_id=4000, api_kwargs=answer)
        # They go with their topic.
        await desk.ann.delete_topic(chat, topic)
        threads = [message.get("message_thread_id") for message in await desk.ann.messages(chat) if not message["message_id"]]
        assert threads == [None, None, other]


async def test_in_a_closed_topic_nobody_whispers() -> None:
    async with running() as desk, await Person.join(desk.url, "Bo") as bo:
        chat = await desk.ann.create_group("Forum", [bo.id], forum=True)
        topic = await desk.ann.create_topic(chat, "Visas")
        await desk.bot.set_my_commands([BotCommand("mine", "Only for me", api_kwargs={"is_ephemeral": True})])
        await desk.ann.close_topic(chat, topic)
        with pytest.raises(PersonError, match="the topic Visas is closed"):
            await bo.say("/mine", chat=chat, topic=topic)


async def test_an_older_server_knows_nothing_of_it() -> None:
    async with grouped() as group:
        query = await group.pressed()
        sent = ephemeral_id(await group.whisper(callback_query_id=query.id))
        await group.bo.post("features", ephemeral=False)
        for method in ("editEphemeralMessageText", "editEphemeralMessageReplyMarkup", "deleteEphemeralMessage"):
            with pytest.raises(EndPointNotFound):
                await group.edit(method, sent, text="x")
        # It ignores the parameter it does not know: everybody sees the message.
        public = await group.whisper("to all", callback_query_id=query.id)
        assert public.message_id > 0
        assert "ephemeral_message_id" not in public.api_kwargs
        assert (await group.bo.next(chat=group.chat)).text == "to all"


async def test_features_are_named_plainly() -> None:
    async with running() as desk:
        assert await desk.ann.post("features") == {"ephemeral": True, "guest": False}
        assert await desk.ann.post("features", guest=True) == {"ephemeral": True, "guest": True}
        with pytest.raises(PersonError, match="there is no feature magic; known are ephemeral, guest"):
            await desk.ann.post("features", magic=True)
        with pytest.raises(PersonError, match="guest must be true or false"):
            await desk.ann.post("features", guest=1)
