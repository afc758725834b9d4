"""Digests while the clock of the machine jumps: nothing comes early, twice or never."""

from email.utils import formatdate

import pytest
from digest_running import Morning, morning, until

from bot.catalog.catalog import Catalog
from bot.digests.pace import STORM_CHATS
from bot.sandbox.gate import PAGE_HEADERS
from bot.store import subscriptions

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("close_together")]

HOUR, DAY = 3600, 86_400
WRONG = "the clock must agree with Telegram's"


@pytest.fixture
def dated(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every answer bear the date, as Telegram's do."""
    monkeypatch.setitem(PAGE_HEADERS, "date", formatdate(usegmt=True))


@pytest.mark.parametrize("jump", [3 * HOUR, 2 * DAY], ids=["three hours", "two days"])
async def test_a_clock_that_jumps_ahead_plans_nothing_and_skips_nothing_until_it_is_put_right(
    catalog: Catalog, tables: str, jump: int, caplog: pytest.LogCaptureFixture
) -> None:
    async with morning(catalog, tables) as day:
        first, *refused, later = guests = day.people(STORM_CHATS + 2)
        await day.subscribe([first, *refused])
        # They wait for their next try, and nothing is claimed, when the clock jumps.
        for chat in refused:
            day.fault(chat_id=chat, retry_after=1)
        async with day.worker():
            await day.reasoned({("sent", ""), ("pending", "429")})
            [soon] = await day.subscribe([later], ago=-HOUR)
            day.clock.shift = jump
            await until(lambda: WRONG in caplog.text)
            assert await day.ended(STORM_CHATS + 1) == {"sent": STORM_CHATS + 1}
            day.clock.shift = 0
            await _set_due(day, soon.id, day.store.now() - 60)
            assert await day.ended(STORM_CHATS + 2) == {"sent": STORM_CHATS + 2}
        assert day.arrivals(guests) == {1: STORM_CHATS + 2}
        assert caplog.text.count(WRONG) == 1


@pytest.mark.usefixtures("dated")
async def test_a_clock_that_goes_back_a_little_sends_nothing_twice(catalog: Catalog, tables: str) -> None:
    async with morning(catalog, tables) as day:
        guests = day.people(3)
        await day.subscribe(guests)
        async with day.worker():
            assert await day.ended(3) == {"sent": 3}
            day.clock.shift = -HOUR / 2
            await day.subscribe(day.people(1), ago=HOUR)
            assert await day.ended(4) == {"sent": 4}
            day.clock.shift = 0
            await day.subscribe(day.people(1))
            assert await day.ended(5) == {"sent": 5}
        assert day.arrivals(guests) == {1: 3}


@pytest.mark.usefixtures("dated")
async def test_a_clock_that_goes_back_far_stops_planning_until_it_is_put_right(
    catalog: Catalog, tables: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with morning(catalog, tables) as day:
        guests = day.people(3)
        await day.subscribe(guests[:2])
        async with day.worker():
            assert await day.ended(2) == {"sent": 2}
            day.clock.shift = -3 * HOUR
            await until(lambda: WRONG in caplog.text)
            # Due by either clock. Whoever plans asks Telegram for the date each time: it had its turn and left this.
            await day.subscribe(guests[2:], ago=4 * HOUR)
            asked = len(day.probes())
            await until(lambda: len(day.probes()) >= asked + 3)
            assert await day.fates() == {"sent": 2}
            day.clock.shift = 0
            assert await day.ended(3) == {"sent": 3}
        assert day.arrivals(guests) == {1: 3}


@pytest.mark.usefixtures("dated")
async def test_after_a_long_sleep_telegrams_own_date_says_that_the_clock_is_right(
    catalog: Catalog, tables: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with morning(catalog, tables) as day:
        # While a machine sleeps its steady clock stands still, so that the other seems to jump when it wakes.
        day.clock.shift = -8 * HOUR
        async with day.worker():
            # One that is far too late shows that the worker has looked at the clock.
            await day.subscribe(day.people(1), ago=20 * HOUR)
            assert await day.ended(1) == {"skipped": 1}
            await day.subscribe(day.people(1))
            day.clock.shift = 0
            assert await day.ended(2) == {"skipped": 1, "sent": 1}
        assert WRONG not in caplog.text


async def _set_due(day: Morning, subscription_id: int, at: int) -> None:
    async with day.store.write() as connection:
        await subscriptions.change(connection, subscription_id, at, next_due_at=at)
