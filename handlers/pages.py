"""Standing pages: `/start` (also with the id of an entry), `/help`, `/about`, and the example questions."""

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.desk import DeskApplication, DeskContext
from bot.render import addresses, answers, group, inline, pages
from bot.render.catalogue import walk
from bot.render.settings import LINK
from handlers import settings, whisper
from handlers.commanding import add_command, words_of
from handlers.here import is_private
from handlers.sending import acknowledge, reply


async def start(update: Update, context: DeskContext) -> None:
    """Greet, or open what a link names: a private answer, the settings of a group, an entry."""
    desk, words = context.desk, words_of(update, context)
    # From inline mode somebody comes to ask, not for an entry.
    if not words or words[0] == inline.FROM_INLINE:
        await reply(update, pages.start(desk.catalog))
        return
    for begin, follow in ((group.WHISPERED, whisper.from_link), (LINK, settings.from_link)):
        if words[0].startswith(begin) and is_private(update):
            await follow(update, context, words[0])
            return
    entry_id = addresses.entry_id_of(words[0])
    known = desk.catalog.has(entry_id)
    await reply(update, walk.entry_screen(desk.catalog, desk.catalog.entry(entry_id)) if known else pages.stale_link())


async def show_help(update: Update, _: DeskContext) -> None:
    """Say what the desk can do."""
    await reply(update, pages.help_page())


async def about(update: Update, context: DeskContext) -> None:
    """Name the sources."""
    await reply(update, pages.about(context.desk.catalog))


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
        add_command(app, name, callback)
    app.add_handler(CallbackQueryHandler(run_example, pattern=rf"^{addresses.EXAMPLE}:(\d)$"))
