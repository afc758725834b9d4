"""Two processes that poll for the same bot: the second is kept out, and a conflict that Telegram tells of ends nobody."""

import asyncio
from itertools import pairwise

import pytest
from desk_running import QUICK, talking
from process_running import process

from bot.catalog.catalog import Catalog
from bot.sandbox import Sandbox
from bot.search import Search
from bot.store.store import Store, opened

pytestmark = pytest.mark.slow

REFUSED = {
    "sqlite": "one process at a time may use the database, got another that holds ",
    "postgresql": "one process at a time may poll for updates, got another that holds the database's lock",
}


async def test_a_second_process_on_the_same_database_ends_with_one_line(engine: str, tables: str) -> None:
    sandbox = Sandbox()
    async with (
        sandbox.serve() as url,
        opened(Store(tables), alone=True),
        process(url, sandbox.token, tables) as second,
    ):
        _, errors = await asyncio.wait_for(second.communicate(), 20)
    assert second.returncode == 1
    [line] = errors.decode().splitlines()
    assert line.startswith(REFUSED[engine])
    assert not sandbox.world.calls.of("getUpdates")


async def test_a_conflict_with_another_poller_backs_off_and_goes_on(
    catalog: Catalog, search: Search, caplog: pytest.LogCaptureFixture
) -> None:
    async with talking(catalog, search) as talk:
        conflicts = 5
        talk.sandbox.world.faults.add({"method": "getUpdates", "code": 409, "times": conflicts})
        assert "Family Assistance Programme" in (await talk.ask("FAP")).text
        assert not talk.task.done()
        refused = [call.at for call in talk.sandbox.world.calls.of("getUpdates") if call.status == 409]
        assert len(refused) == conflicts
        gaps = [later - sooner for sooner, later in pairwise(refused)]
        assert min(gaps) >= QUICK.first
        assert caplog.text.count("another process polls with this token") == 1
