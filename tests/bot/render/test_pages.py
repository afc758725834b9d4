"""The standing texts, in every language that there is."""

import pytest
from telegram_rules import buttons, read, targets

from bot.catalog.catalog import Catalog
from bot.render import pages
from bot.render.commands import COMMANDS, NAME, Command
from bot.render.screen import MAX_TEXT, visible_units
from bot.search import Search, Verdict
from bot.wording.catalogs import path_of
from bot.wording.languages import ENGLISH, LANGUAGES
from bot.wording.speech import Manner, say, speaking

SPOKEN = [language for language in LANGUAGES if language == ENGLISH or path_of(language).exists()]


def test_the_greeting_counts_what_is_there_and_offers_examples(catalog: Catalog) -> None:
    screen = pages.start(catalog)
    text = read(screen)
    assert text.startswith(f"{NAME}\n")
    assert f"{len(catalog.of_kind('practice'))} practices" in text
    assert targets(screen) == [f"example:{at}" for at in range(len(pages.EXAMPLES))]
    assert [button["text"] for button in buttons(screen)] == list(pages.EXAMPLES)


def test_the_examples_find_something(search: Search) -> None:
    assert all(search.ask(example).verdict is not Verdict.NONE for example in pages.EXAMPLES)


def test_help_tells_every_command() -> None:
    text = read(pages.help_page())
    assert all(f"/{command.name} – {command.purpose}" in text for command in COMMANDS)


@pytest.mark.parametrize("language", SPOKEN)
def test_the_help_has_room_to_grow(language: str) -> None:
    with speaking(Manner(language)):
        assert visible_units(read(pages.help_page())) < 0.7 * MAX_TEXT


def test_about_names_each_source_with_its_status(catalog: Catalog) -> None:
    text = read(pages.about(catalog))
    for document in catalog.documents:
        assert document.title in text
        assert document.publisher in text
        assert document.status in text
    assert "December 2018" in text
    assert catalog.version in text


UNKNOWN = ["xyz", "<b>", "&lt;", "a" * 5000, "😀" * 99, "</i>\u202e", ""]


@pytest.mark.parametrize("name", UNKNOWN, ids=lambda name: ascii(name)[:24])
@pytest.mark.parametrize("meant", [None, COMMANDS[0]], ids=["none near", "one near"])
def test_an_unknown_command_is_named_as_it_was_written(name: str, meant: Command | None) -> None:
    screen = pages.unknown_command(name, meant)
    text = read(screen)
    assert text.startswith(f"I do not know /{name[:15]}")
    assert len(text) < 200
    assert targets(screen) == ([f"command:{meant.name}"] if meant else [])
    assert (f"/{meant.name}" if meant else "/help") in text


@pytest.mark.parametrize("page", [pages.no_question, pages.not_text, pages.stale_link, pages.trouble])
def test_a_small_reply_says_what_to_do_next(page: object) -> None:
    assert callable(page)
    text = read(page())
    assert any(word in text for word in ("Write", "Ask", "ask"))


@pytest.mark.parametrize("language", SPOKEN)
def test_a_toast_fits(language: str) -> None:
    with speaking(Manner(language)):
        assert 0 < len(say(pages.STALE_BUTTON)) <= 200
