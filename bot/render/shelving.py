"""Saved entries put on a shelf as the knowledge base has them now: renamed ones under their new names, lost ones apart."""

from collections.abc import Sequence

from bot.catalog.catalog import Catalog
from bot.render.shelf import Kept, Shelf, place_of
from bot.store.bookmarks import Bookmark


def shelf_of(catalog: Catalog, rows: Sequence[Bookmark]) -> Shelf:
    """Return saved entries as they are shown; one that is saved under two names is there once."""
    kept: dict[str, Kept] = {}
    # What bears its present id comes last and stays.
    for row in sorted(rows, key=lambda row: catalog.has(row.entry_id) and catalog.entry(row.entry_id).id == row.entry_id):
        if catalog.has(row.entry_id):
            entry = catalog.entry(row.entry_id)
            kept[entry.id] = Kept(entry, row.folder)
    renamed = [(row, catalog.entry(row.entry_id)) for row in rows if is_renamed(catalog, row)]
    pairs = ((row.title, one.title) if row.title != one.title else (row.entry_id, one.id) for row, one in renamed)
    gone = (row.title for row in rows if not catalog.has(row.entry_id))
    return Shelf(tuple(sorted(kept.values(), key=lambda one: place_of(one.entry))), tuple(gone), tuple(pairs))


def is_renamed(catalog: Catalog, row: Bookmark) -> bool:
    """Say whether an entry has another id or title now than when it was saved."""
    if not catalog.has(row.entry_id):
        return False
    entry = catalog.entry(row.entry_id)
    return (entry.id, entry.title) != (row.entry_id, row.title)
