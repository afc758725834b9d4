"""The chat page as people use it: asking, pressing, files, edits, groups, small screens."""

from pathlib import Path
from typing import Any

from page_running import browsing, expect, in_browser

from bot.catalog.catalog import Catalog
from bot.search import Search

pytest_plugins = ["one_browser"]
pytestmark = in_browser

QUESTION = "dual citizenship"
FOUND = "Enabling environment for diaspora activities"


async def test_a_question_gets_a_card_whose_buttons_work(catalog: Catalog, search: Search, browser: Any) -> None:
    async with browsing(catalog, search, browser) as there:
        view = await there.open()
        card = await view.ask(QUESTION)
        await expect(card).to_contain_text(FOUND)
        await card.get_by_role("button", name="Same section").click()
        await expect(view.last).to_contain_text("Also in")
        await view.last.get_by_role("button", name="Back to the card").click()
        await expect(view.last.get_by_role("button", name="Same section")).to_be_visible()
        await expect(view.last).to_contain_text("edited")


async def test_a_button_copies_to_the_clipboard(catalog: Catalog, search: Search, browser: Any) -> None:
    async with browsing(catalog, search, browser) as there:
        view = await there.open()
        card = await view.ask(QUESTION)
        await card.get_by_role("button", name="Cite").click()
        await expect(view.last).to_contain_text("Cite")
        await view.last.locator("button[aria-description*=copies]").first.click()
        await expect(view.page.locator("#toast")).to_contain_text("Copied")
        assert "GFMD Thematic Recollection" in await view.page.evaluate("navigator.clipboard.readText()")


async def test_a_file_can_be_downloaded(catalog: Catalog, search: Search, browser: Any, tmp_path: Path) -> None:
    async with browsing(catalog, search, browser) as there:
        view = await there.open()
        asked = await view.ask("/brief remittances")
        await asked.locator(".keyboard button").first.click()
        file = view.page.locator("a.file")
        await expect(file).to_be_visible()
        async with view.page.expect_download() as started:
            await file.click()
        download = await started.value
        await download.save_as(tmp_path / "brief")
        assert download.suggested_filename.endswith(".html")
        assert b"<html" in (tmp_path / "brief").read_bytes()[:2000]


async def test_an_edited_question_edits_its_answer(catalog: Catalog, search: Search, browser: Any) -> None:
    async with browsing(catalog, search, browser) as there:
        view = await there.open()
        first = await view.ask(QUESTION)
        await expect(first).to_contain_text(FOUND)
        count = await view.page.locator("#log > li").count()
        await view.line.press("ArrowUp")
        await expect(view.page.get_by_text("Editing your message")).to_be_visible()
        await view.line.fill("cheaper remittances")
        await view.line.press("Enter")
        await expect(view.last).to_contain_text("emittance")
        assert await view.page.locator("#log > li").count() == count
        await expect(view.page.locator("li.own").last).to_contain_text("edited")


async def test_a_long_quote_folds_by_keyboard(catalog: Catalog, search: Search, browser: Any) -> None:
    async with browsing(catalog, search, browser) as there:
        view = await there.open()
        lines = "\n".join(f"line {number}" for number in range(1, 12))
        text = f"<blockquote expandable>{lines}</blockquote>"
        await view.bot("sendMessage", chat_id=await view.person(), text=text, parse_mode="HTML")
        await expect(view.last).to_contain_text("line 11")
        quote = view.last.locator("blockquote > div")
        folded = (await quote.bounding_box())["height"]
        await view.line.focus()
        await view.tab_to("Show more", "Shift+Tab")
        await view.page.keyboard.press("Enter")
        toggle = view.last.get_by_role("button", name="Show less")
        await expect(toggle).to_have_attribute("aria-expanded", "true")
        assert (await quote.bounding_box())["height"] > 2 * folded
        await view.page.keyboard.press("Space")
        await expect(view.last.get_by_role("button", name="Show more")).to_be_focused()
        assert (await quote.bounding_box())["height"] == folded


async def test_three_people_in_a_group(catalog: Catalog, search: Search, browser: Any) -> None:
    async with browsing(catalog, search, browser) as there:
        view, people = await there.open(), there.talk.sandbox.world.people
        for legend_stands in range(2):
            await view.page.get_by_role("button", name="New group").click()
            await expect(view.page.get_by_role("group", name="Who is in it")).to_be_visible()
            if not legend_stands:
                await view.page.keyboard.press("Escape")
                await expect(view.page.get_by_role("button", name="New group")).to_be_focused()
        await view.page.get_by_label("Others, by name").fill("Bo, Chloe")
        await view.page.get_by_role("button", name="Create").click()
        await expect(view.page.locator("#state")).to_have_text("3 people, the bot is in")
        others = [person.id for person in people.values() if person.first_name in {"Bo", "Chloe"}]
        views = [view, *[await there.open(f"?person={person}", start=False) for person in others]]
        for other in views[1:]:
            await other.page.get_by_role("button", name="Delegation").click()
        await view.ask(f"/ask {QUESTION}")
        for other in views:
            await expect(other.page.locator("#name")).to_have_text("Delegation")
            await expect(other.page.locator("#log")).to_contain_text(FOUND)
        # Who is in the group stands in the head, also when that changes.
        group = there.talk.sandbox.world.groups[0]
        await there.talk.person.post("standings", person=await view.person(), chat=group.id, who=others[0], status="left")
        for other in views:
            await expect(other.page.locator("#state")).to_have_text("2 people, the bot is in")


async def test_what_is_for_one_person_alone_is_shown_to_them_alone(catalog: Catalog, search: Search, browser: Any) -> None:
    async with browsing(catalog, search, browser) as there:
        view = await there.open()
        ann, bo = await view.person(), there.talk.sandbox.world.join("Bo").id
        chat = await there.talk.person.post("groups", person=ann, title="Delegation", members=[bo])
        other = await there.open(f"?person={bo}", start=False)
        for tab in (view, other):
            await tab.page.get_by_role("button", name="Delegation").click()
            await expect(tab.page.locator("#log")).to_contain_text("made the group")
        await there.talk.person.post(
            "standings", person=ann, chat=chat["chat"], who=there.talk.sandbox.world.bot.id, status="administrator"
        )
        keys = {"inline_keyboard": [[{"text": "Copy", "copy_text": {"text": "for one"}}]]}
        target = {"receiver_user_id": ann}
        sent = await view.bot(
            "sendMessage", chat_id=chat["chat"], text="quietly", ephemeral_message_parameters=target, reply_markup=keys
        )
        await expect(view.last).to_contain_text("Only you see this")
        which = {"chat_id": chat["chat"], "receiver_user_id": ann, "ephemeral_message_id": sent["ephemeral_message_id"]}
        await view.bot("editEphemeralMessageText", text="more quietly", reply_markup=keys, **which)
        await expect(view.last).to_contain_text("more quietly")
        await view.last.get_by_role("button", name="Copy").click()
        await expect(view.page.locator("#toast")).to_contain_text("Copied")
        await view.bot("sendMessage", chat_id=chat["chat"], text="for all")
        await expect(other.last).to_contain_text("for all")
        assert "quietly" not in await other.page.locator("#log").inner_text()
        await view.bot("deleteEphemeralMessage", **which)
        await expect(view.page.locator("#log")).not_to_contain_text("quietly")


async def test_in_a_forum_a_private_answer_stands_in_its_topic(catalog: Catalog, search: Search, browser: Any) -> None:
    async with browsing(catalog, search, browser) as there:
        view = await there.open()
        ann, sandbox = await view.person(), there.talk.person
        chat = (await sandbox.post("groups", person=ann, title="Delegation", members=[], forum=True))["chat"]
        topic = (await sandbox.post("topics", person=ann, chat=chat, name="Visas"))["topic"]
        await view.page.get_by_role("button", name="Delegation").click()
        await view.page.locator("#topic").select_option("Visas")
        await expect(view.last).to_contain_text("opened the topic")
        await view.ask(f"/whisper {QUESTION}")
        await expect(view.last).to_contain_text("Only you see this")
        await expect(view.last).to_contain_text(FOUND)
        await view.page.locator("#topic").select_option("General")
        await expect(view.page.locator("#log")).to_contain_text("made the group")
        await expect(view.page.locator("#log")).not_to_contain_text(FOUND)
        assert topic in there.talk.sandbox.world.chats[chat].topics


async def test_words_are_kept_whole_in_a_narrow_row_of_buttons(catalog: Catalog, search: Search, browser: Any) -> None:
    async with browsing(catalog, search, browser) as there:
        view = await there.open(width=360)
        row = [{"text": text, "callback_data": "x"} for text in ("Entry", "BibTeX", "CSL-JSON", "Bibliography")]
        keys = {"inline_keyboard": [row, [{"text": "x" * 64, "callback_data": "x"}]]}
        await view.bot("sendMessage", chat_id=await view.person(), text="As a file", reply_markup=keys)
        one_line = await view.last.get_by_role("button", name="Entry").bounding_box()
        for name in ("BibTeX", "CSL-JSON", "Bibliography"):
            button = view.last.get_by_role("button", name=name)
            assert (await button.bounding_box())["height"] == one_line["height"]
            assert await button.evaluate("key => key.scrollWidth <= key.clientWidth")
        assert await view.page.evaluate("document.documentElement.scrollWidth") <= 360


async def test_inline_results_keep_the_lines_of_their_descriptions(catalog: Catalog, search: Search, browser: Any) -> None:
    async with browsing(catalog, search, browser) as there:
        view = await there.open(width=360)
        await view.line.fill("@desk_bot visa")
        results = view.page.get_by_role("listbox", name="Results")
        await expect(results).to_be_visible()
        said = await results.locator("span").first.evaluate("words => [words.textContent, words.innerText]")
        assert [text.count("\n") for text in said] == [1, 1]


async def test_nothing_overflows_a_narrow_screen(catalog: Catalog, search: Search, browser: Any) -> None:
    async with browsing(catalog, search, browser) as there:
        view = await there.open(width=360)

        async def fits() -> None:
            wide = await view.page.evaluate("document.documentElement.scrollWidth")
            assert wide <= await view.page.evaluate("innerWidth")

        await view.ask(QUESTION)
        await fits()
        await view.ask("/brief remittances")
        await fits()
        await view.ask("https://example.org/" + "very-long-address-without-a-break-" * 6)
        await fits()
        await view.line.fill("/")
        await expect(view.page.get_by_role("listbox", name="Commands")).to_be_visible()
        await fits()
        await view.line.fill("@desk_bot visa")
        await expect(view.page.get_by_role("listbox", name="Results")).to_be_visible()
        await fits()
        await view.line.fill("")
        await view.page.get_by_role("button", name="New group").click()
        await view.page.get_by_label("Title").fill("A title that is much too long for so narrow a screen " * 2)
        await view.page.get_by_role("button", name="Create").click()
        await expect(view.page.locator("#log")).to_contain_text("made the group")
        await fits()
