"""How chats want to be talked to, and what the administrators of groups allow."""

from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.schema import chat, preference
from bot.store.sql import insert
from bot.wording.languages import ENGLISH, nearest
from bot.wording.speech import Manner

# Public answers in ten minutes that a group may choose from; 0 lets every answer be a link into the private chat.
BUDGETS = (0, 3, 10, 30)
LENGTHS = ("", "short", "full")
ASKERS = ("everybody", "administrators")
CONVENERS = ("nobody", "administrators", "everybody")


@dataclass(frozen=True, slots=True)
class Preferences:
    """What a chat has chosen; an empty language is that of the client, an empty length the usual one."""

    language: str = ""
    length: str = ""
    plain: bool = False
    askers: str = "everybody"
    conveners: str = "administrators"
    whisper: bool = False
    budget: int = 10
    list_missed: bool = False

    def manner(self, client_language: str, *, in_group: bool) -> Manner:
        """Return how to talk to the chat: groups get short answers, in English, unless they chose otherwise."""
        short = self.length == "short" or (in_group and not self.length)
        chosen = nearest(self.language) if self.language else ""
        return Manner(chosen or (ENGLISH if in_group else client_language), self.plain, short)


USUAL = Preferences()
_NAMES = tuple(one.name for one in fields(Preferences))


async def of_chat(connection: AsyncConnection, chat_id: int) -> Preferences:
    """Return what a chat has chosen, what is usual where it has chosen nothing."""
    columns = [preference.c[name] for name in _NAMES]
    row = (await connection.execute(select(*columns).where(preference.c.chat_id == chat_id))).first()
    return _from_row(row._mapping) if row else USUAL


async def choose(connection: AsyncConnection, chat_id: int, kind: str, now: int, **chosen: str | bool | int) -> Preferences:
    """Keep what a chat has chosen and leave the rest; returns all of it. Raises ValueError for a name that is none."""
    if unknown := chosen.keys() - set(_NAMES):
        raise ValueError(f"a preference must be one of {', '.join(_NAMES)}, got {', '.join(sorted(unknown))}")
    known = insert(connection, chat).values(id=chat_id, kind=kind, created_at=now)
    await connection.execute(known.on_conflict_do_nothing(index_elements=["id"]))
    values = {name: int(value) if isinstance(value, bool) else value for name, value in chosen.items()}
    statement = insert(connection, preference).values(chat_id=chat_id, **values)
    await connection.execute(statement.on_conflict_do_update(index_elements=["chat_id"], set_=values))
    return await of_chat(connection, chat_id)


async def migrate(connection: AsyncConnection, old: int, new: int) -> None:
    """Give a chat's preferences to its successor, in place of those that it may have: they were chosen by the same people."""
    columns = [preference.c[name] for name in _NAMES]
    row = (await connection.execute(select(*columns).where(preference.c.chat_id == old))).first()
    if row is not None:
        values = dict(row._mapping)
        statement = insert(connection, preference).values(chat_id=new, **values)
        await connection.execute(statement.on_conflict_do_update(index_elements=["chat_id"], set_=values))
        await connection.execute(delete(preference).where(preference.c.chat_id == old))


async def manner_of(connection: AsyncConnection, chat_id: int) -> Manner:
    """Return how to write to a chat that has not just written itself. Digests are full cards, however answers are wanted."""
    chosen = await of_chat(connection, chat_id)
    return Manner(nearest(chosen.language), chosen.plain)


def _from_row(row: Any) -> Preferences:
    known = dict(row)
    return Preferences(**(known | {name: bool(known[name]) for name in ("plain", "whisper", "list_missed")}))
