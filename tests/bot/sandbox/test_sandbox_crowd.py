"""Many people at once, for tests of load."""

import pytest
from sandbox_running import running

from bot.sandbox.person import PersonError


async def test_thousands_come_in_by_one_call() -> None:
    async with running() as desk:
        ids = await desk.ann.join_many(2000)
        assert len(set(ids)) == 2000
        assert await desk.updates() == []
        for person in (ids[0], ids[-1]):
            assert (await desk.bot.send_message(person, "x")).chat.id == person
        assert (await desk.bot.get_chat(ids[1])).first_name == "Guest 2"
        (closed,) = await desk.ann.join_many(1, opened=False)
        assert await desk.forbidden(closed) == "Forbidden: bot can't initiate conversation with a user"


async def test_a_crowd_has_bounds() -> None:
    async with running() as desk:
        for count in (0, 10_001):
            with pytest.raises(PersonError, match=f"count must be 1 to 10000, got {count}"):
                await desk.ann.join_many(count)
