"""What the bot says about itself, and what it may ask about chats."""

from typing import Any

import pytest
from sandbox_running import running
from telegram import (
    BotCommand,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeChatAdministrators,
    BotCommandScopeChatMember,
    BotCommandScopeDefault,
    ChatMember,
)
from telegram.error import BadRequest

from bot.sandbox import Sandbox
from bot.sandbox.person import Person, PersonError


async def test_get_me() -> None:
    async with running() as desk:
        me = desk.bot.bot
        assert (me.is_bot, me.username, me.first_name) == (True, "desk_bot", "Desk")
        assert str(me.id) == desk.sandbox.token.partition(":")[0]


async def test_commands_by_scope_and_language() -> None:
    async with running() as desk:
        everybody, german = [BotCommand("start", "Begin")], [BotCommand("start", "Los")]
        own = [BotCommand("own", "Only you")]
        assert await desk.bot.set_my_commands(everybody)
        assert await desk.bot.set_my_commands(german, BotCommandScopeAllPrivateChats(), "de")
        assert await desk.bot.get_my_commands() == tuple(everybody)
        assert await desk.bot.get_my_commands(BotCommandScopeAllPrivateChats(), "de") == tuple(german)
        assert await desk.bot.get_my_commands(BotCommandScopeAllPrivateChats()) == ()
        async with await Person.join(desk.url, "Eva", "de") as eva:
            shown = await eva.get("bot", person=eva.id)
            assert [command["description"] for command in shown["commands"]] == ["Los"]
        shown = await desk.ann.get("bot", person=desk.ann.id)
        assert [command["description"] for command in shown["commands"]] == ["Begin"]
        await desk.bot.set_my_commands(own, BotCommandScopeChat(desk.ann.id))
        shown = await desk.ann.get("bot", person=desk.ann.id)
        assert [command["command"] for command in shown["commands"]] == ["own"]
        assert await desk.bot.delete_my_commands(BotCommandScopeChat(desk.ann.id))
        assert await desk.bot.get_my_commands(BotCommandScopeChat(desk.ann.id)) == ()
        assert await desk.bot.set_my_commands([], BotCommandScopeChatMember(desk.ann.id, 5))


async def test_commands_in_a_group() -> None:
    async with running() as desk, await Person.join(desk.url, "Bo") as bo:
        chat = await desk.ann.create_group("Delegation", [bo.id])

        async def seen(person: Person) -> list[str]:
            shown = await person.get("bot", person=person.id, chat=chat)
            return [command["command"] for command in shown["commands"]]

        for scope, people in [
            (BotCommandScopeDefault(), ["x", "x"]),
            (BotCommandScopeAllPrivateChats(), ["x", "x"]),
            (BotCommandScopeAllGroupChats(), ["all_group_chats", "all_group_chats"]),
            (BotCommandScopeAllChatAdministrators(), ["all_chat_administrators", "all_group_chats"]),
            (BotCommandScopeChat(chat), ["chat", "chat"]),
            (BotCommandScopeChatAdministrators(chat), ["chat_administrators", "chat"]),
            (BotCommandScopeChatMember(chat, bo.id), ["chat_administrators", "chat_member"]),
        ]:
            name = "x" if scope.type == "default" else scope.type
            await desk.bot.set_my_commands([BotCommand(name, "Does it")], scope)
            assert [(await seen(person))[0] for person in (desk.ann, bo)] == people, scope.type
        private = await bo.get("bot", person=bo.id)
        assert [command["command"] for command in private["commands"]] == ["all_private_chats"]
        with pytest.raises(PersonError, match="there is no chat"):
            await bo.get("bot", person=bo.id, chat="x")


async def test_commands_are_refused() -> None:
    async with running() as desk:
        wrong: list[tuple[dict[str, Any], str]] = [
            ({"commands": '"x"'}, "expected an Array of BotCommand"),
            ({"commands": "["}, "can't parse commands JSON object"),
            ({"commands": [{"command": "A", "description": "d"}]}, "BOT_COMMAND_INVALID"),
            ({"scope": {"type": "moon"}}, "can't parse BotCommandScope: Unsupported type specified"),
            ({"scope": {"type": "chat"}}, "can't parse BotCommandScope: Can't find field \"chat_id\""),
            ({"scope": "[1]"}, "can't parse BotCommandScope: BotCommandScope must be an Object"),
            ({"language_code": "german"}, "invalid language code specified"),
        ]
        for given, text in wrong:
            assert await desk.refused("setMyCommands", **given) == text


async def test_name_and_descriptions() -> None:
    async with running() as desk:
        bot = desk.bot
        assert (await bot.get_my_name()).name == "Desk"
        assert await bot.set_my_name("Tisch", language_code="de")
        assert await bot.set_my_description("All about it")
        assert await bot.set_my_short_description("It")
        assert (await bot.get_my_name("de")).name == "Tisch"
        assert (await bot.get_my_name("fr")).name == "Desk"
        assert (await bot.get_my_description("fr")).description == "All about it"
        assert (await bot.get_my_short_description()).short_description == "It"
        shown = await desk.ann.get("bot", person=desk.ann.id)
        assert (shown["name"], shown["description"], shown["username"]) == ("Desk", "All about it", "desk_bot")
        assert await bot.set_my_name("")
        assert (await bot.get_my_name()).name == "Desk"
        with pytest.raises(BadRequest):
            await bot.set_my_description("x" * 513)


async def test_chats_and_members() -> None:
    async with running() as desk:
        chat = await desk.bot.get_chat(desk.ann.id)
        assert (chat.type, chat.first_name) == ("private", "Ann")
        member = await desk.bot.get_chat_member(desk.ann.id, desk.ann.id)
        assert (member.user.first_name, member.status) == ("Ann", ChatMember.MEMBER)
        assert (await desk.bot.get_chat_member(desk.ann.id, desk.bot.id)).user == desk.bot.bot
        refusals: list[tuple[str, dict[str, Any], str]] = [
            ("getChat", {"chat_id": 4}, "chat not found"),
            ("getChatMember", {"chat_id": desk.ann.id}, "invalid user_id specified"),
            ("getChatMember", {"chat_id": desk.ann.id, "user_id": 4}, "PARTICIPANT_ID_INVALID"),
            ("getChatAdministrators", {"chat_id": desk.ann.id}, "there are no administrators in the private chat"),
        ]
        for method, given, text in refusals:
            assert await desk.refused(method, **given) == text


def test_tokens() -> None:
    assert Sandbox().token != Sandbox().token
    sandbox = Sandbox("77:x", name="N", username="n_bot")
    assert (sandbox.world.bot.id, sandbox.token) == (77, "77:x")
    with pytest.raises(ValueError, match="bot's id"):
        Sandbox("x")
