"""Subscribing: `/subscribe …` and the questions that follow from what was left open."""

import asyncio
from dataclasses import replace

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.desk import DeskApplication, DeskContext
from bot.digests.schedule import ZONES, parse_days, parse_time
from bot.digests.wishes import Wish, read_wish
from bot.digests.zones import is_offset
from bot.render import pages, steps
from bot.render import subscribing as screens
from bot.render.corrections import showing
from bot.render.steps import Draft
from bot.search.topic_choice import clear_topic
from bot.wording.speech import say
from handlers.asking import ask, asked, is_long, places_for
from handlers.authority import allowed
from handlers.channels import allowed_channel, named_channel
from handlers.commanding import add_command, words_of
from handlers.here import place_of
from handlers.leading import lead_on
from handlers.sending import acknowledge


async def subscribe_command(update: Update, context: DeskContext) -> None:
    """Subscribe to what was said after the command, and ask for what was not."""
    words = words_of(update, context)
    wanted = Draft()
    if words and named_channel(words[0]):
        channel = await allowed_channel(update, context, words.pop(0))
        if channel is None:
            return
        wanted = Draft(channel=channel)
    elif not await allowed(update, context, place_of(update).chat_id):
        return
    await read_on(update, context, " ".join(words), replace(wanted, guided=not words))


async def go_on(update: Update, context: DeskContext) -> None:
    """Go on with what a button holds."""
    query = update.callback_query
    assert query is not None
    wanted = steps.draft_of(query.data or "")
    if wanted is None or (wanted.zone and wanted.zone not in ZONES):
        await acknowledge(update, say(pages.STALE_BUTTON))
        return
    await take(update, context, wanted)


async def take(update: Update, context: DeskContext, wanted: Draft) -> None:
    """Go on with a draft, if this person may."""
    if await may(update, context, wanted):
        await lead_on(update, context, wanted)


async def open_cluster(update: Update, context: DeskContext) -> None:
    """Show the themes of a cluster."""
    assert context.match is not None
    number, address = context.match.groups()
    wanted, catalog = steps.draft_of(address), context.desk.catalog
    if wanted is None or number not in {one.number for one in catalog.clusters}:
        await acknowledge(update, say(pages.STALE_BUTTON))
    elif await may(update, context, wanted):
        await ask(update, context, screens.ask_theme(catalog, number, wanted, asked(update, address)), address)


async def answer(update: Update, context: DeskContext, wanted: Draft, words: str, *, sure: bool) -> bool:
    """Take words for the answer to what a draft lacks; False where they are none. `sure` says that they must be one."""
    if not wanted.topic:
        return await _answer_topic(update, context, wanted, words, sure=sure)
    if wanted.guided and not wanted.send_at:
        at = parse_time(words)
        return await _answered(update, context, replace(wanted, send_at=f"{at:%H:%M}" if at else ""), words_fit=bool(at), sure=sure)
    if wanted.guided and not wanted.days:
        days = parse_days(words)
        return await _answered(update, context, replace(wanted, days=int(days or 0)), words_fit=bool(days), sure=sure)
    cities = await places_for(words, sure=sure)
    if not cities and not sure and not is_offset(words):
        return False
    await lead_on(update, context, wanted, wish=Wish(places=tuple(cities), nowhere=words, is_offset=is_offset(words)))
    return True


async def read_on(update: Update, context: DeskContext, words: str, wanted: Draft) -> None:
    """Read all that was said at once, and go on from there."""
    wish = await asyncio.to_thread(read_wish, words)
    zone = wish.places[0].zone if len(wish.places) == 1 else wanted.zone
    send_at = f"{wish.send_at:%H:%M}" if wish.send_at else wanted.send_at
    wanted = replace(wanted, send_at=send_at, days=int(wish.days) or wanted.days, zone=zone)
    if not wish.topic:
        await lead_on(update, context, replace(wanted, guided=True), wish=wish)
        return
    match = context.desk.topics.find(wish.topic)
    topic = clear_topic(match, wish.topic)
    if topic is not None:
        await lead_on(update, context, replace(wanted, topic=topic.key), wish, showing(match.corrections))
        return
    address = steps.draft(wanted)
    here = asked(update, address)
    if match.topics:
        screen = screens.choose_topic(wish.topic, match, wanted, here)
    else:
        screen = screens.no_topic(context.desk.catalog, wish.topic, match, wanted, here)
    await ask(update, context, screen, address)


async def _answer_topic(update: Update, context: DeskContext, wanted: Draft, words: str, *, sure: bool) -> bool:
    is_question = "?" in words or is_long(words)
    if not sure and (is_question or not context.desk.topics.find(words).topics):
        return False
    await read_on(update, context, words, wanted)
    return True


async def _answered(update: Update, context: DeskContext, wanted: Draft, *, words_fit: bool, sure: bool) -> bool:
    """Go on where words fit what was asked; where they should and do not, ask again."""
    if not words_fit and not sure:
        return False
    lacks = screens.NOT_A_TIME if not wanted.send_at else screens.NOT_DAYS
    await lead_on(update, context, wanted, notice="" if words_fit else say(lacks))
    return True


async def may(update: Update, context: DeskContext, wanted: Draft) -> bool:
    """Say whether this person may subscribe what a draft is for; who may not is told so."""
    if wanted.channel:
        return await allowed_channel(update, context, str(wanted.channel)) is not None
    return await allowed(update, context, place_of(update).chat_id)


def register(app: DeskApplication) -> None:
    """Add `/subscribe` and the buttons of its questions."""
    add_command(app, "subscribe", subscribe_command)
    app.add_handler(CallbackQueryHandler(go_on, pattern=rf"^(?:{steps.NEW}|{steps.ASK})\|"))
    app.add_handler(CallbackQueryHandler(open_cluster, pattern=rf"^{steps.WITHIN}\|(\d)\|(.+)$"))
