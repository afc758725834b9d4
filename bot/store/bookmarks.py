"""Saved entries: what a person keeps, in folders that exist as long as something is in them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from unicodedata import category, normalize

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import DeskError
from bot.store.schema import bookmark
from bot.store.sql import insert

MOST_ENTRIES = 200
MOST_FOLDERS = 20
LONGEST_FOLDER = 32
# They turn what follows them around.
_DIRECTIONS = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class TooManyEntries(DeskError):
    """A person has saved as many entries as there is room for."""


class TooManyFolders(DeskError):
    """A person has as many folders as there is room for."""


class FolderNameTooLong(DeskError):
    """The name of a folder has too many characters."""


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry that somebody saved, with its title at that time; `folder` is empty for none."""

    entry_id: str
    title: str
    folder: str = ""


def folder_name(text: str) -> str:
    """Return a folder's name as it is kept, empty where nothing can be seen of it. Raises FolderNameTooLong."""
    plain = _DIRECTIONS.sub("", normalize("NFC", text.encode("utf-8", "ignore").decode()))
    name = " ".join("".join(" " if category(c) == "Cc" else c for c in plain).split()).lstrip("# ")
    if all(category(c)[0] in "CMZ" for c in name):
        return ""
    if len(name) > LONGEST_FOLDER:
        raise FolderNameTooLong(f"a folder's name must have at most {LONGEST_FOLDER} characters, got {len(name)}")
    return name


def folder_key(name: str) -> str:
    """Return what the spellings of one folder have in common."""
    return normalize("NFKC", name).casefold()


async def of_user(connection: AsyncConnection, user_id: int) -> list[Bookmark]:
    """Return what a person has saved, by title."""
    columns = (bookmark.c.entry_id, bookmark.c.title, bookmark.c.folder)
    rows = await connection.execute(select(*columns).where(bookmark.c.user_id == user_id))
    return sorted((Bookmark(*row) for row in rows), key=lambda one: (one.title.casefold(), one.entry_id))


async def add(connection: AsyncConnection, user_id: int, new: Bookmark, now: int) -> Bookmark | None:
    """Save an entry, or put one that is saved into another folder. Returns how it was saved before, None where it was not.

    A folder keeps the spelling that it had first. Raises TooManyEntries or TooManyFolders.
    """
    there = await of_user(connection, user_id)
    before = next((one for one in there if one.entry_id == new.entry_id), None)
    if before is None and len(there) >= MOST_ENTRIES:
        raise TooManyEntries(f"a person may save {MOST_ENTRIES} entries, got one more")
    folder = _known_folder((one.folder for one in there if one is not before), new.folder)
    statement = insert(connection, bookmark).values(
        user_id=user_id, entry_id=new.entry_id, title=new.title, folder=folder, created_at=now
    )
    changed = {name: statement.excluded[name] for name in ("title", "folder")}
    await connection.execute(statement.on_conflict_do_update(index_elements=["user_id", "entry_id"], set_=changed))
    return before


async def remove(connection: AsyncConnection, user_id: int, entry_ids: Sequence[str]) -> list[Bookmark]:
    """Forget saved entries; returns those that there were."""
    mine = delete(bookmark).where(bookmark.c.user_id == user_id, bookmark.c.entry_id.in_(entry_ids))
    rows = await connection.execute(mine.returning(bookmark.c.entry_id, bookmark.c.title, bookmark.c.folder))
    return [Bookmark(*row) for row in rows]


async def rename(connection: AsyncConnection, user_id: int, old_id: str, entry_id: str, title: str) -> None:
    """Keep a saved entry under its new id and title; where that is saved too, its own folder stays."""
    here = (bookmark.c.user_id == user_id, bookmark.c.entry_id == old_id)
    taken = select(bookmark.c.entry_id).where(bookmark.c.user_id == user_id, bookmark.c.entry_id == entry_id)
    if old_id != entry_id and await connection.scalar(taken) is not None:
        await connection.execute(delete(bookmark).where(*here))
    else:
        await connection.execute(update(bookmark).where(*here).values(entry_id=entry_id, title=title))


async def forget(connection: AsyncConnection, user_id: int) -> int:
    """Forget all that a person has saved; returns how many entries there were."""
    return int((await connection.execute(delete(bookmark).where(bookmark.c.user_id == user_id))).rowcount)


def _known_folder(others: Iterable[str], wanted: str) -> str:
    """Return a folder as it is spelt already. Raises TooManyFolders where there is no room for a new one."""
    known = {folder_key(name): name for name in others if name}
    if wanted and folder_key(wanted) not in known and len(known) >= MOST_FOLDERS:
        raise TooManyFolders(f"a person may have {MOST_FOLDERS} folders, got one more")
    return known.get(folder_key(wanted), wanted)
