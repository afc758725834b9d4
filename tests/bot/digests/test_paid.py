"""The budget for messages beyond Telegram's free pace: never overspent, shared, renewed each day."""

import asyncio

from bot.digests.paid import RESERVE, TENTHS_A_STAR, BudgetedBulk, PaidBudget
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


async def test_a_budget_is_never_overspent(store: Store) -> None:
    stars = 2 * RESERVE // TENTHS_A_STAR + 3
    one, other = PaidBudget(store, stars), PaidBudget(store, stars)
    taken = [await budget.take() for _ in range(stars * TENTHS_A_STAR) for budget in (one, other)]
    assert sum(taken) == stars * TENTHS_A_STAR


async def test_what_a_process_set_aside_and_never_used_is_not_spent_twice(store: Store) -> None:
    stars = RESERVE // TENTHS_A_STAR
    assert await PaidBudget(store, stars).take()
    assert not await PaidBudget(store, stars).take()


async def test_each_day_has_its_own_budget(store: Store) -> None:
    budget = PaidBudget(store, 1)
    assert sum([await budget.take() for _ in range(20)]) == TENTHS_A_STAR
    tomorrow = store.clock() + DAY
    store.clock = lambda: tomorrow
    assert await budget.take()


async def test_the_free_pace_follows_when_the_budget_is_used_up(store: Store) -> None:
    budget, paid, free = PaidBudget(store, 1), Counting(), Counting()
    bulk = BudgetedBulk(paid, free, budget)
    for _ in range(TENTHS_A_STAR + 5):
        await bulk.acquire()
        await budget.take()
    assert (paid.permits, free.permits) == (TENTHS_A_STAR, 5)


async def test_processes_at_once_spend_the_budget_and_no_more(store: Store) -> None:
    stars = 3 * RESERVE // TENTHS_A_STAR
    budgets = [PaidBudget(store, stars) for _ in range(5)]

    async def spend(budget: PaidBudget) -> int:
        return sum([await budget.take() for _ in range(2 * RESERVE)])

    assert sum(await asyncio.gather(*map(spend, budgets))) == stars * TENTHS_A_STAR
