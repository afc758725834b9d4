"""What a group has decided to bear: who may ask, and how much is answered before everybody's eyes."""

from telegram import Update

from bot.desk import DeskContext
from bot.groups.etiquette import Etiquette, Place, Ruling
from handlers.authority import authority_of
from handlers.here import is_private, place_of

_KEY = "etiquette"


def etiquette_of(context: DeskContext) -> Etiquette:
    """Return what remembers how much was said where."""
    found = context.bot_data.setdefault(_KEY, Etiquette())
    assert isinstance(found, Etiquette)
    return found


def group_place(update: Update) -> Place:
    """Return the chat and topic where something was written or pressed, as etiquette names it."""
    place = place_of(update)
    return Place(place.chat_id, place.thread_id)


async def may_lookup(update: Update, context: DeskContext) -> bool:
    """Say whether this chat lets whoever wrote or pressed ask."""
    if is_private(update) or context.preferences.askers == "everybody":
        return True
    return await authority_of(context).may_change(update, place_of(update).chat_id)


def spend(update: Update, context: DeskContext) -> Ruling:
    """Judge a message that shows no single entry, and count what the ruling lets be said."""
    etiquette, place, now = etiquette_of(context), group_place(update), context.desk.store.now()
    ruling = etiquette.judge(place, "", context.preferences.budget, now).ruling
    if ruling is Ruling.ANSWER:
        etiquette.answered(place, "", 0, now)
    elif ruling is Ruling.LINK:
        etiquette.lined(place, now)
    return ruling


def spend_line(update: Update, context: DeskContext) -> bool:
    """Count one line that is no answer; False where enough of them were said in this minute."""
    etiquette, place, now = etiquette_of(context), group_place(update), context.desk.store.now()
    # Without a budget whatever is asked gets a line at most.
    may = etiquette.judge(place, "", 0, now).ruling is Ruling.LINK
    if may:
        etiquette.lined(place, now)
    return may
