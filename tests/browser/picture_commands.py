"""Draws docs/pictures/commands: what each command brings on the chat page, one picture each, and some screens in French."""

import asyncio
import io
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.async_api import async_playwright

from bot.app import BotProcess
from bot.catalog.loader import load_catalog
from bot.desk import open_desk
from bot.sandbox import Sandbox
from bot.sandbox.person import Person
from bot.settings import Settings
from bot.store.store import Store, opened

WIDTH, HEIGHT = 420, 860
# A whole answer, however long, is in view at once.
TALL = 4000
# Longer answers are cut: what the command brings is seen by then.
MOST_SHOWN = 1600
COLOURS, MOST_BYTES = 64, 60_000
MARGIN = 5
QUIET_MS = 500
BOT = "compact_desk_bot"
OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]

# Name of the picture, and the lines that are said for it.
PRIVATE = (
    ("start", "/start"),
    ("ask", "/ask which country matches IT newcomers with employers?"),
    ("themes", "/themes"),
    ("theme", "/theme remittances"),
    ("countries", "/countries"),
    ("country", "/country Germany"),
    ("objectives", "/objectives"),
    ("objective", "/objective 13"),
    ("practices", "/practices return"),
    ("recommendations", "/recommendations children"),
    ("instruments", "/instruments labour"),
    ("sources", "/sources"),
    ("new", "/new"),
    ("cite", "/cite ICTC"),
    ("compare", "/compare Australia, New Zealand"),
    ("brief", "/brief remittances"),
    ("save", "/save ICTC geneva"),
    ("saved", "/saved"),
    ("subscribe", "/subscribe remittances\nRabat"),
    ("digest", "/digest"),
    ("subscriptions", "/subscriptions"),
    ("pause", "/pause"),
    ("resume", "/resume"),
    ("unsubscribe", "/unsubscribe"),
    ("settings", "/settings"),
    ("language", "/language"),
    ("cancel", "/subscribe\n/cancel"),
    ("about", "/about"),
    ("help", "/help"),
)
# In a group of three people: the bot is an administrator there, so that what is for one person alone stays with them.
GROUP = (
    ("group-ask", "/ask alternatives to detention for children"),
    ("whisper", "/whisper dual citizenship"),
    ("meeting", "/meeting start Round two"),
    ("note", "/note ICTC"),
    ("group-settings", "/settings"),
)
FRENCH = (
    ("fr-start", "/start"),
    ("fr-card", "dual citizenship"),
    ("fr-themes", "/themes"),
    ("fr-settings", "/settings"),
    ("fr-subscribe", "/subscribe remittances\nDakar"),
)
PLAIN = (("plain-card", "dual citizenship"), ("plain-number", "/themes\n4"))


@asynccontextmanager
async def desk_running() -> AsyncIterator[str]:
    """Run the desk in a sandbox over a database of its own; give the address of the chat page."""
    with tempfile.TemporaryDirectory() as folder:
        async with opened(Store(f"sqlite:///{folder}/desk.db"), alone=True) as store:
            sandbox = Sandbox(username=BOT, name="Compact Desk")
            async with sandbox.serve() as url:
                process = BotProcess(open_desk(load_catalog(), store), Settings(sandbox.token, url))
                running = asyncio.create_task(process.run())
                await process.started.wait()
                yield url
                process.stop()
                await running


class Camera:
    """One tab with the chat page, and the folder for its pictures."""

    def __init__(self, page: Any, folder: Path) -> None:
        self._page = page
        self._folder = folder

    @property
    def _log(self) -> Any:
        return self._page.locator("#log > li")

    async def open(self, address: str) -> None:
        """Open the page, and wait until one can write."""
        await self._page.goto(address)
        await self._page.get_by_role("status").first.wait_for()

    async def go(self, chat: str) -> None:
        """Go to a group."""
        await self._page.get_by_role("button", name=chat).click()
        await self._log.first.wait_for()

    async def say(self, text: str) -> int:
        """Write something and wait for the answer; return how many messages stood there before."""
        before: int = await self._log.count()
        line = self._page.get_by_label("Message", exact=True)
        if await line.is_visible():
            await line.fill(text)
            await line.press("Enter")
        else:
            await self._page.get_by_role("button", name="Start", exact=True).click()
        await self._page.locator("#log > li.bot:last-child").wait_for()
        await self._log.nth(before + 1).wait_for()
        await self._page.wait_for_timeout(QUIET_MS)
        return before

    async def press(self, label: str) -> None:
        """Press the last button that begins so."""
        await self._page.get_by_role("button", name=label).last.click()
        await self._page.wait_for_timeout(QUIET_MS)

    async def series(self, lines: tuple[tuple[str, str], ...]) -> None:
        """Take one picture after another, each from the first line that is said for it to the last answer."""
        for name, text in lines:
            first, *_ = [await self.say(line) for line in text.splitlines()]
            await self.picture(name, await self._log.nth(first).bounding_box(), await self._log.last.bounding_box())

    async def inline(self, name: str, text: str) -> None:
        """Type after the bot's name, and take what is offered."""
        line = self._page.get_by_label("Message", exact=True)
        await line.fill(f"@{BOT} {text}")
        results = self._page.get_by_role("listbox", name="Results")
        await results.get_by_role("option").first.wait_for()
        await self.picture(name, await results.bounding_box(), await line.bounding_box())
        await line.fill("")

    async def picture(self, name: str, first: dict[str, float], last: dict[str, float]) -> None:
        """Save what is between the top of one thing and the bottom of another, across the page."""
        top = first["y"] - MARGIN
        height = min(last["y"] + last["height"] + MARGIN - top, MOST_SHOWN)
        taken = await self._page.screenshot(clip={"x": 0, "y": top, "width": WIDTH, "height": height})
        (self._folder / f"{name}.png").write_bytes(small(taken))


def small(picture: bytes) -> bytes:
    """Return a PNG with few colours. Raises ValueError when it is still too large."""
    reduced = io.BytesIO()
    Image.open(io.BytesIO(picture)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(reduced, "PNG", optimize=True)
    if reduced.tell() > MOST_BYTES:
        raise ValueError(f"a picture must have at most {MOST_BYTES} bytes, got {reduced.tell()}")
    return reduced.getvalue()


async def private_chat(camera: Camera, url: str) -> None:
    """Take the commands of the private chat, inline mode, plain mode and French, in this order."""
    await camera.open(url)
    await camera.series(PRIVATE)
    await camera.inline("inline", "remit")
    await camera.say("/settings")
    await camera.press("Plain mode")
    await camera.series(PLAIN)


async def main(folder: Path) -> None:
    """Take all pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    async with desk_running() as url, async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=shutil.which("chromium"), args=OPTIONS)

        async def camera(language: str) -> Camera:
            context = await browser.new_context(
                viewport={"width": WIDTH, "height": TALL}, locale=language, reduced_motion="reduce", color_scheme="light"
            )
            return Camera(await context.new_page(), folder)

        await private_chat(await camera("en-GB"), url)
        french = await camera("fr-FR")
        await french.open(url)
        await french.series(FRENCH)
        async with await Person.join(url, "Ann", "en") as ann:
            others = [(await ann.post("people", first_name=name))["id"] for name in ("Bo", "Chloe")]
            group = await ann.create_group("Delegation", others)
            await ann.promote(group, await ann.bot_id())
            talk = await camera("en-GB")
            await talk.open(f"{url}/?person={ann.id}")
            await talk.go("Delegation")
            await talk.series(GROUP)
        await browser.close()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
