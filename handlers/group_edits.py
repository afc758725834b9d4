"""Edited questions in groups: the answer that stands there is edited too, unless what is asked now is for nobody else's eyes."""

from telegram import Update
from telegram.ext import MessageHandler, filters

from bot.desk import DeskApplication, DeskContext
from bot.render import group
from bot.search.results import Verdict
from handlers.answered import answered
from handlers.budget import etiquette_of, group_place, may_lookup
from handlers.collecting import collect
from handlers.questions import calls_by_name, is_question, question_of
from handlers.sending import edit
from handlers.whisper import asker_of


async def ask_again(update: Update, context: DeskContext) -> None:
    """Answer an edited question in place of the first answer, which stays where the message asks nothing openly any more."""
    message = update.edited_message
    assert message is not None
    number, question = answered(context).to(message), question_of(message, context.bot.username)
    if number is None or not question or question.startswith("/") or not is_question(message):
        return
    if context.preferences.whisper or not await may_lookup(update, context):
        return
    found = context.desk.search.ask(question)
    entry_id = found.hits[0].entry.id if found.verdict is Verdict.ANSWER else ""
    await edit(message, number, group.answer(context.desk.catalog, found, asker_of(update)))
    etiquette_of(context).replaced(group_place(update), entry_id, number, context.desk.store.now())
    await collect(update, context, (entry_id,) if entry_id else (), found if calls_by_name(message) else None)


def register(app: DeskApplication) -> None:
    """Add the handler of edited questions."""
    app.add_handler(MessageHandler(filters.ChatType.GROUPS & filters.UpdateType.EDITED_MESSAGE & filters.TEXT, ask_again))
