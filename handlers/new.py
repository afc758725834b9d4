"""What is new in the knowledge base: `/new`, also with a version or a date, and its buttons."""

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.desk import DeskApplication, DeskContext
from bot.render import news
from handlers.commanding import add_command, words_of
from handlers.sending import acknowledge, replace, reply


async def show_new(update: Update, context: DeskContext) -> None:
    """Show the newest release, or the one that is named."""
    catalog, words = context.desk.catalog, " ".join(words_of(update, context))
    await reply(update, news.named(catalog, words) if words else news.newest(catalog))


async def follow(update: Update, context: DeskContext) -> None:
    """Show what a button leads to in place of what was shown."""
    assert context.match is not None
    screen, notice = news.go(context.desk.catalog, context.match["version"], context.match["letter"], int(context.match["start"]))
    await acknowledge(update, notice)
    await replace(update, screen)


def register(app: DeskApplication) -> None:
    """Add the command and its buttons."""
    add_command(app, "new", show_new)
    app.add_handler(CallbackQueryHandler(follow, pattern=news.PATTERN))
