"""What is offered while somebody types, and beside the entry that is shown."""

import pytest

from bot.catalog.catalog import Catalog
from bot.search.suggest import Completer, Sort, near


@pytest.fixture(scope="module")
def completer(catalog: Catalog) -> Completer:
    return Completer(catalog)


TYPED = [
    ("new york d", Sort.ENTRY, "new-york-declaration"),
    ("palermo prot", Sort.ENTRY, "palermo-protocol"),
    ("6deg", Sort.ENTRY, "iom-6degree"),
    ("c97", Sort.ENTRY, "ilo-c97"),
    ("ger", Sort.COUNTRY, "DE"),
    ("côte", Sort.COUNTRY, "CI"),
    ("labour mob", Sort.THEME, "2.1"),
    ("PORTABILITY of soc", Sort.THEME, "4.5"),
]


@pytest.mark.parametrize(("typed", "sort", "target"), TYPED, ids=[typed for typed, *_ in TYPED])
def test_a_name_that_goes_on_so_is_offered(completer: Completer, typed: str, sort: Sort, target: str) -> None:
    assert (sort, target) in [(name.sort, name.target) for name in completer.complete(typed)]


def test_a_name_is_found_by_any_of_its_words_its_own_start_first(completer: Completer) -> None:
    offered = completer.complete("migration", 50)
    starts = [name.text.casefold().startswith("migration") for name in offered]
    assert starts == sorted(starts, reverse=True)
    assert not all(starts)


def test_each_goal_is_offered_once(completer: Completer) -> None:
    goals = [(name.sort, name.target) for name in completer.complete("ilo", 100)]
    assert len(goals) == len(set(goals)) > 3


@pytest.mark.parametrize("typed", ["", "   ", "?!", "xyzzy", "\u200b"])
def test_nothing_is_offered_for_nothing(completer: Completer, typed: str) -> None:
    assert completer.complete(typed) == []


def test_linked_entries_come_first_and_the_entry_itself_never(catalog: Catalog) -> None:
    entry = catalog.entry("gfmd-3.4-pa-1")
    beside = [other.id for other in near(catalog, entry, 20)]
    linked = [name for name in beside if name in entry.related or entry.id in catalog.entry(name).related]
    assert linked
    assert beside[: len(linked)] == linked
    assert entry.id not in beside


def test_what_is_near_does_not_change(catalog: Catalog) -> None:
    for name in ("canada-ictc", "new-york-declaration", "iom-3-1"):
        entry = catalog.entry(name)
        assert near(catalog, entry) == near(catalog, entry)
        assert len(near(catalog, entry)) == 5
