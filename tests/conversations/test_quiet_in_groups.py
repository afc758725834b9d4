"""A group is not disturbed: by numbers, by presses, by private questions, nor by what nobody asked."""

import pytest
from groups_running import Group, in_group
from meeting_running import collected, files_and_end, prefer

from bot.catalog.catalog import Catalog
from bot.groups.etiquette import MOST_LINES
from bot.render import group as screens
from bot.sandbox.person import News
from bot.search import Search

ICTC = "Which country matches IT newcomers with employers?"
STANDS_IN = "The answer is only for the person who asked."


async def told_all(group: Group) -> str:
    """Return all that the bot said for everybody to read."""
    return "\n".join(await group.texts(group.amina))


async def led(group: Group, shown: News) -> str:
    """Follow the link of a message into the private chat, and return what is told there."""
    await group.bo.start(shown.text.partition("start=")[2])
    return (await group.bo.next()).text


@pytest.mark.parametrize("ephemeral", [True, False])
async def test_a_typed_number_tells_nobody_a_private_answer(catalog: Catalog, search: Search, ephemeral: bool) -> None:
    async with in_group(catalog, search) as group:
        await group.bo.post("features", ephemeral=ephemeral)
        await prefer(group.talk, group.id, plain=True, whisper=True)
        shown = await group.ask(f"/ask {ICTC}")
        assert shown.text.startswith(STANDS_IN)
        link = await group.ask("1", reply_to=shown.message_id)
        assert "ICTC" in await led(group, link)
        assert "(ICTC)" not in await told_all(group)


async def test_a_typed_number_leads_to_the_full_card(catalog: Catalog, search: Search) -> None:
    async with in_group(catalog, search) as group:
        await prefer(group.talk, group.id, plain=True)
        shown = await group.ask(f"/ask {ICTC}")
        link = await group.ask("1", reply_to=shown.message_id)
        assert link.text == "https://t.me/desk_bot?start=canada-ictc"


async def test_a_number_that_people_say_to_each_other_chooses_nothing(catalog: Catalog, search: Search) -> None:
    async with in_group(catalog, search) as group:
        await prefer(group.talk, group.id, plain=True)
        # As an administrator the bot hears everything.
        await group.amina.promote(group.id, await group.amina.bot_id())
        shown = await group.ask("/ask ethical recruitment")
        await group.amina.say("1", chat=group.id)
        await group.bo.say("1", shown.message["reply_to_message"]["message_id"], chat=group.id)
        answer = await group.ask("/ask Nansen Initiative")
        left = [message["text"] for message in await group.bo.messages(group.id) if message["message_id"] >= shown.message_id]
        assert left == [shown.text, "1", "1", "/ask Nansen Initiative", answer.text]


async def test_who_may_not_ask_may_not_whisper_either(catalog: Catalog, search: Search) -> None:
    async with in_group(catalog, search) as group:
        await prefer(group.talk, group.id, askers="administrators")
        assert (await group.ask(f"/whisper {ICTC}")).text == screens.only_administrators_ask()
        assert "ICTC" in (await group.ask(f"/whisper {ICTC}", group.amina)).text


async def test_what_stands_in_for_private_answers_is_within_the_budget(catalog: Catalog, search: Search) -> None:
    async with in_group(catalog, search) as group:
        await group.bo.post("features", ephemeral=False)
        await prefer(group.talk, group.id, budget=5)
        for _ in range(5):
            assert (await group.ask(f"/whisper {ICTC}")).text == STANDS_IN
        for _ in range(MOST_LINES):
            over = await group.ask(f"/whisper {ICTC}")
            assert over.text == screens.used_up()
        url = over.message["reply_markup"]["inline_keyboard"][0][0]["url"]
        await group.bo.start(url.partition("start=")[2])
        assert "ICTC" in (await group.bo.next()).text
        # After so many lines it is silent, also to what is no question.
        for text in (f"/whisper {ICTC}", "/whisper", "/ask"):
            await group.bo.say(text, chat=group.id)
        assert "How to ask" in (await group.ask("/help")).text


async def test_private_answers_that_nobody_else_sees_cost_the_group_nothing(catalog: Catalog, search: Search) -> None:
    async with in_group(catalog, search) as group:
        await prefer(group.talk, group.id, budget=0)
        assert "(ICTC)" in (await group.ask(f"/whisper {ICTC}")).text


async def test_telegram_may_ask_to_wait_with_a_private_answer(catalog: Catalog, search: Search) -> None:
    async with in_group(catalog, search) as group:
        group.talk.sandbox.world.faults.add({"method": "sendMessage", "code": 429, "retry_after": 1})
        shown = await group.ask(f"/whisper {ICTC}")
        assert "(ICTC)" in shown.text
        assert shown.message["ephemeral_message_id"]


async def test_files_that_are_sent_to_all_are_within_the_budget(catalog: Catalog, search: Search) -> None:
    async with in_group(catalog, search) as group:
        await prefer(group.talk, group.id, budget=5)
        cited = await group.ask("/cite ICTC")
        for _ in range(4):
            assert "document" in (await group.press(cited, "RIS")).message
        over = await group.press(cited, "RIS")
        assert (over.alert, over.text) == (True, screens.used_up())
        await prefer(group.talk, group.id, askers="administrators", budget=30)
        assert (await group.press(cited, "RIS")).text == screens.only_administrators_ask()
        assert "document" in (await group.press(cited, "RIS", group.amina)).message


async def test_what_a_message_speaks_of_can_be_private_too(catalog: Catalog, search: Search) -> None:
    async with in_group(catalog, search) as group:
        await prefer(group.talk, group.id, whisper=True)
        said = await group.amina.say("As objective 18 has it, see what Canada and the FAP did", chat=group.id)
        mine = await group.press(await group.ask("/ask", reply_to=said), "Show it to me")
        assert mine.message["ephemeral_message_id"]
        assert [f"“{words}”" in mine.text for words in ("objective 18", "Canada", "FAP")] == [True] * 3
        assert not [label for row in mine.buttons for label in row if label == "Remove"]
        assert "Practice ·" not in await told_all(group)
        coffee = await group.amina.say("Coffee is ready", chat=group.id)
        assert (await group.ask("/ask", reply_to=coffee)).text == screens.nothing_mentioned()


async def test_a_meeting_collects_what_is_sent_inline_and_nothing_whispered(catalog: Catalog, search: Search) -> None:
    async with in_group(catalog, search, forum=True) as group:
        topic = await group.amina.create_topic(group.id, "Objective 18")
        await group.ask("/meeting start", group.amina, topic)
        await group.ask("/whisper Nansen Initiative", topic=topic)
        found = await group.bo.inline("ICTC", chat=group.id)
        first = next(one["id"] for one in found["results"])
        await group.bo.choose(found["query_id"], first, chat=group.id, topic=topic)
        await collected(group, topic, 1)
        listed = (await group.ask("/meeting", topic=topic)).text
        assert catalog.entry("canada-ictc").title in listed


async def test_a_line_can_be_added_below_a_pointer(catalog: Catalog, search: Search) -> None:
    async with in_group(catalog, search) as group:
        await group.ask("/meeting start", group.amina)
        await group.ask("/ask ICTC")
        pointer = await group.ask("/ask ICTC")
        pinned = await group.ask("/note as Canada said", reply_to=pointer.message_id)
        assert catalog.entry("canada-ictc").title in pinned.text
        assert "as Canada said" in pinned.text


async def test_signs_without_a_word_get_no_answer(catalog: Catalog, search: Search) -> None:
    async with in_group(catalog, search) as group:
        shown = await group.ask(f"/ask {ICTC}")
        for sign in ("👍", "???", "…"):
            await group.bo.say(sign, shown.message_id, chat=group.id)
        assert "Nansen" in (await group.ask("/ask Nansen Initiative")).text
        assert "Not in my sources" not in await told_all(group)


async def test_a_remark_below_an_answer_is_in_no_file(catalog: Catalog, search: Search) -> None:
    async with in_group(catalog, search) as group:
        await prefer(group.talk, group.id, list_missed=True)
        await group.ask("/meeting start", group.amina)
        shown = await group.ask(f"/ask {ICTC}")
        remark, question = "zyzzyva xylophone", "quantum teapots"
        await group.ask(remark, reply_to=shown.message_id)
        await group.ask(f"/ask {question}")
        await collected(group, 0, 2)
        listed = (await group.ask("/meeting")).text
        assert question in listed
        assert remark not in listed


@pytest.mark.parametrize("ephemeral", [True, False])
async def test_an_example_is_answered_to_whoever_pressed_it(catalog: Catalog, search: Search, ephemeral: bool) -> None:
    async with in_group(catalog, search) as group:
        await group.bo.post("features", ephemeral=ephemeral)
        shown = await group.press(await group.ask("/start"), ICTC)
        if ephemeral:
            assert shown.message["ephemeral_message_id"]
        else:
            await group.bo.start(shown.raw["url"].partition("start=")[2])
            shown = await group.bo.next()
        assert "(ICTC)" in shown.text
        assert "(ICTC)" not in await told_all(group)


async def test_a_greeting_is_told_how_to_ask(catalog: Catalog, search: Search) -> None:
    async with in_group(catalog, search) as group:
        await group.bo.post("privacy", on=False)
        assert (await group.ask("Hello @desk_bot!")).text == screens.help_to_ask().text


async def test_a_meeting_of_notes_alone_offers_no_second_file(catalog: Catalog, search: Search) -> None:
    async with in_group(catalog, search) as group:
        await group.ask("/meeting start", group.amina)
        await group.ask("/note France asks for the floor")
        await group.catch_up(group.amina)
        await group.amina.say("/meeting stop", chat=group.id)
        files, end = await files_and_end(group, group.amina)
        assert "France asks for the floor" in files["md"].decode()
        assert "0 entries" not in end.text
        assert end.buttons == [["Resume the meeting"]]
