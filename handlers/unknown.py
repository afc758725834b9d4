"""Commands that do not exist: the nearest one is offered, never run."""

import re

from telegram import Update
from telegram.ext import MessageHandler, filters

from bot.desk import DeskApplication, DeskContext
from bot.render import pages
from bot.render.commands import nearest_command
from handlers.sending import reply


async def unknown_command(update: Update, _: DeskContext) -> None:
    """Offer the command that was most likely meant."""
    assert update.message is not None
    name = re.split(r"[\s@]", (update.message.text or "/")[1:], maxsplit=1)[0]
    await reply(update, pages.unknown_command(name, nearest_command(name)))


def register(app: DeskApplication) -> None:
    """Add the answer to unknown commands; in groups they may be meant for another bot, so it keeps silent there."""
    private = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE
    app.add_handler(MessageHandler(private & filters.COMMAND, unknown_command))
