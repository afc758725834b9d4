"""Which entry is meant by words or by a message."""

import pytest

from bot.catalog.catalog import Catalog
from bot.meetings.meant import named, shown_in
from bot.render import answers, group
from bot.render.cite.page import citation_screen, full_screen
from bot.render.inline import results
from bot.render.screen import Screen, plain_text
from bot.render.short_card import short_card
from bot.search import Search

NAMED = {
    "canada-ictc": "canada-ictc",
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
    "zzzz qqqq",
)


@pytest.mark.parametrize(("words", "entry_id"), NAMED.items())
def test_a_name_means_its_entry(catalog: Catalog, search: Search, words: str, entry_id: str) -> None:
    found = named(catalog, search, words)
    assert found is not None
    assert found.id == entry_id


@pytest.mark.parametrize("words", SAY_MORE_OR_LESS)
def test_other_words_are_one_s_own(catalog: Catalog, search: Search, words: str) -> None:
    assert named(catalog, search, words) is None


def shown(catalog: Catalog, screen: Screen) -> list[str]:
    keys = [key for row in screen.rows for key in row]
    data = [str(key.callback_data) for key in keys if key.callback_data]
    found = shown_in(catalog, plain_text(screen.text), data, [key.url for key in keys if key.url])
    return [entry.id for entry in found]


def test_every_card_shows_its_own_entry_whatever_is_offered_beside_it(catalog: Catalog, search: Search) -> None:
    for entry in catalog.entries[::7]:
        for screen in (
            group.entry(catalog, entry, 5),
            short_card(catalog, entry),
            citation_screen(catalog, entry),
            full_screen(catalog, entry),
        ):
            assert shown(catalog, screen) == [entry.id]
    asked = search.ask("ICTC")
    assert shown(catalog, answers.answer(catalog, asked)) == ["canada-ictc"]


def test_a_choice_shows_several(catalog: Catalog, search: Search) -> None:
    found = search.ask("remittances")
    assert len(shown(catalog, group.answer(catalog, found, 5))) > 1


def test_a_card_sent_by_inline_mode_shows_its_entry_by_its_link(catalog: Catalog) -> None:
    entry = catalog.entry("gfmd-3.3-po-1")
    (card,) = results(catalog, [entry], "desk_bot")
    assert card.reply_markup is not None
    links = [str(key.url) for row in card.reply_markup.inline_keyboard for key in row]
    assert shown_in(catalog, "", [], links) == [entry]
    assert shown_in(catalog, "", [], ["https://t.me/desk_bot?start=inline", "https://example.org/?start=canada-ictc"]) == []


def test_other_messages_show_none(catalog: Catalog) -> None:
    assert shown_in(catalog, "How to ask", ["command:help", "theme:1.1", "open:gone", "cite:gone-too"], []) == []
