"""Private answers in a group: each way, and never a word of them for all to see."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest
from groups_running import Group, in_group

from bot.catalog.catalog import Catalog
from bot.sandbox.person import News
from bot.search import Search

ICTC = "Which country matches IT newcomers with employers?"
CHOICES = "ethical recruitment"


async def leaked(group: Group, words: str) -> bool:
    """Say whether others in the group can read something."""
    return any(words in text for text in await group.texts(group.amina))


async def waiting(group: Group, question: str = ICTC) -> News:
    """Ask privately on an older Telegram, and return what stands in for the answer."""
    await group.bo.post("features", ephemeral=False)
    shown = await group.ask(f"/whisper {question}")
    assert shown.text == "The answer is only for the person who asked."
    return shown


async def all_private(group: Group) -> None:
    """Let every answer in the group be private."""
    await group.press(await group.ask("/settings", group.amina), "Private answers: only after /whisper", group.amina)


async def test_neither_question_nor_answer_are_seen_by_others(catalog: Catalog, search: Search) -> None:
    async with in_group(catalog, search) as group:
        shown = await group.ask(f"/whisper {ICTC}")
        assert "(ICTC)" in shown.text
        assert shown.message["ephemeral_message_id"]
        assert not await leaked(group, "ICTC")
        assert not await leaked(group, "newcomers")


async def test_what_is_pressed_in_a_private_answer_stays_private(catalog: Catalog, search: Search) -> None:
    async with in_group(catalog, search) as group:
        shown = await group.ask(f"/whisper {CHOICES}")
        label = shown.buttons[0][0]
        await group.catch_up(group.bo)
        await group.bo.press_private(shown.message["ephemeral_message_id"], label, chat=group.id)
        card = await group.heard()
        assert "Source" in card.text
        assert not await leaked(group, "Source")
        for label in ("Cite", "Save"):
            await group.bo.press_private(card.message["ephemeral_message_id"], label, chat=group.id)
            told = await group.heard()
            assert told.message.get("ephemeral_message_id") or told.kind == "answer", label
        assert len(await group.texts(group.amina)) == len([text for text in await group.texts(group.amina) if "Source" not in text])


async def test_as_an_administrator_the_bot_answers_an_open_question_at_once(catalog: Catalog, search: Search) -> None:
    async with in_group(catalog, search) as group:
        await all_private(group)
        await group.amina.promote(group.id, await group.amina.bot_id())
        shown = await group.ask(f"/ask {ICTC}")
        assert "(ICTC)" in shown.text
        assert shown.message["ephemeral_message_id"]
        assert not await leaked(group, "(ICTC)")


async def test_elsewhere_the_answer_to_an_open_question_comes_after_a_press(catalog: Catalog, search: Search) -> None:
    async with in_group(catalog, search) as group:
        await all_private(group)
        shown = await group.ask(f"/ask {ICTC}")
        assert shown.text == "The answer is only for the person who asked."
        mine = await group.press(shown, "Show it to me")
        assert "ICTC" in mine.text
        assert mine.message["ephemeral_message_id"]
        refused = await group.press(shown, "Show it to me", group.amina)
        assert (refused.alert, refused.text) == (True, "This button is only for the person who asked.")
        assert not await leaked(group, "(ICTC)")


async def test_an_older_telegram_shows_an_alert(catalog: Catalog, search: Search) -> None:
    async with in_group(catalog, search) as group:
        alert = await group.press(await waiting(group), "Show it to me")
        assert alert.alert
        assert alert.text.startswith("Information and Communication")
        assert "3.3" in alert.text
        assert len(alert.text) <= 200
        assert not await leaked(group, "Information and Communication")
        # It was asked once whether the server knows private messages, and remembered.
        await group.press(await waiting(group, "Nansen Initiative"), "Show it to me")
        assert len(await group.bo.get("calls?method=deleteEphemeralMessage")) == 1


async def test_what_an_alert_cannot_hold_is_read_in_the_private_chat(catalog: Catalog, search: Search) -> None:
    async with in_group(catalog, search) as group:
        led = await group.press(await waiting(group, CHOICES), "Show it to me")
        payload = led.raw["url"].partition("start=")[2]
        await group.bo.start(payload)
        assert "Which of these" in (await group.bo.next()).text
        # Nobody else gets it by the link.
        await group.amina.start(payload)
        assert (await group.amina.next()).text == "This button is only for the person who asked."
        assert not await leaked(group, "Which of these")


async def test_an_anonymous_administrator_is_led_to_the_private_chat(catalog: Catalog, search: Search) -> None:
    async with in_group(catalog, search) as group:
        await group.amina.promote(group.id, group.bo.id)
        await group.bo.hide(group.id)
        await group.bo.post("features", ephemeral=False)
        await group.catch_up(group.bo)
        await group.bo.say(f"/whisper {ICTC}", chat=group.id)
        shown = await group.heard()
        assert shown.buttons == [["Read it in our private chat"]]
        url = shown.message["reply_markup"]["inline_keyboard"][0][0]["url"]
        await group.bo.start(url.partition("start=")[2])
        assert "ICTC" in (await group.bo.next()).text


async def test_a_server_that_only_seems_to_know_is_found_out(catalog: Catalog, search: Search) -> None:
    async with in_group(catalog, search) as group:
        # It has known private messages so far, and then makes one public: the answer must not stay.
        await all_private(group)
        await group.amina.promote(group.id, await group.amina.bot_id())
        await group.ask("/ask Nansen Initiative")
        await group.bo.post("features", ephemeral=False)
        shown = await group.ask(f"/ask {ICTC}")
        while "the person who asked" not in shown.text:
            shown = await group.heard()
        assert not await leaked(group, "(ICTC)")


async def test_a_private_question_is_not_kept_over_a_restart(catalog: Catalog, search: Search) -> None:
    async with in_group(catalog, search) as group:
        shown = await waiting(group)
        await group.talk.restart()
        assert (await group.press(shown, "Show it to me")).text == "I no longer keep this answer. Please ask again."


@pytest.mark.parametrize("ephemeral", [True, False])
async def test_a_group_may_have_all_answers_private(catalog: Catalog, search: Search, ephemeral: bool) -> None:
    async with in_group(catalog, search) as group:
        await group.bo.post("features", ephemeral=ephemeral)
        await all_private(group)
        shown = await group.ask(f"/ask {ICTC}")
        assert shown.text == "The answer is only for the person who asked."
        said = await group.amina.say("What ICTC did in Canada", chat=group.id)
        assert (await group.ask("/ask", reply_to=said)).text == shown.text
        assert not any("Practice · Canada" in text for text in await group.texts(group.amina))


async def test_in_the_private_chat_it_is_an_ordinary_answer(catalog: Catalog, search: Search) -> None:
    async with in_group(catalog, search) as group:
        assert "ICTC" in (await group.talk.ask(f"/whisper {ICTC}")).text


async def test_where_answers_are_private_other_lookups_are_for_the_private_chat(catalog: Catalog, search: Search) -> None:
    async with in_group(catalog, search) as group:
        await all_private(group)
        for command in ("/cite ICTC", "/compare germany canada", "/country Germany", "/brief remittances"):
            shown = await group.ask(command)
            assert shown.text.startswith("Answers in this group are private."), command
        assert not await leaked(group, "ICTC)")


@contextmanager
def unreadable(group: Group) -> Iterator[None]:
    """Let every look at the preferences fail, as it does where the database does not answer."""
    with closing(sqlite3.connect(str(group.talk.desk.store.engine.url.database), isolation_level=None)) as other:
        other.execute("ALTER TABLE preference RENAME TO away")
        yield
        other.execute("ALTER TABLE away RENAME TO preference")


@pytest.mark.parametrize("restarted", [False, True])
async def test_a_database_that_does_not_answer_makes_nothing_public(catalog: Catalog, search: Search, restarted: bool) -> None:
    async with in_group(catalog, search) as group:
        await all_private(group)
        if restarted:
            await group.talk.restart()
        with unreadable(group):
            shown = await group.ask(f"/ask {ICTC}")
        assert shown.text == "The answer is only for the person who asked."


async def test_a_forged_press_takes_no_message_away(catalog: Catalog, search: Search) -> None:
    async with in_group(catalog, search) as group:
        shown = await group.ask("/settings", group.amina)
        chat = {"id": group.id, "type": "supergroup", "title": "Delegation"}
        message = shown.message | {"chat": chat}
        forged = {"id": "1", "from": {"id": group.bo.id, "is_bot": False, "first_name": "Bo"}, "chat_instance": "1"}
        await group.bo.post("updates", callback_query=forged | {"message": message, "data": f"away:{group.bo.id:x}"})
        assert "Nansen" in (await group.ask("/ask Nansen Initiative")).text
        assert shown.message_id in {one["message_id"] for one in await group.bo.messages(group.id)}


@pytest.mark.parametrize("data", ["meet:close", "tell-no", "command:help", "new:2026.11::0"])
async def test_a_press_that_no_button_makes_changes_nothing(catalog: Catalog, search: Search, data: str) -> None:
    async with in_group(catalog, search) as group:
        shown = await group.ask("/settings", group.amina)
        message = shown.message | {"chat": {"id": group.id, "type": "supergroup", "title": "Delegation"}}
        pressed = {"id": "1", "from": {"id": group.bo.id, "is_bot": False, "first_name": "Bo"}, "chat_instance": "1"}
        await group.bo.post("updates", callback_query=pressed | {"message": message, "data": data})
        before = len(await group.bo.messages(group.id))
        assert "Nansen" in (await group.ask("/ask Nansen Initiative")).text
        there = await group.bo.messages(group.id)
        assert len(there) == before + 2
        assert next(one["text"] for one in there if one["message_id"] == shown.message_id) == shown.text


async def test_links_and_samples_are_private_too(catalog: Catalog, search: Search) -> None:
    async with in_group(catalog, search) as group:
        await all_private(group)
        for command in ("/start canada-ictc", "/digest remittances"):
            assert (await group.ask(command)).text.startswith("Answers in this group are private."), command
        assert "How to ask" in (await group.ask("/help")).text


async def test_no_file_of_a_private_answer_stays_when_a_server_makes_it_public(catalog: Catalog, search: Search) -> None:
    async with in_group(catalog, search) as group:
        card = await group.ask(f"/whisper {ICTC}")
        await group.bo.press_private(card.message["ephemeral_message_id"], "Cite", chat=group.id)
        cited = await group.heard()
        await group.bo.post("features", ephemeral=False)
        await group.bo.press_private(cited.message["ephemeral_message_id"], "BibTeX", chat=group.id)
        # What comes after in a group is answered after.
        assert "Nansen" in (await group.ask("/ask Nansen Initiative", group.amina)).text
        assert not [one for one in await group.amina.messages(group.id) if "document" in one]
