"""Who may change what a chat is subscribed to: a person in their own chat, administrators elsewhere."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from telegram import Bot, ChatMemberAdministrator, Update
from telegram.constants import ChatID
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.desk import DeskContext
from bot.render.subscriptions import ONLY_ADMINISTRATORS
from bot.wording.speech import say
from handlers.here import is_private
from handlers.sending import tell

FRESH_SECONDS = 300.0
STALE_SECONDS = 3600.0
MOST_CHATS = 1_000


@dataclass(frozen=True, slots=True)
class Administrators:
    """The administrators of a chat by id, and whether the bot is one that may post, which matters in channels."""

    ids: frozenset[int]
    bot_may_post: bool


class Authority:
    """Asks Telegram who administers a chat, at most every five minutes; a change that the bot hears of counts at once."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Take a steady clock in seconds."""
        self._clock = clock
        self._known: dict[int, tuple[float, Administrators]] = {}

    def forget(self, chat_id: int) -> None:
        """Ask anew the next time."""
        self._known.pop(chat_id, None)

    async def administrators(self, bot: Bot, chat_id: int) -> Administrators:
        """Return who administers a group or channel. Raises TelegramError where the bot cannot see it."""
        known = self._known.get(chat_id)
        if known and self._clock() - known[0] < FRESH_SECONDS:
            return known[1]
        members = await bot.get_chat_administrators(chat_id)
        post = any(isinstance(one, ChatMemberAdministrator) and one.user.id == bot.id and one.can_post_messages for one in members)
        found = Administrators(frozenset(one.user.id for one in members), post)
        if len(self._known) >= MOST_CHATS:
            self._known.clear()
        self._known[chat_id] = (self._clock(), found)
        return found

    async def may_change(self, update: Update, chat_id: int) -> bool:
        """Say whether whoever wrote or pressed may change the subscriptions of a chat, which need not be the one they are in."""
        chat, user, message = update.effective_chat, update.effective_user, update.message
        assert chat is not None
        if is_private(update) and chat.id == chat_id:
            return True
        if chat.id != chat_id and not is_private(update):
            return False
        if message is not None and message.sender_chat is not None:
            # Only the group itself: a channel that is linked to it, or that somebody writes as, has no say.
            return message.sender_chat.id == chat_id == chat.id and user is not None and user.id == ChatID.ANONYMOUS_ADMIN
        try:
            return user is not None and user.id in (await self.administrators(update.get_bot(), chat_id)).ids
        except (BadRequest, Forbidden):
            return False
        except TelegramError:
            # It cannot be asked now; what was known lately is better than nothing.
            at, known = self._known.get(chat_id, (0.0, None))
            return known is not None and user is not None and user.id in known.ids and self._clock() - at < STALE_SECONDS


def authority_of(context: DeskContext) -> Authority:
    """Return the one that all handlers ask."""
    found = context.bot_data["authority"]
    assert isinstance(found, Authority)
    return found


async def allowed(update: Update, context: DeskContext, chat_id: int) -> bool:
    """Say whether this person may change a chat's subscriptions; who may not is told so."""
    if await authority_of(context).may_change(update, chat_id):
        return True
    await tell(update, say(ONLY_ADMINISTRATORS))
    return False
