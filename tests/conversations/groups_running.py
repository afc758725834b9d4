"""A group at work: Amina, who made it and administers it, Bo, who does not, and the desk."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from desk_running import Talk, talking

from bot.catalog.catalog import Catalog
from bot.sandbox.person import News, Person
from bot.search import Search

# Monday, 30 November 2026, 00:53:20 in UTC.
NOW = 1_796_000_000


class Hands:
    """A clock that stands still until it is moved on."""

    def __init__(self) -> None:
        self.now = float(NOW)

    def __call__(self) -> float:
        return self.now


@dataclass
class Group:
    """A group with the desk in it; where nobody is named, it is Bo who speaks and presses, or Amina if she is to."""

    talk: Talk
    bo: Person
    id: int
    clock: Hands
    led_by_amina: bool = False

    @property
    def speaker(self) -> Person:
        """Return who speaks where nobody is named."""
        return self.amina if self.led_by_amina else self.bo

    @property
    def amina(self) -> Person:
        """Return who administers the group."""
        return self.talk.person

    async def ask(self, text: str, who: Person | None = None, topic: int | None = None, reply_to: int | None = None) -> News:
        """Say something in the group and return what that person sees come back."""
        person = who or self.speaker
        await self.catch_up(person)
        await person.say(text, reply_to, chat=self.id, topic=topic)
        return await self.heard(person)

    async def press(self, shown: News, label: str, who: Person | None = None) -> News:
        """Press a button in the group and return what comes back."""
        person = who or self.speaker
        await self.catch_up(person)
        await person.press(shown.message_id, label, chat=self.id)
        return await self.heard(person)

    async def heard(self, person: Person | None = None) -> News:
        """Return what a person sees next, silent toasts left out."""
        who = person or self.speaker
        while (news := await who.next(chat=self.id)).kind == "answer" and not (news.text or news.raw.get("url")):
            continue
        return news

    async def catch_up(self, person: Person) -> None:
        """Let a person read what is there."""
        try:
            while True:
                await person.next(timeout=0.02, chat=self.id)
        except TimeoutError:
            return

    async def texts(self, person: Person | None = None) -> list[str]:
        """Return all texts that a person can read in the group."""
        return [message.get("text", "") for message in await (person or self.speaker).messages(self.id)]


@asynccontextmanager
async def in_group(
    catalog: Catalog, search: Search, kind: str = "supergroup", *, forum: bool = False, led_by_amina: bool = False
) -> AsyncIterator[Group]:
    """Run the desk with a group that it is in."""
    clock = Hands()
    async with talking(catalog, search, clock) as talk, await Person.join(talk.url, "Bo") as bo:
        chat = await talk.person.create_group("Delegation", [bo.id], kind, forum=forum)
        yield Group(talk, bo, chat, clock, led_by_amina)
