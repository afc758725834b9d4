"""A circuit breaker (pure; the time is passed in): while Telegram is down, nothing new is begun.

The breakers on the registries count failures in a row. Here some messages may go through while most are lost, so that failures
within a stretch of time are what counts.
"""

from collections import deque

FAILURES = 5
WITHIN = 30.0
FIRST_PROBE = 1.0
LONGEST_PROBE = 30.0


class Breaker:
    """Opens after some failures within a stretch; from then on it says when to try whether Telegram is back."""

    def __init__(self) -> None:
        self._failures: deque[float] = deque(maxlen=FAILURES)
        self._wait = 0.0

    @property
    def is_open(self) -> bool:
        """Say whether nothing may be begun."""
        return self._wait > 0

    @property
    def wait(self) -> float:
        """Return how many seconds to leave before the next try."""
        return self._wait

    def failed(self, now: float) -> None:
        """Count a failure that was Telegram's or the network's."""
        self._failures.append(now)
        if not self.is_open and len(self._failures) == FAILURES and now - self._failures[0] <= WITHIN:
            self._wait = FIRST_PROBE

    def probe_failed(self) -> None:
        """Wait longer after a try that failed."""
        self._wait = min(LONGEST_PROBE, self._wait * 2)

    def close(self) -> None:
        """Go on: Telegram answers."""
        self._failures.clear()
        self._wait = 0.0
