"""An entry is found by its name, short name or id, and by nothing else."""

import pytest
from small_catalog import entry, shelf

from bot.catalog.catalog import Catalog
from bot.search.names import NameFinder

NAMED = {
    "canada-ictc": "canada-ictc",
    " CANADA-ICTC ": "canada-ictc",
    "ICTC": "canada-ictc",
    "ictc": "canada-ictc",
    "Family Assistance Programme": "germany-family-assistance-programme",
    "the family assistance programme": "germany-family-assistance-programme",
    "10.7": "sdg-10.7",
    "New York Declaration": "new-york-declaration",
    "Migration Governance Framework (MiGOF)": "iom-migof",
}
SAY_MORE_OR_LESS = (
    "ICTC will send us its figures",
    "skills recognition",
    "alternatives to detention for children",
    "remittances",
    "family assistence programme",
    "Canada",
    "France asks for the floor",
    "the",
    "?",
    "",
    "zzzz qqqq",
)


@pytest.fixture(scope="module")
def names(catalog: Catalog) -> NameFinder:
    return NameFinder(catalog)


@pytest.mark.parametrize(("words", "entry_id"), NAMED.items())
def test_a_name_means_its_entry(names: NameFinder, words: str, entry_id: str) -> None:
    found = names.find(words)
    assert found is not None
    assert found.id == entry_id


@pytest.mark.parametrize("words", SAY_MORE_OR_LESS)
def test_other_words_name_nothing(names: NameFinder, words: str) -> None:
    assert names.find(words) is None


def test_every_entry_is_found_by_its_title(catalog: Catalog, names: NameFinder) -> None:
    assert [entry.id for entry in catalog.entries if names.find(entry.title) != entry] == []


def test_what_several_are_called_names_none_of_them(catalog: Catalog) -> None:
    one = entry("one", "Joint Fund", aliases=("JF", "Joint Fund"), formerly=("first",))
    two = entry("two", "The joint fund", aliases=("Fund of Two",))
    names = NameFinder(shelf(catalog, one, two))
    assert names.find("Joint Fund") is None
    assert [names.find(words) for words in ("JF", "the fund of two", "first", "two")] == [one, two, one, two]
