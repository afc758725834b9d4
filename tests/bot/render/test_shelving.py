"""Saved entries as the knowledge base has them now."""

from dataclasses import replace

from bot.catalog.catalog import Catalog
from bot.render.shelving import is_renamed, shelf_of
from bot.store.bookmarks import Bookmark

ICTC = "canada-ictc"


def row(catalog: Catalog, name: str, folder: str = "") -> Bookmark:
    return Bookmark(name, catalog.entry(name).title, folder)


def renamed(catalog: Catalog, new_id: str) -> Catalog:
    """Return the catalog with another id for one entry."""
    entries = tuple(replace(one, id=new_id, formerly=(ICTC,)) if one.id == ICTC else one for one in catalog.entries)
    return replace(catalog, entries=entries)


def test_what_is_as_it_was_is_neither_gone_nor_renamed(catalog: Catalog) -> None:
    shelf = shelf_of(catalog, [row(catalog, ICTC, "geneva")])
    assert ([(one.entry.id, one.folder) for one in shelf.kept], shelf.gone, shelf.renamed) == ([(ICTC, "geneva")], (), ())


def test_what_vanished_keeps_its_title(catalog: Catalog) -> None:
    shelf = shelf_of(catalog, [Bookmark("no-such-entry", "A lost title")])
    assert (shelf.kept, shelf.gone) == ((), ("A lost title",))


def test_what_is_saved_under_two_names_is_there_once_in_the_folder_of_the_new_one(catalog: Catalog) -> None:
    later = renamed(catalog, "canada-skills-council")
    old = row(catalog, ICTC, "geneva")
    new = Bookmark("canada-skills-council", old.title, "rome")
    for rows in ([old, new], [new, old]):
        shelf = shelf_of(later, rows)
        assert [(one.entry.id, one.folder) for one in shelf.kept] == [("canada-skills-council", "rome")]
        assert shelf.renamed == ((ICTC, "canada-skills-council"),)
    assert (is_renamed(later, old), is_renamed(later, new), is_renamed(later, Bookmark("none", "x"))) == (True, False, False)
