"""From a draft to a subscription: what is lacking is asked for, one thing after the other."""

from dataclasses import replace
from datetime import time

from telegram import Update

from bot.desk import DeskContext
from bot.digests import known, subscribing
from bot.digests.schedule import ZONES, Slot
from bot.digests.subscribing import MOST_SUBSCRIPTIONS, Place, TooManySubscriptions, slot_of
from bot.digests.wishes import Wish
from bot.render import steps, subscriptions
from bot.render import subscribing as screens
from bot.render.steps import Draft
from bot.store.records import Days, Subscription
from bot.wording.speech import say
from handlers.asking import ask, asked, choices, settle
from handlers.here import place_of
from handlers.sending import show
from handlers.views import topic_of, view

USUAL_TIME = "09:00"
USUAL_DAYS = Days.MON_FRI


async def lead_on(update: Update, context: DeskContext, wanted: Draft, wish: Wish | None = None, notice: str = "") -> None:
    """Ask for the first thing that is lacking; when nothing is, subscribe. `notice` is HTML that goes before what is shown."""
    desk, address = context.desk, steps.draft(wanted)
    label, here = screens.topic_name(topic_of(desk, wanted.topic)), asked(update, address)
    if not wanted.topic:
        await ask(update, context, screens.ask_topic(desk.catalog, wanted, here, notice), address)
    elif wanted.guided and not wanted.send_at:
        targets = [steps.draft(replace(wanted, send_at=clock)) for clock in screens.TIMES]
        await ask(update, context, screens.ask_time(label, here, targets, notice), address)
    elif wanted.guided and not wanted.days:
        by_days = {days: steps.draft(replace(wanted, days=int(days))) for days in screens.day_choices()}
        await ask(update, context, screens.ask_days(label, here, by_days, notice), address)
    elif wish and not wanted.zone and (wish.places or wish.nowhere):
        await lead_to_place(update, context, wanted, wish)
    elif zone := wanted.zone or await _known_zone(update, context, wanted):
        await _finish(update, context, wanted, zone, notice)
    else:
        await ask(update, context, screens.ask_place(label, here, notice), address)


async def lead_to_place(update: Update, context: DeskContext, wanted: Draft, wish: Wish) -> None:
    """Take the only place that was meant, offer several, or say that there is none."""
    desk, address = context.desk, steps.draft(wanted)
    label, here = screens.topic_name(topic_of(desk, wanted.topic)), asked(update, address)
    if len(wish.places) == 1:
        await lead_on(update, context, replace(wanted, zone=wish.places[0].zone))
    elif wish.places:
        targets = [steps.draft(replace(wanted, zone=city.zone)) for city in wish.places]
        await ask(update, context, screens.choose_place(label, here, choices(desk, list(wish.places)), targets), address)
    else:
        notice = say(screens.OFFSET) if wish.is_offset else screens.no_place(wish.nowhere)
        await ask(update, context, screens.ask_place(label, here, notice), address)


async def _known_zone(update: Update, context: DeskContext, wanted: Draft) -> str:
    """Return the time zone that a chat has chosen before; for a channel, otherwise that of whoever asks."""
    for chat_id in dict.fromkeys((wanted.channel or place_of(update).chat_id, place_of(update).chat_id)):
        chat = await known.chat_of(context.desk.store, chat_id)
        if chat and chat.zone in ZONES:
            return chat.zone
    return ""


async def _finish(update: Update, context: DeskContext, wanted: Draft, zone: str, notice: str) -> None:
    """Subscribe with what was said, and what usually is chosen where nothing was."""
    desk, target = context.desk, Place(wanted.channel, "channel") if wanted.channel else place_of(update)
    if topic_of(desk, wanted.topic) is None:
        await lead_on(update, context, replace(wanted, topic=""))
        return
    there = await known.subscriptions_of(desk.store, target.chat_id)
    before = next((one for one in there if (one.thread_id, one.topic) == (target.thread_id, wanted.topic)), None)
    slot = Slot(
        time.fromisoformat(wanted.send_at or (before.send_at if before else USUAL_TIME)),
        Days(wanted.days) or (before.days if before else USUAL_DAYS),
        wanted.zone or (slot_of(before).zone if before else zone),
    )
    if before and before.state == "active" and slot_of(before) == slot:
        await settle(update, context)
        await show(update, subscriptions.had_already(view(desk, before, target.thread_id), notice))
        return
    if before and before.state == "active":
        await subscribing.change_slot(desk.store, before, slot)
        one = await known.subscription(desk.store, before.id) or before
    else:
        try:
            one = await subscribing.subscribe(desk.store, target, wanted.topic, slot)
        except TooManySubscriptions:
            await settle(update, context)
            await show(update, screens.too_many(MOST_SUBSCRIPTIONS))
            return
    await settle(update, context)
    undo, done = _undo(before, one)
    await show(update, subscriptions.subscribed(view(desk, one, target.thread_id), notice, undo, done))


def _undo(before: Subscription | None, one: Subscription) -> tuple[str, subscriptions.Done]:
    """Return the address that takes back what was done, and what that was."""
    if before is None:
        return steps.act(steps.END, one.id), "Subscribed"
    if before.state == "paused":
        return steps.act(steps.REST, one.id), "Resumed"
    return steps.act(steps.SLOT, one.id, before.send_at.replace(":", ""), f"{before.days:x}", before.zone), "Changed"
