"""Groups and their topics: administrators decide, also anonymously; others are told so and nothing happens."""

from functools import partial

import groups_running
import pytest
from subscribing_running import NOW, known

from bot.catalog.catalog import Catalog
from bot.search import Search

in_group = partial(groups_running.in_group, led_by_amina=True)
REFUSED = "Only administrators of this chat can change its subscriptions."


async def test_an_administrator_subscribes_the_group_by_replies(catalog: Catalog, search: Search) -> None:
    async with in_group(catalog, search) as group:
        asked = await group.ask("/subscribe remittances")
        assert "Which place’s time should I use? Reply to this message with" in asked.text
        assert asked.buttons == [["Cancel"]]
        await group.talk.person.say("dhaka", reply_to=asked.message_id, chat=group.id)
        done = await group.heard(group.talk.person)
        assert done.text.startswith("Subscribed: Migration costs and remittances")
        (one,) = await known(group.talk, group.id)
        assert (one.zone, one.thread_id) == ("Asia/Dhaka", 0)
        listed = await group.press(done, "Change time")
        assert "reply to this message with a time" in listed.text


async def test_others_get_one_polite_line_and_change_nothing(catalog: Catalog, search: Search) -> None:
    async with in_group(catalog, search) as group:
        for command in ("/subscribe remittances dhaka", "/subscribe"):
            assert (await group.ask(command, group.bo)).text == REFUSED
        done = await group.ask("/subscribe remittances 9:00 dhaka")
        (one,) = await known(group.talk, group.id)
        await group.catch_up(group.bo)
        for command in ("/pause", "/resume", "/unsubscribe", "/pause remittances"):
            assert (await group.ask(command, group.bo)).text == REFUSED
        for label in ("Change time", "Change days", "Change time zone", "Undo"):
            toast = await group.press(done, label, group.bo)
            assert (toast.kind, toast.alert, toast.text) == ("answer", True, REFUSED)
        asked = await group.press(done, "Change time")
        await group.catch_up(group.bo)
        await group.bo.say("10:00", reply_to=asked.message_id, chat=group.id)
        assert (await group.heard(group.bo)).text == REFUSED
        assert (await group.press(asked, "Cancel", group.bo)).text == REFUSED
        assert await known(group.talk, group.id) == [one]
        # To look is free.
        assert "Migration costs and remittances" in (await group.ask("/subscriptions", group.bo)).text


async def test_who_is_promoted_may_at_once_and_who_is_demoted_no_more(catalog: Catalog, search: Search) -> None:
    async with in_group(catalog, search) as group:
        amina, bo, talk = group.talk.person, group.bo, group.talk
        # Telegram tells of others only to bots that are administrators.
        await amina.promote(group.id, await amina.bot_id())
        done = await group.ask("/subscribe remittances 9:00 dhaka")
        assert (await group.press(done, "Undo", bo)).text == REFUSED
        await amina.promote(group.id, bo.id)
        assert (await group.press(done, "Change time", bo)).text.startswith("Migration costs and remittances\nWhat time of day")
        await amina.demote(group.id, bo.id)
        assert (await group.press(done, "18:00", bo)).text == REFUSED
        assert [one.send_at for one in await known(talk, group.id)] == ["09:00"]


async def test_an_administrator_may_stay_anonymous(catalog: Catalog, search: Search) -> None:
    async with in_group(catalog, search) as group:
        await group.talk.person.promote(group.id, group.bo.id)
        await group.bo.hide(group.id)
        asked = await group.ask("/subscribe remittances", group.bo)
        await group.bo.say("dhaka", reply_to=asked.message_id, chat=group.id)
        done = await group.heard(group.bo)
        assert done.text.startswith("Subscribed")
        # A press is always one's own.
        assert "What time of day" in (await group.press(done, "Change time", group.bo)).text


@pytest.mark.parametrize(
    ("user", "sender"),
    [
        ({"id": 777000, "is_bot": False, "first_name": "Telegram"}, {"id": -1002700000009, "type": "channel", "title": "News"}),
        ({"id": 136817688, "is_bot": True, "first_name": "Channel"}, {"id": -1002700000009, "type": "channel", "title": "News"}),
        ({"id": 1087968824, "is_bot": True, "first_name": "Group"}, {"id": -1002400000099, "type": "supergroup", "title": "Other"}),
    ],
    ids=["linked channel", "as a channel", "as another group"],
)
async def test_who_writes_as_another_chat_has_no_say(
    catalog: Catalog, search: Search, user: dict[str, object], sender: dict[str, object]
) -> None:
    async with in_group(catalog, search) as group:
        chat = {"id": group.id, "type": "supergroup", "title": "Delegation"}
        command = {"offset": 0, "length": 10, "type": "bot_command"}
        body = {"message_id": 900, "date": NOW, "chat": chat, "text": "/subscribe remittances 9:00 dhaka", "entities": [command]}
        await group.talk.person.post("updates", message=body | {"from": user, "sender_chat": sender})
        assert (await group.heard(group.talk.person)).text == REFUSED
        assert await known(group.talk, group.id) == []


async def test_a_digest_goes_to_the_topic_where_it_was_asked_for(catalog: Catalog, search: Search) -> None:
    async with in_group(catalog, search, forum=True) as group:
        topic = await group.talk.person.create_topic(group.id, "Readings")
        done = await group.ask("/subscribe remittances 9:00 dhaka", topic=topic)
        assert done.message["message_thread_id"] == topic
        again = await group.ask("/subscribe remittances 10:00")
        assert "message_thread_id" not in again.message
        assert [(one.thread_id, one.send_at) for one in await known(group.talk, group.id)] == [(topic, "09:00"), (0, "10:00")]
        listed = await group.ask("/subscriptions")
        assert listed.text.count("It goes to another topic in this group.") == 1
        # The dialogue's buttons stay in their topic too.
        asked = await group.ask("/subscribe", topic=topic)
        shown = await group.press(asked, "Everything")
        for label in ("07:00", "Every day"):
            shown = await group.press(shown, label)
        assert [one.thread_id for one in await known(group.talk, group.id) if one.topic == "all"] == [topic]


async def test_a_thread_of_replies_is_no_topic(catalog: Catalog, search: Search) -> None:
    async with in_group(catalog, search) as group:
        first = (await group.ask("/help")).message["reply_to_message"]["message_id"]
        await group.talk.person.say("/subscribe remittances 9:00 dhaka", reply_to=first, chat=group.id)
        assert (await group.heard(group.talk.person)).text.startswith("Subscribed")
        assert [one.thread_id for one in await known(group.talk, group.id)] == [0]


async def test_a_group_that_is_upgraded_keeps_what_it_has(catalog: Catalog, search: Search) -> None:
    async with in_group(catalog, search, kind="group") as group:
        await group.ask("/subscribe remittances 9:00 dhaka")
        (before,) = await known(group.talk, group.id)
        old, group.id = group.id, await group.talk.person.upgrade(group.id)
        listed = await group.ask("/subscriptions")
        assert "Migration costs and remittances" in listed.text
        (after,) = await known(group.talk, group.id)
        assert (after.id, after.next_due_at) == (before.id, before.next_due_at)
        assert await known(group.talk, old) == []
        assert "What time of day" in (await group.press(listed, "Change time")).text


async def test_a_command_that_is_cancelled_in_a_group(catalog: Catalog, search: Search) -> None:
    async with in_group(catalog, search) as group:
        asked = await group.ask("/subscribe")
        await group.talk.person.say("/cancel", reply_to=asked.message_id, chat=group.id)
        told = [(await group.heard(group.talk.person)).text for _ in range(2)]
        assert "Cancelled. Nothing was changed." in told


async def test_a_plain_reply_to_an_answer_in_a_group_stays_unanswered(catalog: Catalog, search: Search) -> None:
    async with in_group(catalog, search) as group:
        shown = await group.ask("/help")
        await group.catch_up(group.bo)
        await group.bo.say("thanks", reply_to=shown.message_id, chat=group.id)
        # What a chat says is read in order: the answer to this comes next, and none came before it.
        await group.bo.say("/about", chat=group.id)
        assert "What I know" in (await group.heard(group.bo)).text
