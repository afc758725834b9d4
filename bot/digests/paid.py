"""Messages beyond Telegram's free pace, which cost Stars: bought only where the operator set a budget, and never beyond it."""

import asyncio
from datetime import UTC, datetime

from bot.digests.pace import IN_FLIGHT, Bulk
from bot.store import meta
from bot.store.store import Store

# A tenth of a Star each. Telegram charges only what exceeds its free pace; we count every one, so that the budget holds for sure.
TENTHS_A_STAR = 10
# So many are set aside at once: a transaction for each message would be one too many.
RESERVE = 100
_PREFIX = "paid:"


class PaidBudget:
    """Stars for each day (UTC), shared by all processes on one database."""

    def __init__(self, store: Store, stars_a_day: int) -> None:
        self._store = store
        self._tenths = stars_a_day * TENTHS_A_STAR
        self._held = 0
        self._day = ""
        self._spent = False
        self._reserving = asyncio.Lock()

    async def has(self) -> bool:
        """Say whether there is something left for one more message today, setting some aside where there is."""
        if self._runs_low():
            async with self._reserving:
                # While it waited, another may have set some aside.
                if self._runs_low():
                    await self._reserve()
        return self._held > 0

    def take(self) -> bool:
        """Spend a tenth of a Star of what was set aside; False where nothing is left of it."""
        self._begin_day()
        if self._held == 0:
            return False
        self._held -= 1
        return True

    def _runs_low(self) -> bool:
        self._begin_day()
        # Each message that is under way may still take one.
        return self._held < IN_FLIGHT and not self._spent

    def _begin_day(self) -> None:
        today = datetime.fromtimestamp(self._store.now(), UTC).strftime("%Y-%m-%d")
        if today != self._day:
            self._day, self._held, self._spent = today, 0, False

    async def _reserve(self) -> None:
        day = self._day
        async with self._store.write() as connection:
            # Added first and compared afterwards: whoever reads before it writes may see what another is just spending.
            asked = await meta.add(connection, f"{_PREFIX}{day}", RESERVE)
            await meta.forget_before(connection, _PREFIX, f"{_PREFIX}{day}")
        if day != self._day:
            return
        granted = min(RESERVE, max(0, self._tenths - (asked - RESERVE)))
        self._held += granted
        self._spent = granted < RESERVE


class BudgetedBulk:
    """The paid pace while the budget lasts, the free one afterwards."""

    def __init__(self, paid: Bulk, free: Bulk, budget: PaidBudget) -> None:
        self._paid = paid
        self._free = free
        self._budget = budget

    async def acquire(self) -> None:
        """Wait for the next permit."""
        await (self._paid if await self._budget.has() else self._free).acquire()

    def close(self) -> None:
        """Let go of both."""
        self._paid.close()
        self._free.close()
