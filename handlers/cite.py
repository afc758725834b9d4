"""Citations: `/cite …`, the button below digests and cards, and files for reference managers."""

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.desk import DeskApplication, DeskContext
from bot.render import answers, digest, pages, reference_desk
from bot.render.cite import page
from bot.render.screen import Screen, escape
from bot.search import Verdict
from bot.wording.speech import say
from handlers.commanding import add_command, words_of
from handlers.quietly import show_to_presser
from handlers.replied import entries_replied_to
from handlers.sending import acknowledge, reply, send_file


async def cite_command(update: Update, context: DeskContext) -> None:
    """Cite what is named, or what the message shows that this replies to; offer what it may be."""
    words, desk = " ".join(words_of(update, context)), context.desk
    if not words:
        await _cite_shown(update, context)
        return
    found = desk.search.ask(words)
    if found.verdict is Verdict.NONE:
        await reply(update, answers.answer(desk.catalog, found))
    elif found.verdict is Verdict.ANSWER and not found.corrections:
        await reply(update, page.citation_screen(desk.catalog, found.hits[0].entry))
    else:
        await reply(update, reference_desk.which_to_cite([hit.entry for hit in found.hits], found.corrections))


async def _cite_shown(update: Update, context: DeskContext) -> None:
    shown = entries_replied_to(update, context)
    if len(shown) == 1:
        await reply(update, page.citation_screen(context.desk.catalog, shown[0]))
    elif shown:
        await reply(update, reference_desk.which_to_cite(shown, ()))
    else:
        await reply(update, Screen(escape(say(reference_desk.HOW_TO_CITE))))


async def cite(update: Update, context: DeskContext) -> None:
    """Show the citation of the entry that a button names."""
    await _cite(update, context, "")


async def cite_as(update: Update, context: DeskContext) -> None:
    """Show a citation in full, or send it as a file."""
    assert context.match is not None
    await _cite(update, context, context.match["form"])


async def _cite(update: Update, context: DeskContext, wanted: str) -> None:
    assert context.match is not None
    catalog, name = context.desk.catalog, context.match["entry"]
    if not catalog.has(name):
        await acknowledge(update, say(pages.STALE_BUTTON))
        return
    entry = catalog.entry(name)
    if not wanted or wanted == page.FULL:
        screen = page.full_screen(catalog, entry) if wanted else page.citation_screen(catalog, entry)
        await show_to_presser(update, context, screen, entry)
    else:
        await acknowledge(update)
        called, content, _ = page.citation_file(catalog, [entry], page.file_format(wanted))
        await send_file(update, called, content, reference_desk.file_caption(entry.title, catalog.version))


def register(app: DeskApplication) -> None:
    """Add command and buttons."""
    add_command(app, "cite", cite_command)
    app.add_handler(CallbackQueryHandler(cite, pattern=rf"^{digest.CITE}:(?P<entry>[a-z0-9.-]+)$"))
    formats = "|".join((page.FULL, *page.FORMATS))
    app.add_handler(CallbackQueryHandler(cite_as, pattern=rf"^{page.CITE_AS}:(?P<form>{formats}):(?P<entry>[a-z0-9.-]+)$"))
