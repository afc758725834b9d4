"""Meetings: `/meeting start`, `/meeting stop`, and `/meeting` for the list between them."""

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.desk import DeskApplication, DeskContext
from bot.meetings import tray
from bot.meetings.minutes import view, visible
from bot.meetings.tray import Tray
from bot.render import meeting as screens
from bot.render.screen import Screen
from bot.wording.speech import say
from handlers.commanding import add_command, words_of
from handlers.convening import clocks_here, is_off, may_ask, may_convene
from handlers.here import place_of
from handlers.minutes import send_minutes
from handlers.sending import acknowledge, replace, reply, tell

STARTS, STOPS, RESUMES = frozenset({"start", "begin"}), frozenset({"stop", "end"}), frozenset({"resume"})


async def meeting_command(update: Update, context: DeskContext) -> None:
    """Start, stop or resume a meeting, or show what it has collected."""
    words = words_of(update, context)
    verb = words[0].casefold() if words else ""
    if verb in STARTS:
        await _start(update, context, " ".join(words[1:]))
    elif verb in STOPS:
        await _stop(update, context)
    elif verb in RESUMES:
        await _resume_last(update, context)
    elif verb:
        await tell(update, say(screens.HOW_TO_MEET))
    elif await may_ask(update, context):
        await reply(update, await _standing(update, context))


async def begin(update: Update, context: DeskContext) -> None:
    """Start a meeting without a name."""
    await _start(update, context, "")


async def turn(update: Update, context: DeskContext) -> None:
    """Show another page of the list in place."""
    assert context.match is not None
    if await may_ask(update, context) and (found := await _named(update, context)):
        await _show(update, context, found, int(context.match["start"]))


async def take_off(update: Update, context: DeskContext) -> None:
    """Take an item off the list."""
    assert context.match is not None
    found = await _named(update, context)
    if found is None or not await may_convene(update, context):
        return
    gone = await tray.take_off(context.desk.store, found.meeting.id, int(context.match["item"]))
    now = await tray.find(context.desk.store, found.meeting.id) or found
    await _show(update, context, now, int(context.match["start"]), "" if gone else say(screens.NOT_ON_LIST))


async def end(update: Update, context: DeskContext) -> None:
    """End the meeting that somebody saw, and send its files; where it is another by now, show that."""
    assert context.match is not None
    found = await _named(update, context)
    if found is None or not await may_convene(update, context):
        return
    when = await clocks_here(update, context)
    ended = await tray.stop_as_seen(context.desk.store, found.meeting.id, int(context.match["version"]))
    if ended:
        await acknowledge(update)
        await send_minutes(update, context, ended, when)
    else:
        now = await tray.find(context.desk.store, found.meeting.id) or found
        await _show(update, context, now, 0, say(screens.HAS_CHANGED))


async def files(update: Update, context: DeskContext) -> None:
    """Send the files of a meeting that has ended."""
    assert context.match is not None
    found = await _named(update, context)
    if found is None or not await may_convene(update, context):
        return
    if (found.meeting.state, found.meeting.version) == ("ended", int(context.match["version"])):
        await acknowledge(update)
        await send_minutes(update, context, found, await clocks_here(update, context))
    else:
        await acknowledge(update, say(screens.HAS_CHANGED), alert=True)
        await replace(update, await _standing(update, context))


async def resume(update: Update, context: DeskContext) -> None:
    """Let the meeting go on that a button names."""
    if found := await _named(update, context):
        await _resume(update, context, found)


async def close(update: Update, _: DeskContext) -> None:
    """Put the list away."""
    await acknowledge(update)
    await replace(update, screens.closed())


async def _start(update: Update, context: DeskContext, name: str) -> None:
    place = place_of(update)
    if not await may_convene(update, context, opens=True):
        return
    opened = await tray.start(context.desk.store, (place.chat_id, place.thread_id), place.kind, name)
    if opened:
        await _put(update, screens.started(opened.name))
    else:
        await _put(update, await _standing(update, context, say(screens.IS_OPEN)))


async def _stop(update: Update, context: DeskContext) -> None:
    place = place_of(update)
    if not await may_convene(update, context):
        return
    when = await clocks_here(update, context)
    ended = await tray.stop(context.desk.store, place.chat_id, place.thread_id)
    if ended:
        await send_minutes(update, context, ended, when)
    else:
        await reply(update, await _standing(update, context))


async def _resume_last(update: Update, context: DeskContext) -> None:
    place = place_of(update)
    last = await tray.last_in(context.desk.store, place.chat_id, place.thread_id)
    if last is None:
        await reply(update, await _standing(update, context))
    else:
        await _resume(update, context, last)


async def _resume(update: Update, context: DeskContext, found: Tray) -> None:
    if not await may_convene(update, context, opens=True):
        return
    going_on = await tray.resume(context.desk.store, found.meeting.id)
    if going_on:
        await _put(update, screens.resumed(going_on.name))
    else:
        await tell(update, say(screens.GONE))


async def _standing(update: Update, context: DeskContext, notice: str = "") -> Screen:
    """Return the list of the open meeting; where none is open, how to start one or to resume the last."""
    store, place = context.desk.store, place_of(update)
    if found := await tray.open_in(store, place.chat_id, place.thread_id):
        return await _list(update, context, found, 0, notice)
    last = await tray.last_in(store, place.chat_id, place.thread_id)
    if last:
        left, one = visible(last.items, list_missed=context.preferences.list_missed), last.meeting
        if not left:
            return screens.no_meeting_but_empty(one.name, one.id)
        return screens.no_meeting(one.name, one.id, one.version, holds_words=any(item.words for item in left))
    return Screen(say(screens.OFF_HERE)) if is_off(update, context) else screens.no_meeting()


async def _list(update: Update, context: DeskContext, found: Tray, start: int, notice: str = "") -> Screen:
    when, missed = await clocks_here(update, context), context.preferences.list_missed
    shown = view(context.desk.catalog, found.meeting, found.items, context.desk.store.now(), when, list_missed=missed)
    return screens.tray(shown, start, notice)


async def _show(update: Update, context: DeskContext, found: Tray, start: int, notice: str = "") -> None:
    """Show the list in place of the one whose button was pressed; where the meeting has ended, say so."""
    if found.meeting.state == "open":
        await acknowledge(update, notice, alert=bool(notice))
        await replace(update, await _list(update, context, found, start))
    else:
        await acknowledge(update, say(screens.HAS_ENDED), alert=True)
        await replace(update, await _standing(update, context))


async def _named(update: Update, context: DeskContext) -> Tray | None:
    """Return the meeting that a button names; None where it is forgotten, which is told."""
    assert context.match is not None
    found = await tray.find(context.desk.store, int(context.match["meeting"]))
    here = place_of(update)
    if found and (found.meeting.chat_id, found.meeting.thread_id) == (here.chat_id, here.thread_id):
        return found
    await tell(update, say(screens.GONE))
    return None


async def _put(update: Update, screen: Screen) -> None:
    """Show a screen in place of the message whose button was pressed, or as an answer to the command."""
    if update.callback_query is None:
        await reply(update, screen)
    else:
        await acknowledge(update)
        await replace(update, screen)


def register(app: DeskApplication) -> None:
    """Add `/meeting` and the buttons of its list."""
    add_command(app, "meeting", meeting_command)
    which, start = r"(?P<meeting>\d{1,18})", r"(?P<start>\d{1,4})"
    buttons = {
        screens.BEGIN: begin,
        rf"{screens.PAGE}:{which}:{start}": turn,
        rf"{screens.OFF}:{which}:(?P<item>\d{{1,18}}):{start}": take_off,
        rf"{screens.END}:{which}:(?P<version>\d{{1,9}})": end,
        rf"{screens.FILES}:{which}:(?P<version>\d{{1,9}})": files,
        rf"{screens.RESUME}:{which}": resume,
        screens.CLOSE: close,
    }
    for pattern, callback in buttons.items():
        app.add_handler(CallbackQueryHandler(callback, pattern=rf"^{screens.MEETING}:{pattern}$"))
