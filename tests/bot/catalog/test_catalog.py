"""Look-ups on a small catalog."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from bot.catalog.catalog import Catalog
from bot.catalog.loader import load_catalog
from bot.catalog.records import Entry
from bot.errors import UnknownEntry


@pytest.fixture(scope="module")
def small() -> Catalog:
    return load_catalog(Path(__file__).parents[2] / "data" / "base")


def ids(entries: tuple[Entry, ...]) -> list[str]:
    return [entry.id for entry in entries]


@pytest.mark.parametrize(("name", "found"), [("paper-1", "paper-1"), ("paper-one", "paper-1")], ids=["current", "former"])
def test_an_entry_is_found_by_any_id_it_had(small: Catalog, name: str, found: str) -> None:
    assert small.has(name)
    assert small.entry(name).id == found


@pytest.mark.parametrize("name", ["nobody", "", "PAPER-1", "Help Desk for Newcomers"])
def test_no_other_name_is_an_entry(small: Catalog, name: str) -> None:
    assert not small.has(name)
    with pytest.raises(UnknownEntry, match=re.escape(f"id must be that of an entry, got {name!r}")):
        small.entry(name)


@pytest.mark.parametrize(
    ("name", "related"), [("helpdesk", ["paper-1", "treaty"]), ("paper-1", ["helpdesk"]), ("treaty", ["helpdesk"])]
)
def test_relations_lead_both_ways_and_once(small: Catalog, name: str, related: list[str]) -> None:
    assert ids(small.related(small.entry(name))) == related


def test_relations_that_an_entry_lists_come_first_in_its_order(small: Catalog) -> None:
    desk, treaty = replace(small.entry("helpdesk"), related=("treaty",)), small.entry("treaty")
    other = replace(small, entries=(desk, small.entry("paper-1"), treaty))
    assert ids(other.related(desk)) == ["treaty", "paper-1"]


@pytest.mark.parametrize(("theme", "entries"), [("1.1", ["helpdesk", "treaty"]), ("2.1", ["paper-1", "helpdesk"]), ("9.9", [])])
def test_a_theme_lists_first_those_that_put_it_first(small: Catalog, theme: str, entries: list[str]) -> None:
    assert ids(small.of_theme(theme)) == entries


@pytest.mark.parametrize(
    ("name", "pages"), [("helpdesk", "10"), ("paper-1", "15"), ("treaty", "")], ids=["its own", "its section's", "none known"]
)
def test_pages_are_the_best_known(small: Catalog, name: str, pages: str) -> None:
    assert small.pages(small.entry(name)) == pages


def test_an_entry_leads_to_document_section_theme_and_cluster(small: Catalog) -> None:
    entry = small.entry("paper-1")
    places = (
        small.document(entry.source.document).short,
        small.section(entry).title,
        small.theme("2.1").label,
        small.cluster_of("2.1").label,
    )
    assert places == ("The Paper", "Labour", "Labour mobility", "Regular pathways")


@pytest.mark.parametrize(("number", "there"), [("1.1", True), ("1.2", False), ("1", False)])
def test_a_theme_is_known_by_its_number(small: Catalog, number: str, there: bool) -> None:
    assert small.has_theme(number) is there


def test_kinds_are_told_apart(small: Catalog) -> None:
    assert [ids(small.of_kind(kind)) for kind in ("practice", "recommendation", "instrument")] == [
        ["helpdesk"],
        ["paper-1"],
        ["treaty"],
    ]


@pytest.mark.parametrize("number", [1, 23])
def test_an_objective_is_found_by_its_number(small: Catalog, number: int) -> None:
    assert small.objective(number).label == f"Objective {number}"


def test_the_version_names_edition_and_revision(small: Catalog) -> None:
    assert re.fullmatch(r"2026\.01 \([0-9a-f]{7}\)", small.version)
