"""Today's digest on request, and the buttons below every digest."""

from telegram import Update
from telegram.constants import ChatType
from telegram.ext import CallbackQueryHandler

from bot.catalog.topics import Topic
from bot.desk import DeskApplication, DeskContext
from bot.digests import known, on_request, subscribing
from bot.digests.compose import Composer
from bot.render import digest, subscriptions
from bot.render import subscribing as screens
from bot.render.corrections import showing
from bot.render.digest import digest_messages
from bot.render.screen import Screen
from bot.render.steps import Draft, draft
from bot.search.topic_choice import clear_topic
from bot.store.records import Days, Subscription
from bot.wording.speech import say
from handlers.asking import asked
from handlers.authority import allowed
from handlers.commanding import add_command, words_of
from handlers.here import place_of
from handlers.sending import acknowledge, replace, reply, tell
from handlers.views import view


class Digests:
    """Sends digests when somebody asks for them."""

    def __init__(self, composer: Composer) -> None:
        self._composer = composer

    async def digest_command(self, update: Update, context: DeskContext) -> None:
        """Send today's digest now, or once one on a topic that is named."""
        words = " ".join(words_of(update, context))
        if words:
            await self._once(update, context, words)
            return
        store, here = context.desk.store, place_of(update)
        there = [one for one in await known.subscriptions_of(store, here.chat_id) if one.thread_id == here.thread_id]
        if not there:
            await reply(update, subscriptions.none_yet())
            return
        wanted = [one for one in there if one.state == "active"] or there
        found = await on_request.todays(store, self._composer, wanted)
        for screen in digest_messages(context.desk.catalog, found.parts):
            await reply(update, screen)
        if not found.parts:
            await reply(update, Screen(say(subscriptions.IS_COMING if found.is_coming else subscriptions.NOTHING_TODAY)))

    async def _once(self, update: Update, context: DeskContext, words: str) -> None:
        """Show what a subscriber to the topic would get."""
        desk, match = context.desk, context.desk.topics.find(words)
        about = clear_topic(match, words) or (match.topics[0] if match.topics else None)
        if about is None:
            wanted = Draft()
            await reply(update, screens.no_topic(desk.catalog, words, match, wanted, asked(update, draft(wanted))))
            return
        found = on_request.sample(self._composer, _as_if(about, f"{place_of(update).chat_id} {desk.store.now() // 86_400}"))
        if found is not None:
            screen = digest.digest(desk.catalog, [found[0]])
            await reply(update, subscriptions.is_sample(screen, about, showing(match.corrections)))


async def pause(update: Update, context: DeskContext) -> None:
    """Pause the subscription below whose digest the button stands; the digest stays as it is."""
    one = await _meant(update, context)
    if one is not None and one.state != "active":
        before = subscriptions.PAUSED_BEFORE if one.state == "paused" else subscriptions.ENDED_BEFORE
        await tell(update, say(before))
    elif one is not None:
        await subscribing.pause(context.desk.store, one)
        await _say(update, subscriptions.paused([view(context.desk, one)]))


async def stop(update: Update, context: DeskContext) -> None:
    """Stop it."""
    one = await _meant(update, context)
    if one is not None and one.state == "ended":
        await tell(update, say(subscriptions.ENDED_BEFORE))
    elif one is not None:
        await subscribing.end(context.desk.store, one)
        await _say(update, subscriptions.stopped([view(context.desk, one)]))


async def go_on(update: Update, context: DeskContext) -> None:
    """Take a pause back, in place of the message that told it."""
    one = await _meant(update, context)
    if one is not None and one.state == "ended":
        await tell(update, say(subscriptions.ENDED_BEFORE))
    elif one is not None:
        await _resume(update, context, one)


async def take_back(update: Update, context: DeskContext) -> None:
    """Take an end back, in place of the message that told it."""
    if (one := await _meant(update, context)) is not None:
        await _resume(update, context, one)


async def _resume(update: Update, context: DeskContext, one: Subscription) -> None:
    await subscribing.resume(context.desk.store, one)
    fresh = await known.subscription(context.desk.store, one.id)
    if fresh is not None:
        await acknowledge(update)
        await replace(update, subscriptions.resumed([view(context.desk, fresh)]))


async def _meant(update: Update, context: DeskContext) -> Subscription | None:
    """Return the subscription that a button is about, if this person may change it; otherwise say why not."""
    assert context.match is not None
    one = await known.subscription(context.desk.store, int(context.match.group(1)))
    if one is None:
        await tell(update, say(subscriptions.GONE))
        return None
    return one if await allowed(update, context, one.chat_id) else None


async def _say(update: Update, screen: Screen) -> None:
    """Say what was done: below the digest, or in a channel to the administrator alone."""
    if update.effective_chat is not None and update.effective_chat.type == ChatType.CHANNEL:
        await tell(update, say(subscriptions.DONE_IN_CHANNEL))
        return
    await acknowledge(update)
    await reply(update, screen)


def _as_if(about: Topic, seed: str) -> Subscription:
    """Return a subscription that there is not, for a look at what one would get."""
    return Subscription(0, 0, 0, about.key, "09:00", Days.DAILY, "UTC", "active", None, seed, 1)


def register(app: DeskApplication, composer: Composer) -> None:
    """Add `/digest` and the buttons below digests."""
    add_command(app, "digest", Digests(composer).digest_command)
    verbs = {digest.PAUSE: pause, digest.STOP: stop, digest.RESUME: go_on, digest.UNDO: take_back}
    for verb, callback in verbs.items():
        app.add_handler(CallbackQueryHandler(callback, pattern=rf"^{verb}:(\d{{1,18}})$"))
