"""Draws docs/pictures/group-*.png and meeting-brief.docx: a delegation's session in a forum topic, as its members see it."""

import asyncio
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from picture_commands import BOT, OPTIONS, QUIET_MS, small
from playwright.async_api import async_playwright

from bot.app import BotProcess
from bot.catalog.loader import load_catalog
from bot.desk import open_desk
from bot.sandbox import Sandbox
from bot.sandbox.person import Person
from bot.settings import Settings
from bot.store.store import Store, opened

WIDTH, HEIGHT = 900, 1000
# Monday, 30 November 2026, 09:20 in UTC.
BEGIN = 1_796_030_400.0
MINUTE = 60
TOPIC = "Objectives 16 and 18"
QUESTION = "/ask which country matches IT newcomers with employers?"


@dataclass
class Session:
    """A delegation in a topic of its group, and the clock of their Telegram."""

    sandbox: Sandbox
    people: dict[str, Person]
    group: int
    topic: int
    folder: Path

    async def say(self, name: str, text: str, reply_to: int | None = None) -> int:
        """Let somebody write a minute later, and the desk answer; returns the message's id."""
        self.sandbox.world.advance(MINUTE)
        number = await self.people[name].say(text, reply_to, chat=self.group, topic=self.topic)
        await asyncio.sleep(1)
        return number

    async def answer(self) -> int:
        """Return the id of the desk's last message."""
        return int([one for one in await self.people["Amina"].messages(self.group) if one["from"]["is_bot"]][-1]["message_id"])

    async def picture(self, page: Any, name: str) -> None:
        """Take what is on a page."""
        await page.wait_for_timeout(QUIET_MS)
        await page.evaluate("document.activeElement.blur()")
        (self.folder / f"group-{name}.png").write_bytes(small(await page.screenshot()))


@asynccontextmanager
async def sitting(folder: Path) -> AsyncIterator[tuple[Session, str]]:
    """Run the desk in a sandbox with a delegation of four; give the session and the address of the page."""
    sandbox = Sandbox(username=BOT, name="Compact Desk")
    with tempfile.TemporaryDirectory() as data:
        async with (
            opened(Store(f"sqlite:///{data}/desk.db", lambda: sandbox.world.now), alone=True) as store,
            sandbox.serve() as url,
        ):
            sandbox.world.advance(BEGIN - sandbox.world.now)
            process = BotProcess(open_desk(load_catalog(), store), Settings(sandbox.token, url))
            running = asyncio.create_task(process.run())
            await process.started.wait()
            people = {name: await Person.join(url, name, "en") for name in ("Amina", "Bo", "Chiara", "Dina")}
            amina, *others = people.values()
            group = await amina.create_group("Delegation to Geneva", [one.id for one in others], "supergroup", forum=True)
            await amina.promote(group, people["Dina"].id)
            yield Session(sandbox, people, group, await amina.create_topic(group, TOPIC), folder), url
            for person in people.values():
                await person.close()
            process.stop()
            await running


async def open_page(browser: Any, url: str, session: Session, name: str) -> Any:
    """Open the page as one of them, in the topic."""
    context = await browser.new_context(
        viewport={"width": WIDTH, "height": HEIGHT},
        color_scheme="light",
        reduced_motion="reduce",
        locale="en-GB",
        timezone_id="UTC",
    )
    page = await context.new_page()
    await page.goto(f"{url}/?person={session.people[name].id}")
    await page.get_by_role("button", name="Delegation to Geneva").click()
    await page.locator("#topic").select_option(str(session.topic))
    await page.wait_for_timeout(QUIET_MS)
    return page


async def sit(session: Session, amina: Any, bo: Any) -> None:
    """Hold the meeting, and take a picture of what is worth one."""
    await session.say("Dina", f"/meeting start {TOPIC}")
    await session.say("Dina", "/note Chair: two minutes each")
    await session.say("Bo", QUESTION)
    shown = await session.answer()
    await session.picture(bo, "answer")
    await session.say("Amina", "/ask ICTC")
    await session.picture(amina, "pointer")
    await session.say("Chiara", "/note Canada: figures to come by Friday", shown)
    said = await session.say("Amina", "We should quote what the Family Assistance Programme did, as objective 12 asks")
    await session.say("Bo", "/ask", said)
    await session.picture(bo, "lookup")
    for name, text in (
        ("Amina", "/ask JMDI"),
        ("Chiara", "/ask fair recruitment IRIS"),
        ("Amina", "/note MIEUX"),
        ("Amina", "/meeting"),
    ):
        await session.say(name, text)
    await session.picture(amina, "tray")
    await session.say("Bo", "/whisper dual citizenship")
    await session.picture(bo, "private")
    await session.people["Amina"].post("features", ephemeral=False)
    await session.say("Amina", "/settings")
    await session.picture(amina, "settings")
    await session.say("Dina", "/meeting stop")
    await asyncio.sleep(2)
    await session.picture(amina, "files")
    files = [one["document"] for one in await session.people["Amina"].messages(session.group) if "document" in one]
    word = next(one for one in files if one["file_name"].endswith(".docx"))
    stored = session.sandbox.world.files.get(word["file_id"])
    assert stored is not None
    (session.folder / "meeting-brief.docx").write_bytes(stored.data)


async def main(folder: Path) -> None:
    """Take all pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    async with sitting(folder) as (session, url), async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=shutil.which("chromium"), args=OPTIONS)
        await sit(session, await open_page(browser, url, session, "Amina"), await open_page(browser, url, session, "Bo"))
        await browser.close()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
