"""Privacy mode: what the bot hears in groups."""

from sandbox_running import running

from bot.sandbox import Sandbox
from bot.sandbox.person import Person

HEARD = ["/find visa", "/find@desk_bot visa", "/FIND@Desk_Bot"]
UNHEARD = ["visa", "see /find", "/find@other_bot visa", "@desk_bot visa", "👍 /find"]


async def test_in_groups_the_bot_hears_what_is_meant_for_it() -> None:
    async with running() as desk, await Person.join(desk.url, "Bo") as bo:
        assert not (await desk.bot.get_me()).can_read_all_group_messages
        chat = await desk.ann.create_group("Delegation", [bo.id])
        sent = await desk.bot.send_message(chat, "x")
        await desk.updates()
        for text in (*HEARD, *UNHEARD):
            await bo.say(text, chat=chat)
        said = await bo.say("an answer", sent.message_id, chat=chat)
        await desk.ann.say("an answer to an answer", said, chat=chat)
        assert [message.text for message in await desk.messages()] == [*HEARD, "an answer"]


async def test_edits_follow_the_same_rule() -> None:
    async with running() as desk:
        chat = await desk.ann.create_group("Delegation")
        await desk.updates()
        said = await desk.ann.say("visa", chat=chat)
        await desk.ann.edit(said, "visas", chat=chat)
        await desk.ann.edit(said, "/find visas", chat=chat)
        (update,) = await desk.updates()
        assert update.edited_message is not None
        assert update.edited_message.text == "/find visas"


async def test_administrators_hear_everything() -> None:
    async with running() as desk:
        chat = await desk.ann.create_group("Delegation")
        await desk.ann.promote(chat, desk.bot.id)
        await desk.updates()
        for text in UNHEARD:
            await desk.ann.say(text, chat=chat)
        assert [message.text for message in await desk.messages()] == UNHEARD


async def test_privacy_mode_can_be_off() -> None:
    async with running() as desk:
        await desk.ann.post("privacy", on=False)
        assert (await desk.bot.get_me()).can_read_all_group_messages
        chat = await desk.ann.create_group("Delegation")
        await desk.updates()
        for text in UNHEARD:
            await desk.ann.say(text, chat=chat)
        assert [message.text for message in await desk.messages()] == UNHEARD


def test_privacy_mode_can_be_off_from_the_start() -> None:
    assert Sandbox().world.privacy
    assert not Sandbox(privacy=False).world.privacy


async def test_private_chats_are_heard_always() -> None:
    async with running() as desk:
        for text in UNHEARD:
            await desk.ann.say(text)
        assert [message.text for message in await desk.messages()] == UNHEARD
