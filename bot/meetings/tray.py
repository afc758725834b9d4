"""What a meeting collects: each function is one transaction, on disk when it returns. All of them raise StoreBusy."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store import chats, meetings, preferences
from bot.store.meetings import Item, Meeting
from bot.store.store import Store

# A meeting ends by itself after so long, and an ended one is forgotten after so long again.
DAY_SECONDS = 86_400
LONGEST_WORDS = 500
LONGEST_NAME = 80
LONGEST_QUESTION = 256
MOST_ITEMS = 500
BETWEEN = " / "

Outcome = Literal["kept", "there", "full", "no meeting"]


@dataclass(frozen=True, slots=True)
class Tray:
    """A meeting with all that it has collected, in order."""

    meeting: Meeting
    items: tuple[Item, ...]


async def start(store: Store, place: tuple[int, int], kind: str, name: str) -> Meeting | None:
    """Open a meeting in a chat of some kind and forum topic; None where one is open already."""
    now = store.now()
    async with store.write() as connection:
        await chats.ensure(connection, place[0], kind, now)
        return await meetings.begin(connection, place, name[:LONGEST_NAME], now, now + DAY_SECONDS)


async def open_in(store: Store, chat_id: int, thread_id: int) -> Tray | None:
    """Return what the open meeting of a chat and forum topic has collected; None where none is open."""
    async with store.read() as connection:
        return await _tray(connection, await meetings.open_in(connection, chat_id, thread_id))


async def last_in(store: Store, chat_id: int, thread_id: int) -> Tray | None:
    """Return the meeting that ended last in a chat and forum topic, within its day."""
    async with store.read() as connection:
        found = await meetings.last_in(connection, chat_id, thread_id)
        return await _tray(connection, found if found and found.expires_at > store.now() else None)


async def find(store: Store, meeting_id: int) -> Tray | None:
    """Return a meeting, open or ended; None when it is forgotten."""
    async with store.read() as connection:
        return await _tray(connection, await meetings.get(connection, meeting_id))


async def looked_up(store: Store, chat_id: int, thread_id: int, entry_ids: Sequence[str]) -> None:
    """Collect entries that were looked up, each once; nothing where no meeting is open."""
    if not entry_ids or not await _is_open(store, chat_id, thread_id):
        return
    async with store.write() as connection:
        found = await _tray(connection, await meetings.open_in(connection, chat_id, thread_id, hold=True))
        if found is None:
            return
        there = {item.entry_id for item in found.items}
        new = [entry_id for entry_id in dict.fromkeys(entry_ids) if entry_id not in there]
        for entry_id in new[: MOST_ITEMS - len(found.items)]:
            await meetings.add(connection, found.meeting.id, ("looked up", entry_id, ""), store.now())


async def missed(store: Store, chat_id: int, thread_id: int, question: str) -> None:
    """Collect a question that found nothing, once; nothing where no meeting is open or the chat has not asked for it."""
    if not await _is_open(store, chat_id, thread_id):
        return
    async with store.write() as connection:
        found = await _tray(connection, await meetings.open_in(connection, chat_id, thread_id, hold=True))
        if found is None or not (await preferences.of_chat(connection, chat_id)).list_missed:
            return
        asked = question.strip()[:LONGEST_QUESTION]
        if all((item.kind, item.words) != ("missed", asked) for item in found.items):
            await _add(connection, found, ("missed", "", asked), store.now())


async def pin(store: Store, chat_id: int, thread_id: int, entry_id: str, words: str = "") -> Outcome:
    """Put an entry on the list, maybe with own words; one that is there without words gets them."""
    async with store.write() as connection:
        found = await _tray(connection, await meetings.open_in(connection, chat_id, thread_id, hold=True))
        if found is None:
            return "no meeting"
        same = [item for item in found.items if item.entry_id == entry_id]
        if not same:
            return await _add(connection, found, ("pinned", entry_id, words), store.now())
        last = same[-1]
        if words in {"", last.words}:
            if last.kind == "looked up":
                await meetings.put_words(connection, found.meeting.id, last.id, last.words)
            return "there"
        joined = f"{last.words}{BETWEEN}{words}" if last.words else words
        if last.words and (last != found.items[-1] or len(joined) > LONGEST_WORDS):
            # It was spoken of again: nobody's words give way.
            return await _add(connection, found, ("pinned", entry_id, words), store.now())
        await meetings.put_words(connection, found.meeting.id, last.id, joined)
        return "kept"


async def write(store: Store, chat_id: int, thread_id: int, words: str) -> Outcome:
    """Put a line of own text on the list; the same twice in a row is there once."""
    async with store.write() as connection:
        found = await _tray(connection, await meetings.open_in(connection, chat_id, thread_id, hold=True))
        if found is None:
            return "no meeting"
        if found.items and (found.items[-1].kind, found.items[-1].words) == ("note", words):
            return "there"
        return await _add(connection, found, ("note", "", words), store.now())


async def take_off(store: Store, meeting_id: int, item_id: int) -> bool:
    """Take an item off the list of an open meeting; returns whether it was on it."""
    async with store.write() as connection:
        found = await meetings.get(connection, meeting_id, hold=True)
        return found is not None and found.state == "open" and await meetings.take_out(connection, meeting_id, item_id)


async def stop(store: Store, chat_id: int, thread_id: int) -> Tray | None:
    """End the meeting of a chat and forum topic as it is now; None where none is open."""
    async with store.write() as connection:
        found = await meetings.open_in(connection, chat_id, thread_id, hold=True)
        return await _end(connection, found, store.now()) if found else None


async def stop_as_seen(store: Store, meeting_id: int, version: int) -> Tray | None:
    """End a meeting as somebody saw it; None when it has changed or ended since."""
    async with store.write() as connection:
        found = await meetings.get(connection, meeting_id, hold=True)
        as_seen = found is not None and (found.version, found.state) == (version, "open")
        return await _end(connection, found, store.now()) if found and as_seen else None


async def resume(store: Store, meeting_id: int) -> Meeting | None:
    """Let an ended meeting go on for a day; None when it is forgotten, or one is open in its place."""
    now = store.now()
    async with store.write() as connection:
        found = await meetings.get(connection, meeting_id, hold=True)
        if found is None or found.expires_at <= now or not await meetings.resume(connection, meeting_id, now + DAY_SECONDS):
            return None
        return await meetings.get(connection, meeting_id)


async def forget_words(store: Store, meeting_id: int) -> Tray | None:
    """Forget own words and what was asked in vain: a file has them. Returns what is left; None when it is forgotten altogether."""
    async with store.write() as connection:
        await meetings.forget_words(connection, meeting_id)
        return await _tray(connection, await meetings.get(connection, meeting_id))


async def _is_open(store: Store, chat_id: int, thread_id: int) -> bool:
    # Most questions are asked while no meeting is open: to read keeps nobody waiting.
    async with store.read() as connection:
        return await meetings.open_in(connection, chat_id, thread_id) is not None


async def _tray(connection: AsyncConnection, found: Meeting | None) -> Tray | None:
    return Tray(found, tuple(await meetings.items(connection, found.id))) if found else None


async def _add(connection: AsyncConnection, there: Tray, item: tuple[meetings.Kind, str, str], now: int) -> Outcome:
    if len(there.items) >= MOST_ITEMS:
        return "full"
    await meetings.add(connection, there.meeting.id, item, now)
    return "kept"


async def _end(connection: AsyncConnection, found: Meeting, now: int) -> Tray | None:
    """End a meeting that is held; one that has collected nothing is forgotten at once."""
    if not await meetings.end(connection, found.id, found.version, now, now + DAY_SECONDS):
        return None
    ended = await _tray(connection, await meetings.get(connection, found.id))
    if ended and not ended.items:
        await meetings.forget(connection, [found.id])
    return ended
