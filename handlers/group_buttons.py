"""Buttons below answers in groups: one of several entries, and taking an answer away."""

from telegram import Message, Update
from telegram.error import BadRequest
from telegram.ext import CallbackQueryHandler

from bot.desk import DeskApplication, DeskContext
from bot.render import group, pages
from bot.render.catalogue import walk
from bot.wording.speech import say
from handlers.authority import authority_of
from handlers.budget import may_lookup
from handlers.groups import forget_answer, show_chosen
from handlers.here import place_of
from handlers.quietly import show_to_presser
from handlers.sending import acknowledge, replace, tell


async def choose(update: Update, context: DeskContext) -> None:
    """Show the entry that was chosen in place of the choice; to others than the asker for themselves."""
    assert context.match is not None
    catalog = context.desk.catalog
    if not catalog.has(context.match["entry"]):
        await tell(update, say(pages.STALE_BUTTON))
    elif await _may(update, context) and await may_lookup(update, context) and not context.preferences.whisper:
        entry = catalog.entry(context.match["entry"])
        await acknowledge(update)
        shown = await replace(update, group.entry(catalog, entry, _asker(context)))
        await show_chosen(update, context, entry.id, shown)
    else:
        entry = catalog.entry(context.match["entry"])
        await show_to_presser(update, context, walk.entry_screen(catalog, entry), entry)


async def remove(update: Update, context: DeskContext) -> None:
    """Take an answer away."""
    message = update.effective_message
    if not await _may(update, context):
        await tell(update, group.not_yours_to_remove())
        return
    forget_answer(update, context)
    await acknowledge(update)
    try:
        # One that is too old to be read is too old to be deleted.
        if isinstance(message, Message):
            await message.delete()
    except BadRequest:
        await replace(update, group.taken_away())


async def _may(update: Update, context: DeskContext) -> bool:
    """Say whether whoever pressed is the asker or administers the group: asked now, whatever the button was shown for.

    What the button says was checked before, unless the message is too old to be read.
    """
    user, asker = update.effective_user, _asker(context)
    readable = isinstance(update.effective_message, Message)
    if readable and user is not None and asker != group.NOBODY and user.id == asker:
        return True
    return await authority_of(context).may_change(update, place_of(update).chat_id)


def _asker(context: DeskContext) -> int:
    assert context.match is not None
    return int(context.match["asker"], 16)


def register(app: DeskApplication) -> None:
    """Add the buttons."""
    app.add_handler(CallbackQueryHandler(choose, pattern=rf"^{group.CHOSEN}:(?P<asker>[0-9a-f]{{1,14}}):(?P<entry>[a-z0-9.-]+)$"))
    app.add_handler(CallbackQueryHandler(remove, pattern=rf"^{group.AWAY}:(?P<asker>[0-9a-f]{{1,14}})$"))
