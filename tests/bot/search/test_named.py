"""Which entries somebody names, and what was said after the name: by id, title, alias or a search; after # or as a known folder."""

import pytest

from bot.catalog.catalog import Catalog
from bot.search import Search
from bot.search.named import MOST, Folders, named
from bot.search.names import NameFinder

FOLDERS = Folders(("Geneva talks", "rome", ""), str.casefold, 32)
ICTC = "canada-ictc"
# What is said, the entry that is meant, and the folder.
SAID = {
    ICTC: (ICTC, ""),
    "CANADA-ICTC": (ICTC, ""),
    "ICTC Geneva": (ICTC, "Geneva"),
    "ictc #new one": (ICTC, "new one"),
    "the New York Declaration Geneva": ("new-york-declaration", "Geneva"),
    "which country matches newcomers who work in IT with employers? geneva TALKS": (ICTC, "Geneva talks"),
    "which country matches newcomers who work in IT with employers? #Oslo": (ICTC, "Oslo"),
}


@pytest.fixture(scope="module")
def names(catalog: Catalog) -> NameFinder:
    return NameFinder(catalog)


@pytest.mark.parametrize("words", SAID)
def test_an_entry_and_a_folder_are_told_apart(names: NameFinder, search: Search, words: str) -> None:
    found = named(names, search, words, FOLDERS)
    assert ([one.id for one in found.entries], found.folder) == ([SAID[words][0]], SAID[words][1])


def test_several_that_may_be_meant_are_as_many_as_one_can_choose_from(names: NameFinder, search: Search) -> None:
    found = named(names, search, "return rome", FOLDERS)
    assert 1 < len(found.entries) <= MOST
    assert found.folder == "rome"


@pytest.mark.parametrize("words", ["recipe for lentil soup", "#geneva", "rome"])
def test_what_names_nothing_names_nothing(names: NameFinder, search: Search, words: str) -> None:
    assert named(names, search, words, FOLDERS).entries == ()


def test_what_is_too_long_for_a_folder_belongs_to_the_question(names: NameFinder, search: Search) -> None:
    assert named(names, search, f"ICTC {'x' * 33}", FOLDERS).folder == ""
