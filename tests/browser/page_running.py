"""The chat page of the sandbox in a real browser, with the real bot behind it: one line in a test."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest
from desk_running import Talk, talking

from bot.catalog.catalog import Catalog
from bot.search import Search

playwright = pytest.importorskip("playwright.async_api", reason="playwright must be installed: pip install -r requirements-dev.txt")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
expect = playwright.expect
PATIENCE_MS = 10_000
OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
# The element that has the focus: its tag or role, and what it is called.
FOCUSED = "[document.activeElement.id, document.activeElement.textContent.trim()]"

CLIPBOARD = ["clipboard-read", "clipboard-write"]

in_browser = [
    pytest.mark.slow,
    # One browser serves all tests, so they share its event loop.
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.skipif(CHROMIUM is None, reason="chromium must be installed: apt-get install chromium"),
]


@dataclass
class View:
    """One tab with the chat page, and what went wrong in it."""

    page: Any
    talk: Talk
    faults: list[str]

    @property
    def line(self) -> Any:
        """The line where one writes."""
        return self.page.get_by_label("Message", exact=True)

    @property
    def last(self) -> Any:
        """The latest message of the conversation."""
        return self.page.locator("#log > li").last

    async def ask(self, text: str) -> Any:
        """Write something; give the bubble of the bot's answer once it is there."""
        await self.line.fill(text)
        await self.line.press("Enter")
        return await self.answer()

    async def answer(self) -> Any:
        """Wait until the latest message is the bot's; give it."""
        bubble = self.page.locator("#log > li.bot:last-child")
        await expect(bubble).to_be_visible()
        return bubble

    async def focused(self) -> tuple[str, str]:
        """Give the id and the words of what has the focus."""
        found, words = await self.page.evaluate(FOCUSED)
        return found, words

    async def tab_to(self, words: str, key: str = "Tab") -> None:
        """Press a key until what has the focus says these words."""
        for _ in range(60):
            await self.page.keyboard.press(key)
            if (await self.focused())[1] == words:
                return
        raise AssertionError(f"{key} must lead to {words!r}, got no further than {await self.focused()}")

    async def bot(self, method: str, **parameters: Any) -> Any:
        """Call the Bot API beside the bot, for what the desk itself does not send."""
        address = f"{self.talk.url}/bot{self.talk.sandbox.token}/{method}"
        async with aiohttp.ClientSession() as http, http.post(address, json=parameters) as response:
            answer = await response.json()
            assert answer["ok"], answer
            return answer["result"]

    async def person(self) -> int:
        """Give the id of whom the page is."""
        return int(await self.page.evaluate("sessionStorage.getItem('sandbox-person')"))


@dataclass
class Browsing:
    """A running desk and a browser; every tab is somebody of their own."""

    talk: Talk
    context: Any
    views: list[View]

    async def open(self, query: str = "", *, start: bool = True, width: int = 1000) -> View:
        """Open the page, with `query` in its address; press Start unless the chat has begun."""
        page = await self.context.new_page()
        await page.set_viewport_size({"width": width, "height": 760})
        view = View(page, self.talk, [])
        page.on("pageerror", lambda error: view.faults.append(str(error)))
        page.on("console", lambda said: view.faults.append(said.text) if said.type == "error" else None)
        self.views.append(view)
        await page.goto(f"{self.talk.url}/{query}")
        if start:
            await page.get_by_role("button", name="Start", exact=True).click()
            await view.answer()
        return view


@asynccontextmanager
async def browsing(catalog: Catalog, search: Search, browser: Any) -> AsyncIterator[Browsing]:
    """Run desk and sandbox before a browser; at the end no tab may have had an error."""
    async with talking(catalog, search) as talk:
        context = await browser.new_context(permissions=CLIPBOARD, reduced_motion="reduce", locale="en-GB")
        context.set_default_timeout(PATIENCE_MS)
        there = Browsing(talk, context, [])
        try:
            yield there
        finally:
            await context.close()
        assert [fault for view in there.views for fault in view.faults] == []
