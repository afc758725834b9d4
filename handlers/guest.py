"""Guest mode (Bot API 10.0): called by its name in a chat where it is no member, the desk answers once.

The same card as inline mode sends; nothing of the chat is kept. Off unless the operator switches it on.
"""

from telegram import Update
from telegram.error import BadRequest
from telegram.ext import MessageHandler, filters

from bot.desk import DeskApplication, DeskContext
from bot.render import inline
from handlers.questions import question_of


class CallsGuest(filters.UpdateFilter):
    """Messages that call the bot where it is a guest."""

    def filter(self, update: Update) -> bool:
        """Say whether this is one."""
        return update.guest_message is not None


async def answer(update: Update, context: DeskContext) -> None:
    """Answer whoever called."""
    message = update.guest_message
    assert message is not None
    question, desk = question_of(message, context.bot.username), context.desk
    if not question:
        return
    result = inline.guest_result(desk.catalog, desk.search.ask(question), context.bot.username)
    try:
        await message.answer_guest_query(result)
    except BadRequest as error:
        # A moment too late; nobody waits for it any more.
        if "too old" not in str(error) and "invalid" not in str(error):
            raise


def register(app: DeskApplication) -> None:
    """Add guest mode, ahead of what reads messages."""
    app.add_handler(MessageHandler(CallsGuest(), answer))
