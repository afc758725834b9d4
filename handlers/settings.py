"""`/settings` and `/language`: of one's own chat; of a group, in it or from the private chat of who administers it."""

from telegram import Update
from telegram.error import BadRequest, Forbidden
from telegram.ext import CallbackQueryHandler

from bot.desk import DeskApplication, DeskContext
from bot.digests import known
from bot.render import pages
from bot.render import settings as screens
from bot.render.addresses import private_link
from bot.render.settings import Room
from bot.store import preferences, subscriptions
from bot.store.preferences import ASKERS, BUDGETS, CONVENERS, LENGTHS, Preferences
from bot.wording.languages import LANGUAGES, named_language
from bot.wording.speech import say
from handlers.authority import authority_of
from handlers.commanding import add_command, words_of
from handlers.here import is_private, place_of
from handlers.manner import adopt, remember
from handlers.sending import acknowledge, reply, show, tell

# What a button may set; the words of an old one that is no longer allowed are stale.
ALLOWED: dict[str, tuple[str, ...]] = {
    "language": ("", *LANGUAGES),
    "length": LENGTHS,
    "plain": ("0", "1"),
    "askers": ASKERS,
    "conveners": CONVENERS,
    "whisper": ("0", "1"),
    "budget": tuple(map(str, BUDGETS)),
    "list_missed": ("0", "1"),
}
_SWITCHES = frozenset({"plain", "whisper", "list_missed"})
# What of a chat of one person bears on nothing.
_GROUP_ONLY = frozenset({"askers", "conveners", "whisper", "budget", "list_missed"})


async def settings_command(update: Update, context: DeskContext) -> None:
    """Show the settings of the chat that this is."""
    place = place_of(update)
    if await allowed(update, context, place.chat_id):
        chosen = await _chosen(context, place.chat_id)
        await reply(update, screens.settings(await _room(update, context, place.chat_id), chosen))


async def language_command(update: Update, context: DeskContext) -> None:
    """Keep the language that is named by its code or its name, or offer the languages."""
    place, named = place_of(update), named_language(" ".join(words_of(update, context)))
    if not await allowed(update, context, place.chat_id):
        return
    if named:
        chosen = await _keep(context, place.chat_id, language=named)
        adopt(update, context, chosen)
        await reply(update, screens.settings(await _room(update, context, place.chat_id), chosen))
    else:
        await reply(update, screens.ask_language(await _room(update, context, place.chat_id), context.preferences))


async def from_link(update: Update, context: DeskContext, payload: str) -> None:
    """Show the settings of a group in the private chat, after the link in the group was followed."""
    number = payload.removeprefix(screens.LINK)
    digits = number.removeprefix("-")
    chat_id = int(number) if digits.isascii() and digits.isdigit() else 0
    if chat_id >= 0:
        await reply(update, pages.stale_link())
        return
    await _show_all(update, context, chat_id)


async def show_settings(update: Update, context: DeskContext) -> None:
    """Go back from the languages to all settings."""
    assert context.match is not None
    await _show_all(update, context, int(context.match.group(1)))


async def choose_language(update: Update, context: DeskContext) -> None:
    """Show the languages in place of the settings."""
    assert context.match is not None
    chat_id = int(context.match.group(1))
    if await allowed(update, context, chat_id):
        await show(update, screens.ask_language(await _room(update, context, chat_id), await _chosen(context, chat_id)))


async def choose(update: Update, context: DeskContext) -> None:
    """Keep what was chosen and show all settings as they are now."""
    assert context.match is not None
    chat_id, name, value = int(context.match.group(1)), context.match.group(2), context.match.group(3)
    if not await allowed(update, context, chat_id):
        return
    if name == "topic":
        await _move_digests(update, context, chat_id, int(value))
        return
    if value not in ALLOWED.get(name, ()) or (chat_id > 0 and name in _GROUP_ONLY):
        await acknowledge(update, say(pages.STALE_BUTTON))
        return
    kept: str | int | bool = value == "1" if name in _SWITCHES else int(value) if name == "budget" else value
    chosen = await _keep(context, chat_id, **{name: kept})
    if chat_id == place_of(update).chat_id:
        adopt(update, context, chosen)
    await show(update, screens.settings(await _room(update, context, chat_id), chosen))


async def allowed(update: Update, context: DeskContext, chat_id: int) -> bool:
    """Say whether this person may change how the desk talks to a chat; who may not is told so."""
    if await authority_of(context).may_change(update, chat_id):
        return True
    await tell(update, say(screens.ONLY_ADMINISTRATORS))
    return False


async def _keep(context: DeskContext, chat_id: int, **wanted: str | int | bool) -> Preferences:
    store = context.desk.store
    kind = "private" if chat_id > 0 else "supergroup" if chat_id < -1_000_000_000_000 else "group"
    async with store.write() as connection:
        chosen = await preferences.choose(connection, chat_id, kind, store.now(), **wanted)
    remember(context, chat_id, chosen)
    return chosen


async def _show_all(update: Update, context: DeskContext, chat_id: int) -> None:
    if await allowed(update, context, chat_id):
        await show(update, screens.settings(await _room(update, context, chat_id), await _chosen(context, chat_id)))


async def _chosen(context: DeskContext, chat_id: int) -> Preferences:
    async with context.desk.store.read() as connection:
        return await preferences.of_chat(connection, chat_id)


async def _move_digests(update: Update, context: DeskContext, chat_id: int, thread_id: int) -> None:
    """Let the digests of a group come to the topic where the button stands."""
    place, store = place_of(update), context.desk.store
    if (chat_id, thread_id) != (place.chat_id, place.thread_id):
        await acknowledge(update, say(pages.STALE_BUTTON))
        return
    async with store.write() as connection:
        count = await subscriptions.move_to_topic(connection, chat_id, thread_id, store.now())
    await tell(update, screens.moved(count))
    await show(update, screens.settings(await _room(update, context, chat_id), await _chosen(context, chat_id)))


async def _room(update: Update, context: DeskContext, chat_id: int) -> Room:
    """Return what is to be told of a chat beside its settings."""
    if chat_id > 0:
        return Room(chat_id, is_group=False)
    if is_private(update):
        try:
            title = (await context.bot.get_chat(chat_id)).title or ""
        except (BadRequest, Forbidden):
            title = ""
        return Room(chat_id, is_group=True, title=title or str(chat_id))
    thread, link = place_of(update).thread_id, private_link(context.bot.username, screens.link_payload(chat_id))
    there = await known.subscriptions_of(context.desk.store, chat_id)
    elsewhere = sum(one.thread_id != thread and one.state != "ended" for one in there)
    return Room(chat_id, is_group=True, link=link, thread_id=thread, digests_elsewhere=elsewhere)


def register(app: DeskApplication) -> None:
    """Add commands and buttons."""
    add_command(app, "settings", settings_command)
    add_command(app, "language", language_command)
    app.add_handler(CallbackQueryHandler(show_settings, pattern=rf"^{screens.SET}:(-?\d+)$"))
    app.add_handler(CallbackQueryHandler(choose, pattern=rf"^{screens.SET}:(-?\d+):([a-z_]+):([a-z0-9]*)$"))
    app.add_handler(CallbackQueryHandler(choose_language, pattern=rf"^{screens.LANGUAGE}:(-?\d+)$"))
