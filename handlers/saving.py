"""Saving an entry: `/save` in reply to an answer or with the name of an entry, and the button below answers."""

from telegram import Message, MessageEntity, Update
from telegram.ext import CallbackQueryHandler

from bot.catalog.records import Entry
from bot.desk import DeskApplication, DeskContext
from bot.render import pages
from bot.render import saved as screens
from bot.render import shelf as shelves
from bot.render.answers import answer
from bot.render.screen import Screen, escape
from bot.render.shelf import Kept
from bot.search.named import Folders, Named, named
from bot.store import bookmarks
from bot.store.bookmarks import Bookmark, FolderNameTooLong, TooManyEntries, TooManyFolders, folder_key, folder_name
from bot.wording.speech import say
from handlers.commanding import add_command, words_of
from handlers.here import is_private
from handlers.replied import entries_replied_to
from handlers.sending import acknowledge, reply, show, tell

_Full = TooManyEntries | TooManyFolders | FolderNameTooLong


async def save_command(update: Update, context: DeskContext) -> None:
    """Save what the message replies to, or what is named; more than one is offered."""
    if not is_private(update):
        await tell(update, say(screens.NOT_HERE))
        return
    words = " ".join(words_of(update, context))
    try:
        wish = await _wish(update, context, words)
        if wish is None:
            await reply(update, Screen(escape(say(screens.HOW_TO_SAVE))))
        elif not wish.entries:
            await reply(update, answer(context.desk.catalog, context.desk.search.ask(words.partition("#")[0])))
        elif len(wish.entries) > 1:
            await reply(update, screens.which(wish.entries, wish.folder))
        else:
            await put(update, context, wish.entries[0], wish.folder)
    except FolderNameTooLong as error:
        await tell(update, full(error))


async def keep(update: Update, context: DeskContext) -> None:
    """Save the entry that was chosen, and show where it is."""
    assert context.match is not None
    if (entry := await entry_of(update, context)) is not None:
        await put(update, context, entry, await folder_said(update, context))


async def save(update: Update, context: DeskContext) -> None:
    """Save the entry below which the button stands; what is saved already stays where it is."""
    entry = await entry_of(update, context)
    if entry is None:
        return
    before = await _saved_as(update, context, entry)
    if before is not None:
        await acknowledge(update, screens.toast(before.folder, is_new=False))
    elif await store(update, context, entry, ""):
        await acknowledge(update, screens.toast("", is_new=True))


async def put(update: Update, context: DeskContext, entry: Entry, folder: str) -> None:
    """Save an entry in a folder and show what was done."""
    before = await _saved_as(update, context, entry)
    # Who names no folder leaves it where it is.
    if not await store(update, context, entry, folder or (before.folder if before else "")):
        return
    now = await _saved_as(update, context, entry)
    if now is not None:
        await show(update, screens.saved(Kept(entry, now.folder), Kept(entry, before.folder) if before else None))


async def store(update: Update, context: DeskContext, entry: Entry, folder: str) -> bool:
    """Save an entry, or put it into another folder; False when there is no room, which is told."""
    assert update.effective_user is not None
    there = context.desk.store
    try:
        async with there.write() as connection:
            await bookmarks.add(connection, update.effective_user.id, Bookmark(entry.id, entry.title, folder), there.now())
    except (TooManyEntries, TooManyFolders) as error:
        await tell(update, full(error))
        return False
    return True


async def entry_of(update: Update, context: DeskContext) -> Entry | None:
    """Return the entry that a button names, None where there is none or this is no private chat, which is told."""
    assert context.match is not None
    name, catalog = context.match["entry"], context.desk.catalog
    if not is_private(update):
        await tell(update, say(screens.NOT_HERE))
    elif not catalog.has(name):
        await tell(update, say(pages.STALE_BUTTON))
    else:
        return catalog.entry(name)
    return None


def full(error: _Full) -> str:
    """Return what is said of a limit that was met."""
    if isinstance(error, TooManyEntries):
        return screens.no_room(bookmarks.MOST_ENTRIES)
    if isinstance(error, TooManyFolders):
        return screens.no_room_for_folders(bookmarks.MOST_FOLDERS)
    return screens.name_too_long(bookmarks.LONGEST_FOLDER)


async def folder_said(update: Update, context: DeskContext) -> str:
    """Return the folder that a button names; for a long name the button has its mark and the message the name."""
    assert context.match is not None
    message = update.effective_message
    told = message.parse_entities([MessageEntity.ITALIC]).values() if isinstance(message, Message) else ()
    return shelves.folder_of(context.match["folder"], [*told, *(one.folder for one in await saved_by(update, context))])


async def saved_by(update: Update, context: DeskContext) -> list[Bookmark]:
    """Return what this person has saved."""
    assert update.effective_user is not None
    async with context.desk.store.read() as connection:
        return await bookmarks.of_user(connection, update.effective_user.id)


async def _saved_as(update: Update, context: DeskContext, entry: Entry) -> Bookmark | None:
    """Return how this person has saved an entry, also under an id that it had before; None where it is not saved."""
    known = {one.entry_id: one for one in await saved_by(update, context)}
    return next((known[name] for name in (entry.id, *entry.formerly) if name in known), None)


async def _wish(update: Update, context: DeskContext, words: str) -> Named | None:
    """Return which entries are to be saved and in which folder, None where nothing is named. Raises FolderNameTooLong."""
    desk = context.desk
    by_id = desk.catalog.has(words.lower().partition(" ")[0])
    shown = [] if by_id else entries_replied_to(update, context)
    if shown:
        return Named(tuple(shown), folder_name(words))
    if not words:
        return None
    folders = Folders({one.folder for one in await saved_by(update, context)}, folder_key, bookmarks.LONGEST_FOLDER)
    wish = named(desk.names, desk.search, words, folders)
    return Named(wish.entries, folder_name(wish.folder))


def register(app: DeskApplication) -> None:
    """Add `/save` and the buttons that save."""
    add_command(app, "save", save_command)
    app.add_handler(CallbackQueryHandler(save, pattern=rf"^{shelves.SAVE}:(?P<entry>[a-z0-9.-]+)$"))
    app.add_handler(CallbackQueryHandler(keep, pattern=rf"(?s)^{shelves.KEEP}:(?P<entry>[a-z0-9.-]+):(?P<folder>.*)$"))
