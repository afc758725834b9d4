"""One subscription and all that can be done with it: by buttons, or in words that answer a question."""

from collections.abc import Awaitable, Callable

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.desk import DeskApplication, DeskContext
from bot.digests import known
from bot.digests.schedule import parse_days, parse_time
from bot.digests.wishes import parse_date
from bot.digests.zones import is_offset
from bot.render import pages, steps, subscriptions
from bot.render import subscribing as screens
from bot.store.records import Subscription
from bot.wording.speech import say
from handlers.acts import ACTS, CHANGES, today_of
from handlers.asking import ask, asked, choices, places_for, settle
from handlers.authority import allowed
from handlers.here import place_of
from handlers.sending import show, tell
from handlers.views import view


async def act_on(update: Update, context: DeskContext) -> None:
    """Do what a button says, or ask how."""
    assert context.match is not None
    verb, number, said = context.match.groups()
    one = await known.subscription(context.desk.store, int(number))
    if one is None:
        await tell(update, say(subscriptions.GONE))
    elif await allowed(update, context, one.chat_id):
        if said is None and verb in QUESTIONS and one.state != "ended":
            await QUESTIONS[verb](update, context, one, "")
        else:
            await _do(update, context, one, (verb, said or ""))


async def answer(update: Update, context: DeskContext, verb: str, one: Subscription, words: str, *, sure: bool) -> bool:
    """Take words for the answer to a question about a subscription; False where they are none."""
    said = await _read(context, one, verb, words, sure=sure)
    if said or (sure and one.state == "ended"):
        await _do(update, context, one, (verb, said))
    elif verb == steps.ZONE:
        return await _answer_place(update, context, one, words, sure=sure)
    elif sure:
        notices = {steps.TIME: screens.NOT_A_TIME, steps.DAYS: screens.NOT_DAYS, steps.UNTIL: subscriptions.NOT_A_DATE}
        await QUESTIONS[verb](update, context, one, say(notices[verb]))
    return bool(said) or sure


async def asked_about(context: DeskContext, address: str) -> Subscription | None:
    """Return the subscription that a question is about, None where it is about none that there is. Raises StoreBusy."""
    verb, _, number = address.partition("|")
    return await known.subscription(context.desk.store, int(number)) if verb in QUESTIONS and number.isdigit() else None


async def take(update: Update, context: DeskContext, one: Subscription, zone: str) -> None:
    """Take a time zone for the answer to the question where a subscription shall be on time."""
    await _do(update, context, one, (steps.ZONE, zone))


async def show_details(update: Update, context: DeskContext, number: int, notice: str = "", *, offer_zone: bool = False) -> None:
    """Show a subscription as it is now; with `offer_zone` the others may follow into its time zone."""
    store, thread_id = context.desk.store, place_of(update).thread_id
    one = await known.subscription(store, number)
    if one is None:
        await tell(update, say(subscriptions.GONE))
        return
    there = await known.subscriptions_of(store, one.chat_id)
    others = sum(other.zone != one.zone for other in there) if offer_zone else 0
    only = all(other.id == number for other in there)
    await show(update, subscriptions.details(view(context.desk, one, thread_id), one.chat_id, notice, is_only=only, others=others))


async def _do(update: Update, context: DeskContext, one: Subscription, said: tuple[str, str]) -> None:
    """Change a subscription and show what became of it; what cannot be read comes from no button of ours."""
    verb, value = said
    if one.state == "ended" and verb != steps.SHOW:
        # Old buttons begin nothing anew.
        await settle(update, context)
        await show_details(update, context, one.id, say(subscriptions.ENDED_BEFORE))
        return
    try:
        await ACTS[verb](context.desk.store, one, value)
    except ValueError:
        await tell(update, say(pages.STALE_BUTTON))
        return
    await settle(update, context)
    if verb == steps.END:
        await show(update, subscriptions.stopped([view(context.desk, one)]))
    else:
        notice = say(subscriptions.CHANGED) if verb in CHANGES else ""
        await show_details(update, context, one.id, notice, offer_zone=verb == steps.ZONE)


async def _read(context: DeskContext, one: Subscription, verb: str, words: str, *, sure: bool) -> str:
    """Return typed words as a button would say it, empty where they are no answer."""
    if verb == steps.TIME:
        at = parse_time(words)
        return f"{at:%H%M}" if at else ""
    if verb == steps.DAYS:
        days = parse_days(words)
        return f"{days:x}" if days else ""
    if verb == steps.UNTIL:
        day = parse_date(words, today_of(context.desk.store, one))
        return day.isoformat() if day else ""
    places = await places_for(words, sure=sure)
    return places[0].zone if len(places) == 1 else ""


async def _answer_place(update: Update, context: DeskContext, one: Subscription, words: str, *, sure: bool) -> bool:
    """Offer the places that words may mean, or say that there is none."""
    places = await places_for(words, sure=sure)
    address, label = steps.act(steps.ZONE, one.id), view(context.desk, one).label
    here = asked(update, address)
    if places:
        targets = [steps.act(steps.ZONE, one.id, place.zone) for place in places]
        await ask(update, context, screens.choose_place(label, here, choices(context.desk, places), targets), address)
    elif sure or is_offset(words):
        notice = say(screens.OFFSET) if is_offset(words) else screens.no_place(words)
        await ask(update, context, screens.ask_place(label, here, notice), address)
    return bool(places) or sure or is_offset(words)


async def _ask_time(update: Update, context: DeskContext, one: Subscription, notice: str) -> None:
    address = steps.act(steps.TIME, one.id)
    targets = [steps.act(steps.TIME, one.id, clock.replace(":", "")) for clock in screens.TIMES]
    label = view(context.desk, one).label
    await ask(update, context, screens.ask_time(label, asked(update, address), targets, notice), address)


async def _ask_days(update: Update, context: DeskContext, one: Subscription, notice: str) -> None:
    address = steps.act(steps.DAYS, one.id)
    targets = {days: steps.act(steps.DAYS, one.id, f"{days:x}") for days in screens.day_choices()}
    label = view(context.desk, one).label
    await ask(update, context, screens.ask_days(label, asked(update, address), targets, notice), address)


async def _ask_zone(update: Update, context: DeskContext, one: Subscription, notice: str) -> None:
    address = steps.act(steps.ZONE, one.id)
    await ask(update, context, screens.ask_place(view(context.desk, one).label, asked(update, address), notice), address)


async def _ask_until(update: Update, context: DeskContext, one: Subscription, notice: str) -> None:
    address = steps.act(steps.UNTIL, one.id)
    await ask(update, context, subscriptions.ask_until(view(context.desk, one), asked(update, address), notice), address)


_Question = Callable[[Update, DeskContext, Subscription, str], Awaitable[None]]
QUESTIONS: dict[str, _Question] = {
    steps.TIME: _ask_time,
    steps.DAYS: _ask_days,
    steps.ZONE: _ask_zone,
    steps.UNTIL: _ask_until,
}


def register(app: DeskApplication) -> None:
    """Add the buttons of a subscription."""
    verbs = "|".join(ACTS)
    app.add_handler(CallbackQueryHandler(act_on, pattern=rf"^({verbs})\|(\d{{1,18}})(?:\|(.+))?$"))
