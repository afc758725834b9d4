"""The people's side: what they do, what they see, who is let in."""

import asyncio
import re
from typing import Any

import aiohttp
import pytest
from sandbox_running import Clock, running

from bot.sandbox import Sandbox, SandboxPortTaken
from bot.sandbox.app import PAGE
from bot.sandbox.chats import Timeline
from bot.sandbox.person import Person, PersonError


async def test_a_person_comes_in_and_starts() -> None:
    async with running() as desk, await Person.join(desk.url, "Bo", "fr") as bo:
        assert bo.id > 2**32
        await bo.start("item_7")
        message = (await desk.update()).message
        assert message is not None
        assert (message.text, message.chat.id) == ("/start item_7", bo.id)
        assert message.from_user is not None
        assert (message.from_user.is_bot, message.from_user.language_code) == (False, "fr")
        assert [(e.type, e.offset, e.length) for e in message.entities] == [("bot_command", 0, 6)]


async def test_edits_and_replies_reach_the_bot() -> None:
    async with running() as desk:
        first = await desk.ann.say("one")
        await desk.update()
        await desk.ann.edit(first, "👍 /two")
        update = await desk.update()
        assert update.edited_message is not None
        assert update.edited_message.edit_date is not None
        assert update.edited_message.entities[0].offset == 3
        await desk.ann.say("three", reply_to=first)
        message = (await desk.update()).message
        assert message is not None
        assert message.reply_to_message is not None
        assert message.reply_to_message.text == "👍 /two"


async def test_blocking_is_told_to_the_bot() -> None:
    async with running() as desk:
        await desk.ann.block()
        change = (await desk.update()).my_chat_member
        assert change is not None
        assert (change.old_chat_member.status, change.new_chat_member.status) == ("member", "kicked")
        with pytest.raises(PersonError, match="unblock it first"):
            await desk.ann.say("x")
        with pytest.raises(PersonError, match="blocked already"):
            await desk.ann.block()
        await desk.ann.block(blocked=False)
        change = (await desk.update()).my_chat_member
        assert change is not None
        assert change.new_chat_member.status == "member"


async def test_next_waits_and_gives_up() -> None:
    async with running() as desk:
        with pytest.raises(TimeoutError):
            await desk.ann.next(timeout=0.05)
        waiting = asyncio.create_task(desk.ann.next())
        await asyncio.sleep(0)
        await desk.bot.send_message(desk.ann.id, "x")
        assert (await waiting).text == "x"


async def test_watchers_start_over_when_events_are_forgotten() -> None:
    async with running() as desk:
        chat = desk.sandbox.world.chats[desk.ann.id]
        chat.timeline = Timeline(limit=2)
        for text in "abc":
            await desk.bot.send_message(desk.ann.id, text)
        news = await desk.ann.get(f"chats/{desk.ann.id}/messages", after=0)
        assert news["reset"]
        assert [event["message"]["text"] for event in news["events"]] == ["/start", "a", "b", "c"]
        assert [(await desk.ann.next()).text for _ in range(3)] == ["a", "b", "c"]
        for text in "defg":
            await desk.bot.send_message(desk.ann.id, text)
        assert [(await desk.ann.next()).text for _ in range(4)] == ["d", "e", "f", "g"]


BAD_REQUESTS: list[tuple[str, dict[str, Any], int, str]] = [
    ("people", {}, 400, "first_name is missing"),
    ("people", {"first_name": " "}, 400, "first_name must not be empty"),
    ("people", {"first_name": 1}, 400, "first_name must be a string"),
    ("messages", {"person": 4, "text": "x"}, 404, "there is no person 4"),
    ("messages", {"person": True, "text": "x"}, 400, "person must be a whole number"),
    ("messages", {"text": " \n"}, 400, "a message needs some text"),
    ("messages", {"text": "x" * 4097}, 400, "a message holds at most 4096 characters"),
    ("messages", {"text": "\ud800"}, 400, "half a character"),
    ("messages", {"text": "x", "chat": 4}, 404, "there is no chat 4"),
    ("messages", {"text": "x", "reply_to": 99}, 404, "there is no message 99"),
    ("edits", {"message_id": 1, "text": "/start"}, 409, "the same as before"),
    ("edits", {"message_id": 2, "text": "x"}, 409, "only messages of one's own"),
    ("blocks", {"blocked": "yes"}, 400, "blocked must be true or false"),
    ("blocks", {"blocked": False}, 409, "the bot is not blocked"),
    ("clock", {"advance": -1}, 400, "advance must be"),
    ("clock", {"advance": "x"}, 400, "advance must be a number"),
    ("updates", {"update_id": 1}, 400, "update_id must be a whole number from"),
]


async def test_bad_requests_get_one_clear_line() -> None:
    async with running() as desk:
        await desk.bot.send_message(desk.ann.id, "the bot's")
        for path, body, status, line in BAD_REQUESTS:
            given = body if path in {"people", "clock", "updates"} else {"person": desk.ann.id, **body}
            with pytest.raises(PersonError, match=line) as refusal:
                await desk.ann.post(path, **given)
            assert refusal.value.status == status
        for path, status, line in [
            ("chats/5/messages", 404, "there is no chat 5"),
            ("chats/x/messages", 404, "there is no chat x"),
            (f"chats/{desk.ann.id}/messages?after=x", 400, "after must be a number"),
            (f"chats/{desk.ann.id}/messages?after=-1", 400, "after must not be negative"),
            ("nothing", 404, "not found"),
        ]:
            with pytest.raises(PersonError, match=line) as refusal:
                await desk.ann.get(path)
            assert refusal.value.status == status
        for broken in ("{", "[]"):
            async with desk.http.post(f"{desk.url}/sandbox/people", data=broken) as response:
                assert response.status == 400
        async with desk.http.post(f"{desk.url}/sandbox/faults", json=[1]) as response:
            assert response.status == 400


async def test_calls_are_on_record() -> None:
    async with running() as desk:
        await desk.bot.send_message(desk.ann.id, "x")
        await desk.call("sendMessage", chat_id=4, text="y")
        await desk.bot.get_updates(timeout=0)
        calls = await desk.ann.get("calls")
        assert [(call["method"], call["status"]) for call in calls] == [
            ("getMe", 200),
            ("sendMessage", 200),
            ("sendMessage", 400),
        ]
        assert "chat not found" in calls[-1]["description"]
        assert (await desk.ann.get("calls", method="getUpdates"))[0]["status"] == 200
        assert len(await desk.ann.get("calls", method="sendmessage")) == 2


async def test_the_page_is_served_under_a_strict_policy() -> None:
    async with running() as desk:
        for path, kind in [("/", "text/html"), ("/page.js", "text/javascript"), ("/page.css", "text/css")]:
            async with desk.http.get(desk.url + path) as response:
                assert response.status == 200
                assert response.content_type == kind
                policy = response.headers["content-security-policy"]
                assert "default-src 'none'" in policy
                assert "unsafe" not in policy
                assert desk.sandbox.token not in await response.text()
        async with desk.http.get(f"{desk.url}/page.py") as response:
            assert response.status == 404


async def test_the_page_has_all_it_names() -> None:
    async with running() as desk:
        named = {
            name for file in PAGE.iterdir() for name in re.findall(r"[\"'](/\w+\.(?:js|css|svg))[\"']", file.read_text("utf-8"))
        }
        assert {"/page.js", "/text.js", "/bubbles.css"} <= named
        for name in named:
            async with desk.http.get(desk.url + name) as response:
                assert response.status == 200, name


def test_the_page_never_reads_html_from_messages() -> None:
    scripts = [file.read_text("utf-8") for file in PAGE.glob("*.js")]
    for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "http://", "https://"):
        assert not any(word in script for script in scripts), word


async def test_only_this_machine_is_let_in() -> None:
    async with running() as desk:
        port = desk.url.rpartition(":")[2]
        for host, status in [
            ("evil.example", 403),
            (f"evil.example:{port}", 403),
            ("", 403),
            ("[", 403),
            (f"localhost:{port}", 200),
            (f"[::1]:{port}", 200),
        ]:
            async with desk.http.get(f"{desk.url}/sandbox/bot", headers={"host": host}) as response:
                assert response.status == status, host


async def test_other_sites_may_not_act() -> None:
    async with running() as desk:
        for origin, status in [("http://evil.example", 403), ("null", 403), (desk.url, 200)]:
            headers = {"origin": origin}
            body = {"first_name": "Eve"}
            async with desk.http.post(f"{desk.url}/sandbox/people", json=body, headers=headers) as response:
                assert response.status == status
        async with desk.http.delete(f"{desk.url}/sandbox/faults", headers={"origin": "null"}) as response:
            assert response.status == 403


async def test_a_taken_port_is_one_clear_error() -> None:
    async with running() as desk:
        port = int(desk.url.rpartition(":")[2])
        with pytest.raises(SandboxPortTaken, match=f"port {port} on 127.0.0.1 cannot be used"):
            async with Sandbox().serve(port):
                pass


async def test_a_sandbox_can_be_served_again() -> None:
    sandbox = Sandbox(clock=Clock())
    for _ in range(2):
        async with (
            sandbox.serve() as url,
            aiohttp.ClientSession() as http,
            http.get(f"{url}/bot{sandbox.token}/getMe") as response,
        ):
            assert response.status == 200


async def test_dated_answers_carry_the_time_of_the_sandbox() -> None:
    sandbox = Sandbox(clock=Clock())
    for dated, date in [(True, "Mon, 21 Sep 2026 14:13:20 GMT"), (False, None)]:
        async with sandbox.serve(dated=dated) as url, aiohttp.ClientSession() as http, http.get(f"{url}/sandbox/bot") as answer:
            assert answer.headers.get("Date") == date
