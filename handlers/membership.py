"""Where the bot is: blocked or removed, let in again, or in a group that got another id. Nobody is answered."""

import logging

from telegram import ChatMember, Update
from telegram.constants import ChatType
from telegram.ext import ChatMemberHandler, MessageHandler, filters

from bot.desk import DeskApplication, DeskContext
from bot.digests import known, subscribing
from bot.errors import StoreBusy
from bot.store.records import ChatStatus
from handlers.authority import authority_of

# Ahead of what answers, which is not kept from anything.
FIRST = -2
_GONE = frozenset({ChatMember.LEFT, ChatMember.BANNED})
_log = logging.getLogger(__name__)


async def bot_changed(update: Update, context: DeskContext) -> None:
    """Rest a chat's subscriptions when the bot is out, and go on when it is in."""
    change = update.my_chat_member
    assert change is not None
    authority_of(context).forget(change.chat.id)
    if change.new_chat_member.status in _GONE:
        status: ChatStatus = "blocked" if change.chat.type == ChatType.PRIVATE else "left"
        await subscribing.lose_chat(context.desk.store, change.chat.id, status)
    else:
        await subscribing.regain_chat(context.desk.store, change.chat.id)


async def member_changed(update: Update, context: DeskContext) -> None:
    """Ask anew who administers the chat."""
    assert update.chat_member is not None
    authority_of(context).forget(update.chat_member.chat.id)


async def chat_moved(update: Update, context: DeskContext) -> None:
    """Take all that a group has to the supergroup that it became; both chats tell of it."""
    message = update.message
    assert message is not None
    old = message.migrate_from_chat_id or message.chat_id
    new = message.migrate_to_chat_id or message.chat_id
    authority_of(context).forget(old)
    await subscribing.move_chat(context.desk.store, old, new)


async def heard_again(update: Update, context: DeskContext) -> None:
    """Go on where somebody writes a command from a chat that was lost."""
    chat = update.effective_chat
    assert chat is not None
    try:
        there = await known.chat_of(context.desk.store, chat.id)
        if there and there.status != "active":
            await subscribing.regain_chat(context.desk.store, chat.id)
    except StoreBusy:
        # The command itself is worth an answer; the next one regains the chat.
        _log.warning("a chat was not regained: the database is busy")


def register(app: DeskApplication) -> None:
    """Add what listens to changes, and ahead of all commands what regains a chat."""
    app.add_handler(ChatMemberHandler(bot_changed, ChatMemberHandler.MY_CHAT_MEMBER))
    app.add_handler(ChatMemberHandler(member_changed, ChatMemberHandler.CHAT_MEMBER))
    app.add_handler(MessageHandler(filters.StatusUpdate.MIGRATE, chat_moved))
    app.add_handler(MessageHandler(filters.COMMAND & filters.UpdateType.MESSAGE, heard_again), group=FIRST)
