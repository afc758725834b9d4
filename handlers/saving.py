"""Saving an entry: `/save` in reply to an answer or with the name of an entry, and the button below answers."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from telegram import Message, Update
from telegram.ext import CallbackQueryHandler

from bot.catalog.catalog import Catalog
from bot.catalog.records import Entry
from bot.desk import Desk, DeskApplication, DeskContext
from bot.render import feedback, pages
from bot.render import saved as screens
from bot.render import shelf as shelves
from bot.render.answers import answer
from bot.render.screen import Screen, escape
from bot.render.shelf import Kept
from bot.render.source import source_line
from bot.search.results import Verdict
from bot.search.words import split
from bot.store import bookmarks
from bot.store.bookmarks import Bookmark, FolderNameTooLong, TooManyEntries, TooManyFolders, folder_name
from handlers.commanding import add_command, words_of
from handlers.here import is_private
from handlers.sending import acknowledge, reply, show, tell

_TAGGED = re.compile(r"(.*?)\s*#(.+)", re.DOTALL)
_OWN = re.compile(rf"(?:{shelves.SAVE}|{shelves.KEPT}|{shelves.MOVE}|{feedback.VOTE}:\w):([a-z0-9.-]+)")
_OFFERED = re.compile(r"(?:open|cite):([a-z0-9.-]+)")
FULL = {
    TooManyEntries: screens.no_room(bookmarks.MOST_ENTRIES),
    TooManyFolders: screens.no_room_for_folders(bookmarks.MOST_FOLDERS),
    FolderNameTooLong: screens.name_too_long(bookmarks.LONGEST_FOLDER),
}


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to save: entries of which one is meant, and a folder or none."""

    entries: Sequence[Entry] = ()
    folder: str = ""


async def save_command(update: Update, context: DeskContext) -> None:
    """Save what the message replies to, or what is named; more than one is offered."""
    if not is_private(update):
        await tell(update, screens.NOT_HERE)
        return
    words = " ".join(words_of(update, context))
    try:
        wish = await _wish(update, context, words)
        if wish is None:
            await reply(update, Screen(escape(screens.HOW_TO_SAVE)))
        elif not wish.entries:
            await reply(update, answer(context.desk.catalog, context.desk.search.ask(words.partition("#")[0])))
        elif len(wish.entries) > 1:
            await reply(update, screens.which(wish.entries, wish.folder))
        else:
            await put(update, context, wish.entries[0], wish.folder)
    except FolderNameTooLong as error:
        await tell(update, FULL[type(error)])


async def keep(update: Update, context: DeskContext) -> None:
    """Save the entry that was chosen, and show where it is."""
    assert context.match is not None
    if (entry := await entry_of(update, context)) is not None:
        await put(update, context, entry, context.match["folder"])


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
        await tell(update, FULL[type(error)])
        return False
    return True


async def entry_of(update: Update, context: DeskContext) -> Entry | None:
    """Return the entry that a button names, None where there is none or this is no private chat, which is told."""
    assert context.match is not None
    name, catalog = context.match["entry"], context.desk.catalog
    if not is_private(update):
        await tell(update, screens.NOT_HERE)
    elif not catalog.has(name):
        await tell(update, pages.STALE_BUTTON)
    else:
        return catalog.entry(name)
    return None


async def saved_by(update: Update, context: DeskContext) -> list[Bookmark]:
    """Return what this person has saved."""
    assert update.effective_user is not None
    async with context.desk.store.read() as connection:
        return await bookmarks.of_user(connection, update.effective_user.id)


async def _saved_as(update: Update, context: DeskContext, entry: Entry) -> Bookmark | None:
    """Return how this person has saved an entry, also under an id that it had before; None where it is not saved."""
    known = {one.entry_id: one for one in await saved_by(update, context)}
    return next((known[name] for name in (entry.id, *entry.formerly) if name in known), None)


async def _wish(update: Update, context: DeskContext, words: str) -> Wish | None:
    """Return what is to be saved, None where nothing is named. Raises FolderNameTooLong."""
    desk = context.desk
    answered = update.message.reply_to_message if update.message else None
    by_id = desk.catalog.has(words.lower().partition(" ")[0])
    shown = entries_in(desk.catalog, answered, context.bot.id) if answered and not by_id else []
    if shown:
        return Wish(shown, folder_name(words))
    return named(desk, words, {one.folder for one in await saved_by(update, context)}) if words else None


def entries_in(catalog: Catalog, message: Message, bot_id: int) -> list[Entry]:
    """Return the entries that a message of ours shows: its own, otherwise those that it offers."""
    sender = message.via_bot or message.from_user
    if sender is None or sender.id != bot_id:
        return []
    rows = message.reply_markup.inline_keyboard if message.reply_markup else ()
    said = [str(key.callback_data or "") for row in rows for key in row]
    text = message.text or ""
    lines = set(text.splitlines())
    by_title = [one for one in catalog.entries if one.title in lines and source_line(catalog, one) in text]
    return _known(catalog, _OWN, said) or by_title or _known(catalog, _OFFERED, said)


def named(desk: Desk, words: str, folders: Iterable[str]) -> Wish:
    """Return which entries words name, and the folder: after `#`, after a full name, or one that there is at the end.

    Raises FolderNameTooLong.
    """
    if tagged := _TAGGED.fullmatch(words):
        return Wish(_found(desk, tagged[1]), folder_name(tagged[2]))
    parts, names = words.split(), _names(desk.catalog)
    for at in range(len(parts), 0, -1):
        entry = names.get(_key(" ".join(parts[:at]))) or names.get((parts[0].lower(),) if at == 1 else ())
        if entry and len(" ".join(parts[at:])) <= bookmarks.LONGEST_FOLDER:
            return Wish([entry], folder_name(" ".join(parts[at:])))
    for folder in sorted(filter(None, folders), key=len, reverse=True):
        count = len(folder.split())
        if len(parts) > count and bookmarks.folder_key(" ".join(parts[-count:])) == bookmarks.folder_key(folder):
            return Wish(_found(desk, " ".join(parts[:-count])), folder)
    return Wish(_found(desk, words))


def _found(desk: Desk, words: str) -> list[Entry]:
    """Return the entries that a search finds: one where it is sure and read nothing otherwise than it was written."""
    if desk.catalog.has(words.lower()):
        return [desk.catalog.entry(words.lower())]
    found = desk.search.ask(words)
    sure = found.verdict is Verdict.ANSWER and not found.corrections
    return [hit.entry for hit in found.hits[: 1 if sure else pages.PAGE]]


def _names(catalog: Catalog) -> dict[tuple[str, ...], Entry]:
    """Return the entries by id, title and alias."""
    by_name = {_key(name): entry for entry in catalog.entries for name in (entry.title, *entry.aliases)}
    return by_name | {(name,): entry for entry in catalog.entries for name in (*entry.formerly, entry.id)}


def _key(name: str) -> tuple[str, ...]:
    return tuple(word.folded for word in split(name))


def _known(catalog: Catalog, pattern: re.Pattern[str], said: Iterable[str]) -> list[Entry]:
    names = [found[1] for one in said if (found := pattern.match(one)) and catalog.has(found[1])]
    return list({catalog.entry(name).id: catalog.entry(name) for name in names}.values())


def register(app: DeskApplication) -> None:
    """Add `/save` and the buttons that save."""
    add_command(app, "save", save_command)
    app.add_handler(CallbackQueryHandler(save, pattern=rf"^{shelves.SAVE}:(?P<entry>[a-z0-9.-]+)$"))
    app.add_handler(CallbackQueryHandler(keep, pattern=rf"(?s)^{shelves.KEEP}:(?P<entry>[a-z0-9.-]+):(?P<folder>.*)$"))
