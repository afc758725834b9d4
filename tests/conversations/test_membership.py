"""Blocked, removed, let in again: digests rest and go on, and nobody is answered for it."""

import asyncio

from desk_running import Talk, talking
from subscribing_running import NOW, known, zone_known

from bot.catalog.catalog import Catalog
from bot.digests import known as stored
from bot.search import Search
from bot.store.chats import lose


async def until_status(talk: Talk, chat_id: int, status: str) -> None:
    """Wait until a chat is known to stand so."""
    async with asyncio.timeout(5):
        while (chat := await stored.chat_of(talk.desk.store, chat_id)) is None or chat.status != status:
            await asyncio.sleep(0.01)


async def test_who_blocks_the_bot_is_left_alone_until_they_unblock_it(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, lambda: NOW) as talk:
        await zone_known(talk)
        due = (await known(talk))[0].next_due_at
        await talk.person.block()
        await until_status(talk, talk.person.id, "blocked")
        assert [one.next_due_at for one in await known(talk)] == [None]
        await talk.person.block(False)
        await until_status(talk, talk.person.id, "active")
        assert [one.next_due_at for one in await known(talk)] == [due]


async def test_any_command_regains_a_chat(catalog: Catalog, search: Search) -> None:
    for command in ("/start", "/subscriptions", "/help"):
        async with talking(catalog, search, lambda: NOW) as talk:
            await zone_known(talk)
            async with talk.desk.store.write() as connection:
                await lose(connection, talk.person.id, "blocked", NOW)
            await talk.ask(command)
            await until_status(talk, talk.person.id, "active")
            assert (await known(talk))[0].next_due_at is not None


async def test_a_group_rests_while_the_bot_is_out(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, lambda: NOW) as talk:
        bot = await talk.person.bot_id()
        for kind in ("group", "supergroup"):
            chat = await talk.person.create_group("Delegation", kind=kind)
            await talk.person.say("/subscribe remittances 9:00 dhaka", chat=chat)
            assert (await talk.person.next(chat=chat)).text.startswith("Subscribed")
            await talk.person.remove(chat, bot)
            await until_status(talk, chat, "left")
            assert [one.next_due_at for one in await known(talk, chat)] == [None]
            await talk.person.add(chat, bot)
            await until_status(talk, chat, "active")
            assert (await known(talk, chat))[0].next_due_at is not None
            # Service messages were not answered.
            texts = [message.get("text", "") for message in await talk.person.messages(chat) if message["from"]["is_bot"]]
            assert len(texts) == 1
