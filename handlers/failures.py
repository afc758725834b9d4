"""When a handler fails: the person hears it in one line, the operator finds it in the log, without anyone's words."""

import logging

from telegram import Update
from telegram.error import Forbidden, TelegramError

from bot.desk import DeskApplication, DeskContext
from bot.render import pages
from handlers.sending import reply

_log = logging.getLogger(__name__)


async def handler_failed(update: object, context: DeskContext) -> None:
    """Log what failed and apologise."""
    error = context.error
    number = update.update_id if isinstance(update, Update) else 0
    if isinstance(error, Forbidden):
        _log.info("update %d: the person has blocked the bot", number)
        return
    if isinstance(error, TelegramError):
        _log.warning("update %d: Telegram refused or was lost (%s)", number, type(error).__name__)
        return
    _log.error("update %d failed", number, exc_info=error)
    if isinstance(update, Update):
        try:
            await reply(update, pages.trouble())
        except TelegramError as second:
            _log.warning("update %d: no apology could be sent (%s)", number, type(second).__name__)


def register(app: DeskApplication) -> None:
    """Add the handler of failures."""
    app.add_error_handler(handler_failed)
