"""What the conversations about meetings share: files as they arrive, and reading them back."""

import asyncio
import html
import re
from io import BytesIO

from desk_running import Talk
from docx import Document
from groups_running import Group

from bot.meetings import tray
from bot.meetings.closing import Closing
from bot.sandbox.person import News, Person
from bot.store import chats, preferences

FORMS = ("html", "docx", "md")
_HEAD = re.compile("<h3[^>]*>(.*?)</h3>", re.DOTALL)

ONLY_ADMINISTRATORS = "Only administrators of this group can start, change or end a meeting."


async def files_and_end(group: Group, who: Person) -> tuple[dict[str, bytes], News]:
    """Return the files that come next by their endings, and what is said after them."""
    found: dict[str, bytes] = {}
    while "document" in (news := await group.heard(who)).message:
        document = news.message["document"]
        stored = group.talk.sandbox.world.files.get(document["file_id"])
        assert stored is not None
        found[document["file_name"].rpartition(".")[2]] = stored.data
    return found, news


async def prefer(talk: Talk, chat_id: int, **chosen: str | bool | int) -> None:
    """Let a chat choose."""
    async with talk.desk.store.write() as connection:
        await preferences.choose(connection, chat_id, "supergroup", talk.desk.store.now(), **chosen)


async def set_zone(talk: Talk, chat_id: int, zone: str) -> None:
    """Give a chat a time zone."""
    async with talk.desk.store.write() as connection:
        await chats.ensure(connection, chat_id, "supergroup", talk.desk.store.now())
        await chats.set_zone(connection, chat_id, zone)


async def close_what_is_over(talk: Talk) -> None:
    """Do now what the bot does every minute."""
    await Closing(talk.desk.store, talk.process.bot).look()


async def collected(group: Group, topic: int, count: int) -> None:
    """Wait until the meeting of a topic has collected so much."""
    async with asyncio.timeout(5):
        while (found := await tray.open_in(group.talk.desk.store, group.id, topic)) is None or len(found.items) < count:
            await asyncio.sleep(0.005)
    assert len(found.items) == count


def heads_in(files: dict[str, bytes]) -> dict[str, list[str]]:
    """Return what stands in each file in its order: titles of entries, and what leads lines of somebody's own."""
    return {
        "html": [html.unescape(head) for head in _HEAD.findall(files["html"].decode())],
        "docx": [one.text for one in Document(BytesIO(files["docx"])).paragraphs if one.style and one.style.name == "Heading 2"],
        "md": [_unescaped(head) for head in re.findall(r"^### (.*)$", files["md"].decode(), re.MULTILINE)],
    }


def texts_of(files: dict[str, bytes]) -> dict[str, str]:
    """Return the files as text without marks, in their order."""
    return {
        "html": html.unescape(re.sub(r"<[^>]+>", "", files["html"].decode())),
        "docx": "\n".join(paragraph.text for paragraph in Document(BytesIO(files["docx"])).paragraphs),
        "md": _unescaped(files["md"].decode()),
    }


def _unescaped(markdown: str) -> str:
    return html.unescape(re.sub(r"\\([^A-Za-z0-9\s])", r"\1", markdown))
