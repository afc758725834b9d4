"""Sending, editing, deleting: over HTTP, through PTB's own Bot."""

from typing import Any

import pytest
from sandbox_running import make_bot, running
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, MessageEntity, ReplyParameters
from telegram.error import BadRequest, Forbidden, InvalidToken

from bot.sandbox.person import Person

KEYS = InlineKeyboardMarkup([[InlineKeyboardButton("Go", callback_data="go")]])


async def test_a_message_arrives_as_sent() -> None:
    async with running() as desk:
        preview = LinkPreviewOptions(is_disabled=True)
        sent = await desk.bot.send_message(
            desk.ann.id, " 👍 <b>bold</b> & /help ", "HTML", link_preview_options=preview, reply_markup=KEYS
        )
        assert (sent.text, sent.chat.id, sent.chat.first_name) == ("👍 bold & /help", desk.ann.id, "Ann")
        assert sent.from_user == desk.bot.bot
        assert sent.date.timestamp() == desk.clock.time
        assert [(e.type, e.offset, e.length) for e in sent.entities] == [("bold", 3, 4), ("bot_command", 10, 5)]
        assert sent.reply_markup == KEYS
        assert sent.link_preview_options == preview
        seen = await desk.ann.next()
        assert (seen.kind, seen.message_id, seen.text) == ("message", sent.message_id, sent.text)
        assert seen.buttons == [["Go"]]
        assert seen.raw["tree"][1] == {"kind": "bold", "children": [{"text": "bold"}]}


async def test_entities_may_be_given_ready() -> None:
    async with running() as desk:
        bold = MessageEntity("bold", 0, 2)
        mention = MessageEntity("text_mention", 3, 1, user=desk.bot.bot)
        sent = await desk.bot.send_message(desk.ann.id, "👍 x", entities=[bold, mention])
        assert sent.entities == (bold, mention)
        for entities, text in [
            ([{"type": "bold", "offset": 0}], 'can\'t find field "length"'),
            ([{"type": "bold", "offset": "x", "length": 1}], 'field "offset" must be a Number'),
            ([1], "can't parse MessageEntity: expected an Object"),
        ]:
            assert await desk.refused("sendMessage", chat_id=desk.ann.id, text="x", entities=entities) == text


SEND_REFUSALS: list[tuple[dict[str, Any], str]] = [
    ({}, "message text is empty"),
    ({"text": "  \n"}, "text must be non-empty"),
    ({"text": "<b></b>", "parse_mode": "HTML"}, "text must be non-empty"),
    ({"text": "x" * 4097}, "message is too long"),
    ({"text": "x" * 32769}, "text is too long"),
    ({"text": "<i>" + "👍" * 2049 + "</i>", "parse_mode": "HTML"}, "message is too long"),
    ({"text": "x", "parse_mode": "RTF"}, "unsupported parse_mode"),
    ({"text": "x", "parse_mode": "MarkdownV2"}, "the sandbox reads parse_mode HTML only, not Markdown"),
    (
        {"text": "12345<foo>", "parse_mode": "HTML"},
        'can\'t parse entities: Unsupported start tag "foo" at byte offset 5',
    ),
    (
        {"text": "<b>x", "parse_mode": "HTML"},
        "can't parse entities: Can't find end tag corresponding to start tag \"b\"",
    ),
    ({"text": "x", "reply_markup": "{"}, "can't parse reply keyboard markup JSON object"),
    ({"text": "x", "reply_markup": "[]"}, "object expected as reply markup"),
    ({"text": "x", "reply_parameters": "[]"}, "object expected as reply parameters"),
    ({"text": "x", "reply_parameters": {"message_id": "x"}}, 'field "message_id" must be a Number'),
    ({"text": "x", "reply_parameters": {"message_id": 999}}, "message to be replied not found"),
    ({"text": "x", "reply_to_message_id": 999}, "message to be replied not found"),
    ({"text": "x", "link_preview_options": "[1]"}, "object expected as link preview options"),
    ({"text": "x", "chat_id": ""}, "chat_id is empty"),
    ({"text": "x", "chat_id": "nobody"}, "chat not found"),
    ({"text": "x", "chat_id": "@nobody"}, "chat not found"),
    ({"text": "x", "chat_id": 4}, "chat not found"),
    ({"text": "x", "chat_id": -1001}, "chat not found"),
]


async def test_sending_is_refused() -> None:
    async with running() as desk:
        for parameters, text in SEND_REFUSALS:
            given = {"chat_id": desk.ann.id, **parameters}
            assert await desk.refused("sendMessage", **given) == text, parameters
        assert len(await desk.ann.messages()) == 1


async def test_the_longest_text_fits() -> None:
    async with running() as desk:
        sent = await desk.bot.send_message(desk.ann.id, "<b>" + "👍" * 2048 + "</b>", "HTML")
        assert sent.entities[0].length == 4096


async def test_entities_beyond_a_hundred_are_dropped() -> None:
    async with running() as desk:
        sent = await desk.bot.send_message(desk.ann.id, "<b>x</b> " * 101, "HTML")
        assert len(sent.entities) == 100


async def test_who_may_be_written_to() -> None:
    async with running() as desk, await Person.join(desk.url, "Bo") as bo:
        with pytest.raises(Forbidden, match=r"^Forbidden: bot can't initiate conversation with a user$"):
            await desk.bot.send_message(bo.id, "x")
        await bo.say("hello")
        await desk.bot.send_message(bo.id, "x")
        await bo.block()
        for attempt in (desk.bot.send_message(bo.id, "x"), desk.bot.send_chat_action(bo.id, "typing")):
            with pytest.raises(Forbidden, match=r"^Forbidden: bot was blocked by the user$"):
                await attempt
        await bo.block(blocked=False)
        await desk.bot.send_message(bo.id, "y")


async def test_replies() -> None:
    async with running() as desk:
        asked = await desk.ann.say("why?")
        sent = await desk.bot.send_message(desk.ann.id, "so", reply_parameters=ReplyParameters(asked))
        assert sent.reply_to_message is not None
        assert sent.reply_to_message.text == "why?"
        missing = ReplyParameters(999, allow_sending_without_reply=True)
        sent = await desk.bot.send_message(desk.ann.id, "so", reply_parameters=missing)
        assert sent.reply_to_message is None


async def test_edits() -> None:
    async with running() as desk:
        sent = await desk.bot.send_message(desk.ann.id, "one", reply_markup=KEYS)
        desk.clock.time += 5
        rekeyed = await sent.edit_reply_markup()
        assert not isinstance(rekeyed, bool)
        assert (rekeyed.text, rekeyed.reply_markup, rekeyed.edit_date) == ("one", None, None)
        edited = await sent.edit_text("<i>two</i>", "HTML")
        assert not isinstance(edited, bool)
        assert edited.edit_date is not None
        assert (edited.text, edited.edit_date.timestamp()) == ("two", desk.clock.time)
        kinds = [((await desk.ann.next()).kind) for _ in range(3)]
        assert kinds == ["message", "edited", "edited"]


NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)


async def test_edits_are_refused() -> None:
    async with running() as desk:
        own = await desk.ann.say("mine")
        sent = await desk.bot.send_message(desk.ann.id, "<b>one</b>", "HTML", reply_markup=KEYS)
        keys = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}
        same = {"text": "<b>one</b> ", "parse_mode": "HTML", "reply_markup": keys}
        refusals: list[tuple[Any, dict[str, Any], str]] = [
            (999, {"text": "x"}, "message to edit not found"),
            ("x", {"text": "x"}, "message to edit not found"),
            (own, {"text": "x"}, "message can't be edited"),
            (sent.message_id, {"text": ""}, "message text is empty"),
            (sent.message_id, same, NOT_MODIFIED),
        ]
        for message_id, given, text in refusals:
            where = {"chat_id": desk.ann.id, "message_id": message_id}
            assert await desk.refused("editMessageText", **where, **given) == text
        place = {"chat_id": desk.ann.id, "message_id": sent.message_id}
        assert await desk.refused("editMessageReplyMarkup", **place, reply_markup=keys) == NOT_MODIFIED
        assert (await desk.refused("editMessageCaption", **place, caption="x")).startswith("there is no caption")
        assert await desk.refused("editMessageText", text="x") == "message identifier is not specified"
        assert await desk.refused("editMessageText", text="x", inline_message_id="x") == "MESSAGE_ID_INVALID"
        with pytest.raises(BadRequest, match=r"^Message is not modified"):
            await sent.edit_text("one", entities=[MessageEntity("bold", 0, 3)], reply_markup=KEYS)


async def test_deletion() -> None:
    async with running() as desk:
        sent = await desk.bot.send_message(desk.ann.id, "one")
        assert await sent.delete()
        assert [m["text"] for m in await desk.ann.messages()] == ["/start"]
        with pytest.raises(BadRequest, match=r"^Message to delete not found$"):
            await sent.delete()
        assert await desk.refused("deleteMessage", chat_id=desk.ann.id) == "message identifier is not specified"
        old = await desk.bot.send_message(desk.ann.id, "two")
        desk.clock.time += 49 * 3600
        with pytest.raises(BadRequest, match=r"^Message can't be deleted for everyone$"):
            await old.delete()


async def test_actions_and_reactions() -> None:
    async with running() as desk:
        said = await desk.ann.say("x")
        assert await desk.bot.send_chat_action(desk.ann.id, "typing")
        assert await desk.bot.set_message_reaction(desk.ann.id, said, "👍")
        news = await desk.ann.get(f"chats/{desk.ann.id}/messages", after=0)
        assert [event["kind"] for event in news["events"]] == ["message", "message", "action", "reacted"]
        assert news["events"][-1]["reactions"] == [{"type": "emoji", "emoji": "👍"}]
        place = {"chat_id": desk.ann.id, "message_id": said}
        assert await desk.refused("sendChatAction", chat_id=desk.ann.id, action="dance") == ("wrong parameter action in request")
        assert await desk.refused("setMessageReaction", **place, reaction="1") == "expected an Array of ReactionType"
        assert "invalid reaction type" in await desk.refused("setMessageReaction", **place, reaction=[1])
        two = [{"type": "emoji", "emoji": "👍"}] * 2
        assert await desk.refused("setMessageReaction", **place, reaction=two) == "REACTIONS_TOO_MANY"
        assert await desk.refused("setMessageReaction", chat_id=desk.ann.id, message_id=99) == ("message to react not found")


async def test_tokens_and_methods() -> None:
    async with running() as desk:
        stranger = make_bot(desk.url, "1:wrong")
        with pytest.raises(InvalidToken):
            await stranger.initialize()
        # PTB leaves its connections open when it cannot begin.
        for request in stranger._request:
            await request.shutdown()
        cases = [
            ("1:wrong/getMe", 401, "Unauthorized"),
            ("nonsense/getMe", 401, "Unauthorized: invalid token specified"),
            (f"{desk.sandbox.token}/getNothing", 404, "Not Found: method not found"),
            (f"{desk.sandbox.token}", 404, "Not Found"),
        ]
        for path, status, description in cases:
            async with desk.http.get(f"{desk.url}/bot{path}") as response:
                assert response.status == status
                answer = {"ok": False, "error_code": status, "description": description}
                assert await response.json() == answer


async def test_every_way_of_passing_parameters() -> None:
    async with running() as desk:
        address = f"{desk.url}/bot{desk.sandbox.token}/SENDmessage"
        given = {"chat_id": str(desk.ann.id), "text": "x", "unknown": "y"}
        async with desk.http.get(address, params=given) as response:
            assert (await response.json())["result"]["text"] == "x"
        async with desk.http.post(address, data=given) as response:
            assert (await response.json())["result"]["text"] == "x"
        async with desk.http.post(address, data="{", headers={"content-type": "application/json"}) as response:
            assert response.status == 400
            assert "JSON" in (await response.json())["description"]
        async with desk.http.post(address, json=[]) as response:
            assert response.status == 400


async def test_an_answer_quotes_the_very_words() -> None:
    async with running() as desk:
        asked = await desk.ann.say("👍 Canada and Canada")
        answer = await desk.bot.send_message(
            desk.ann.id, "x", reply_parameters=ReplyParameters(asked, quote="Canada", quote_position=14)
        )
        assert answer.quote is not None
        assert (answer.quote.text, answer.quote.position) == ("Canada", 14)
        with pytest.raises(BadRequest, match=r"(?i)quote_text_invalid"):
            await desk.bot.send_message(desk.ann.id, "x", reply_parameters=ReplyParameters(asked, quote="canada"))
