"""Digests for channels: arranged in a private chat by an administrator of the channel, where the bot may post."""

import re

from telegram import MessageOriginChannel, Update
from telegram.constants import ChatType
from telegram.error import BadRequest, Forbidden

from bot.desk import DeskContext
from bot.render import channels
from bot.render.channels import Fault
from bot.wording.speech import say
from handlers.authority import authority_of
from handlers.here import is_private
from handlers.sending import reply, tell

# A public name, or the id of a channel that has none.
_NAME = re.compile(r"@[A-Za-z]\w{3,31}|-100\d{9,11}")


def named_channel(word: str) -> bool:
    """Say whether a word names a channel."""
    return bool(_NAME.fullmatch(word))


async def allowed_channel(update: Update, context: DeskContext, name: str) -> int | None:
    """Return the id of a channel that this person may arrange digests for; otherwise say why not and return None."""
    if not is_private(update):
        await tell(update, say(channels.NOT_HERE))
        return None
    found = await _channel(update, context, name)
    if isinstance(found, int):
        return found
    await tell(update, say(channels.FAULTS[found]))
    return None


async def offer_channel(update: Update, context: DeskContext) -> bool:
    """Offer digests for the channel of which a post was forwarded; False where it is none of the person's."""
    message = update.effective_message
    assert message is not None
    origin = message.forward_origin
    if not isinstance(origin, MessageOriginChannel):
        return False
    found = await _channel(update, context, str(origin.chat.id))
    if isinstance(found, int):
        await reply(update, channels.offered(origin.chat.title or "", found))
        return True
    if found == "no rights":
        await reply(update, channels.refused(found))
    return found == "no rights"


async def _channel(update: Update, context: DeskContext, name: str) -> int | Fault:
    bot, user = context.bot, update.effective_user
    assert user is not None
    try:
        chat = await bot.get_chat(int(name) if name.startswith("-") else name)
        if chat.type != ChatType.CHANNEL:
            return "no channel"
        administrators = await authority_of(context).administrators(bot, chat.id)
    except (BadRequest, Forbidden):
        return "unknown"
    if user.id not in administrators.ids:
        return "not yours"
    return chat.id if administrators.bot_may_post else "no rights"
