"""The chat page without a mouse: from loading it to sending an inline result."""

from typing import Any

from page_running import View, browsing, expect, in_browser

from bot.catalog.catalog import Catalog
from bot.search import Search

pytest_plugins = ["one_browser"]
pytestmark = in_browser


async def type_in(view: View, text: str) -> None:
    await view.page.keyboard.type(text)


async def test_a_visit_without_the_mouse(catalog: Catalog, search: Search, browser: Any) -> None:
    async with browsing(catalog, search, browser) as there:
        view = await there.open(start=False)
        keyboard = view.page.keyboard
        await expect(view.page.get_by_role("button", name="Start", exact=True)).to_be_visible()
        await view.tab_to("Start")
        await keyboard.press("Enter")
        await expect(view.line).to_be_focused()
        await view.answer()
        await type_in(view, "dual citizenship")
        await keyboard.press("Enter")
        await expect(view.last).to_contain_text("Enabling environment")
        # Open an alternative and go back; the focus stays on the buttons of the message although it changes.
        await view.tab_to("Same section", "Shift+Tab")
        await keyboard.press("Enter")
        await expect(view.last).to_contain_text("Also in")
        assert await view.page.evaluate("document.activeElement.closest('.keyboard') !== null")
        await view.tab_to("Back to the card")
        await keyboard.press("Space")
        await expect(view.last.get_by_role("button", name="Same section")).to_be_visible()
        await keyboard.press("Escape")
        await expect(view.line).to_be_focused()


async def test_the_menu_of_commands(catalog: Catalog, search: Search, browser: Any) -> None:
    async with browsing(catalog, search, browser) as there:
        view = await there.open()
        menu = view.page.get_by_role("listbox", name="Commands")
        await view.line.focus()
        await type_in(view, "/coun")
        await expect(menu.get_by_role("option")).to_have_count(2)
        await view.page.keyboard.press("Escape")
        await expect(menu).to_be_hidden()
        await expect(view.line).to_have_value("/coun")
        await type_in(view, "t")
        await view.page.keyboard.press("ArrowDown")
        await expect(menu.get_by_role("option", selected=True)).to_contain_text("/countries")
        await view.page.keyboard.press("Enter")
        await expect(view.page.locator("li.own").last).to_contain_text("/countries")


async def test_inline_mode(catalog: Catalog, search: Search, browser: Any) -> None:
    async with browsing(catalog, search, browser) as there:
        view = await there.open()
        results = view.page.get_by_role("listbox", name="Results")
        await view.line.focus()
        await type_in(view, "@desk_bot visa")
        await expect(results.get_by_role("option").first).to_be_visible()
        for _ in range(2):
            await view.page.keyboard.press("ArrowDown")
        chosen = results.get_by_role("option", selected=True)
        title = await chosen.locator("b").inner_text()
        assert await chosen.locator("span").inner_text()
        await expect(view.line).to_have_attribute("aria-activedescendant", "results-1")
        await view.page.keyboard.press("Escape")
        await expect(results).to_be_hidden()
        await type_in(view, "s")
        await expect(results).to_be_visible()
        await view.page.keyboard.press("Backspace")
        await expect(results.get_by_role("option").nth(1)).to_contain_text(title)
        for _ in range(2):
            await view.page.keyboard.press("ArrowDown")
        await view.page.keyboard.press("Enter")
        sent = view.page.locator("li.own").last
        await expect(sent).to_contain_text("via @desk_bot")
        await expect(sent).to_contain_text(title[:30])
        await expect(view.line).to_be_focused()
        await expect(view.line).to_have_value("")


async def test_more_results_come_on_the_way_down(catalog: Catalog, search: Search, browser: Any) -> None:
    async with browsing(catalog, search, browser) as there:
        view = await there.open()
        options = view.page.get_by_role("listbox", name="Results").get_by_role("option")
        await view.line.focus()
        await type_in(view, "@desk_bot migration")
        await expect(options.first).to_be_visible()
        first = await options.count()
        for _ in range(first):
            await view.page.keyboard.press("ArrowDown")
        await expect(options.nth(first)).to_be_attached()


async def test_the_button_over_inline_results_leads_home(catalog: Catalog, search: Search, browser: Any) -> None:
    async with browsing(catalog, search, browser) as there:
        view = await there.open()
        person = await view.person()
        chat = await there.talk.person.post("groups", person=person, title="Delegation")
        await view.page.get_by_role("button", name="Delegation").click()
        await expect(view.page.locator("#name")).to_have_text("Delegation")
        await view.line.focus()
        await type_in(view, "@desk_bot qqqzzzqqq")
        option = view.page.get_by_role("listbox", name="Results").get_by_role("option")
        await expect(option).to_have_count(1)
        await view.page.keyboard.press("ArrowDown")
        await view.page.keyboard.press("Enter")
        await expect(view.page.locator("#name")).not_to_have_text("Delegation")
        await expect(view.page.locator("li.own").last).to_contain_text("/start")
        assert there.talk.sandbox.world.chats[chat["chat"]].messages
