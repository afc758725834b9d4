"""Brief packs: `/brief remittances` makes one file for a room without a network."""

import asyncio
from collections.abc import Callable

from telegram import Update
from telegram.constants import ChatAction
from telegram.ext import CallbackQueryHandler

from bot.catalog.catalog import Catalog
from bot.catalog.topics import has_topic, topic
from bot.desk import DeskApplication, DeskContext
from bot.render import pages, reference_desk
from bot.render.brief.choosing import brief_of_topic
from bot.render.brief.csv import as_csv
from bot.render.brief.docx import as_docx
from bot.render.brief.html import as_html
from bot.render.brief.records import Brief, file_name
from bot.render.screen import Screen, escape
from bot.search.topic_choice import clear_topic
from bot.wording.speech import say
from handlers.commanding import add_command, words_of
from handlers.sending import acknowledge, busy, reply, send_file

WRITERS: dict[str, Callable[[Catalog, Brief], bytes]] = {"html": as_html, "docx": as_docx, "csv": as_csv}


async def brief_command(update: Update, context: DeskContext) -> None:
    """Offer a brief on what is named; a form named last, as in `/brief remittances docx`, is sent at once."""
    words = words_of(update, context)
    wanted = words.pop().casefold() if len(words) > 1 and words[-1].casefold() in WRITERS else ""
    if not words:
        await reply(update, Screen(escape(say(reference_desk.HOW_TO_BRIEF))))
        return
    match = context.desk.topics.find(" ".join(words))
    about = clear_topic(match, " ".join(words))
    if about and wanted:
        await send_brief(update, context, brief_of_topic(context.desk.catalog, about), wanted)
    elif about:
        brief = brief_of_topic(context.desk.catalog, about)
        await reply(update, reference_desk.offer_brief(brief, about, match.corrections))
    elif match.topics:
        await reply(update, reference_desk.which_brief(match.topics, match.corrections))
    else:
        named = [match.empty] if match.empty else words
        await reply(update, reference_desk.with_remarks(Screen(say(reference_desk.NOTHING)), match.corrections, named))


async def choose(update: Update, context: DeskContext) -> None:
    """Send a brief in the form that a button names, or ask for the form."""
    assert context.match is not None
    catalog, key = context.desk.catalog, context.match["topic"]
    if not has_topic(catalog, key):
        await acknowledge(update, say(pages.STALE_BUTTON))
        return
    await acknowledge(update)
    about = topic(catalog, key)
    if context.match["form"] in WRITERS:
        await send_brief(update, context, brief_of_topic(catalog, about), context.match["form"])
    else:
        await reply(update, reference_desk.offer_brief(brief_of_topic(catalog, about), about))


async def send_brief(update: Update, context: DeskContext, brief: Brief, form: str) -> None:
    """Send a brief as a file in one of the forms of `WRITERS`."""
    catalog = context.desk.catalog
    # Hundreds of entries take a second to write.
    async with busy(update, ChatAction.UPLOAD_DOCUMENT):
        content = await asyncio.to_thread(WRITERS[form], catalog, brief)
    await send_file(update, file_name(brief, form), content, reference_desk.file_caption(brief.title, catalog.version))


def register(app: DeskApplication) -> None:
    """Add command and buttons."""
    add_command(app, "brief", brief_command)
    forms = "|".join(("choose", *WRITERS))
    app.add_handler(CallbackQueryHandler(choose, pattern=rf"^{reference_desk.BRIEF}:(?P<form>{forms}):(?P<topic>[a-zA-Z0-9:.]+)$"))
