"""The buttons of the catalogue's lists: never too long, read as written, and of use after the knowledge base has changed."""

from dataclasses import replace

import pytest
from telegram_rules import read

from bot.catalog.catalog import Catalog
from bot.render.catalogue.trail import MOST_BYTES, Step, address, beside, tag, to_entry, trail_of
from bot.render.catalogue.walk import CHANGED, UNKNOWN, go


def test_an_address_never_gets_too_long(catalog: Catalog) -> None:
    deep = replace(catalog.entries[0], id="a" * 48)
    trail = to_entry(deep)
    for _ in range(20):
        trail = (*beside(catalog, trail, deep, "M")[:-1], Step("M", opened=999))
        assert len(address(catalog, trail).encode()) <= MOST_BYTES


def test_a_way_that_got_too_long_begins_at_the_card(catalog: Catalog) -> None:
    entry, trail = catalog.entry("canada-ictc"), to_entry(catalog.entry("canada-ictc"))
    while len(longer := beside(catalog, trail, entry, "M")) > len(trail):
        trail = (*longer[:-1], Step("M", opened=0))
    assert longer == (*to_entry(entry), Step("M"))


def test_addresses_are_read_as_they_were_written(catalog: Catalog) -> None:
    trail = (Step("c3:p", opened=12), Step("P", start=8))
    assert address(catalog, trail) == f"b|{tag(catalog)}|c3:p~12/P+8"
    assert trail_of(address(catalog, trail)) == (tag(catalog), trail)


@pytest.fixture
def newer(catalog: Catalog) -> Catalog:
    """Return the catalog as another revision that has lost an entry and a country."""
    kept = tuple(entry for entry in catalog.entries if entry.id != "canada-ictc" and "DE" not in entry.countries)
    return replace(catalog, revision="ffffff0", entries=kept)


@pytest.mark.parametrize(
    ("to", "shown"),
    [
        ("s3.3~0", "3.3 Multi-stakeholder involvement\n"),
        ("s3.3+16", "3.3 Multi-stakeholder involvement\n"),
        ("s3.3~4/M~2/F", "3.3 Multi-stakeholder involvement\n"),
        ("nDE~1", "What the desk holds\n"),
        ("nDE", "What the desk holds\n"),
        ("@canada-ictc", "What the desk holds\n"),
        ("@adept/M~1", ""),
    ],
)
def test_a_button_of_an_older_knowledge_base_says_so_and_shows_what_is_there(
    catalog: Catalog, newer: Catalog, to: str, shown: str
) -> None:
    screen, notice = go(newer, f"b|{tag(catalog)}|{to}")
    assert notice == CHANGED
    assert read(screen).startswith(shown or newer.entry("adept").title)


@pytest.mark.parametrize(
    ("to", "shown"), [("c3", "3 Cooperation"), ("s3.3", "3.3 Multi"), ("@adept", "ADEPT"), ("@adept/M", "More")]
)
def test_a_button_that_counts_nothing_outlives_its_knowledge_base(catalog: Catalog, newer: Catalog, to: str, shown: str) -> None:
    screen, notice = go(newer, f"b|{tag(catalog)}|{to}")
    assert notice == ""
    assert shown in read(screen)


@pytest.mark.parametrize("to", ["b", "b|", "b|a|b|c", "b|x|", "b|x|/", "b|x|s3.3~", "b|x|<b>", "b|x|s3.3~9999", "b|x|\u202e"])
def test_a_button_that_says_nothing_shows_all_there_is(catalog: Catalog, to: str) -> None:
    screen, notice = go(catalog, to)
    assert notice == UNKNOWN
    assert read(screen).startswith("What the desk holds\n")


@pytest.mark.parametrize(
    "to",
    ["q", "s9.9", "c9", "g0", "g99", "nXX", "o24", "o0", "kx", "d9", "d0", "d1.9.9", "s3.3:x", "s3.3~999", "t~0", "s3.3/M", "hh"],
)
def test_an_address_that_leads_nowhere_shows_what_is_there(catalog: Catalog, to: str) -> None:
    screen, notice = go(catalog, f"b|{tag(catalog)}|{to}")
    assert notice == CHANGED
    read(screen)


def test_notices_fit_a_toast() -> None:
    assert all(0 < len(notice) <= 200 for notice in (CHANGED, UNKNOWN))
