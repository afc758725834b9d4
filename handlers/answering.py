"""Answers to questions of ours: typed, by location, or given up. What answers none is a question to the desk."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, replace
from typing import Any

from telegram import Message, Update
from telegram.ext import CallbackQueryHandler, MessageHandler, filters

from bot.desk import DeskApplication, DeskContext
from bot.digests.zones import city_of, zone_at
from bot.errors import StoreBusy
from bot.render import steps
from bot.render import subscribing as screens
from bot.render.steps import Draft
from bot.search.results import Verdict
from bot.store.dialogues import Question
from bot.store.records import Subscription
from handlers import changes, subscribe
from handlers.ask import ask_text, not_text
from handlers.asking import open_question, question_in, remember, settle, take_buttons_off
from handlers.authority import allowed
from handlers.channels import offer_channel
from handlers.commanding import add_command
from handlers.here import is_private, place_of
from handlers.sending import acknowledge, reply, show
from handlers.views import moment

_ON_LOCATION = f"{steps.LOCATE}|"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Pending:
    """A question that waits for its answer, and what it is about: a draft, a subscription, or nothing that there still is."""

    question: Question
    draft: Draft | None
    subscription: Subscription | None

    @property
    def by_location(self) -> bool:
        """Say whether the key that sends the location was shown."""
        return self.question.address.startswith(_ON_LOCATION)

    @property
    def verb(self) -> str:
        """Return what is asked of a subscription."""
        return self.question.address.removeprefix(_ON_LOCATION).partition("|")[0]


class RepliesToQuestion(filters.MessageFilter):
    """Messages that reply to a question of ours, which the question's own buttons tell."""

    def filter(self, message: Message) -> bool:
        """Say whether this is one."""
        return question_in(message.reply_to_message, message.get_bot().id) is not None


async def replied(update: Update, context: DeskContext) -> None:
    """Take a reply for the answer that it must be."""
    message = update.message
    assert message is not None
    assert message.reply_to_message is not None
    address = question_in(message.reply_to_message, context.bot.id)
    assert address is not None
    pending = await _pending(context, Question(address, message.reply_to_message.message_id))
    if not await _take(update, context, pending, message.text or "", sure=True):
        await ask_text(update, context)


async def typed(update: Update, context: DeskContext) -> None:
    """Take a text for the answer to the open question if it reads like one; if not, answer it."""
    message = update.message
    assert message is not None
    text, pending = message.text or "", await _open(update, context)
    if pending is None:
        await ask_text(update, context)
    elif not await _take(update, context, pending, text, sure=False):
        # What the desk has no answer to either was meant for the open question.
        lost = context.desk.search.ask(text).verdict is Verdict.NONE
        if not (lost and await _take(update, context, pending, text, sure=True)):
            await ask_text(update, context)


async def forwarded(update: Update, context: DeskContext) -> None:
    """Offer digests for a channel of which a post was forwarded; what else is forwarded is read like any message."""
    if not await offer_channel(update, context):
        await (ask_text if update.message and update.message.text else not_text)(update, context)


async def locate(update: Update, context: DeskContext) -> None:
    """Show the key that sends the location."""
    query = update.callback_query
    assert query is not None
    await acknowledge(update)
    await reply(update, screens.ask_to_locate(), screens.location_keys())
    if query.message is not None and is_private(update):
        await remember(context, place_of(update).chat_id, Question(query.data or "", query.message.message_id))


async def located(update: Update, context: DeskContext) -> None:
    """Take the time zone of a location for the answer."""
    message, question = update.message, await open_question(update, context)
    assert message is not None
    assert message.location is not None
    if question is None:
        await reply(update, screens.not_asked_to_locate(), screens.NO_KEYS)
        return
    zone = await asyncio.to_thread(zone_at, message.location.latitude, message.location.longitude)
    if zone is None:
        await reply(update, screens.no_land(), screens.NO_KEYS)
        return
    await reply(update, screens.located(city_of(zone), moment(context.desk.store.now(), zone)), screens.NO_KEYS)
    await take_buttons_off(update, question.message_id)
    pending = await _pending(context, question)
    if pending.draft is not None:
        await subscribe.take(update, context, replace(pending.draft, zone=zone))
    elif (one := pending.subscription) is not None and await allowed(update, context, one.chat_id):
        await changes.take(update, context, one, zone)


async def cancel(update: Update, context: DeskContext) -> None:
    """Give a question up, by its button: a subscription is shown as it is."""
    assert context.match is not None
    one = await changes.asked_about(context, context.match.group(1))
    if not await allowed(update, context, one.chat_id if one else place_of(update).chat_id):
        return
    await settle(update, context)
    if one is not None:
        await changes.show_details(update, context, one.id)
    else:
        await show(update, screens.cancelled())


async def cancel_command(update: Update, context: DeskContext) -> None:
    """Give up the question that is open, or that this replies to."""
    message = update.effective_message
    assert message is not None
    question = await open_question(update, context) if is_private(update) else None
    replied_to = message.reply_to_message if update.callback_query is None else None
    if question is None and (address := question_in(replied_to, context.bot.id)) and replied_to:
        question = Question(address, replied_to.message_id)
    if question is None:
        await reply(update, screens.nothing_to_cancel())
    elif await allowed(update, context, place_of(update).chat_id):
        await settle(update, context)
        await take_buttons_off(update, question.message_id)
        await reply(update, screens.cancelled(), screens.NO_KEYS if is_private(update) else None)


async def _open(update: Update, context: DeskContext) -> Pending | None:
    """Return the question that is open in a private chat; while the database is busy there is none."""
    try:
        question = await open_question(update, context)
        return await _pending(context, question) if question else None
    except StoreBusy:
        _log.warning("a text was read as a question: the database is busy")
        return None


async def _pending(context: DeskContext, question: Question) -> Pending:
    """Return a question with what it is about. Raises StoreBusy."""
    address = question.address.removeprefix(_ON_LOCATION)
    return Pending(question, steps.draft_of(address), await changes.asked_about(context, address))


async def _take(update: Update, context: DeskContext, pending: Pending, words: str, *, sure: bool) -> bool:
    """Give words to whoever asked; where they are taken, the question loses its buttons."""
    wanted, one = pending.draft, pending.subscription
    if not (await subscribe.may(update, context, wanted) if wanted else one and await allowed(update, context, one.chat_id)):
        # Who may not was told so; a question about what is gone is none.
        return bool(wanted or one)
    if wanted is not None:
        taken = await subscribe.answer(update, context, wanted, words, sure=sure)
    else:
        taken = one is not None and await changes.answer(update, context, pending.verb, one, words, sure=sure)
    if taken:
        await take_buttons_off(update, pending.question.message_id)
        if pending.by_location:
            await reply(update, screens.noted(), screens.NO_KEYS)
    return taken


_Handler = Callable[[Update, DeskContext], Coroutine[Any, Any, None]]


def register(app: DeskApplication) -> None:
    """Add the buttons and `/cancel`, and ahead of free text what answers a question."""
    new, private = filters.UpdateType.MESSAGE, filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE
    words = filters.TEXT & ~filters.COMMAND
    add_command(app, "cancel", cancel_command)
    app.add_handler(CallbackQueryHandler(cancel, pattern=rf"^{steps.CANCEL}\|(.+)$"))
    app.add_handler(CallbackQueryHandler(locate, pattern=rf"^{steps.LOCATE}\|(.+)$"))
    handlers: list[tuple[filters.BaseFilter, _Handler]] = [
        (new & words & RepliesToQuestion(), replied),
        (private & filters.FORWARDED, forwarded),
        (private & filters.LOCATION, located),
        (private & words, typed),
    ]
    for which, callback in handlers:
        app.add_handler(MessageHandler(which, callback))
