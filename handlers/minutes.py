"""The files of a meeting: sent once it has ended, and only then are its words forgotten."""

import asyncio
import logging

from telegram import Update
from telegram.constants import ChatAction
from telegram.error import TelegramError

from bot.catalog.catalog import Catalog
from bot.desk import DeskContext
from bot.errors import StoreBusy
from bot.meetings import tray
from bot.meetings.minutes import Clock, minutes
from bot.meetings.tray import Tray
from bot.render import meeting as screens
from bot.render import reference_desk
from bot.render.brief.docx import as_docx
from bot.render.brief.html import as_html
from bot.render.brief.markdown import as_markdown
from bot.render.brief.records import Brief, file_name
from bot.render.screen import Screen
from handlers.sending import busy, replace, reply, send_files

WRITERS = {"html": as_html, "docx": as_docx, "md": as_markdown}
_log = logging.getLogger(__name__)


async def send_minutes(update: Update, context: DeskContext, ended: Tray, when: tuple[Clock, str]) -> None:
    """Send the files of a meeting that has ended, and say so; where that fails its words are kept and the files offered again.

    `when` is what `handlers.convening.clocks_here` returned before the end: nothing is read here that could fail after it.
    """
    desk, one = context.desk, ended.meeting
    brief = minutes(desk.catalog, one, ended.items, when, list_missed=context.preferences.list_missed)
    if not brief.sections and not brief.unanswered:
        await _forget_words(context, ended)
        await _say(update, screens.ended_empty(one.name))
    elif await _send(update, desk.catalog, brief):
        bare = await _forget_words(context, ended)
        version = (bare or ended).meeting.version
        await _say(update, screens.ended(one.name, len(brief.entries), one.id, version, holds_words=bare is None))
    else:
        await _say(update, screens.not_sent(one.name, one.id, one.version))


async def _send(update: Update, catalog: Catalog, brief: Brief) -> bool:
    """Send a brief in every form, all or none; False where they may not have arrived."""
    caption = reference_desk.file_caption(brief.title, catalog.version)
    try:
        async with busy(update, ChatAction.UPLOAD_DOCUMENT):
            files = await asyncio.to_thread(_written, catalog, brief)
            await send_files(update, files, caption)
    except TelegramError as error:
        _log.warning("the files of a meeting could not be sent (%s)", type(error).__name__)
        return False
    return True


def _written(catalog: Catalog, brief: Brief) -> list[tuple[str, bytes]]:
    return [(file_name(brief, form), write(catalog, brief)) for form, write in WRITERS.items()]


async def _forget_words(context: DeskContext, ended: Tray) -> Tray | None:
    """Forget the words of a meeting and return what is left of it; None where they are still there."""
    try:
        return await tray.forget_words(context.desk.store, ended.meeting.id) or ended
    except StoreBusy:
        # The files are there; the meeting is forgotten within a day with all that it holds.
        _log.warning("a meeting's words were not forgotten at once: the database is busy")
        return None


async def _say(update: Update, screen: Screen) -> None:
    await (reply(update, screen) if update.callback_query is None else replace(update, screen))
