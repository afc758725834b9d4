"""Private answers in groups: `/whisper …`, or every answer where the chat wants it so.

An ephemeral message where Telegram knows them; otherwise a button that only the asker can use, behind which the answer comes as an
alert of at most 200 characters; otherwise a link into the private chat. Nothing of an answer is ever posted for all to see.
"""

import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.desk import DeskApplication, DeskContext
from bot.render import addresses, answers, group, pages
from bot.render.screen import Screen
from bot.search.results import Answer
from handlers.authority import authority_of
from handlers.commanding import add_command, words_of
from handlers.here import is_private
from handlers.quietly import lead_away, tell_aside
from handlers.sending import acknowledge, reply, tell

# Questions are kept in memory alone, and not for long: nothing of a private question is on any disk.
KEEP_SECONDS = 3600.0
MOST_KEPT = 2_000
_KEY = "whispers"


@dataclass(frozen=True, slots=True)
class Whisper:
    """A question that was asked privately in a chat; `asker` is nobody's id where an anonymous administrator asked."""

    chat_id: int
    asker: int
    question: str
    asked_at: float


class Whispers:
    """The private questions of the last hour, by token."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._kept: OrderedDict[str, Whisper] = OrderedDict()

    def keep(self, chat_id: int, asker: int, question: str) -> str:
        """Keep a question; returns the token that leads to it."""
        token = secrets.token_urlsafe(12)
        self._kept[token] = Whisper(chat_id, asker, question, self._clock())
        if len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)
        return token

    def find(self, token: str) -> Whisper | None:
        """Return a question, None when it is not kept any more."""
        found = self._kept.get(token)
        return found if found and self._clock() - found.asked_at <= KEEP_SECONDS else None


def asker_of(update: Update) -> int:
    """Return the id of whoever asks, nobody's where an anonymous administrator or a channel does."""
    user, message = update.effective_user, update.message or update.edited_message
    if user is None or user.is_bot or (message is not None and message.sender_chat is not None):
        return group.NOBODY
    return user.id


async def whisper_command(update: Update, context: DeskContext) -> None:
    """Answer the question after the command for whoever asks."""
    question = " ".join(words_of(update, context))
    if question and is_private(update):
        await reply(update, answers.answer(context.desk.catalog, context.desk.search.ask(question)))
    elif question:
        await answer_privately(update, context, question)
    else:
        await reply(update, pages.no_question())


async def answer_privately(update: Update, context: DeskContext, question: str) -> None:
    """Answer by the best way there is of which others see nothing."""
    found = context.desk.search.ask(question)
    if await tell_aside(update, context, answers.answer(context.desk.catalog, found)):
        return
    token = _keep(update, context, question)
    await reply(update, group.waiting(token, _link(context, token), by_button=asker_of(update) != group.NOBODY))


def link_to(update: Update, context: DeskContext, question: str) -> str:
    """Return a link by which whoever asked gets the answer in the private chat."""
    return _link(context, _keep(update, context, question))


async def notify_privately(update: Update, context: DeskContext, notice: str) -> None:
    """Say a line to whoever asked: nobody else sees it where that can be, otherwise as a short reply."""
    screen = Screen(notice)
    if not await tell_aside(update, context, screen):
        await reply(update, screen)


async def show_whispered(update: Update, context: DeskContext) -> None:
    """Show a private answer to whoever asked, after the press of its button."""
    assert context.match is not None
    query, kept = update.callback_query, _whispers(context).find(context.match.group(1))
    assert query is not None
    if kept is None:
        await tell(update, group.gone())
    elif kept.asker != query.from_user.id:
        await tell(update, group.not_yours())
    else:
        await _uncover(update, context, context.match.group(1), context.desk.search.ask(kept.question))


async def _uncover(update: Update, context: DeskContext, token: str, found: Answer) -> None:
    catalog, query = context.desk.catalog, update.callback_query
    assert query is not None
    if await tell_aside(update, context, answers.answer(catalog, found)):
        await acknowledge(update)
    elif alert := group.alert(catalog, found):
        await acknowledge(update, alert, alert=True)
    else:
        await lead_away(query, _link(context, token))


async def from_link(update: Update, context: DeskContext, payload: str) -> None:
    """Answer in the private chat, after the link in the group was followed."""
    kept, user = _whispers(context).find(payload.removeprefix(group.WHISPERED)), update.effective_user
    assert user is not None
    if kept is None or not await _is_meant(update, context, kept, user.id):
        await reply(update, Screen(group.gone() if kept is None else group.not_yours()))
        return
    await reply(update, answers.answer(context.desk.catalog, context.desk.search.ask(kept.question)))


async def _is_meant(update: Update, context: DeskContext, kept: Whisper, user_id: int) -> bool:
    if kept.asker != group.NOBODY:
        return kept.asker == user_id
    # An anonymous administrator asked: any administrator may read it.
    return await authority_of(context).may_change(update, kept.chat_id)


def _keep(update: Update, context: DeskContext, question: str) -> str:
    chat = update.effective_chat
    assert chat is not None
    return _whispers(context).keep(chat.id, asker_of(update), question)


def _link(context: DeskContext, token: str) -> str:
    return addresses.private_link(context.bot.username, group.WHISPERED + token)


def _whispers(context: DeskContext) -> Whispers:
    found = context.application.bot_data[_KEY]
    assert isinstance(found, Whispers)
    return found


def register(app: DeskApplication) -> None:
    """Add the command and the buttons."""
    app.bot_data[_KEY] = Whispers()
    add_command(app, "whisper", whisper_command)
    app.add_handler(CallbackQueryHandler(show_whispered, pattern=rf"^{group.WHISPER}:([\w-]+)$"))
