"""Commands that can also be run by a button, as when a mistyped one was offered."""

from collections.abc import Callable, Coroutine
from typing import Any

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler, filters

from bot.desk import DeskApplication, DeskContext
from bot.render import addresses
from handlers.sending import acknowledge

Command = Callable[[Update, DeskContext], Coroutine[Any, Any, None]]


def add_command(app: DeskApplication, name: str, command: Command) -> None:
    """Add a command, and the button that runs it. An edited message runs none again."""
    app.add_handler(CommandHandler(name, command, filters=filters.UpdateType.MESSAGE))
    add_button(app, name, command)


def add_button(app: DeskApplication, name: str, command: Command) -> None:
    """Add the button that runs a command, with the words after it that the button may hold."""

    async def run(update: Update, context: DeskContext) -> None:
        await command(update, context)
        await acknowledge(update)

    app.add_handler(CallbackQueryHandler(run, pattern=rf"^{addresses.COMMAND}:{name}(?::(?P<words>.+))?$"))


def words_of(update: Update, context: DeskContext) -> list[str]:
    """Return what was said after the command, or what the button that runs it says."""
    if update.callback_query is None:
        return list(context.args or ())
    words = context.match.groupdict().get("words") if context.match else None
    return words.split() if words else []
