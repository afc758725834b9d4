"""What people think of answers. A person and a question are known by keyed hashes alone: nobody's name, nobody's words.

The hash of a person differs from entry to entry, so that not even two votes of the same person can be told to belong together.
"""

import hmac
import secrets
from base64 import urlsafe_b64encode
from collections import defaultdict
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store import meta
from bot.store.records import DAY
from bot.store.schema import feedback
from bot.store.schema import meta as facts
from bot.store.sql import insert

Vote = Literal["useful", "not useful", "wrong source"]
KEY = "feedback_key"
# A button has little room: so many characters tell questions apart, of which one entry does not answer many.
SHORT = 8
LONG = 24


@dataclass(frozen=True, slots=True)
class Ballot:
    """What somebody thinks of an entry as the answer to a question; `voter` and `question` are keyed hashes."""

    entry_id: str
    voter: str
    question: str
    vote: Vote


async def find_key(connection: AsyncConnection) -> bytes | None:
    """Return the key of the hashes, None where none was made yet."""
    found = await meta.get(connection, KEY)
    return bytes.fromhex(found) if found else None


async def make_key(connection: AsyncConnection) -> bytes:
    """Make the key of the hashes; where another was quicker, return theirs."""
    made = insert(connection, facts).values(key=KEY, value=secrets.token_hex(32)).on_conflict_do_nothing(index_elements=["key"])
    await connection.execute(made)
    key = await find_key(connection)
    assert key is not None
    return key


def question_hash(key: bytes, question: str, length: int = SHORT) -> str:
    """Return the keyed hash of a question, in letters, digits, `-` and `_`."""
    return _hash(key, "question", question)[:length]


def voter_hash(key: bytes, entry_id: str, person_id: int) -> str:
    """Return the keyed hash by which a person votes on an entry."""
    return _hash(key, "voter", entry_id, str(person_id))[:LONG]


async def cast(connection: AsyncConnection, ballot: Ballot, now: int) -> None:
    """Count a vote, in place of an earlier one of the same person on the same entry."""
    values = {"question": ballot.question, "vote": ballot.vote, "voted_on": now - now % DAY}
    statement = insert(connection, feedback).values(entry_id=ballot.entry_id, voter=ballot.voter, **values)
    await connection.execute(statement.on_conflict_do_update(index_elements=["entry_id", "voter"], set_=values))


async def counts(connection: AsyncConnection) -> dict[str, dict[str, int]]:
    """Return by entry how many votes there are of each kind."""
    columns = (feedback.c.entry_id, feedback.c.vote)
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for entry_id, vote, number in await connection.execute(select(*columns, func.count()).group_by(*columns).order_by(*columns)):
        found[entry_id][vote] = int(number)
    return dict(found)


async def forget(connection: AsyncConnection, person_id: int) -> int:
    """Delete all votes of a person; returns how many there were."""
    key = await find_key(connection)
    if key is None:
        return 0
    entries = await connection.scalars(select(feedback.c.entry_id).distinct())
    theirs = [voter_hash(key, entry_id, person_id) for entry_id in entries]
    return int((await connection.execute(delete(feedback).where(feedback.c.voter.in_(theirs)))).rowcount)


def _hash(key: bytes, *parts: str) -> str:
    # The parts are told apart by what neither ids nor numbers hold.
    text = "\x00".join(parts).encode("utf-8", "surrogatepass")
    return urlsafe_b64encode(hmac.digest(key, text, "sha256")).decode().rstrip("=")
