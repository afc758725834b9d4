"""Meetings: what a chat, or a forum topic of it, looks up while it sits."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Select, delete, exists, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.schema import meeting, meeting_item
from bot.store.sql import insert

Kind = Literal["looked up", "pinned", "note", "missed"]


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting; `version` rises with every change. `expires_at` is when it ends by itself, or is forgotten once it has ended."""

    id: int
    chat_id: int
    thread_id: int
    name: str
    state: Literal["open", "ended"]
    version: int
    opened_at: int
    expires_at: int
    ended_at: int | None


@dataclass(frozen=True, slots=True)
class Item:
    """Something collected: an entry that was looked up or pinned, maybe with own words; own words; or what was asked in vain."""

    id: int
    kind: Kind
    entry_id: str
    words: str
    added_at: int


_MEETING = (
    meeting.c.id, meeting.c.chat_id, meeting.c.thread_id, meeting.c.name, meeting.c.state, meeting.c.version,
    meeting.c.opened_at, meeting.c.expires_at, meeting.c.ended_at,
)  # fmt: skip
_ITEM = (meeting_item.c.id, meeting_item.c.kind, meeting_item.c.entry_id, meeting_item.c.words, meeting_item.c.added_at)


async def begin(connection: AsyncConnection, place: tuple[int, int], name: str, now: int, expires_at: int) -> Meeting | None:
    """Open a meeting in a chat and forum topic; None where one is open already."""
    statement = insert(connection, meeting).values(
        chat_id=place[0], thread_id=place[1], name=name, opened_at=now, expires_at=expires_at
    )
    row = (await connection.execute(statement.on_conflict_do_nothing().returning(*_MEETING))).first()
    return Meeting(*row) if row else None


async def open_in(connection: AsyncConnection, chat_id: int, thread_id: int, *, hold: bool = False) -> Meeting | None:
    """Return the meeting that is open in a chat and forum topic; `hold` keeps others from changing or ending it meanwhile."""
    here = (meeting.c.chat_id == chat_id, meeting.c.thread_id == thread_id, meeting.c.state == "open")
    return await _only(connection, select(*_MEETING).where(*here), hold=hold)


async def last_in(connection: AsyncConnection, chat_id: int, thread_id: int) -> Meeting | None:
    """Return the meeting that ended last in a chat and forum topic and is not forgotten yet."""
    here = (meeting.c.chat_id == chat_id, meeting.c.thread_id == thread_id, meeting.c.state == "ended")
    last = select(*_MEETING).where(*here).order_by(meeting.c.ended_at.desc(), meeting.c.id.desc()).limit(1)
    return await _only(connection, last)


async def get(connection: AsyncConnection, meeting_id: int, *, hold: bool = False) -> Meeting | None:
    """Return a meeting, None when it is forgotten; `hold` keeps others from changing or ending it meanwhile."""
    return await _only(connection, select(*_MEETING).where(meeting.c.id == meeting_id), hold=hold)


async def items(connection: AsyncConnection, meeting_id: int) -> list[Item]:
    """Return what a meeting has collected, in order."""
    rows = await connection.execute(select(*_ITEM).where(meeting_item.c.meeting_id == meeting_id).order_by(meeting_item.c.id))
    return [Item(*row) for row in rows]


async def add(connection: AsyncConnection, meeting_id: int, item: tuple[Kind, str, str], now: int) -> Item:
    """Collect something: its kind, the entry's id or nothing, own words or nothing."""
    await _rise(connection, meeting_id)
    kind, entry_id, words = item
    statement = insert(connection, meeting_item).values(
        meeting_id=meeting_id, kind=kind, entry_id=entry_id, words=words, added_at=now
    )
    return Item(*(await connection.execute(statement.returning(*_ITEM))).one())


async def put_words(connection: AsyncConnection, meeting_id: int, item_id: int, words: str) -> None:
    """Give an item that is there other words, and let it count as pinned."""
    await _rise(connection, meeting_id)
    mine = (meeting_item.c.id == item_id, meeting_item.c.meeting_id == meeting_id)
    await connection.execute(update(meeting_item).where(*mine).values(words=words, kind="pinned"))


async def take_out(connection: AsyncConnection, meeting_id: int, item_id: int) -> bool:
    """Take an item off the list; returns whether it was on it."""
    mine = (meeting_item.c.id == item_id, meeting_item.c.meeting_id == meeting_id)
    gone = bool((await connection.execute(delete(meeting_item).where(*mine))).rowcount)
    if gone:
        await _rise(connection, meeting_id)
    return gone


async def end(connection: AsyncConnection, meeting_id: int, version: int, now: int, forgotten_at: int) -> bool:
    """End a meeting as somebody saw it; False when it has changed or ended since."""
    seen = (meeting.c.id == meeting_id, meeting.c.version == version, meeting.c.state == "open")
    ended = {"state": "ended", "ended_at": now, "expires_at": forgotten_at, "version": version + 1}
    return bool((await connection.execute(update(meeting).where(*seen).values(**ended))).rowcount)


async def resume(connection: AsyncConnection, meeting_id: int, expires_at: int) -> bool:
    """Let an ended meeting go on; False when it is forgotten, open already, or another is open in its place."""
    other = meeting.alias("other")
    taken = exists().where(other.c.chat_id == meeting.c.chat_id, other.c.thread_id == meeting.c.thread_id, other.c.state == "open")
    ended = (meeting.c.id == meeting_id, meeting.c.state == "ended", ~taken)
    values = {"state": "open", "ended_at": None, "expires_at": expires_at, "version": meeting.c.version + 1}
    return bool((await connection.execute(update(meeting).where(*ended).values(**values))).rowcount)


async def forget_words(connection: AsyncConnection, meeting_id: int) -> None:
    """Forget own words and what was asked in vain, as soon as the meeting's file has them."""
    await _rise(connection, meeting_id)
    mine = meeting_item.c.meeting_id == meeting_id
    await connection.execute(delete(meeting_item).where(mine, meeting_item.c.kind.in_(("note", "missed"))))
    await connection.execute(update(meeting_item).where(mine).values(words=""))


async def expired(connection: AsyncConnection, now: int, most: int) -> list[Meeting]:
    """Return meetings whose time is over: open ones to be ended, ended ones to be forgotten."""
    query = select(*_MEETING).where(meeting.c.expires_at <= now).order_by(meeting.c.expires_at).limit(most)
    return [Meeting(*row) for row in await connection.execute(query)]


async def forget(connection: AsyncConnection, meeting_ids: Sequence[int]) -> None:
    """Forget meetings with all that they collected."""
    await connection.execute(delete(meeting).where(meeting.c.id.in_(meeting_ids)))


async def migrate(connection: AsyncConnection, old: int, new: int, now: int) -> None:
    """Give a chat's meetings to its successor; where both sit at once, that of the old chat has ended."""
    theirs = meeting.alias("theirs")
    both = exists().where(theirs.c.chat_id == new, theirs.c.thread_id == meeting.c.thread_id, theirs.c.state == "open")
    mine = (meeting.c.chat_id == old, meeting.c.state == "open", both)
    await connection.execute(update(meeting).where(*mine).values(state="ended", ended_at=now, version=meeting.c.version + 1))
    await connection.execute(update(meeting).where(meeting.c.chat_id == old).values(chat_id=new))


async def _only(connection: AsyncConnection, query: Select[Any], *, hold: bool = False) -> Meeting | None:
    # SQLite lets one write at a time and has no such lock.
    row = (await connection.execute(query.with_for_update() if hold else query)).first()
    return Meeting(*row) if row else None


async def _rise(connection: AsyncConnection, meeting_id: int) -> None:
    await connection.execute(update(meeting).where(meeting.c.id == meeting_id).values(version=meeting.c.version + 1))
