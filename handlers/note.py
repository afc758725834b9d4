"""`/note`: an entry for the list of the open meeting, or a line of one's own."""

from telegram import Update

from bot.desk import DeskApplication, DeskContext
from bot.meetings import tray
from bot.meetings.meant import named
from bot.meetings.tray import LONGEST_WORDS, Outcome
from bot.render import meeting as screens
from bot.render.screen import Screen, escape
from bot.wording.speech import say
from handlers.collecting import entries_shown
from handlers.commanding import add_command, words_of
from handlers.convening import is_off, may_ask
from handlers.here import place_of
from handlers.sending import reply, tell


async def note_command(update: Update, context: DeskContext) -> None:
    """Pin the entry of the message that was replied to, or the one that is named, or keep a line."""
    if not await may_ask(update, context):
        return
    words, desk = " ".join(words_of(update, context)), context.desk
    if len(words) > LONGEST_WORDS:
        await tell(update, say(screens.TOO_LONG, count=len(words)))
        return
    shown = _shown(update, context)
    if len(shown) == 1:
        await _pin(update, context, shown[0], words)
    elif words and (entry := named(desk.catalog, desk.search, words)):
        await _pin(update, context, entry.id, "")
    elif shown:
        await tell(update, say(screens.SEVERAL))
    elif words:
        place = place_of(update)
        outcome = await tray.write(desk.store, place.chat_id, place.thread_id, words)
        await reply(update, _answer(update, context, outcome, screens.noted()))
    else:
        await tell(update, say(screens.HOW_TO_NOTE))


async def _pin(update: Update, context: DeskContext, entry_id: str, words: str) -> None:
    place, title = place_of(update), context.desk.catalog.entry(entry_id).title
    outcome = await tray.pin(context.desk.store, place.chat_id, place.thread_id, entry_id, words)
    done = screens.there_already(title) if outcome == "there" else screens.pinned(title, words)
    await reply(update, _answer(update, context, outcome, done))


def _answer(update: Update, context: DeskContext, outcome: Outcome, done: Screen) -> Screen:
    if outcome == "no meeting":
        return Screen(escape(say(screens.OFF_HERE if is_off(update, context) else screens.NONE_OPEN)))
    return Screen(escape(say(screens.FULL))) if outcome == "full" else done


def _shown(update: Update, context: DeskContext) -> list[str]:
    """Return the ids of the entries that the message replied to shows, if it is one of ours."""
    replied = update.message.reply_to_message if update.message else None
    return entries_shown(replied, context) if replied else []


def register(app: DeskApplication) -> None:
    """Add `/note`."""
    add_command(app, "note", note_command)
