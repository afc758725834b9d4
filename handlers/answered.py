"""Edited questions: the answer that was given is edited too."""

from cachetools import LRUCache
from telegram import Message, Update
from telegram.ext import MessageHandler, filters

from bot.desk import DeskApplication, DeskContext
from bot.render import answers
from handlers.feedback import with_feedback
from handlers.questions import question_of
from handlers.sending import edit

# Questions are mended within minutes: the latest few thousand are remembered, and none over a restart.
MOST = 5_000
_KEY = "answered"


class Answered:
    """Which of our messages answers which message of a person, by chat and message id."""

    def __init__(self) -> None:
        self._answers: LRUCache[tuple[int, int], int] = LRUCache(MOST)

    def remember(self, question: Message, answer: Message | None) -> None:
        """Note an answer; the oldest is forgotten."""
        if answer is not None:
            self._answers[question.chat_id, question.message_id] = answer.message_id

    def forget(self, chat_id: int, answer_id: int) -> None:
        """Forget an answer that was taken away."""
        gone = [asked for asked, answer in self._answers.items() if asked[0] == chat_id and answer == answer_id]
        for asked in gone:
            del self._answers[asked]

    def to(self, question: Message) -> int | None:
        """Return the id of the answer to a question, None where there was none."""
        return self._answers.get((question.chat_id, question.message_id))


def answered(context: DeskContext) -> Answered:
    """Return what this process has answered."""
    found = context.application.bot_data[_KEY]
    assert isinstance(found, Answered)
    return found


async def ask_again(update: Update, context: DeskContext) -> None:
    """Answer an edited question in place of the first answer. What was no question stays unanswered."""
    message = update.edited_message
    assert message is not None
    number = answered(context).to(message)
    if number is None:
        return
    catalog, found = context.desk.catalog, context.desk.search.ask(question_of(message, context.bot.username))
    await edit(message, number, await with_feedback(update, context, found, answers.answer(catalog, found)))


def register(app: DeskApplication) -> None:
    """Add the handler of edited questions; groups have manners of their own."""
    app.bot_data[_KEY] = Answered()
    app.add_handler(MessageHandler(filters.ChatType.PRIVATE & filters.UpdateType.EDITED_MESSAGE & filters.TEXT, ask_again))
