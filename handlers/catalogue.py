"""Browsing by command and button: themes, countries, objectives, kinds of entries, sources, and what lies beside a card."""

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.desk import DeskApplication, DeskContext
from bot.render.catalogue import trail
from bot.render.catalogue.walk import go, shelf_screen
from bot.render.catalogue.wanted import wanted
from handlers.commanding import Command, add_command, words_of
from handlers.sending import acknowledge, replace, reply

# The list that a command shows; words after it lead to what they name.
LISTS = {
    "themes": "t",
    "theme": "t",
    "countries": "w",
    "country": "w",
    "objectives": "o",
    "objective": "o",
    "practices": "kp",
    "recommendations": "kr",
    "instruments": "ki",
    "sources": "d",
}


def shower(key: str) -> Command:
    """Return a command that shows a list, or what the words after it name."""

    async def show_list(update: Update, context: DeskContext) -> None:
        desk, words = context.desk, " ".join(words_of(update, context))
        if words:
            await reply(update, wanted(desk.catalog, desk.topics, desk.search, key, words))
        else:
            await reply(update, shelf_screen(desk.catalog, key))

    return show_list


async def follow(update: Update, context: DeskContext) -> None:
    """Show what a button leads to in place of what was shown."""
    query = update.callback_query
    assert query is not None
    screen, notice = go(context.desk.catalog, query.data or "")
    await acknowledge(update, notice)
    await replace(update, screen)


def register(app: DeskApplication) -> None:
    """Add the commands and their buttons."""
    for name, key in LISTS.items():
        add_command(app, name, shower(key))
    app.add_handler(CallbackQueryHandler(follow, pattern=rf"^{trail.VERB}\|"))
