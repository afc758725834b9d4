"""Groups: how they begin, who is in them, what the bot hears of it and may do there."""

from collections.abc import Callable, Coroutine
from typing import Any

import pytest
from sandbox_running import Running, change_of, running, service_of
from telegram.error import ChatMigrated

from bot.sandbox.person import Person, PersonError

GROUP_ID_TOP, SUPERGROUP_ID_TOP = -1, -1_000_000_000_000


@pytest.mark.parametrize("kind", ["group", "supergroup"])
async def test_a_group_begins(kind: str) -> None:
    async with running() as desk, await Person.join(desk.url, "Bo") as bo:
        chat = await desk.ann.create_group("Delegation", [bo.id], kind)
        assert SUPERGROUP_ID_TOP < chat < GROUP_ID_TOP if kind == "group" else chat < SUPERGROUP_ID_TOP
        joined, told = await desk.updates()
        assert change_of(joined) == ("left", "member")
        change = joined.my_chat_member
        assert change is not None
        assert (change.chat.id, change.chat.type, change.chat.title) == (chat, kind, "Delegation")
        assert change.from_user.id == desk.ann.id
        assert change.new_chat_member.user.id == desk.bot.id
        if kind == "group":
            assert service_of(told).group_chat_created
        else:
            assert [user.id for user in service_of(told).new_chat_members] == [desk.bot.id]


async def test_a_conversation_in_a_group() -> None:
    async with running() as desk, await Person.join(desk.url, "Bo") as bo:
        chat = await desk.ann.create_group("Delegation", [bo.id])
        await desk.updates()
        asked = await bo.say("/find visa", chat=chat)
        (message,) = await desk.messages()
        assert (message.chat.id, message.message_id, message.from_user and message.from_user.id) == (chat, asked, bo.id)
        sent = await message.reply_html("<b>here</b>", do_quote=True)
        assert (sent.chat.id, sent.reply_to_message and sent.reply_to_message.message_id) == (chat, asked)
        for person in (desk.ann, bo):
            assert (await person.next(chat=chat)).text == "here"
        assert [m.get("text") for m in await bo.messages(chat)] == [None, "/find visa", "here"]


async def test_a_press_in_a_group_is_the_presser_s() -> None:
    async with running() as desk, await Person.join(desk.url, "Bo") as bo:
        chat = await desk.ann.create_group("Delegation", [bo.id])
        keys = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}
        _, sent = await desk.call("sendMessage", chat_id=chat, text="press", reply_markup=keys)
        await desk.updates()
        for person in (desk.ann, bo):
            await person.next(chat=chat)
        await bo.press(sent["result"]["message_id"], "Go", chat=chat)
        query = (await desk.update()).callback_query
        assert query is not None
        assert query.message is not None
        assert (query.from_user.id, query.message.chat.id, query.data) == (bo.id, chat, "go")
        await query.answer("done")
        assert (await bo.next(chat=chat)).text == "done"
        with pytest.raises(TimeoutError):
            await desk.ann.next(timeout=0.05, chat=chat)


async def test_groups_without_the_bot_are_unknown_to_it() -> None:
    async with running() as desk:
        chat = await desk.ann.create_group("Delegation", bot=False)
        await desk.ann.say("/find x", chat=chat)
        assert await desk.updates() == []
        assert await desk.refused("sendMessage", chat_id=chat, text="x") == "chat not found"
        assert await desk.refused("getChat", chat_id=chat) == "chat not found"


async def test_a_group_is_upgraded() -> None:
    async with running() as desk, await Person.join(desk.url, "Bo") as bo:
        old = await desk.ann.create_group("Delegation", [bo.id])
        await desk.updates()
        new = await desk.ann.upgrade(old)
        assert new < SUPERGROUP_ID_TOP
        to, joined, come = await desk.updates()
        assert to.message is not None
        assert (to.message.chat.id, to.message.migrate_to_chat_id) == (old, new)
        assert change_of(joined) == ("left", "member")
        assert come.message is not None
        assert (come.message.chat.id, come.message.migrate_from_chat_id) == (new, old)
        assert (come.message.chat.type, come.message.chat.title) == ("supergroup", "Delegation")
        with pytest.raises(ChatMigrated) as moved:
            await desk.bot.send_message(old, "x")
        assert moved.value.new_chat_id == new
        status, answer = await desk.call("sendMessage", chat_id=old, text="x")
        assert (status, answer["parameters"]) == (400, {"migrate_to_chat_id": new})
        assert answer["description"] == "Bad Request: group chat was upgraded to a supergroup chat"
        await desk.bot.send_message(new, "here")
        await bo.say("/find x", chat=new)
        with pytest.raises(PersonError, match=f"its chat is {new} now"):
            await bo.say("x", chat=old)
        with pytest.raises(PersonError, match="only a basic group"):
            await desk.ann.upgrade(new)


async def test_in_a_group_only_administrators_delete_what_others_wrote() -> None:
    async with running() as desk:
        chat = await desk.ann.create_group("Delegation", kind="supergroup")
        said = await desk.ann.say("x", chat=chat)
        own = await desk.bot.send_message(chat, "y")
        assert await desk.refused("deleteMessage", chat_id=chat, message_id=said) == "message can't be deleted"
        assert await own.delete()
        await desk.ann.promote(chat, desk.bot.id)
        assert await desk.bot.delete_message(chat, said)


async def test_replies_in_a_supergroup_carry_their_thread() -> None:
    async with running() as desk:
        chat = await desk.ann.create_group("Delegation", kind="supergroup")
        sent = await desk.bot.send_message(chat, "root")
        await desk.updates()
        await desk.ann.say("first", sent.message_id, chat=chat)
        (message,) = await desk.messages()
        assert (message.message_thread_id, message.is_topic_message) == (sent.message_id, None)
        # A thread is no topic: sending into it by its number does nothing, as in Telegram.
        sent = await desk.bot.send_message(chat, "x", message_thread_id=message.message_thread_id)
        assert sent.message_thread_id is None


async def test_deleted_accounts_are_deactivated() -> None:
    async with running() as desk:
        await desk.ann.delete_account()
        assert await desk.forbidden(desk.ann.id) == "Forbidden: user is deactivated"


async def refused(desk: Running, bo: Person, chat: int) -> list[tuple[int, str]]:
    """Try what must not work; give the refusals."""
    attempts: list[Callable[[], Coroutine[Any, Any, Any]]] = [
        lambda: bo.promote(chat, bo.id),
        lambda: bo.remove(chat, desk.ann.id),
        lambda: bo.upgrade(chat),
        lambda: desk.ann.demote(chat, desk.ann.id),
        lambda: desk.ann.post("standings", person=desk.ann.id, chat=chat, who=bo.id, status="king"),
        lambda: desk.ann.add(chat, 4),
        lambda: desk.ann.add(desk.ann.id, bo.id),
        lambda: desk.ann.create_topic(chat, "x"),
        lambda: desk.ann.create_group(" "),
        lambda: desk.ann.create_group("x", kind="club"),
        lambda: desk.ann.create_group("x", [4]),
        lambda: desk.ann.post("groups", person=desk.ann.id, title="x", members=["x"]),
    ]
    found = []
    for attempt in attempts:
        with pytest.raises(PersonError) as refusal:
            await attempt()
        found.append((refusal.value.status, str(refusal.value)))
    return found


async def test_what_people_may_not_do_is_said_plainly() -> None:
    async with running() as desk, await Person.join(desk.url, "Bo") as bo:
        chat = await desk.ann.create_group("Delegation", [bo.id])
        assert await refused(desk, bo, chat) == [
            (403, "only the creator and administrators may do this"),
            (409, "the creator stays the creator"),
            (403, "only the creator and administrators may do this"),
            (409, "the creator stays the creator"),
            (400, "status must be one of administrator, kicked, left, member"),
            (404, "there is no person 4"),
            (409, "in a private chat nobody can be let in, promoted or removed"),
            (409, f"chat {chat} has no topics: it is no forum"),
            (400, "a title must have 1 to 128 characters"),
            (400, 'kind must be "group" or "supergroup"'),
            (404, "there is no person 4"),
            (400, "members must be a list of people's ids"),
        ]


async def test_the_groups_there_are() -> None:
    async with running() as desk, await Person.join(desk.url, "Bo") as bo:
        chat = await desk.ann.create_group("Delegation", [bo.id], forum=True)
        topic = await desk.ann.create_topic(chat, "Visas")
        known = await desk.ann.get("groups")
        (group,) = known["groups"]
        assert (group["id"], group["kind"], group["title"], group["forum"], group["bot"]) == (
            chat, "supergroup", "Delegation", True, "member",
        )  # fmt: skip
        assert [(member["id"], member["status"]) for member in group["members"]] == [(desk.ann.id, "creator"), (bo.id, "member")]
        assert group["topics"] == [{"id": topic, "name": "Visas", "closed": False}]
        await bo.leave(chat)
        news = await desk.ann.get("groups", after=known["revision"], wait=5)
        assert [member["id"] for member in news["groups"][0]["members"]] == [desk.ann.id]
        assert {"id": bo.id, "first_name": "Bo"} in await desk.ann.get("people")
