"""Who is in a group: people and the bot come, go and are promoted, and what the bot hears of it."""

import pytest
from sandbox_running import change_of, running, service_of
from telegram import ChatMemberAdministrator, ChatMemberOwner
from telegram.constants import ChatID

from bot.sandbox.person import Person, PersonError


async def test_people_come_and_go() -> None:
    async with running() as desk, await Person.join(desk.url, "Bo") as bo:
        chat = await desk.ann.create_group("Delegation", kind="supergroup")
        await desk.updates()
        await desk.ann.add(chat, bo.id)
        (come,) = await desk.updates()
        assert [user.id for user in service_of(come).new_chat_members] == [bo.id]
        assert await desk.bot.get_chat_member_count(chat) == 3
        await bo.leave(chat)
        (gone,) = await desk.updates()
        left = service_of(gone).left_chat_member
        assert left is not None
        assert left.id == bo.id
        assert await desk.bot.get_chat_member_count(chat) == 2
        assert (await desk.bot.get_chat_member(chat, bo.id)).status == "left"
        with pytest.raises(PersonError, match="is not in chat"):
            await bo.say("x", chat=chat)


async def test_the_bot_is_promoted_and_demoted() -> None:
    async with running() as desk:
        chat = await desk.ann.create_group("Delegation", kind="supergroup")
        await desk.updates()
        await desk.ann.promote(chat, desk.bot.id)
        (update,) = await desk.updates()
        assert change_of(update) == ("member", "administrator")
        me = await desk.bot.get_chat_member(chat, desk.bot.id)
        assert isinstance(me, ChatMemberAdministrator)
        assert (me.can_delete_messages, me.can_promote_members, me.can_be_edited) == (True, False, False)
        assert {member.user.id for member in await desk.bot.get_chat_administrators(chat)} == {desk.ann.id, desk.bot.id}
        await desk.ann.demote(chat, desk.bot.id)
        (update,) = await desk.updates()
        assert change_of(update) == ("administrator", "member")


async def test_administrators_hear_of_others_if_they_ask() -> None:
    async with running() as desk, await Person.join(desk.url, "Bo") as bo:
        chat = await desk.ann.create_group("Delegation", kind="supergroup")
        await desk.bot.get_updates(timeout=0, allowed_updates=["chat_member"])
        await desk.ann.add(chat, bo.id)
        await desk.ann.promote(chat, desk.bot.id)
        await desk.updates()
        await desk.ann.promote(chat, bo.id)
        (update,) = await desk.updates()
        assert update.chat_member is not None
        assert update.chat_member.new_chat_member.status == "administrator"


async def test_an_anonymous_administrator() -> None:
    async with running() as desk, await Person.join(desk.url, "Bo") as bo:
        chat = await desk.ann.create_group("Delegation", [bo.id], "supergroup")
        await desk.ann.promote(chat, bo.id)
        await bo.hide(chat)
        await desk.updates()
        said = await bo.say("/settings", chat=chat)
        (message,) = await desk.messages()
        assert message.from_user is not None
        assert message.sender_chat is not None
        assert (message.from_user.id, message.from_user.is_bot) == (ChatID.ANONYMOUS_ADMIN, True)
        assert message.sender_chat.id == chat
        member = await desk.bot.get_chat_member(chat, bo.id)
        assert isinstance(member, ChatMemberAdministrator)
        assert member.is_anonymous
        assert (await desk.bot.get_chat_member(chat, ChatID.ANONYMOUS_ADMIN)).status == "left"
        # To edit it remains their own message.
        await bo.edit(said, "/settings now", chat=chat)
        await bo.hide(chat, anonymous=False)
        await bo.say("/settings", chat=chat)
        message = (await desk.messages())[-1]
        assert message.from_user is not None
        assert message.from_user.id == bo.id


async def test_who_is_who() -> None:
    async with running() as desk, await Person.join(desk.url, "Bo") as bo:
        chat = await desk.ann.create_group("Delegation")
        owner = await desk.bot.get_chat_member(chat, desk.ann.id)
        assert isinstance(owner, ChatMemberOwner)
        assert not owner.is_anonymous
        assert (await desk.bot.get_chat_member(chat, bo.id)).status == "left"
        assert await desk.refused("getChatMember", chat_id=chat, user_id=4) == "PARTICIPANT_ID_INVALID"
        full = await desk.bot.get_chat(chat)
        assert (full.type, full.title, full.is_forum) == ("group", "Delegation", None)
        assert full.permissions is not None
        assert full.permissions.can_send_messages
        assert await desk.bot.get_chat_member_count(desk.ann.id) == 2


GONE = [
    ("group", True, "Forbidden: bot was kicked from the group chat"),
    ("group", False, "Forbidden: bot is not a member of the group chat"),
    ("supergroup", True, "Forbidden: bot was kicked from the supergroup chat"),
    ("supergroup", False, "Forbidden: bot is not a member of the supergroup chat"),
]


@pytest.mark.parametrize(("kind", "ban", "text"), GONE)
async def test_the_bot_is_removed(kind: str, ban: bool, text: str) -> None:
    async with running() as desk:
        chat = await desk.ann.create_group("Delegation", kind=kind)
        await desk.updates()
        await desk.ann.remove(chat, desk.bot.id, ban=ban)
        updates = await desk.updates()
        assert change_of(updates[-1]) == ("member", "kicked" if ban else "left")
        assert await desk.forbidden(chat) == text
        await desk.ann.say("/find x", chat=chat)
        assert await desk.updates() == []
        # A basic group can still be looked at from outside.
        status, _ = await desk.call("getChat", chat_id=chat)
        assert status == (200 if kind == "group" else 403)
        await desk.ann.add(chat, desk.bot.id)
        joined, _ = await desk.updates()
        assert change_of(joined) == ("kicked" if ban else "left", "member")
        await desk.bot.send_message(chat, "back")


async def test_the_bot_leaves() -> None:
    async with running() as desk:
        chat = await desk.ann.create_group("Delegation", kind="supergroup")
        await desk.updates()
        assert await desk.bot.leave_chat(chat)
        (update,) = await desk.updates()
        assert change_of(update) == ("member", "left")
        assert await desk.forbidden(chat) == "Forbidden: bot is not a member of the supergroup chat"
        text = await desk.refused("leaveChat", chat_id=desk.ann.id)
        assert text == "chat member status can't be changed in private chats"
