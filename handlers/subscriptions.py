"""All subscriptions of a chat: `/subscriptions`, `/unsubscribe`, `/pause`, `/resume`."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import date

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.desk import DeskApplication, DeskContext
from bot.digests import known, subscribing
from bot.digests.wishes import parse_date
from bot.render import steps
from bot.render import subscriptions as screens
from bot.render.screen import Screen
from bot.search.topic_choice import meant_among
from bot.store.records import Subscription
from bot.wording.speech import say
from handlers.acts import today_of
from handlers.authority import allowed
from handlers.channels import allowed_channel, named_channel
from handlers.commanding import add_command, words_of
from handlers.here import is_private, place_of
from handlers.sending import reply, show
from handlers.views import topic_of, view

_ALL = frozenset({"", "all", "everything"})
_Step = Callable[[Update, DeskContext, Sequence[Subscription]], Awaitable[None]]


async def subscriptions_command(update: Update, context: DeskContext) -> None:
    """List what this chat is subscribed to, or a channel that is named."""
    words, chat_id, name = words_of(update, context), place_of(update).chat_id, ""
    if words and named_channel(words[0]):
        channel = await allowed_channel(update, context, words[0])
        if channel is None:
            return
        chat_id, name = channel, words[0]
    await _list(update, context, chat_id, name)


async def open_list(update: Update, context: DeskContext) -> None:
    """Show the list in place of one of its subscriptions."""
    assert context.match is not None
    chat_id = int(context.match.group(1))
    if await allowed(update, context, chat_id):
        await _list(update, context, chat_id, "")


async def unsubscribe_command(update: Update, context: DeskContext) -> None:
    """Stop what is named; where nothing is and there are several, ask."""
    there = await _own(update, context)
    words = " ".join(words_of(update, context))
    if there and not words and len(there) > 1:
        await reply(update, screens.which([view(context.desk, one) for one in there], steps.END, screens.STOP_WHICH))
    elif there:
        await _to_those_meant(update, context, there, words, (steps.END, screens.STOP_WHICH, _stop))


async def pause_command(update: Update, context: DeskContext) -> None:
    """Pause all, all until a date, or what is named."""
    there = await _own(update, context)
    words = " ".join(words_of(update, context))
    if not there:
        return
    day = parse_date(words, today_of(context.desk.store, there[0])) if words else None
    if day is not None:
        await _pause_until(update, context, there, day)
        return
    await _to_those_meant(update, context, there, words, (steps.REST, screens.PAUSE_WHICH, _pause))


async def resume_command(update: Update, context: DeskContext) -> None:
    """Let all go on, or what is named."""
    if there := await _own(update, context):
        words = " ".join(words_of(update, context))
        await _to_those_meant(update, context, there, words, (steps.GO_ON, screens.RESUME_WHICH, _resume))


async def _to_those_meant(
    update: Update, context: DeskContext, there: Sequence[Subscription], words: str, act: tuple[str, str, _Step]
) -> None:
    """Do something with the subscriptions that words mean; ask where that is not clear."""
    desk, (verb, question, step) = context.desk, act
    if words.casefold() in _ALL:
        await step(update, context, there)
        return
    topics = {one.topic: topic for one in there if (topic := topic_of(desk, one.topic))}
    meant, clear = meant_among(desk.topics.find(words, limit=len(there) + 20), words, topics.values())
    chosen = [one for topic in meant for one in there if one.topic == topic.key]
    if clear and len(chosen) == 1:
        await step(update, context, chosen)
    else:
        notice = "" if chosen else screens.not_among(words)
        shown = [view(desk, one) for one in chosen or there]
        await reply(update, screens.which(shown, verb, question, notice))


async def _stop(update: Update, context: DeskContext, chosen: Sequence[Subscription]) -> None:
    await subscribing.end(context.desk.store, *chosen)
    await reply(update, screens.stopped([view(context.desk, one) for one in chosen]))


async def _pause(update: Update, context: DeskContext, chosen: Sequence[Subscription]) -> None:
    running = [one for one in chosen if one.state == "active"]
    await subscribing.pause(context.desk.store, *running)
    await reply(update, screens.paused(await _views(update, context, running)) if running else Screen(say(screens.ALL_PAUSED)))


async def _pause_until(update: Update, context: DeskContext, there: Sequence[Subscription], day: date) -> None:
    """Pause what is active until a day. What rests until it is resumed goes on resting."""
    running = [one for one in there if one.state == "active"]
    if not running:
        await reply(update, Screen(say(screens.ALL_PAUSED)))
        return
    await subscribing.pause_until(context.desk.store, running[0], day, *running[1:])
    views = await _views(update, context, running)
    await reply(update, screens.paused_until(views, left=len(there) - len(running)))


async def _resume(update: Update, context: DeskContext, chosen: Sequence[Subscription]) -> None:
    resting = [one for one in chosen if one.state == "paused" or view(context.desk, one).waits]
    await subscribing.resume(context.desk.store, *resting)
    await reply(update, screens.resumed(await _views(update, context, resting)) if resting else Screen(say(screens.ALL_ACTIVE)))


async def _own(update: Update, context: DeskContext) -> list[Subscription]:
    """Return what this person may change here; where that is nothing, say so."""
    chat_id = place_of(update).chat_id
    if not await allowed(update, context, chat_id):
        return []
    there = await known.subscriptions_of(context.desk.store, chat_id)
    if not there:
        await reply(update, screens.none_yet())
    return there


async def _list(update: Update, context: DeskContext, chat_id: int, name: str) -> None:
    """Show a chat's subscriptions; one alone with all that can be done."""
    desk, here = context.desk, place_of(update)
    thread_id = here.thread_id if chat_id == here.chat_id else None
    views = [view(desk, one, thread_id) for one in await known.subscriptions_of(desk.store, chat_id)]
    if not views:
        await show(update, screens.none_yet(0 if chat_id == here.chat_id else chat_id))
    elif len(views) == 1:
        await show(update, screens.details(views[0], chat_id))
    else:
        is_here = chat_id == here.chat_id
        title = screens.title_of(name, in_group=is_here and not is_private(update), in_channel=not is_here)
        await show(update, screens.all_of(views, title))


async def _views(update: Update, context: DeskContext, those: Sequence[Subscription]) -> list[screens.View]:
    """Return subscriptions as they are now, in their order."""
    thread_id = place_of(update).thread_id
    fresh = [await known.subscription(context.desk.store, one.id) for one in those]
    return [view(context.desk, one, thread_id) for one in fresh if one is not None]


def register(app: DeskApplication) -> None:
    """Add the commands, and the button that leads back to the list."""
    commands = {
        "subscriptions": subscriptions_command,
        "unsubscribe": unsubscribe_command,
        "pause": pause_command,
        "resume": resume_command,
    }
    for name, callback in commands.items():
        add_command(app, name, callback)
    app.add_handler(CallbackQueryHandler(open_list, pattern=rf"^{steps.LIST}\|(-?\d{{1,18}})$"))
