"""Whether a subscription rests until a date."""

from datetime import datetime

from bot.digests.schedule import Slot, next_slot, zone_of


def rests(slot: Slot, next_due_at: int | None, now: int) -> bool:
    """Say whether what is due next was paused until a date; a day on which it came by request is no pause."""
    today, usual = datetime.fromtimestamp(now, zone_of(slot.zone)).date(), next_slot(slot, now)
    while usual and usual.local_date <= today:
        usual = next_slot(slot, usual.at)
    return next_due_at is not None and usual is not None and next_due_at > usual.at
