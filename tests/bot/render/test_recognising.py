"""Which entries a message shows: its own before those that it offers."""

from telegram_rules import read, targets

from bot.catalog.catalog import Catalog
from bot.render import group
from bot.render.answers import answer
from bot.render.card import card
from bot.render.cite.page import citation_screen, full_screen
from bot.render.inline import results
from bot.render.recognising import entries_in
from bot.render.screen import Screen
from bot.render.short_card import short_card
from bot.search import Search

ICTC = "canada-ictc"


def shown(catalog: Catalog, screen: Screen) -> list[str]:
    links = [key.url for row in screen.rows for key in row if key.url]
    return [one.id for one in entries_in(catalog, read(screen), targets(screen), links)]


def test_a_card_shows_its_entry_even_without_buttons(catalog: Catalog) -> None:
    screen = card(catalog, catalog.entry(ICTC))
    assert shown(catalog, screen) == [ICTC]
    assert [one.id for one in entries_in(catalog, read(screen), [])] == [ICTC]


def test_every_card_shows_its_own_entry_whatever_is_offered_beside_it(catalog: Catalog, search: Search) -> None:
    for entry in catalog.entries[::7]:
        for screen in (
            card(catalog, entry),
            group.entry(catalog, entry, 5),
            short_card(catalog, entry),
            citation_screen(catalog, entry),
            full_screen(catalog, entry),
        ):
            assert shown(catalog, screen) == [entry.id]
        # Related entries alone are offered: the card is of none of them.
        (other, *_) = [one for one in catalog.entries if one.title != entry.title]
        assert entries_in(catalog, read(card(catalog, entry)), [f"open:{other.id}"]) == [entry]
    assert shown(catalog, answer(catalog, search.ask("ICTC"))) == [ICTC]


def test_a_title_alone_goes_before_no_offer(catalog: Catalog) -> None:
    one, other = catalog.entry(ICTC), catalog.entry("icmpd-mieux")
    said = f"Before\n{one.title}\nafter"
    assert entries_in(catalog, said, []) == [one]
    assert entries_in(catalog, said, [f"open:{other.id}"]) == [other]
    assert entries_in(catalog, said, [f"open:{other.id}", f"open:{one.id}"]) == [one]


def test_a_choice_in_a_group_shows_several(catalog: Catalog, search: Search) -> None:
    assert len(shown(catalog, group.answer(catalog, search.ask("remittances"), 5))) > 1


def test_a_card_sent_by_inline_mode_shows_its_entry_by_its_link(catalog: Catalog) -> None:
    entry = catalog.entry("gfmd-3.3-po-1")
    (sent,) = results(catalog, [entry], "desk_bot")
    assert sent.reply_markup is not None
    links = [str(key.url) for row in sent.reply_markup.inline_keyboard for key in row]
    assert entries_in(catalog, "", [], links) == [entry]
    assert entries_in(catalog, "", [], ["https://t.me/desk_bot?start=inline", f"https://example.org/?start={ICTC}"]) == []


def test_a_choice_shows_what_it_offers(catalog: Catalog, search: Search) -> None:
    found = search.ask("return")
    offered = shown(catalog, answer(catalog, found))
    assert len(offered) > 1
    assert offered == [hit.entry.id for hit in found.hits][: len(offered)]


def test_one_s_own_button_goes_before_those_that_are_offered(catalog: Catalog) -> None:
    other = catalog.entries[0].id
    assert [one.id for one in entries_in(catalog, "", [f"open:{other}", f"save:{ICTC}", f"save:{ICTC}"])] == [ICTC]


def test_words_and_what_is_gone_show_nothing(catalog: Catalog) -> None:
    assert entries_in(catalog, "Good morning", ["open:gone", "cite:gone-too", "command:help", "theme:1.1", ""]) == []
