"""Saved entries as their owner sees them: folders, what is in them, and what became of an entry."""

from collections.abc import Sequence

from telegram import InlineKeyboardButton

from bot.catalog.records import Entry
from bot.render import addresses
from bot.render import shelf as shelves
from bot.render.card import subtitle
from bot.render.pages import PAGE
from bot.render.screen import Screen, button, escape, shorten, tell_apart
from bot.render.shelf import Kept, Shelf, keep, mark_of, page, place_of, put_back

FORMS = {"html": "As HTML", "docx": "As Word", "csv": "As CSV"}
MOST_NAMED = 5
LONGEST_NAMED = 60
TITLE = "Saved entries"
_Row = tuple[InlineKeyboardButton, ...]


def saved(one: Kept, before: Kept | None) -> Screen:
    """Say that an entry is saved, or was before and is where now."""
    if before is None:
        done = f"<b>Saved{_in(one.folder)}</b>"
    elif before.folder == one.folder:
        done = f"<b>Saved before{_in(one.folder)}</b>"
    else:
        done = f"<b>Moved to {_folder(one.folder)}</b>"
    buttons = [button("Move", f"{shelves.MOVE}:{one.entry.id}")]
    if before is None:
        buttons.append(button("Undo", f"{shelves.REMOVE}:{one.entry.id}"))
    elif before.folder != one.folder:
        buttons.append(button("Undo", put_back(before)))
    return Screen(f"{done}\n{escape(one.entry.title)}", (tuple(buttons), (_all_saved(),)))


def toast(folder: str, *, is_new: bool) -> str:
    """Return what a button says that saves an entry."""
    return f"{'Saved' if is_new else 'Saved before'}{_where(folder)}. /saved shows all."


def overview(shelf: Shelf, notice: str = "") -> Screen:
    """List the folders; where there is only one, or none, what is in it."""
    folders = shelf.folders
    if not shelf.kept:
        return Screen(_above(shelf, notice) + NOTHING_YET, tuple(_clearing(shelf)))
    if len(folders) == 1:
        return folder(shelf, mark_of(folders[0][0]), notice=notice)
    text = f"{_above(shelf, notice)}<b>{TITLE}</b>\n{_entries(len(shelf.kept))}"
    labels = [f"{shorten(name, 40) or 'In no folder'} ({len(listed)})" for name, listed in folders]
    rows: list[_Row] = [(button(label, page(mark_of(name), 0)),) for label, (name, _) in zip(labels, folders, strict=True)]
    return Screen(text, (*rows, *_below(shelf, shelves.ALL)))


def folder(shelf: Shelf, mark: str, start: int = 0, notice: str = "") -> Screen:
    """List a folder, a page at a time; the last page where there are fewer than there were."""
    listed = shelf.within(mark)
    if not listed or mark == shelves.ALL:
        return overview(shelf, notice)
    start = min(start, (len(listed) - 1) // PAGE * PAGE) // PAGE * PAGE
    shown = listed[start : start + PAGE]
    count = _entries(len(listed)) if len(listed) == len(shown) else f"{start + 1} to {start + len(shown)} of {len(listed)} entries"
    text = f"{_above(shelf, notice)}<b>{escape(listed[0].folder or TITLE)}</b>\n{count}\n\nPress one to read, move or remove it."
    labels = tell_apart([f"{at}. {one.entry.title}" for at, one in enumerate(shown, start=start + 1)])
    rows: list[_Row] = [(button(label, f"{shelves.KEPT}:{one.entry.id}"),) for label, one in zip(labels, shown, strict=True)]
    turns = [button("Back", page(mark, start - PAGE))] if start else []
    turns += [button("More", page(mark, start + PAGE))] if start + PAGE < len(listed) else []
    rows += [tuple(turns)] if turns else []
    rows += _below(shelf, mark)
    if len(shelf.folders) > 1:
        rows.append((button("All folders", shelves.SHELF),))
    return Screen(text, tuple(rows))


def entry(shelf: Shelf, one: Kept, notice: str = "") -> Screen:
    """Show a saved entry with all that can be done."""
    text = f"{_above(shelf, notice, gone=False)}<b>{escape(one.entry.title)}</b>\n{escape(subtitle(one.entry))}\n\n"
    text += f"Saved{_in(one.folder)}."
    rows = (
        (button("Open", addresses.open_entry(one.entry.id)),),
        (button("Move", f"{shelves.MOVE}:{one.entry.id}"), button("Remove", f"{shelves.REMOVE}:{one.entry.id}")),
        (_back_to(shelf, one),),
    )
    return Screen(text, rows)


def ask_folder(shelf: Shelf, one: Kept, notice: str = "") -> Screen:
    """Ask for the folder of an entry: one that there is, or by a word in reply."""
    others = [name for name, _ in shelf.folders if name and mark_of(name) != mark_of(one.folder)]
    text = (
        f"{_above(shelf, notice, gone=False)}<b>{escape(one.entry.title)}</b>\nInto which folder?"
        f"{' Choose one, or reply' if others else ' Reply'} to this message with the name of a new one."
    )
    rows = [(button(name, f"{shelves.PUT}:{one.entry.id}:{mark_of(name)}"),) for name in others]
    if one.folder:
        rows.append((button("In no folder", f"{shelves.PUT}:{one.entry.id}:{shelves.NONE}"),))
    return Screen(text, (*rows, (button("Leave it", f"{shelves.STAY}:{one.entry.id}"),)))


def removed(shelf: Shelf, one: Kept) -> Screen:
    """Say that an entry is removed, and let it be taken back; `shelf` is what is left."""
    rest = ((_back_to(shelf, one),),) if shelf.kept else ()
    text = f"Removed{_from(one.folder)}: <b>{escape(one.entry.title)}</b>"
    return Screen(text, ((button("Undo", put_back(one)),), *rest))


def which(entries: Sequence[Entry], folder_name: str) -> Screen:
    """Ask which entry shall be saved."""
    labels = tell_apart([f"{at}. {one.title}" for at, one in enumerate(entries[:PAGE], start=1)])
    rows = tuple((button(label, keep(one.id, folder_name)),) for label, one in zip(labels, entries, strict=False))
    return Screen("<b>Which of these shall I save?</b>", rows)


def no_folder(words: str) -> str:
    """Say, as HTML, that there is no such folder."""
    return f"You have no folder “{escape(shorten(words, 40))}”."


def no_room(most: int) -> str:
    """Say that no more entries can be saved."""
    return f"There is room for {most} entries, and you have as many. Remove one first: /saved"


def no_room_for_folders(most: int) -> str:
    """Say that there can be no more folders."""
    return f"There is room for {most} folders, and you have as many. Choose one of them: /saved"


def name_too_long(longest: int) -> str:
    """Say how long the name of a folder may be."""
    return f"The name of a folder has at most {longest} characters. Choose a shorter one."


NOTHING_YET = (
    "<b>Nothing saved yet.</b>\nReply to an answer with /save, or write what to save: /save ICTC. A word after it is a folder: "
    "/save ICTC geneva"
)
HOW_TO_SAVE = "Write /save in reply to an answer of mine, or name what to save and, if you like, a folder:\n/save ICTC geneva"
NOT_HERE = "Entries are saved for one person. Please do this in our private chat."
NOT_SAVED = "This entry is not among your saved ones. /saved shows them."
NO_NAME = "I cannot read this as the name of a folder. Write a word or two."
RESTORED = "It is back."
MOVED = "Moved."
CLEARED = "They are off the list."


def _above(shelf: Shelf, notice: str, *, gone: bool = True) -> str:
    """Return what must be said first: that entries were renamed, or have vanished."""
    said = [notice] if notice else []
    if shelf.renamed:
        pairs = [f"“{_short(old)}” is now “{_short(new)}”" for old, new in shelf.renamed[:MOST_NAMED]]
        said.append(f"Renamed since you saved them: {'; '.join(pairs)}{_and_more(len(shelf.renamed))}.")
    if shelf.gone and gone:
        names = ", ".join(f"“{_short(title)}”" for title in shelf.gone[:MOST_NAMED])
        said.append(f"No longer in the knowledge base: {names}{_and_more(len(shelf.gone))}.")
    return "".join(f"{line}\n\n" for line in said)


def _below(shelf: Shelf, mark: str) -> list[_Row]:
    rows = [tuple(button(label, f"{shelves.PACK}:{name}:{mark}") for name, label in FORMS.items())]
    return [*rows, *_clearing(shelf)]


def _clearing(shelf: Shelf) -> list[_Row]:
    return [(button("Remove what is gone from the list", shelves.CLEAR),)] if shelf.gone else []


def _back_to(shelf: Shelf, one: Kept) -> InlineKeyboardButton:
    """Return the button to the page on which an entry stands, or stood."""
    mark = mark_of(one.folder)
    at = sum(place_of(other.entry) < place_of(one.entry) for other in shelf.within(mark))
    return button("Back to the list", page(mark, at // PAGE * PAGE))


def _all_saved() -> InlineKeyboardButton:
    return button("All saved entries", shelves.SHELF)


def _entries(number: int) -> str:
    return "1 entry" if number == 1 else f"{number} entries"


def _short(title: str) -> str:
    return escape(shorten(title, LONGEST_NAMED))


def _and_more(number: int) -> str:
    return f" and {number - MOST_NAMED} more" if number > MOST_NAMED else ""


def _where(folder: str) -> str:
    return f" in “{folder}”" if folder else ""


def _in(folder: str) -> str:
    return escape(_where(folder))


def _from(folder: str) -> str:
    return f" from “{escape(folder)}”" if folder else ""


def _folder(folder: str) -> str:
    return f"“{escape(folder)}”" if folder else "no folder"
