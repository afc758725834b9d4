"""getUpdates: the long poll."""

import asyncio
from collections.abc import Coroutine
from typing import Any

from bot.sandbox.bells import Bells
from bot.sandbox.errors import CONFLICT, ApiError
from bot.sandbox.parameters import Parameters
from bot.sandbox.world import UPDATES, World

LONGEST_POLL = 50


class Poller:
    """Lets one getUpdates wait at a time. It never removes an update on delivery: only the next offset does."""

    def __init__(self, world: World, bells: Bells) -> None:
        self._world = world
        self._bells = bells

    async def get_updates(self, parameters: Parameters, gone: Coroutine[Any, Any, None]) -> list[dict[str, Any]]:
        """Answer at once where updates wait, or else when they come; end early when the client is `gone`."""
        updates = self._world.updates
        limit = parameters.clamped("limit", 100, 1, 100)
        self._allow(parameters)
        updates.confirm(parameters.whole("offset"), self._world.now)
        updates.polls += 1
        turn = updates.polls
        self._bells.ring(UPDATES)

        def ready() -> bool:
            return len(updates) > 0 or turn != updates.polls

        await self._wait(self._bells.until(UPDATES, ready, parameters.clamped("timeout", 0, 0, LONGEST_POLL)), gone)
        if turn != updates.polls:
            raise ApiError(409, CONFLICT)
        return updates.first(limit)

    def _allow(self, parameters: Parameters) -> None:
        if "allowed_updates" in parameters.values:
            kinds = parameters.structure("allowed_updates", "allowed updates")
            if isinstance(kinds, list):
                self._world.updates.allow([str(kind) for kind in kinds])

    async def _wait(self, news: Coroutine[Any, Any, bool], gone: Coroutine[Any, Any, None]) -> None:
        tasks = {asyncio.ensure_future(news), asyncio.ensure_future(gone)}
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
