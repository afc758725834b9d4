"""When a handler fails: the person hears it in one line, the operator finds it in the log, without anyone's words."""

import logging

from telegram import Message, Update
from telegram.error import Forbidden, TelegramError
from telegram.ext import filters

from bot.desk import DeskApplication, DeskContext
from bot.errors import StoreBusy
from bot.render import pages, subscriptions
from bot.render.addresses import private_link
from bot.wording.speech import say
from handlers.asides import SeenByAll
from handlers.quietly import lead_away, support_of
from handlers.sending import reply, tell

_log = logging.getLogger(__name__)


async def handler_failed(update: object, context: DeskContext) -> None:
    """Log what failed and apologise."""
    error = context.error
    number = update.update_id if isinstance(update, Update) else 0
    if isinstance(error, Forbidden):
        _log.info("update %d: the person has blocked the bot", number)
        return
    if isinstance(error, SeenByAll) and isinstance(update, Update):
        _log.warning("update %d: the server no longer knows private messages", number)
        support_of(context).lost()
        if update.callback_query:
            await lead_away(update, private_link(context.bot.username))
        return
    if isinstance(error, TelegramError):
        _log.warning("update %d: Telegram refused or was lost (%s)", number, type(error).__name__)
        return
    busy = isinstance(error, StoreBusy)
    if busy:
        _log.warning("update %d: the database is busy", number)
    else:
        _log.error("update %d failed", number, exc_info=error)
    # A service message has nobody who waits for an answer.
    if isinstance(update, Update) and (update.callback_query or (update.message and not _is_service(update.message))):
        try:
            await (tell(update, say(subscriptions.NOT_SAVED)) if busy else reply(update, pages.trouble()))
        except TelegramError as second:
            _log.warning("update %d: no apology could be sent (%s)", number, type(second).__name__)


def _is_service(message: Message) -> bool:
    return bool(filters.StatusUpdate.ALL.check_update(Update(0, message)))


def register(app: DeskApplication) -> None:
    """Add the handler of failures."""
    app.add_error_handler(handler_failed)
