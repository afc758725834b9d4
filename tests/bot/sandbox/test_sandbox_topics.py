"""Topics of forums: what the bot hears of them, and where it may write."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from sandbox_running import Running, running

from bot.sandbox.person import Person, PersonError


@asynccontextmanager
async def forum() -> AsyncIterator[tuple[Running, Person, int, int]]:
    """Run a sandbox with a forum: Ann's, Bo in it, one topic."""
    async with running() as desk, await Person.join(desk.url, "Bo") as bo:
        chat = await desk.ann.create_group("Forum", [bo.id], forum=True)
        topic = await desk.ann.create_topic(chat, "Visas")
        yield desk, bo, chat, topic


async def test_the_bot_hears_of_topics() -> None:
    async with forum() as (desk, _, chat, topic):
        created = (await desk.messages())[-1]
        assert created.chat.is_forum
        assert (created.message_id, created.message_thread_id, created.is_topic_message) == (topic, topic, True)
        assert created.forum_topic_created is not None
        assert created.forum_topic_created.name == "Visas"
        await desk.ann.close_topic(chat, topic)
        await desk.ann.reopen_topic(chat, topic)
        closed, reopened = await desk.messages()
        assert closed.forum_topic_closed is not None
        assert reopened.forum_topic_reopened is not None
        assert closed.message_thread_id == reopened.message_thread_id == topic
        # Of its end Telegram says nothing.
        await desk.ann.delete_topic(chat, topic)
        assert await desk.updates() == []


async def test_messages_in_a_topic() -> None:
    async with forum() as (desk, bo, chat, topic):
        await desk.updates()
        await bo.say("/find visa", chat=chat, topic=topic)
        (asked,) = await desk.messages()
        assert (asked.message_thread_id, asked.is_topic_message) == (topic, True)
        # What answers nothing still shows the message that opened the topic.
        assert asked.reply_to_message is not None
        assert asked.reply_to_message.forum_topic_created is not None
        for sent in (
            await desk.bot.send_message(chat, "x", message_thread_id=topic),
            await asked.reply_text("x"),
            await desk.bot.send_message(chat, "x", reply_to_message_id=asked.message_id),
        ):
            assert (sent.message_thread_id, sent.is_topic_message) == (topic, True)
            assert (await bo.next(chat=chat)).message["message_thread_id"] == topic
        await bo.say("/find visa", asked.message_id, chat=chat)
        (again,) = await desk.messages()
        assert again.message_thread_id == topic


async def test_the_general_topic_has_no_thread() -> None:
    async with forum() as (desk, bo, chat, _):
        await desk.updates()
        await bo.say("/find visa", chat=chat)
        (asked,) = await desk.messages()
        assert (asked.message_thread_id, asked.is_topic_message) == (None, None)
        sent = await desk.bot.send_message(chat, "x")
        assert (sent.message_thread_id, sent.is_topic_message) == (None, None)
        assert await desk.bot.send_chat_action(chat, "typing", message_thread_id=1)


async def test_topics_that_cannot_be_written_to() -> None:
    async with forum() as (desk, _, chat, topic):
        said = await desk.ann.say("in it", chat=chat, topic=topic)
        for thread in (1, 999):
            text = await desk.refused("sendMessage", chat_id=chat, text="x", message_thread_id=thread)
            assert text == "message thread not found"
        private = await desk.refused("sendMessage", chat_id=desk.ann.id, text="x", message_thread_id=5)
        assert private == "message thread not found"
        await desk.ann.close_topic(chat, topic)
        assert await desk.refused("sendMessage", chat_id=chat, text="x", message_thread_id=topic) == "TOPIC_CLOSED"
        assert await desk.refused("sendMessage", chat_id=chat, text="x", reply_to_message_id=said) == "TOPIC_CLOSED"
        assert await desk.refused("sendChatAction", chat_id=chat, action="typing", message_thread_id=topic) == "TOPIC_CLOSED"
        await desk.ann.promote(chat, desk.bot.id)
        await desk.bot.send_message(chat, "administrators may", message_thread_id=topic)
        await desk.ann.delete_topic(chat, topic)
        text = await desk.refused("sendMessage", chat_id=chat, text="x", message_thread_id=topic)
        assert text == "message thread not found"
        text = await desk.refused("sendMessage", chat_id=chat, text="x", reply_to_message_id=said)
        assert text == "message to be replied not found"
        sent = await desk.bot.send_message(chat, "x", reply_to_message_id=said, allow_sending_without_reply=True)
        assert sent.message_thread_id is None


async def test_what_people_may_not_do_with_topics() -> None:
    async with forum() as (desk, bo, chat, topic):
        with pytest.raises(PersonError, match="only the creator and administrators"):
            await bo.close_topic(chat, topic)
        with pytest.raises(PersonError, match="the topic is open already"):
            await desk.ann.reopen_topic(chat, topic)
        await desk.ann.close_topic(chat, topic)
        with pytest.raises(PersonError, match="the topic Visas is closed"):
            await bo.say("x", chat=chat, topic=topic)
        await desk.ann.say("x", chat=chat, topic=topic)
        with pytest.raises(PersonError, match=f"there is no topic 99 in chat {chat}"):
            await bo.say("x", chat=chat, topic=99)
        with pytest.raises(PersonError, match="1 to 128 characters"):
            await bo.create_topic(chat, "")
        with pytest.raises(PersonError, match="not painted"):
            await bo.post("topics/painted", person=bo.id, chat=chat, topic=topic)
