"""Messages beyond Telegram's free pace, which cost Stars: bought only where the operator set a budget, and never beyond it."""

from datetime import UTC, datetime

from bot.digests.pace import Bulk
from bot.store import meta
from bot.store.store import Store

# A tenth of a Star each. Telegram charges only what exceeds its free pace; we count every one, so that the budget holds for sure.
TENTHS_A_STAR = 10
# So many are set aside at once: a transaction for each message would be one too many.
RESERVE = 100


class PaidBudget:
    """Stars for each day (UTC), shared by all processes on one database."""

    def __init__(self, store: Store, stars_a_day: int) -> None:
        self._store = store
        self._tenths = stars_a_day * TENTHS_A_STAR
        self._held = 0
        self._day = ""
        self._spent = False

    async def has(self) -> bool:
        """Say whether there is something left for one more message today, setting some aside where there is."""
        today = datetime.fromtimestamp(self._store.now(), UTC).strftime("%Y-%m-%d")
        if today != self._day:
            self._day, self._held, self._spent = today, 0, False
        if self._held == 0 and not self._spent:
            await self._reserve()
        return self._held > 0

    async def take(self) -> bool:
        """Spend a tenth of a Star; False when today's budget is used up."""
        if not await self.has():
            return False
        self._held -= 1
        return True

    async def _reserve(self) -> None:
        async with self._store.write() as connection:
            # Added first and compared afterwards: whoever reads before it writes may see what another is just spending.
            asked = await meta.add(connection, f"paid:{self._day}", RESERVE)
        self._held = min(RESERVE, max(0, self._tenths - (asked - RESERVE)))
        self._spent = self._held == 0


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
