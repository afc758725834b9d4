"""A card shows what every reader must see, and nothing in an entry can break it."""

import re
from dataclasses import replace
from html import unescape

import pytest
from hostile import ENTRIES, texts
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from telegram_rules import buttons, read, targets

from bot.catalog.catalog import Catalog
from bot.catalog.countries import country_name
from bot.catalog.loader import KNOWLEDGE, entry_files
from bot.catalog.records import Details, Entry
from bot.render.card import card, subtitle
from bot.render.plain import plain_card
from bot.render.screen import escape
from bot.render.source import source_line, stamp

steady = settings(derandomize=True, max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
IDS = [path.stem for path in entry_files(KNOWLEDGE)]


def check(catalog: Catalog, entry: Entry, text: str) -> None:
    """Make sure that title, summary, place in the source and stamp stand in the text."""
    assert entry.title in text
    assert entry.summary in text
    assert f"Source {source_line(catalog, entry)}" in text
    assert stamp(entry) in text
    assert catalog.version in text
    assert entry.note in text


@pytest.mark.parametrize("name", IDS)
def test_every_entry_makes_a_card(catalog: Catalog, name: str) -> None:
    entry = catalog.entry(name)
    screen = card(catalog, entry)
    text = read(screen)
    check(catalog, entry, text)
    assert all(country_name(code) in text for code in entry.countries)
    assert all(point in text for point in entry.details.points)
    assert [button["url"].rstrip("/") for button in buttons(screen)] == [link.rstrip("/") for link in entry.links[:3]]


def test_no_entry_breaks_its_card(catalog: Catalog) -> None:
    @steady
    @given(ENTRIES, st.just("") | texts(200), st.just("") | texts(200))
    def holds(entry: Entry, lead: str, why: str) -> None:
        screen = card(catalog, entry, escape(lead), why, [entry, entry])
        text = read(screen)
        check(catalog, entry, text)
        assert lead in text
        assert why in text
        assert targets(screen) == [f"open:{entry.id}"] * 2

    holds()


def test_an_overlong_card_loses_its_last_details_and_says_so(catalog: Catalog) -> None:
    points = tuple(f"{at}. " + "point " * 48 for at in range(12))
    entry = replace(catalog.entry("bali-process"), details=Details(who="W" * 400, limits="L" * 400, points=points), note="N" * 500)
    text = read(card(catalog, entry))
    check(catalog, entry, text)
    kept = [point in text for point in points]
    assert kept == sorted(kept, reverse=True)
    assert kept[0]
    assert not kept[-1]
    assert "\n…\n" in text


def test_what_goes_before_and_after(catalog: Catalog) -> None:
    first, other = catalog.entry("bali-process"), catalog.entry("sdg-10.7")
    screen = card(catalog, first, "<b>Look</b> here", "matches <b> & “Bali”", [other])
    text = read(screen)
    assert text.startswith("Look here\n\n" + first.title)
    assert "Found by: matches <b> & “Bali”" in text
    assert targets(screen) == ["open:sdg-10.7"]
    assert buttons(screen)[-1]["text"].startswith("Also: SDG target 10.7")


SUBTITLES = [(("CI", "GB"), "Practice · Côte d’Ivoire, United Kingdom"), ((), "Practice")]


@pytest.mark.parametrize(("countries", "expected"), SUBTITLES)
def test_kind_and_countries_stand_below_the_title(catalog: Catalog, countries: tuple[str, ...], expected: str) -> None:
    assert subtitle(replace(catalog.entry("bali-process"), countries=countries)) == expected


def test_a_link_button_names_its_host(catalog: Catalog) -> None:
    entry = replace(catalog.entry("bali-process"), links=("https://www.iom.int/a?b=c", "http://gfmd.org/pfp"))
    assert [button["text"] for button in buttons(card(catalog, entry))] == ["Open iom.int", "Open gfmd.org"]


def test_the_terminal_shows_the_same_words(catalog: Catalog) -> None:
    @steady
    @given(ENTRIES)
    def holds(entry: Entry) -> None:
        assert plain_card(catalog, entry) == "\n".join([read(card(catalog, entry)), *entry.links])

    holds()


def test_the_markup_is_the_classic_kind(catalog: Catalog) -> None:
    tags = {tag for entry in catalog.entries for tag in re.findall(r"</?([a-z-]+)", card(catalog, entry).text)}
    assert tags <= {"b", "i", "blockquote"}
    assert all(unescape(escape(entry.title)) == entry.title for entry in catalog.entries)
