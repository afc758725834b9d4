"""What a person has saved, as it is shown, and what the buttons below it say."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2s
from itertools import groupby
from unicodedata import normalize

from bot.catalog.records import Entry

SAVE = "save"
KEEP = "keep"
SHELF = "shelf"
KEPT = "kept"
MOVE = "move"
PUT = "put"
STAY = "stay"
REMOVE = "unsave"
BACK = "back"
CLEAR = "clear"
PACK = "pack"
# In place of a folder's mark: those in none, and all there are.
NONE = "-"
ALL = "all"
MOST_BYTES = 64
# No folder's name begins so.
BY_MARK = "#"


@dataclass(frozen=True, slots=True)
class Kept:
    """An entry that somebody saved; `folder` is empty for none."""

    entry: Entry
    folder: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """All that a person saved, by title: `gone` are titles of entries that vanished, `renamed` pairs of old and new name."""

    kept: tuple[Kept, ...] = ()
    gone: tuple[str, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()

    @property
    def folders(self) -> tuple[tuple[str, tuple[Kept, ...]], ...]:
        """Return folders by name, each with what is in it, and last what is in none."""
        ordered = sorted(self.kept, key=lambda one: (not one.folder, one.folder.casefold(), mark_of(one.folder)))
        groups = (tuple(group) for _, group in groupby(ordered, key=lambda one: mark_of(one.folder)))
        return tuple((group[0].folder, group) for group in groups)

    def within(self, mark: str) -> tuple[Kept, ...]:
        """Return what is in the folder of this mark."""
        return tuple(one for one in self.kept if mark in {ALL, mark_of(one.folder)})

    def find(self, entry_id: str) -> Kept | None:
        """Return a saved entry, None when it is not saved."""
        return next((one for one in self.kept if entry_id == one.entry.id or entry_id in one.entry.formerly), None)


def place_of(entry: Entry) -> tuple[str, str]:
    """Return what sorts entries as they are listed."""
    return entry.title.casefold(), entry.id


def mark_of(folder: str) -> str:
    """Return what stands for a folder in a button, where its name may be too long; spellings that differ in case are one."""
    return blake2s(normalize("NFKC", folder).casefold().encode(), digest_size=4).hexdigest() if folder else NONE


def save(entry_id: str) -> str:
    """Return the address that saves an entry and says so over the chat."""
    return f"{SAVE}:{entry_id}"


def keep(entry_id: str, folder: str) -> str:
    """Return the address that saves an entry and shows where; see `put_back` for a folder whose name is too long for it."""
    return _fitting(f"{KEEP}:{entry_id}", folder)


def put_back(one: Kept) -> str:
    """Return the address that undoes a removal.

    A folder whose name is too long for a button stands there by its mark, and by its name in italics in the message.
    """
    return _fitting(f"{BACK}:{one.entry.id}", one.folder)


def is_mark(target: str) -> bool:
    """Say whether an address of `keep` or `put_back` has a folder's mark in place of its name."""
    return target.rpartition(":")[2].startswith(BY_MARK)


def folder_of(said: str, names: Iterable[str]) -> str:
    """Return the folder that such an address says, by name or by the mark of one of the names; empty for none of them."""
    if not said.startswith(BY_MARK):
        return said
    return next((name for name in names if BY_MARK + mark_of(name) == said), "")


def page(mark: str, start: int) -> str:
    """Return the address of a page of a folder, from the `start`-th entry on."""
    return f"{SHELF}:{mark}:{max(0, start)}"


def _fitting(target: str, folder: str) -> str:
    wanted = f"{target}:{folder}"
    return wanted if len(wanted.encode()) <= MOST_BYTES else f"{target}:{BY_MARK}{mark_of(folder)}"
