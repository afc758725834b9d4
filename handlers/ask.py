"""Asking: `/ask …` anywhere, any text in a private chat."""

from telegram import Update
from telegram.ext import MessageHandler, filters

from bot.desk import DeskApplication, DeskContext
from bot.render import answers, pages
from bot.render.smalltalk import asks_for_help, has_no_words, is_thanks
from bot.search.results import Verdict
from handlers.answered import answered
from handlers.collecting import collect
from handlers.commanding import add_command, words_of
from handlers.feedback import with_feedback
from handlers.groups import ask_in_group
from handlers.here import is_private
from handlers.sending import reply


async def ask_command(update: Update, context: DeskContext) -> None:
    """Answer the question after the command; groups have manners of their own."""
    question = " ".join(words_of(update, context))
    if not is_private(update) and update.message is not None:
        await ask_in_group(update, context)
    elif question and is_private(update):
        await _answer(update, context, question)
    else:
        await reply(update, pages.no_question())


async def ask_text(update: Update, context: DeskContext) -> None:
    """Answer a message as a question."""
    assert update.message is not None
    if not is_private(update):
        await ask_in_group(update, context)
        return
    text = update.message.text or ""
    if asks_for_help(text) or is_thanks(text):
        await reply(update, pages.help_page() if asks_for_help(text) else pages.welcome())
        return
    if has_no_words(text):
        await reply(update, pages.not_text())
        return
    await _answer(update, context, text)


async def _answer(update: Update, context: DeskContext, question: str) -> None:
    found = context.desk.search.ask(question)
    screen = answers.answer(context.desk.catalog, found)
    given = await reply(update, await with_feedback(update, context, found, screen))
    if update.message is not None:
        answered(context).remember(update.message, given)
    entries = (found.hits[0].entry.id,) if found.verdict is Verdict.ANSWER else ()
    await collect(update, context, entries, found)


async def not_text(update: Update, _: DeskContext) -> None:
    """Answer a picture, a voice message and the like."""
    await reply(update, pages.not_text())


def register_command(app: DeskApplication) -> None:
    """Add `/ask`."""
    add_command(app, "ask", ask_command)


def register_text(app: DeskApplication) -> None:
    """Add free text; it takes whatever no other handler took, so it comes last."""
    private = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE
    # What is sent by way of the bot is an answer already.
    by_people = private & ~filters.VIA_BOT
    app.add_handler(MessageHandler(by_people & filters.TEXT & ~filters.COMMAND, ask_text))
    app.add_handler(MessageHandler(by_people & ~filters.TEXT & ~filters.StatusUpdate.ALL, not_text))
