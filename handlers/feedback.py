"""What people think of an answer, and questions without one that they want the curators to read."""

import logging

from telegram import Message, MessageEntity, Update
from telegram.ext import CallbackQueryHandler

from bot.desk import DeskApplication, DeskContext
from bot.errors import StoreBusy
from bot.render import feedback as screens
from bot.render import pages
from bot.render.screen import Screen
from bot.search.results import Answer, Verdict
from bot.search.words import split
from bot.store import feedback, unanswered
from bot.store.feedback import Ballot
from bot.store.store import Store
from bot.wording.speech import say
from handlers.here import is_private
from handlers.sending import acknowledge, replace, reply, tell

_log = logging.getLogger(__name__)


class Feedback:
    """Asks for feedback and takes it; the key of the hashes is read once."""

    def __init__(self) -> None:
        self._key = b""

    async def below(self, update: Update, context: DeskContext, found: Answer, screen: Screen) -> Screen:
        """Return the answer to a question with what can be said about it; in groups as it is, so as not to disturb."""
        words = normal_words(found.question)
        if not words or not is_private(update):
            return screen
        if found.verdict is Verdict.NONE:
            return screens.with_offer(screen, one_line(found.question))
        if found.verdict is not Verdict.ANSWER:
            return screen
        try:
            key = await self._key_of(context.desk.store)
        except StoreBusy:
            _log.warning("an answer went without its feedback buttons: the database is busy")
            return screen
        return screens.with_feedback(screen, found.hits[0].entry.id, feedback.question_hash(key, words))

    async def vote(self, update: Update, context: DeskContext) -> None:
        """Count a vote."""
        assert context.match is not None
        assert update.effective_user is not None
        desk, (letter, name, question) = context.desk, context.match.groups()
        if not desk.catalog.has(name):
            await tell(update, say(pages.STALE_BUTTON))
            return
        entry_id, vote = desk.catalog.entry(name).id, screens.VOTES[letter]
        voter = feedback.voter_hash(await self._key_of(desk.store), entry_id, update.effective_user.id)
        async with desk.store.write() as connection:
            await feedback.cast(connection, Ballot(entry_id, voter, question, vote), desk.store.now())
        await acknowledge(update, say(screens.THANKS[vote]))

    async def agree(self, update: Update, context: DeskContext) -> None:
        """Store the question that the message shows, and nothing else."""
        question, store = _question_in(update), context.desk.store
        if not await _is_asked(update, question):
            return
        key = await self._key_of(store)
        asked = feedback.question_hash(key, normal_words(question), feedback.LONG)
        async with store.write() as connection:
            await unanswered.tell(connection, asked, question, store.now())
        await acknowledge(update)
        await replace(update, screens.stored(question))

    async def _key_of(self, store: Store) -> bytes:
        if not self._key:
            async with store.read() as connection:
                key = await feedback.find_key(connection)
            if key is None:
                async with store.write() as connection:
                    key = await feedback.make_key(connection)
            self._key = key
        return self._key


async def ask_consent(update: Update, _: DeskContext) -> None:
    """Show what would be stored of the question below which the button stands."""
    question = _question_in(update)
    if await _is_asked(update, question):
        await acknowledge(update)
        await reply(update, screens.ask_consent(question))


async def refuse(update: Update, _: DeskContext) -> None:
    """Store nothing."""
    await acknowledge(update)
    await replace(update, screens.not_stored())


def normal_words(question: str) -> str:
    """Return what the spellings of one question have in common; empty where there are no words."""
    return " ".join(word.stem for word in split(one_line(question)))


def one_line(question: str) -> str:
    """Return a question as it is shown and stored: on one line, its first 256 characters."""
    return " ".join(question.split())[: screens.LONGEST_QUESTION].strip()


def _question_in(update: Update) -> str:
    """Return the question that the message quotes whose button was pressed, empty where it cannot be read."""
    message = update.effective_message
    if not isinstance(message, Message):
        return ""
    quotes = list(message.parse_entities([MessageEntity.BLOCKQUOTE]).values())
    return one_line(quotes[-1]) if quotes else ""


async def _is_asked(update: Update, question: str) -> bool:
    """Say whether there is a question of this person's own; otherwise tell why not."""
    if not is_private(update):
        await tell(update, say(screens.NOT_HERE))
    elif not normal_words(question):
        await tell(update, say(screens.LOST))
    else:
        return True
    return False


async def with_feedback(update: Update, context: DeskContext, found: Answer, screen: Screen) -> Screen:
    """Return the answer to a question with what can be said about it."""
    asking = context.application.bot_data["feedback"]
    assert isinstance(asking, Feedback)
    return await asking.below(update, context, found, screen)


def register(app: DeskApplication) -> None:
    """Add the buttons, and what puts them below answers."""
    app.bot_data["feedback"] = asking = Feedback()
    letters = "".join(screens.VOTES)
    pattern = rf"^{screens.VOTE}:([{letters}]):([a-z0-9.-]+):([\w-]{{{feedback.SHORT}}})$"
    app.add_handler(CallbackQueryHandler(asking.vote, pattern=pattern))
    app.add_handler(CallbackQueryHandler(ask_consent, pattern=rf"^{screens.TELL}$"))
    app.add_handler(CallbackQueryHandler(asking.agree, pattern=rf"^{screens.AGREE}$"))
    app.add_handler(CallbackQueryHandler(refuse, pattern=rf"^{screens.REFUSE}$"))
