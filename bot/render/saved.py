"""Saved entries as their owner sees them: folders, what is in them, and what became of an entry."""

from collections.abc import Sequence

from telegram import InlineKeyboardButton

from bot.catalog.records import Entry
from bot.render import addresses
from bot.render import shelf as shelves
from bot.render.card import subtitle
from bot.render.counts import entry_count, part_of
from bot.render.pages import PAGE
from bot.render.screen import Screen, button, escape, quoted, shorten, tell_apart
from bot.render.shelf import Kept, Shelf, keep, mark_of, page, place_of, put_back
from bot.wording.speech import marked, say, say_many

FORMS = {"html": marked("As HTML"), "docx": marked("As Word"), "csv": marked("As CSV")}
MOST_NAMED = 5
LONGEST_NAMED = 60
TITLE = marked("Saved entries")
_Row = tuple[InlineKeyboardButton, ...]


def saved(one: Kept, before: Kept | None) -> Screen:
    """Say that an entry is saved, or was before and is where now."""
    buttons = [_move(one)]
    if before is None:
        done = _saved(one.folder)
        # Translators: a button that takes back what was just done, such as saving an entry, moving it or stopping a subscription.
        buttons.append(button(say("Undo"), f"{shelves.REMOVE}:{one.entry.id}"))
    elif before.folder == one.folder:
        done = say("Already saved in “{folder}”", folder=escape(one.folder)) if one.folder else say("Already saved")
    else:
        done = say("Moved to “{folder}”", folder=escape(one.folder)) if one.folder else say("Moved out of its folder")
        buttons.append(button(say("Undo"), put_back(before)))
    text = f"<b>{done}</b>\n{escape(one.entry.title)}"
    if before and before.folder not in {"", one.folder}:
        text += "\n" + say("It was in “{folder}”.", folder=_told(before.folder))
    return Screen(text, (tuple(buttons), (_all_saved(),)))


def toast(folder: str, *, is_new: bool) -> str:
    """Return what a button says that saves an entry."""
    if is_new:
        return (
            say("Saved in “{folder}”. /saved shows everything.", folder=folder)
            if folder
            else say("Saved. /saved shows everything.")
        )
    if folder:
        return say("Already saved in “{folder}”. /saved shows everything.", folder=folder)
    return say("Already saved. /saved shows everything.")


def overview(shelf: Shelf, notice: str = "") -> Screen:
    """List the folders; where there is only one, or none, what is in it."""
    folders = shelf.folders
    if not shelf.kept:
        return Screen(_above(shelf, notice) + say(NOTHING_YET), tuple(_clearing(shelf)))
    if len(folders) == 1:
        return folder(shelf, mark_of(folders[0][0]), notice=notice)
    text = f"{_above(shelf, notice)}<b>{say(TITLE)}</b>\n{entry_count(len(shelf.kept))}"
    # Translators: a button among those with the names of folders: entries that are in none, or to put an entry there.
    unsorted = say("Not in a folder")
    labels = [f"{shorten(name, 40) or unsorted} ({len(listed)})" for name, listed in folders]
    rows: list[_Row] = [(button(label, page(mark_of(name), 0)),) for label, (name, _) in zip(labels, folders, strict=True)]
    return Screen(text, (*rows, *_below(shelf, shelves.ALL)))


def folder(shelf: Shelf, mark: str, start: int = 0, notice: str = "") -> Screen:
    """List a folder, a page at a time; the last page where there are fewer than there were."""
    listed = shelf.within(mark)
    if not listed or mark == shelves.ALL:
        return overview(shelf, notice)
    start = min(start, (len(listed) - 1) // PAGE * PAGE) // PAGE * PAGE
    shown = listed[start : start + PAGE]
    whole = len(listed) == len(shown)
    count = entry_count(len(listed)) if whole else part_of(start + 1, start + len(shown), len(listed))
    head = f"<b>{escape(listed[0].folder or say(TITLE))}</b>\n{count}"
    text = f"{_above(shelf, notice)}{head}\n\n" + say("Press an entry to read, move or remove it.")
    labels = tell_apart([f"{at}. {one.entry.title}" for at, one in enumerate(shown, start=start + 1)])
    rows: list[_Row] = [(button(label, f"{shelves.KEPT}:{one.entry.id}"),) for label, one in zip(labels, shown, strict=True)]
    turns = [button(say("Back"), page(mark, start - PAGE))] if start else []
    turns += [button(say("More"), page(mark, start + PAGE))] if start + PAGE < len(listed) else []
    rows += [tuple(turns)] if turns else []
    rows += _below(shelf, mark)
    if len(shelf.folders) > 1:
        rows.append((button(say("All folders"), shelves.SHELF),))
    return Screen(text, tuple(rows))


def entry(shelf: Shelf, one: Kept, notice: str = "") -> Screen:
    """Show a saved entry with all that can be done."""
    text = f"{_above(shelf, notice, gone=False)}<b>{escape(one.entry.title)}</b>\n{escape(subtitle(one.entry))}\n\n"
    text += say("Saved in “{folder}”.", folder=escape(one.folder)) if one.folder else say("Saved.")
    rows = (
        (button(say("Open the entry"), addresses.open_entry(one.entry.id)),),
        (_move(one), button(say("Remove"), f"{shelves.REMOVE}:{one.entry.id}")),
        (_back_to(shelf, one),),
    )
    return Screen(text, rows)


def ask_folder(shelf: Shelf, one: Kept, notice: str = "") -> Screen:
    """Ask for the folder of an entry: one that there is, or by a word in reply."""
    others = [name for name, _ in shelf.folders if name and mark_of(name) != mark_of(one.folder)]
    if others:
        ask = say("Which folder? Choose one, or reply to this message with the name of a new one.")
    else:
        ask = say("Which folder? Reply to this message with the name of a new one.")
    text = f"{_above(shelf, notice, gone=False)}<b>{escape(one.entry.title)}</b>\n{ask}"
    rows = [(button(name, f"{shelves.PUT}:{one.entry.id}:{mark_of(name)}"),) for name in others]
    if one.folder:
        rows.append((button(say("Not in a folder"), f"{shelves.PUT}:{one.entry.id}:{shelves.NONE}"),))
    # Translators: a button below the folders into which an entry may be moved.
    return Screen(text, (*rows, (button(say("Leave it where it is"), f"{shelves.STAY}:{one.entry.id}"),)))


def removed(shelf: Shelf, one: Kept) -> Screen:
    """Say that an entry is removed, and let it be taken back; `shelf` is what is left."""
    rest = ((_back_to(shelf, one),),) if shelf.kept else ()
    title = escape(one.entry.title)
    if one.folder:
        text = say("Removed from “{folder}”: <b>{title}</b>", folder=_told(one.folder), title=title)
    else:
        text = say("Removed: <b>{title}</b>", title=title)
    return Screen(text, ((button(say("Undo"), put_back(one)),), *rest))


def which(entries: Sequence[Entry], folder_name: str) -> Screen:
    """Ask which entry shall be saved."""
    labels = tell_apart([f"{at}. {one.title}" for at, one in enumerate(entries[:PAGE], start=1)])
    rows = tuple((button(label, keep(one.id, folder_name)),) for label, one in zip(labels, entries, strict=False))
    text = say("<b>Which of these should I save?</b>")
    # Only where no button has room for the name must the text hold it.
    if any(shelves.is_mark(str(row[0].callback_data)) for row in rows):
        text += "\n" + say("Folder: “{folder}”.", folder=_told(folder_name))
    return Screen(text, rows)


def no_folder(words: str) -> str:
    """Say, as HTML, that there is no such folder."""
    return say("You have no folder called “{words}”.", words=escape(shorten(words, 40)))


def no_room(most: int) -> str:
    """Say that no more entries can be saved."""
    return say("You have saved {most} entries, the most there is room for. Remove one first: /saved", most=most)


def no_room_for_folders(most: int) -> str:
    """Say that there can be no more folders."""
    return say("You have {most} folders, the most there is room for. Choose one of them: /saved", most=most)


def name_too_long(longest: int) -> str:
    """Say how long the name of a folder may be."""
    return say("A folder’s name can have at most {longest} characters. Choose a shorter one.", longest=longest)


NOTHING_YET = marked(
    "<b>Nothing saved yet.</b>\nReply to an answer with /save, or write what to save: /save ICTC. Add a word to "
    "choose a folder: /save ICTC geneva"
)
HOW_TO_SAVE = marked("Reply to one of my answers with /save, or name what to save and, if you like, a folder:\n/save ICTC geneva")
NOT_HERE = marked("Entries are saved for one person only. Please do this in our private chat.")
NOT_SAVED = marked("This is not one of your saved entries. /saved shows them.")
NO_NAME = marked("I do not understand this folder name. Write a word or two.")
# Translators: an entry whose removal was undone.
RESTORED = marked("The entry is saved again.")
# Translators: an entry, into another folder.
MOVED = marked("Moved.")
# Translators: entries that are no longer in the knowledge base, from the list of saved ones.
CLEARED = marked("They have been removed from the list.")


def _above(shelf: Shelf, notice: str, *, gone: bool = True) -> str:
    """Return what must be said first: that entries were renamed, or have vanished."""
    said = [notice] if notice else []
    if shelf.renamed:
        shown = shelf.renamed[:MOST_NAMED]
        pairs = "; ".join(say("“{old}” is now “{new}”", old=_short(old), new=_short(new)) for old, new in shown)
        said.append(say("Renamed since you saved them: {names}.", names=_and_more(pairs, len(shelf.renamed))))
    if shelf.gone and gone:
        names = ", ".join(quoted(shorten(title, LONGEST_NAMED)) for title in shelf.gone[:MOST_NAMED])
        said.append(say("No longer in the knowledge base: {names}.", names=_and_more(names, len(shelf.gone))))
    return "".join(f"{line}\n\n" for line in said)


def _below(shelf: Shelf, mark: str) -> list[_Row]:
    rows = [tuple(button(say(label), f"{shelves.PACK}:{name}:{mark}") for name, label in FORMS.items())]
    return [*rows, *_clearing(shelf)]


def _clearing(shelf: Shelf) -> list[_Row]:
    return [(button(say("Remove entries that no longer exist"), shelves.CLEAR),)] if shelf.gone else []


def _back_to(shelf: Shelf, one: Kept) -> InlineKeyboardButton:
    """Return the button to the page on which an entry stands, or stood."""
    mark = mark_of(one.folder)
    at = sum(place_of(other.entry) < place_of(one.entry) for other in shelf.within(mark))
    return button(say("Back to the list"), page(mark, at // PAGE * PAGE))


def _all_saved() -> InlineKeyboardButton:
    return button(say("All saved entries"), shelves.SHELF)


def _move(one: Kept) -> InlineKeyboardButton:
    # Translators: a button that puts a saved entry into another folder.
    return button(say("Move"), f"{shelves.MOVE}:{one.entry.id}")


def _short(title: str) -> str:
    return escape(shorten(title, LONGEST_NAMED))


def _and_more(names: str, number: int) -> str:
    """Return names, and how many there are beside those that are named."""
    if number <= MOST_NAMED:
        return names
    return say_many("{names} and {count} more", "{names} and {count} more", number - MOST_NAMED, names=names)


def _saved(folder: str) -> str:
    if folder:
        return say("Saved in “{folder}”", folder=escape(folder))
    # Translators: a heading above the title of an entry that was just saved.
    return say("Saved")


def _told(folder: str) -> str:
    """Return a folder's name, as HTML, such that it can be read out of the message; see `shelf.put_back`."""
    return f"<i>{escape(folder)}</i>"
