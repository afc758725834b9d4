"""Whether the clock can be trusted (pure; all times are passed in).

A clock that jumps ahead would send tomorrow's digests today. It is compared with the date that Telegram's answers carry, and, where
there was no answer lately, with the steady clock of the machine.
"""

from dataclasses import dataclass

TOLERANCE = 3600.0
# A sleeping machine's steady clock stands still: a date of Telegram's that is older than this says nothing of now.
LATELY = 600.0


@dataclass(frozen=True, slots=True)
class Reading:
    """The clock, the steady clock, and Telegram's date with the steady time at which it came, all in seconds."""

    wall: float
    steady: float
    telegram: tuple[float, float] | None = None


class ClockGuard:
    """Remembers the last reading that was in order."""

    def __init__(self) -> None:
        self._last: Reading | None = None

    def trusts(self, now: Reading) -> bool:
        """Say whether digests may be planned by this reading; one that is out of order is not remembered."""
        in_order = self._agrees(now)
        if in_order:
            self._last = now
        return in_order

    def _agrees(self, now: Reading) -> bool:
        if now.telegram is not None and now.steady - now.telegram[1] <= LATELY:
            expected = now.telegram[0] + now.steady - now.telegram[1]
            return abs(now.wall - expected) <= TOLERANCE
        if self._last is None:
            return True
        # Behind is harmless: the outbox takes one digest a date.
        return (now.wall - self._last.wall) - (now.steady - self._last.steady) <= TOLERANCE
