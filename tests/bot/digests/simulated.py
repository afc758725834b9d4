"""An event loop whose time jumps ahead to what is waited for next: minutes of waiting pass at once, and exactly."""

import asyncio
import selectors
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

# The clock shows this at first, in seconds.
START = 1000.0
_Result = TypeVar("_Result")
Clock = Callable[[], float]


class _Jump(selectors.DefaultSelector):
    """Waits for nothing: where it should, it moves the time on."""

    now = START

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(0)
        if not ready and timeout is None:
            raise RuntimeError("somebody waits for what will never come")
        if not ready:
            self.now += timeout or 0.0
        return ready


class _Loop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self._jump = _Jump()
        super().__init__(self._jump)

    def time(self) -> float:
        """Return the simulated time in seconds."""
        return self._jump.now


def simulate(main: Callable[[Clock], Coroutine[Any, Any, _Result]]) -> _Result:
    """Run a coroutine function in simulated time; it is given the clock, in seconds."""
    with asyncio.Runner(loop_factory=_Loop) as runner:
        return runner.run(main(runner.get_loop().time))
