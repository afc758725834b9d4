"""Which question a private chat was asked last, so that an answer typed after a restart still is one. At most one a chat."""

import json
from dataclasses import dataclass

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store import meta
from bot.store.schema import meta as facts

# Whoever comes back later presses a button, or begins anew: by then a typed word is a question again.
LIFETIME = 3600
_PREFIX = "dialogue:"


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked, by its address, and the message that asks it."""

    address: str
    message_id: int


async def begin(connection: AsyncConnection, chat_id: int, question: Question, now: int) -> None:
    """Remember the question, in place of an earlier one, and forget those of others that are too old."""
    # Values begin with the time, in ten digits, so that they can be compared as they are.
    await connection.execute(delete(facts).where(facts.c.key.startswith(_PREFIX), facts.c.value < f"[{now - LIFETIME:010}"))
    await meta.put(connection, f"{_PREFIX}{chat_id}", f"[{now:010}, {json.dumps(question.address)}, {question.message_id}]")


async def open_in(connection: AsyncConnection, chat_id: int, now: int) -> Question | None:
    """Return the question that is open in a chat, None where there is none or it is too old."""
    found = await meta.get(connection, f"{_PREFIX}{chat_id}")
    if found is None or found < f"[{now - LIFETIME:010}":
        return None
    _, address, message_id = json.loads(found)
    return Question(address, message_id)


async def end(connection: AsyncConnection, chat_id: int) -> bool:
    """Forget the question of a chat; returns whether there was one."""
    return bool((await connection.execute(delete(facts).where(facts.c.key == f"{_PREFIX}{chat_id}"))).rowcount)
