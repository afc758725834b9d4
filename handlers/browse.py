"""Opening entries and themes by button; a button that leads nowhere any more says so."""

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.desk import DeskApplication, DeskContext
from bot.errors import UnknownEntry
from bot.render import addresses, group, pages
from bot.render.catalogue import walk
from bot.wording.speech import say
from handlers.quietly import show_to_presser
from handlers.sending import acknowledge, replace, reply


async def open_entry(update: Update, context: DeskContext) -> None:
    """Show an entry's card below the list, which stays for the next look; in groups to whoever pressed alone."""
    assert context.match is not None
    try:
        entry = context.desk.catalog.entry(context.match["entry"])
    except UnknownEntry:
        await acknowledge(update, say(pages.STALE_BUTTON))
        return
    await show_to_presser(update, context, walk.entry_screen(context.desk.catalog, entry), entry)


async def open_theme(update: Update, context: DeskContext) -> None:
    """List a theme below the answer that offered it."""
    assert context.match is not None
    number = context.match.group(1)
    if not context.desk.catalog.has_theme(number):
        await acknowledge(update, say(pages.STALE_BUTTON))
        return
    await acknowledge(update)
    await reply(update, walk.shelf_screen(context.desk.catalog, f"s{number}"))


async def turn_page(update: Update, context: DeskContext) -> None:
    """Show a theme in place of a page of it that was sent by an earlier version."""
    assert context.match is not None
    number = context.match.group(1)
    if not context.desk.catalog.has_theme(number):
        await acknowledge(update, say(pages.STALE_BUTTON))
        return
    await acknowledge(update)
    await replace(update, walk.shelf_screen(context.desk.catalog, f"s{number}"))


async def unknown_button(update: Update, _: DeskContext) -> None:
    """Answer a button of an earlier version."""
    await acknowledge(update, say(pages.STALE_BUTTON))


def register(app: DeskApplication) -> None:
    """Add the buttons of lists."""
    app.add_handler(CallbackQueryHandler(open_entry, pattern=rf"^(?:{addresses.OPEN}|{group.CARD}):(?P<entry>[a-z0-9.-]+)$"))
    app.add_handler(CallbackQueryHandler(open_theme, pattern=rf"^{addresses.THEME}:(\d\.\d)$"))
    app.add_handler(CallbackQueryHandler(turn_page, pattern=rf"^{addresses.PAGE}:(\d\.\d):\d{{1,4}}$"))


def register_rest(app: DeskApplication) -> None:
    """Add what takes any other button, after all buttons that are known."""
    app.add_handler(CallbackQueryHandler(unknown_button))
