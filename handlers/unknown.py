"""Commands that do not exist: the nearest one is offered, never run."""

from telegram import Update
from telegram.ext import MessageHandler, filters

from bot.desk import DeskApplication, DeskContext
from bot.render import pages
from bot.render.commands import nearest_command
from handlers.sending import reply


async def unknown_command(update: Update, context: DeskContext) -> None:
    """Offer the command that was most likely meant; one that is meant for another bot is none of ours."""
    assert update.message is not None
    command, *words = (update.message.text or "/")[1:].split()
    name, _, addressee = command.partition("@")
    if addressee.casefold() in {"", context.bot.username.casefold()}:
        await reply(update, pages.unknown_command(name, nearest_command(name), " ".join(words)))


def register(app: DeskApplication) -> None:
    """Add the answer to unknown commands; in groups they may be meant for another bot, so it keeps silent there."""
    private = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE
    app.add_handler(MessageHandler(private & filters.COMMAND, unknown_command))
