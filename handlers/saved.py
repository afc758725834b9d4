"""Saved entries: `/saved` lists them; each can be read, moved, removed and taken back, and a folder leaves as one file."""

import logging

from telegram import Message, Update
from telegram.ext import CallbackQueryHandler, MessageHandler, filters

from bot.desk import DeskApplication, DeskContext
from bot.errors import StoreBusy
from bot.render import pages
from bot.render import saved as screens
from bot.render import shelf as shelves
from bot.render.brief.choosing import brief_of_entries
from bot.render.shelf import Kept, Shelf, mark_of
from bot.render.shelving import is_renamed, shelf_of
from bot.store import bookmarks
from bot.store.bookmarks import FolderNameTooLong, folder_key, folder_name
from bot.wording.speech import say
from handlers import saving
from handlers.asking import held_by_button, take_buttons_off
from handlers.brief import send_brief
from handlers.commanding import add_command, words_of
from handlers.here import is_private
from handlers.saving import entry_of, folder_said, full, saved_by
from handlers.sending import acknowledge, reply, show, tell

_log = logging.getLogger(__name__)
_STAY = f"{shelves.STAY}:"


class RepliesToMove(filters.MessageFilter):
    """Messages that reply to our question for a folder, which the question's own button tells."""

    def filter(self, message: Message) -> bool:
        """Say whether this is one."""
        return held_by_button(message.reply_to_message, message.get_bot().id, _STAY) is not None


async def saved_command(update: Update, context: DeskContext) -> None:
    """List folders and entries, or the folder that is named."""
    if not is_private(update):
        await tell(update, say(screens.NOT_HERE))
        return
    shelf, words = await _shelf(update, context), " ".join(words_of(update, context)).lstrip("#")
    names = [name for name, _ in shelf.folders if words and folder_key(name) == folder_key(words)]
    if names:
        await reply(update, screens.folder(shelf, mark_of(names[0])))
    else:
        await reply(update, screens.overview(shelf, screens.no_folder(words) if words else ""))


async def turn(update: Update, context: DeskContext) -> None:
    """Show folders, or a page of one, in place."""
    assert context.match is not None
    if not is_private(update):
        await tell(update, say(screens.NOT_HERE))
    else:
        shelf, mark = await _shelf(update, context), context.match["mark"]
        await show(update, screens.folder(shelf, mark, int(context.match["start"])) if mark else screens.overview(shelf))


async def show_entry(update: Update, context: DeskContext) -> None:
    """Show a saved entry in place of the list."""
    if found := await _kept(update, context):
        await show(update, screens.entry(*found))


async def ask_folder(update: Update, context: DeskContext) -> None:
    """Ask into which folder an entry shall go."""
    if found := await _kept(update, context):
        await show(update, screens.ask_folder(*found))


async def put(update: Update, context: DeskContext) -> None:
    """Move an entry into the folder of a button; one that is gone since is no folder."""
    assert context.match is not None
    if found := await _kept(update, context):
        shelf, one = found
        names = [name for name, _ in shelf.folders if mark_of(name) == context.match["mark"]]
        if names or context.match["mark"] == shelves.NONE:
            await _move(update, context, one, names[0] if names else "")
        else:
            await tell(update, say(pages.STALE_BUTTON))


async def move_by_word(update: Update, context: DeskContext) -> None:
    """Move an entry into the folder that a reply names."""
    message = update.message
    assert message is not None
    assert message.reply_to_message is not None
    shelf = await _shelf(update, context)
    one = shelf.find(held_by_button(message.reply_to_message, context.bot.id, _STAY) or "")
    if one is None:
        await tell(update, say(screens.NOT_SAVED))
        return
    try:
        name = folder_name(message.text or "")
    except FolderNameTooLong as error:
        await tell(update, full(error))
        return
    if not name:
        await tell(update, say(screens.NO_NAME))
    elif await _move(update, context, one, name):
        await take_buttons_off(update, message.reply_to_message.message_id)


async def remove(update: Update, context: DeskContext) -> None:
    """Remove an entry, and let that be undone."""
    assert update.effective_user is not None
    if found := await _kept(update, context):
        one = found[1]
        async with context.desk.store.write() as connection:
            await bookmarks.remove(connection, update.effective_user.id, [one.entry.id, *one.entry.formerly])
        await show(update, screens.removed(await _shelf(update, context), one))


async def put_back(update: Update, context: DeskContext) -> None:
    """Undo a removal."""
    entry = await entry_of(update, context)
    if entry is None:
        return
    folder = await folder_said(update, context)
    if await saving.store(update, context, entry, folder):
        shelf = await _shelf(update, context)
        if one := shelf.find(entry.id):
            await show(update, screens.entry(shelf, one, say(screens.RESTORED)))


async def clear(update: Update, context: DeskContext) -> None:
    """Take entries off the list that the knowledge base has lost."""
    assert update.effective_user is not None
    if not is_private(update):
        await tell(update, say(screens.NOT_HERE))
    else:
        lost = [one.entry_id for one in await saved_by(update, context) if not context.desk.catalog.has(one.entry_id)]
        async with context.desk.store.write() as connection:
            await bookmarks.remove(connection, update.effective_user.id, lost)
        await show(update, screens.overview(await _shelf(update, context), say(screens.CLEARED)))


async def pack(update: Update, context: DeskContext) -> None:
    """Send a folder as one file."""
    assert context.match is not None
    if not is_private(update):
        await tell(update, say(screens.NOT_HERE))
        return
    listed, form = (await _shelf(update, context)).within(context.match["mark"]), context.match["form"]
    if not listed:
        await tell(update, say(pages.STALE_BUTTON))
        return
    await acknowledge(update)
    title = "" if context.match["mark"] == shelves.ALL else listed[0].folder
    brief = brief_of_entries(context.desk.catalog, title or say(screens.TITLE), [one.entry for one in listed])
    await send_brief(update, context, brief, form)


async def _move(update: Update, context: DeskContext, one: Kept, folder: str) -> bool:
    """Move an entry and show it where it is now; False when there is no room for a new folder."""
    if not await saving.store(update, context, one.entry, folder):
        return False
    shelf = await _shelf(update, context)
    await show(update, screens.entry(shelf, shelf.find(one.entry.id) or one, say(screens.MOVED)))
    return True


async def _kept(update: Update, context: DeskContext) -> tuple[Shelf, Kept] | None:
    """Return all that is saved, and of it the entry that a button names; None where it is not, which is told."""
    assert context.match is not None
    if not is_private(update):
        await tell(update, say(screens.NOT_HERE))
        return None
    shelf = await _shelf(update, context)
    one = shelf.find(context.match["entry"])
    if one is None:
        await tell(update, say(screens.NOT_SAVED))
    return (shelf, one) if one else None


async def _shelf(update: Update, context: DeskContext) -> Shelf:
    """Return what a person has saved, and keep what was renamed under its new name, so that it is told once."""
    assert update.effective_user is not None
    rows, catalog, store = await saved_by(update, context), context.desk.catalog, context.desk.store
    shelf = shelf_of(catalog, rows)
    if shelf.renamed:
        try:
            async with store.write() as connection:
                for row in rows:
                    if is_renamed(catalog, row):
                        entry = catalog.entry(row.entry_id)
                        await bookmarks.rename(connection, update.effective_user.id, row.entry_id, entry.id, entry.title)
        except StoreBusy:
            _log.warning("renamed entries were not noted: the database is busy")
    return shelf


def register(app: DeskApplication) -> None:
    """Add `/saved`, the buttons of saved entries, and replies to the question for a folder."""
    add_command(app, "saved", saved_command)
    new = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE & filters.TEXT & ~filters.COMMAND
    app.add_handler(MessageHandler(new & RepliesToMove(), move_by_word))
    entry, mark = r"(?P<entry>[a-z0-9.-]+)", r"(?P<mark>[0-9a-f]{8}|-|all)"
    buttons = {
        rf"{shelves.SHELF}(?::{mark}:(?P<start>\d{{1,4}}))?": turn,
        rf"(?:{shelves.KEPT}|{shelves.STAY}):{entry}": show_entry,
        rf"{shelves.MOVE}:{entry}": ask_folder,
        rf"{shelves.PUT}:{entry}:{mark}": put,
        rf"{shelves.REMOVE}:{entry}": remove,
        rf"(?s:{shelves.BACK}:{entry}:(?P<folder>.*))": put_back,
        shelves.CLEAR: clear,
        rf"{shelves.PACK}:(?P<form>{'|'.join(screens.FORMS)}):{mark}": pack,
    }
    for pattern, callback in buttons.items():
        app.add_handler(CallbackQueryHandler(callback, pattern=rf"^{pattern}$"))
