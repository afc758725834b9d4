"""Standing pages: `/start` (also with the id of an entry), `/help`, `/about`, and buttons that run a command."""

from collections.abc import Callable

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler, filters

from bot.desk import Desk, DeskApplication, DeskContext
from bot.render import addresses, answers, inline, pages
from bot.render.catalogue import walk
from bot.render.screen import Screen
from handlers.sending import acknowledge, reply

PAGES: dict[str, Callable[[Desk], Screen]] = {
    "start": lambda desk: pages.start(desk.catalog),
    "help": lambda _: pages.help_page(),
    "about": lambda desk: pages.about(desk.catalog),
    "ask": lambda _: pages.no_question(),
}


async def start(update: Update, context: DeskContext) -> None:
    """Greet, or open the entry that a link names."""
    desk = context.desk
    # From inline mode somebody comes to ask, not for an entry.
    if not context.args or context.args[0] == inline.FROM_INLINE:
        await reply(update, pages.start(desk.catalog))
        return
    entry_id = addresses.entry_id_of(context.args[0])
    known = desk.catalog.has(entry_id)
    await reply(update, walk.entry_screen(desk.catalog, desk.catalog.entry(entry_id)) if known else pages.stale_link())


async def show_help(update: Update, context: DeskContext) -> None:
    """Say what the desk can do."""
    await reply(update, PAGES["help"](context.desk))


async def about(update: Update, context: DeskContext) -> None:
    """Name the sources."""
    await reply(update, PAGES["about"](context.desk))


async def run_command(update: Update, context: DeskContext) -> None:
    """Show what a command shows, after a button said yes."""
    assert context.match is not None
    await acknowledge(update)
    await reply(update, PAGES[context.match.group(1)](context.desk))


async def run_example(update: Update, context: DeskContext) -> None:
    """Answer one of the example questions of the greeting."""
    assert context.match is not None
    await acknowledge(update)
    number = int(context.match.group(1))
    if number < len(pages.EXAMPLES):
        found = context.desk.search.ask(pages.EXAMPLES[number])
        await reply(update, answers.answer(context.desk.catalog, found))


def register(app: DeskApplication) -> None:
    """Add commands and buttons."""
    for name, callback in (("start", start), ("help", show_help), ("about", about)):
        app.add_handler(CommandHandler(name, callback, filters=filters.UpdateType.MESSAGE))
    names = "|".join(PAGES)
    app.add_handler(CallbackQueryHandler(run_command, pattern=rf"^{addresses.COMMAND}:({names})$"))
    app.add_handler(CallbackQueryHandler(run_example, pattern=rf"^{addresses.EXAMPLE}:(\d)$"))
