"""Which entries a message shows: its own before those that it offers."""

from telegram_rules import read, targets

from bot.catalog.catalog import Catalog
from bot.render.answers import answer
from bot.render.card import card
from bot.render.recognising import entries_in
from bot.render.screen import Screen
from bot.search import Search

ICTC = "canada-ictc"


def shown(catalog: Catalog, screen: Screen) -> list[str]:
    return [one.id for one in entries_in(catalog, read(screen), targets(screen))]


def test_a_card_shows_its_entry_even_without_buttons(catalog: Catalog) -> None:
    screen = card(catalog, catalog.entry(ICTC))
    assert shown(catalog, screen) == [ICTC]
    assert [one.id for one in entries_in(catalog, read(screen), [])] == [ICTC]


def test_a_choice_shows_what_it_offers(catalog: Catalog, search: Search) -> None:
    found = search.ask("return")
    offered = shown(catalog, answer(catalog, found))
    assert len(offered) > 1
    assert offered == [hit.entry.id for hit in found.hits][: len(offered)]


def test_one_s_own_button_goes_before_those_that_are_offered(catalog: Catalog) -> None:
    other = catalog.entries[0].id
    assert [one.id for one in entries_in(catalog, "", [f"open:{other}", f"save:{ICTC}", f"save:{ICTC}"])] == [ICTC]


def test_words_and_what_is_gone_show_nothing(catalog: Catalog) -> None:
    assert entries_in(catalog, "Good morning", ["open:no-such-entry", "command:help", ""]) == []
