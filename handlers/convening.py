"""Who may hold a meeting, and by which clocks it is shown."""

from telegram import Update

from bot.desk import DeskContext
from bot.digests.known import chat_of
from bot.digests.schedule import ZONES
from bot.digests.subscribing import FALLBACK_ZONE
from bot.digests.zones import city_of
from bot.meetings.minutes import Clock
from bot.render import group
from bot.render import meeting as screens
from bot.render.moments import Moment
from bot.wording.speech import say
from handlers.authority import authority_of
from handlers.budget import may_lookup
from handlers.here import is_private, place_of
from handlers.sending import tell
from handlers.views import moment


async def may_convene(update: Update, context: DeskContext, *, opens: bool = False) -> bool:
    """Say whether this person may start (`opens`), change and end meetings here; who may not is told so.

    Where meetings were switched off while one was open, administrators may still end it.
    """
    if is_private(update) or context.preferences.conveners == "everybody":
        return True
    if opens and is_off(update, context):
        await tell(update, say(screens.OFF_HERE))
        return False
    if await authority_of(context).may_change(update, place_of(update).chat_id):
        return True
    await tell(update, say(screens.ONLY_ADMINISTRATORS))
    return False


async def may_ask(update: Update, context: DeskContext) -> bool:
    """Say whether this person may ask here; who may not is told so."""
    if await may_lookup(update, context):
        return True
    await tell(update, group.only_administrators_ask())
    return False


def is_off(update: Update, context: DeskContext) -> bool:
    """Say whether no meeting can be started here."""
    return not is_private(update) and context.preferences.conveners == "nobody"


async def clocks_here(update: Update, context: DeskContext) -> tuple[Clock, str]:
    """Return what turns times into those of the chat, and the city that its clocks go by; empty for UTC. Raises StoreBusy."""
    there = await chat_of(context.desk.store, place_of(update).chat_id)
    zone = there.zone if there and there.zone in ZONES else FALLBACK_ZONE

    def clock(at: int) -> Moment:
        return moment(at, zone)

    return clock, "" if zone == FALLBACK_ZONE else city_of(zone)
