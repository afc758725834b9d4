"""Lookups in a group: short, in place, within a budget, and heard only where somebody speaks to the desk."""

import pytest
from groups_running import in_group

from bot.catalog.catalog import Catalog
from bot.groups.etiquette import WINDOW_SECONDS
from bot.search import Search

ICTC = "Which country matches IT newcomers with employers?"


async def test_an_answer_is_short_and_replies_to_the_question_in_its_topic(catalog: Catalog, search: Search) -> None:
    async with in_group(catalog, search, forum=True) as group:
        topic = await group.amina.create_topic(group.id, "Objective 18")
        shown = await group.ask(f"/ask {ICTC}", topic=topic)
        assert shown.text.startswith("Information and Communication Technology Council (ICTC) of Canada\nPractice · Canada")
        assert len(shown.text) < 700
        assert "Source GFMD" in shown.text
        assert shown.buttons == [["Full card", "Remove"]]
        assert shown.message["message_thread_id"] == topic
        assert shown.message["reply_to_message"]["text"] == f"/ask {ICTC}"
        again = await group.ask("/ask@desk_bot alternatives to detention for children", topic=topic)
        assert "detention" in again.text


async def test_only_what_is_meant_for_the_desk_is_answered(catalog: Catalog, search: Search) -> None:
    async with in_group(catalog, search) as group:
        # As an administrator the bot hears everything.
        await group.amina.promote(group.id, await group.amina.bot_id())
        shown = await group.ask(f"@desk_bot, {ICTC}")
        assert "ICTC" in shown.text
        followed = await group.ask("alternatives to detention for children", reply_to=shown.message_id)
        assert "detention" in followed.text
        # None of these asks the desk anything; had it answered one, that would be seen before the last answer.
        await group.bo.say("what do you think of remittances?", chat=group.id)
        await group.bo.say("I wrote to @desk_botany and remittances", chat=group.id)
        await group.bo.say("thanks!", reply_to=followed.message_id, chat=group.id)
        assert "Nansen" in (await group.ask("/ask Nansen Initiative")).text


async def test_with_privacy_mode_on_the_name_alone_is_not_heard(catalog: Catalog, search: Search) -> None:
    async with in_group(catalog, search) as group:
        await group.bo.say(f"@desk_bot {ICTC}", chat=group.id)
        assert "Nansen" in (await group.ask("/ask Nansen Initiative")).text
        await group.bo.post("privacy", on=False)
        assert "ICTC" in (await group.ask(f"@desk_bot {ICTC}")).text


async def test_ask_alone_looks_up_what_a_message_speaks_of(catalog: Catalog, search: Search) -> None:
    async with in_group(catalog, search) as group:
        said = await group.amina.say(
            "Our line: what the Family Assistance Programme did, under objective 18, as in Canada.", chat=group.id
        )
        shown = await group.ask("/ask", reply_to=said)
        assert "“Family Assistance Programme”" in shown.text
        assert "“objective 18”" in shown.text
        assert "“Canada”" in shown.text
        assert shown.message["reply_to_message"]["message_id"] == said
        assert shown.message["quote"]["text"] == "Family Assistance Programme"
        assert shown.buttons[-1] == ["Remove"]


async def test_a_message_that_names_nothing_is_told_so(catalog: Catalog, search: Search) -> None:
    async with in_group(catalog, search) as group:
        said = await group.amina.say("Coffee is ready in the lobby.", chat=group.id)
        assert "I found no country" in (await group.ask("/ask", reply_to=said)).text
        assert "reply to a message with /ask" in (await group.ask("/ask")).text


async def test_an_edited_question_gets_its_answer_edited(catalog: Catalog, search: Search) -> None:
    async with in_group(catalog, search) as group:
        shown = await group.ask(f"/ask {ICTC}")
        await group.bo.edit(shown.message["reply_to_message"]["message_id"], "/ask Nansen Initiative", group.id)
        edited = await group.heard()
        assert (edited.kind, edited.message_id) == ("edited", shown.message_id)
        assert "Nansen" in edited.text
        assert edited.buttons == [["Full card", "Remove"]]


async def test_the_asker_or_an_administrator_may_remove_an_answer(catalog: Catalog, search: Search) -> None:
    async with in_group(catalog, search) as group:
        by_amina = await group.ask(f"/ask {ICTC}", group.amina)
        toast = await group.press(by_amina, "Remove", group.bo)
        assert (toast.alert, toast.text) == (True, "Only the person who asked or an administrator can remove this.")
        await group.amina.press(by_amina.message_id, "Remove", chat=group.id)
        by_bo = await group.ask("/ask Nansen Initiative")
        await group.bo.press(by_bo.message_id, "Remove", chat=group.id)
        # Nothing points to what is gone.
        again = await group.ask("/ask Nansen Initiative")
        assert again.text == by_bo.text
        left = [message["message_id"] for message in await group.bo.messages(group.id)]
        assert not {by_amina.message_id, by_bo.message_id} & set(left)


async def test_several_meanings_are_chosen_by_the_asker_in_place(catalog: Catalog, search: Search) -> None:
    async with in_group(catalog, search) as group:
        shown = await group.ask("/ask ethical recruitment", group.amina)
        assert "Which of these do you mean?" in shown.text
        label = shown.buttons[0][0]
        # To others it opens for themselves, and the choice stays.
        aside = await group.press(shown, label, group.bo)
        assert "Compact of 2018" in aside.text
        chosen = await group.press(shown, label, group.amina)
        assert (chosen.kind, chosen.message_id) == ("edited", shown.message_id)
        assert chosen.buttons == [["Full card", "Remove"]]


async def test_the_same_entry_within_ten_minutes_is_pointed_to(catalog: Catalog, search: Search) -> None:
    async with in_group(catalog, search) as group:
        first = await group.ask(f"/ask {ICTC}")
        second = await group.ask("/ask ICTC", group.amina)
        assert second.text.startswith("Answered above a moment ago: Information and Communication")
        link = second.message["entities"][0]["url"]
        assert link.endswith(f"/{first.message_id}")
        group.clock.now += WINDOW_SECONDS + 1
        assert (await group.ask("/ask ICTC", group.amina)).text.startswith("Information and Communication")


async def test_above_the_budget_answers_become_a_link(catalog: Catalog, search: Search) -> None:
    async with in_group(catalog, search) as group:
        questions = [
            "ICTC", "Nansen Initiative", "Family Assistance Programme", "2030 Agenda", "UDHR", "Refugee Convention",
            "Beijing Platform for Action", "Cancun Agreements", "Convention against Torture", "CRC",
        ]  # fmt: skip
        for question in questions:
            assert (await group.ask(f"/ask {question}")).buttons[-1][-1] == "Remove", question
        over = await group.ask("/ask alternatives to detention for children")
        assert "has used up its answers" in over.text
        url = over.message["reply_markup"]["inline_keyboard"][0][0]["url"]
        await group.bo.start(url.partition("start=")[2])
        assert "detention" in (await group.bo.next()).text
        group.clock.now += WINDOW_SECONDS + 1
        assert (await group.ask("/ask alternatives to detention for children")).buttons == [["Full card", "Remove"]]


async def test_what_is_not_in_the_sources_is_said_in_a_line(catalog: Catalog, search: Search) -> None:
    async with in_group(catalog, search) as group:
        shown = await group.ask("/ask quantum entanglement of photons")
        assert shown.text.startswith("Not in my sources.")
        assert shown.text.count("\n") == 0


@pytest.mark.parametrize("kind", ["group", "supergroup"])
async def test_the_full_card_opens_for_whoever_presses(catalog: Catalog, search: Search, kind: str) -> None:
    async with in_group(catalog, search, kind) as group:
        shown = await group.ask(f"/ask {ICTC}")
        card = await group.press(shown, "Full card", group.amina)
        assert "Compact of 2018" in card.text
        assert not any("Compact of 2018" in text for text in await group.texts(group.bo))


async def test_an_older_telegram_opens_the_card_in_the_private_chat(catalog: Catalog, search: Search) -> None:
    async with in_group(catalog, search) as group:
        await group.bo.post("features", ephemeral=False)
        led = await group.press(await group.ask(f"/ask {ICTC}"), "Full card")
        assert led.raw["url"] == "https://t.me/desk_bot?start=canada-ictc"
        await group.bo.start("canada-ictc")
        assert "Compact of 2018" in (await group.bo.next()).text
        assert not any("Compact of 2018" in text for text in await group.texts())


async def test_other_lookups_count_too(catalog: Catalog, search: Search) -> None:
    async with in_group(catalog, search) as group:
        for command in ("/compare germany canada", "/cite ICTC", "/brief remittances", "/themes", "/country Germany") * 2:
            assert "used up" not in (await group.ask(command)).text
        over = await group.ask("/compare germany canada")
        assert "has used up its answers" in over.text
        assert "How to ask" in (await group.ask("/help")).text


async def test_a_group_may_leave_no_room_at_all(catalog: Catalog, search: Search) -> None:
    async with in_group(catalog, search) as group:
        shown = await group.ask("/settings", group.amina)
        shown = await group.press(shown, "At most 10 answers per 10 min", group.amina)
        shown = await group.press(shown, "At most 30 answers per 10 min", group.amina)
        assert ["No answers here, links only"] in shown.buttons
        assert "has used up its answers" in (await group.ask(f"/ask {ICTC}")).text
