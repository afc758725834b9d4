"""Private answers in groups: `/whisper …`, or every answer where the chat wants it so.

An ephemeral message where Telegram knows them; otherwise a button that only the asker can use, behind which the answer comes as an
alert of at most 200 characters; otherwise a link into the private chat. Nothing of an answer is ever posted for all to see.
"""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass

from cachetools import TTLCache
from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.desk import DeskApplication, DeskContext
from bot.groups.etiquette import Ruling
from bot.render import addresses, answers, group, pages
from bot.render.screen import Screen, escape
from handlers.authority import authority_of
from handlers.budget import may_lookup, spend, spend_line
from handlers.commanding import add_command, words_of
from handlers.here import is_private
from handlers.quietly import lead_away, tell_aside
from handlers.sending import acknowledge, reply, tell, was_typed

# Questions are kept in memory alone, and not for long: nothing of a private question is on any disk.
KEEP_SECONDS = 3600.0
MOST_KEPT = 2_000
_KEY = "whispers"


@dataclass(frozen=True, slots=True)
class Whisper:
    """A question that was asked privately in a chat; `asker` is nobody's id where an anonymous administrator asked.

    Where `looks_up` is true, it is what somebody said, and whoever asks wants to know what it speaks of.
    """

    chat_id: int
    asker: int
    question: str
    looks_up: bool = False


class Whispers:
    """The private questions of the last hour, by token."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._kept: TTLCache[str, Whisper] = TTLCache(MOST_KEPT, KEEP_SECONDS, clock)

    def keep(self, whisper: Whisper) -> str:
        """Keep a question; returns the token that leads to it."""
        token = secrets.token_urlsafe(12)
        self._kept[token] = whisper
        return token

    def find(self, token: str) -> Whisper | None:
        """Return a question, None when it is not kept any more."""
        return self._kept.get(token)


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
    elif is_private(update):
        await reply(update, pages.no_question("whisper"))
    elif not await may_lookup(update, context):
        await notify_privately(update, context, group.only_administrators_ask())
    elif question:
        await answer_privately(update, context, question)
    else:
        await say_quietly(update, context, pages.no_question("whisper"))


async def answer_privately(update: Update, context: DeskContext, question: str, *, looks_up: bool = False) -> None:
    """Answer by the best way there is of which others see nothing; what stands in for the answer costs the group one of its own."""
    if await tell_aside(update, context, _screen(context, question, looks_up=looks_up)):
        return
    link, token = _kept(update, context, question, looks_up=looks_up)
    ruling = spend(update, context)
    if ruling is Ruling.ANSWER:
        await reply(update, group.waiting(token, link, by_button=asker_of(update) != group.NOBODY))
    elif ruling is Ruling.LINK:
        await reply(update, group.too_much(link))


async def show_answer_to_presser(update: Update, context: DeskContext, question: str) -> None:
    """Answer the question of a button to whoever pressed it, in the private chat if need be."""
    if await tell_aside(update, context, _screen(context, question, looks_up=False)):
        await acknowledge(update)
    else:
        await lead_away(update, link_to(update, context, question))


async def look_up_privately(update: Update, context: DeskContext, spoken: str) -> None:
    """Tell whoever asks alone what somebody's message speaks of."""
    if context.desk.mentions.find(spoken):
        await answer_privately(update, context, spoken, looks_up=True)
    else:
        await notify_privately(update, context, group.nothing_mentioned())


def link_to(update: Update, context: DeskContext, question: str, *, looks_up: bool = False) -> str:
    """Return a link by which whoever asked gets the answer in the private chat."""
    return _kept(update, context, question, looks_up=looks_up)[0]


async def notify_privately(update: Update, context: DeskContext, notice: str) -> None:
    """Say a plain line to whoever asked, likewise."""
    await say_quietly(update, context, Screen(escape(notice)))


async def say_quietly(update: Update, context: DeskContext, screen: Screen) -> None:
    """Say what is no answer to whoever asked: unseen by others where that can be, otherwise as one of a few lines a minute."""
    if not await tell_aside(update, context, screen) and spend_line(update, context):
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
        await _uncover(update, context, context.match.group(1), kept)


async def _uncover(update: Update, context: DeskContext, token: str, kept: Whisper) -> None:
    if await tell_aside(update, context, _screen(context, kept.question, looks_up=kept.looks_up)):
        await acknowledge(update)
        return
    # Over a number that was typed no alert opens: its words would be a message for all.
    brief = not (kept.looks_up or was_typed(update))
    if brief and (alert := group.alert(context.desk.catalog, context.desk.search.ask(kept.question))):
        await acknowledge(update, alert, alert=True)
    else:
        await lead_away(update, _link(context, token))


async def from_link(update: Update, context: DeskContext, payload: str) -> None:
    """Answer in the private chat, after the link in the group was followed."""
    kept, user = _whispers(context).find(payload.removeprefix(group.WHISPERED)), update.effective_user
    assert user is not None
    if kept is None or not await _is_meant(update, context, kept, user.id):
        await reply(update, Screen(group.gone() if kept is None else group.not_yours()))
        return
    await reply(update, _screen(context, kept.question, looks_up=kept.looks_up))


async def _is_meant(update: Update, context: DeskContext, kept: Whisper, user_id: int) -> bool:
    if kept.asker != group.NOBODY:
        return kept.asker == user_id
    # An anonymous administrator asked: any administrator may read it.
    return await authority_of(context).may_change(update, kept.chat_id)


def _kept(update: Update, context: DeskContext, question: str, *, looks_up: bool) -> tuple[str, str]:
    """Keep a question; returns the link that leads to its answer, and the token."""
    chat = update.effective_chat
    assert chat is not None
    token = _whispers(context).keep(Whisper(chat.id, asker_of(update), question, looks_up))
    return _link(context, token), token


def _screen(context: DeskContext, question: str, *, looks_up: bool) -> Screen:
    desk = context.desk
    mentions = desk.mentions.find(question) if looks_up else ()
    return group.mentioned(desk.catalog, mentions) if mentions else answers.answer(desk.catalog, desk.search.ask(question))


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
