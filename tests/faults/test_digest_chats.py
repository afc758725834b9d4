"""Digests for chats that changed: blocked, left, upgraded, with topics closed or deleted, in zones that are no more."""

import pytest
from digest_running import Morning, morning

from bot.catalog.catalog import Catalog
from bot.digests.subscribing import regain_chat
from bot.sandbox.errors import BLOCKED, CANNOT_INITIATE, DEACTIVATED, KICKED, NOT_A_MEMBER
from bot.sandbox.person import Person
from bot.store import chats, subscriptions
from bot.store.records import Chat, Subscription

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("close_together")]

NO_MORE = {
    "blocked": (403, BLOCKED, "blocked"),
    "deactivated": (403, DEACTIVATED, "blocked"),
    "never begun": (403, CANNOT_INITIATE, "left"),
    "kicked": (403, KICKED.format("supergroup"), "left"),
    "no member": (403, NOT_A_MEMBER.format("group"), "left"),
    "no chat": (400, "Bad Request: chat not found", "left"),
    "no rights": (400, "Bad Request: not enough rights to send text messages to the chat", "left"),
    "no right to write": (400, "Bad Request: CHAT_WRITE_FORBIDDEN", "left"),
}
DAY = 86_400
REMARK = "closed or gone"


async def test_a_chat_that_refuses_the_bot_rests_until_the_bot_is_back(catalog: Catalog, tables: str) -> None:
    async with morning(catalog, tables) as day:
        guests = dict(zip(NO_MORE, day.people(len(NO_MORE)), strict=True))
        # Of three digests the first is refused, and then none is tried.
        for topic in ("all", "theme:3.3", "country:PH"):
            await day.subscribe(guests.values(), topic)
        for name, (code, said, _) in NO_MORE.items():
            day.fault(chat_id=guests[name], code=code, description=said)
        async with day.worker():
            fates = await day.ended(3 * len(guests))
            assert not fates["sent"]
            for name, (_, _, status) in NO_MORE.items():
                assert len(day.sends(guests[name])) == 1, name
                assert (await _chat(day, guests[name])).status == status, name
                assert [one.next_due_at for one in await _subscriptions(day, guests[name])] == [None] * 3, name
            for guest in guests.values():
                await regain_chat(day.store, guest)
                assert all(one.next_due_at for one in await _subscriptions(day, guest))
        assert not sum(len(day.arrived(guest)) for guest in guests.values())


async def test_a_group_that_became_a_supergroup_gets_its_digest_there(catalog: Catalog, tables: str) -> None:
    async with morning(catalog, tables) as day, await Person.join(day.url, "Amina") as person:
        old = await person.create_group("Delegation")
        await day.subscribe([old], "all")
        await day.subscribe([old], "theme:3.3")
        new = await person.upgrade(old)
        fates = await day.delivered(2)
        assert fates == {"sent": 2}
        assert len(day.arrived(new)) in {1, 2}
        assert not day.arrived(old)
        assert await _subscriptions(day, old) == []
        assert [one.topic for one in await _subscriptions(day, new)] == ["all", "theme:3.3"]


async def test_a_supergroup_that_subscribed_already_gets_nothing_twice(catalog: Catalog, tables: str) -> None:
    async with morning(catalog, tables) as day, await Person.join(day.url, "Amina") as person:
        old = await person.create_group("Delegation")
        await day.subscribe([old], "all")
        await day.subscribe([old], "theme:3.3")
        new = await person.upgrade(old)
        [own] = await day.subscribe([new], "all")
        async with day.worker():
            assert await day.ended(2) == {"sent": 2}
        both = await _subscriptions(day, new)
        assert sorted(one.topic for one in both) == ["all", "theme:3.3"]
        assert own.id in {one.id for one in both}
        texts = "\n".join(message["text"] for message in day.arrived(new))
        assert texts.count("All themes") == 1


@pytest.mark.parametrize("gone", ["deleted", "closed"])
async def test_the_digest_of_a_topic_that_is_gone_comes_in_general_and_says_so_once(
    catalog: Catalog, tables: str, gone: str
) -> None:
    async with morning(catalog, tables) as day, await Person.join(day.url, "Amina") as person:
        forum = await person.create_group("Delegation", forum=True)
        topic = await person.create_topic(forum, "Digests")
        await day.subscribe([forum], thread=topic)
        await (person.delete_topic if gone == "deleted" else person.close_topic)(forum, topic)
        assert await day.delivered(1) == {"sent": 1}
        [moved] = await _subscriptions(day, forum)
        assert (moved.thread_id, moved.state) == (0, "active")
        day.clock.shift = DAY
        assert await day.delivered(2) == {"sent": 2}
        first, second = day.arrived(forum)
        assert REMARK in first["text"]
        assert REMARK not in second["text"]
        assert not {"message_thread_id"} & (first.keys() | second.keys())
        assert len(day.sends(forum)) == 3


async def test_where_general_is_closed_too_the_subscription_is_paused(catalog: Catalog, tables: str) -> None:
    async with morning(catalog, tables) as day, await Person.join(day.url, "Amina") as person:
        forum = await person.create_group("Delegation", forum=True)
        topic = await person.create_topic(forum, "Digests")
        await day.subscribe([forum], thread=topic)
        await person.delete_topic(forum, topic)
        day.fault(chat_id=forum, code=400, description="Bad Request: message thread not found")
        day.fault(chat_id=forum, code=400, description="Bad Request: TOPIC_CLOSED")
        assert await day.delivered(1) == {"failed": 1}
        [paused] = await _subscriptions(day, forum)
        assert (paused.state, paused.next_due_at) == ("paused", None)
        assert len(day.sends(forum)) == 2


async def test_a_zone_that_is_no_more_is_read_as_utc_and_the_digest_says_so(catalog: Catalog, tables: str) -> None:
    async with morning(catalog, tables) as day:
        [guest] = day.people(1)
        await day.subscribe([guest], zone="Europe/Atlantis")
        assert await day.delivered(1) == {"sent": 1}
        assert "Atlantis" in day.arrived(guest)[0]["text"]


async def _chat(day: Morning, chat_id: int) -> Chat:
    async with day.store.read() as connection:
        found = await chats.get(connection, chat_id)
    assert found is not None
    return found


async def _subscriptions(day: Morning, chat_id: int) -> list[Subscription]:
    async with day.store.read() as connection:
        return await subscriptions.of_chat(connection, chat_id)
