"""`/note`: an entry for the list of the open meeting, or a line of one's own."""

from telegram import Update

from bot.catalog.records import Entry
from bot.desk import DeskApplication, DeskContext
from bot.meetings import tray
from bot.meetings.tray import LONGEST_WORDS, Outcome
from bot.render import meeting as screens
from bot.render.screen import Screen, escape
from bot.wording.speech import say
from handlers.commanding import add_command, words_of
from handlers.convening import is_off, may_ask
from handlers.here import place_of
from handlers.replied import entries_replied_to
from handlers.sending import reply, tell


async def note_command(update: Update, context: DeskContext) -> None:
    """Pin the entry of the message that was replied to, or the one that is named, or keep a line."""
    if not await may_ask(update, context):
        return
    words, desk = " ".join(words_of(update, context)), context.desk
    if len(words) > LONGEST_WORDS:
        await tell(update, say(screens.TOO_LONG, count=len(words)))
        return
    shown = entries_replied_to(update, context)
    if len(shown) == 1:
        await _pin(update, context, shown[0], words)
    elif entry := desk.names.find(words):
        await _pin(update, context, entry, "")
    elif shown:
        await tell(update, say(screens.SEVERAL))
    elif words:
        place = place_of(update)
        outcome = await tray.write(desk.store, place.chat_id, place.thread_id, words)
        await reply(update, _answer(update, context, outcome, screens.noted()))
    else:
        await tell(update, say(screens.HOW_TO_NOTE))


async def _pin(update: Update, context: DeskContext, entry: Entry, words: str) -> None:
    place = place_of(update)
    outcome = await tray.pin(context.desk.store, place.chat_id, place.thread_id, entry.id, words)
    done = screens.there_already(entry.title) if outcome == "there" else screens.pinned(entry.title, words)
    await reply(update, _answer(update, context, outcome, done))


def _answer(update: Update, context: DeskContext, outcome: Outcome, done: Screen) -> Screen:
    if outcome == "no meeting":
        return Screen(escape(say(screens.OFF_HERE if is_off(update, context) else screens.NONE_OPEN)))
    return Screen(escape(say(screens.FULL))) if outcome == "full" else done


def register(app: DeskApplication) -> None:
    """Add `/note`."""
    add_command(app, "note", note_command)
