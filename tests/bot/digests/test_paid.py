"""The budget for messages beyond Telegram's free pace: never overspent, shared, renewed each day."""

import asyncio

from store_running import rows_of

from bot.digests.pace import IN_FLIGHT
from bot.digests.paid import RESERVE, TENTHS_A_STAR, BudgetedBulk, PaidBudget
from bot.store.schema import meta
from bot.store.store import Store

DAY = 86_400


class Counting:
    """A pace that counts its permits."""

    def __init__(self) -> None:
        self.permits = 0

    async def acquire(self) -> None:
        self.permits += 1

    def close(self) -> None:
        """Hold nothing."""


async def spend(budget: PaidBudget) -> bool:
    """Spend a tenth of a Star, where there is something left."""
    return await budget.has() and budget.take()


async def test_a_budget_is_never_overspent(store: Store) -> None:
    stars = 2 * RESERVE // TENTHS_A_STAR + 3
    one, other = PaidBudget(store, stars), PaidBudget(store, stars)
    taken = [await spend(budget) for _ in range(stars * TENTHS_A_STAR) for budget in (one, other)]
    assert sum(taken) == stars * TENTHS_A_STAR


async def test_what_a_process_set_aside_and_never_used_is_not_spent_twice(store: Store) -> None:
    stars = RESERVE // TENTHS_A_STAR
    assert await spend(PaidBudget(store, stars))
    assert not await spend(PaidBudget(store, stars))


async def test_each_day_has_its_own_budget(store: Store) -> None:
    budget = PaidBudget(store, 1)
    assert sum([await spend(budget) for _ in range(20)]) == TENTHS_A_STAR
    tomorrow = store.clock() + DAY
    store.clock = lambda: tomorrow
    assert await spend(budget)


async def test_what_was_set_aside_for_a_day_is_not_spent_on_the_next(store: Store) -> None:
    budget, tomorrow = PaidBudget(store, 100), store.clock() + DAY
    assert await budget.has()
    store.clock = lambda: tomorrow
    assert not budget.take()


async def test_many_messages_at_once_set_aside_once(store: Store) -> None:
    budget = PaidBudget(store, 1000)
    assert all(await asyncio.gather(*(budget.has() for _ in range(IN_FLIGHT))))
    assert [int(value) for (value,) in await rows_of(store, meta.c.value)] == [RESERVE]


async def test_messages_at_once_spend_the_budget_and_no_more_and_each_what_it_was_promised(store: Store) -> None:
    stars = 4 * RESERVE // TENTHS_A_STAR
    budget, broken = PaidBudget(store, stars), 0

    async def send() -> int:
        nonlocal broken
        taken = 0
        while await budget.has():
            await asyncio.sleep(0)
            taken += (paid := budget.take())
            broken += not paid
        return taken

    assert sum(await asyncio.gather(*(send() for _ in range(IN_FLIGHT)))) == stars * TENTHS_A_STAR
    # Only those that were under way when the last was spent.
    assert broken < IN_FLIGHT


async def test_the_free_pace_follows_when_the_budget_is_used_up(store: Store) -> None:
    budget, paid, free = PaidBudget(store, 1), Counting(), Counting()
    bulk = BudgetedBulk(paid, free, budget)
    for _ in range(TENTHS_A_STAR + 5):
        await bulk.acquire()
        budget.take()
    assert (paid.permits, free.permits) == (TENTHS_A_STAR, 5)


async def test_processes_at_once_spend_the_budget_and_no_more(store: Store) -> None:
    stars = 3 * RESERVE // TENTHS_A_STAR
    budgets = [PaidBudget(store, stars) for _ in range(5)]

    async def spend_all(budget: PaidBudget) -> int:
        return sum([await spend(budget) for _ in range(2 * RESERVE)])

    assert sum(await asyncio.gather(*map(spend_all, budgets))) == stars * TENTHS_A_STAR
