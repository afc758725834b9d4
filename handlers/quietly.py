"""Telling one person of a group something that nobody else sees, wherever Telegram can do that.

An older server ignores the parameter that makes a message private and would post it for all to see: therefore the first use asks
with a call that such a server does not know.
"""

import time
from collections.abc import Callable
from functools import partial

from telegram import Bot, Update
from telegram.constants import ChatType
from telegram.error import BadRequest, EndPointNotFound, Forbidden, RetryAfter, TelegramError

from bot.catalog.records import Entry
from bot.desk import DeskContext
from bot.render.addresses import private_link, start_payload
from bot.render.screen import Screen, escape
from bot.transport import NotSent
from handlers.asides import SeenByAll, is_aside, send_aside
from handlers.authority import authority_of
from handlers.here import is_private
from handlers.patience import once_more
from handlers.sending import acknowledge, reply, was_typed

# A server that did not know them is asked again after so long: it may have been updated.
ASK_AGAIN_SECONDS = 86_400.0
_GROUPS = frozenset({ChatType.GROUP, ChatType.SUPERGROUP})
_KEY = "asides"


class Support:
    """Whether the server knows ephemeral messages, found out once."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._known: bool | None = None
        self._asked_at = 0.0

    async def known(self, bot: Bot, chat_id: int, user_id: int) -> bool:
        """Say whether it does; in doubt not."""
        if self._known is None or (not self._known and self._clock() - self._asked_at > ASK_AGAIN_SECONDS):
            self._asked_at = self._clock()
            self._known = await _knows(bot, chat_id, user_id)
        return bool(self._known)

    def lost(self) -> None:
        """Note that a message was seen by all: the server does not know them after all."""
        self._known, self._asked_at = False, self._clock()


def support_of(context: DeskContext) -> Support:
    """Return what this process knows of its server."""
    found = context.bot_data.setdefault(_KEY, Support())
    assert isinstance(found, Support)
    return found


async def tell_aside(update: Update, context: DeskContext, screen: Screen) -> bool:
    """Send a screen to whoever wrote or pressed in a group and to nobody else; False where that cannot be."""
    chat, user = update.effective_chat, update.effective_user
    # What was typed is no press: Telegram takes no private answer to it.
    if chat is None or chat.type not in _GROUPS or user is None or user.is_bot or was_typed(update):
        return False
    if not await _may(update, context):
        return False
    try:
        await once_more(partial(send_aside, update, screen))
    except SeenByAll:
        support_of(context).lost()
        return False
    except (BadRequest, Forbidden, RetryAfter, NotSent):
        # Certainly not sent: there are other ways.
        return False
    return True


async def show_to_presser(update: Update, context: DeskContext, screen: Screen, entry: Entry) -> None:
    """Show what a button of an entry leads to: in groups to whoever pressed alone, elsewhere in the private chat."""
    if is_private(update):
        await acknowledge(update)
        await reply(update, screen)
    elif await tell_aside(update, context, screen):
        await acknowledge(update)
    else:
        await lead_away(update, private_link(context.bot.username, start_payload(entry.id)))


async def lead_away(update: Update, link: str) -> None:
    """Open the private chat for whoever pressed, too late is no fault; whoever typed a number gets the link."""
    query = update.callback_query
    assert query is not None
    if was_typed(update):
        await reply(update, Screen(escape(link)))
        return
    try:
        await query.answer(url=link)
    except BadRequest:
        return


async def _may(update: Update, context: DeskContext) -> bool:
    """Say whether Telegram takes an ephemeral message here: after a press, after an ephemeral command, or of an administrator."""
    chat, user = update.effective_chat, update.effective_user
    assert chat is not None
    assert user is not None
    if not is_aside(update) and update.callback_query is None and not await _is_administrator(context, chat.id):
        return False
    return await support_of(context).known(context.bot, chat.id, user.id)


async def _is_administrator(context: DeskContext, chat_id: int) -> bool:
    try:
        return context.bot.id in (await authority_of(context).administrators(context.bot, chat_id)).ids
    except TelegramError:
        return False


async def _knows(bot: Bot, chat_id: int, user_id: int) -> bool | None:
    """Say whether the server knows a call that came with ephemeral messages; None where it could not be asked."""
    wanted = {"chat_id": chat_id, "receiver_user_id": user_id, "ephemeral_message_id": 1}
    try:
        await bot.do_api_request("deleteEphemeralMessage", api_kwargs=wanted)
    except EndPointNotFound:
        return False
    except BadRequest:
        # Known, and there is no such message.
        return True
    except TelegramError:
        return None
    return True
