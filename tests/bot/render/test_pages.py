"""The standing texts, and the lists of themes."""

import pytest
from telegram_rules import buttons, read, targets

from bot.catalog.catalog import Catalog
from bot.render import pages
from bot.render.commands import COMMANDS, Command
from bot.search import Search, Verdict


def test_the_greeting_counts_what_is_there_and_offers_examples(catalog: Catalog) -> None:
    screen = pages.start(catalog)
    text = read(screen)
    assert f"{len(catalog.of_kind('practice'))} practices" in text
    assert targets(screen) == [f"example:{at}" for at in range(len(pages.EXAMPLES))]
    assert [button["text"] for button in buttons(screen)] == list(pages.EXAMPLES)


def test_the_examples_find_something(search: Search) -> None:
    assert all(search.ask(example).verdict is not Verdict.NONE for example in pages.EXAMPLES)


def test_help_tells_every_command() -> None:
    text = read(pages.help_page())
    assert all(f"/{command.name} – {command.purpose}" in text for command in COMMANDS)


def test_about_names_each_source_with_its_status(catalog: Catalog) -> None:
    text = read(pages.about(catalog))
    for document in catalog.documents:
        assert document.title in text
        assert document.publisher in text
        assert document.status in text
    assert "December 2018" in text
    assert catalog.version in text


def test_the_pages_of_a_theme_reach_every_entry_once(catalog: Catalog) -> None:
    for theme in (theme for cluster in catalog.clusters for theme in cluster.themes):
        reached: list[str] = []
        address: str | None = f"theme:{theme.number}:0"
        while address:
            screen = pages.theme_list(catalog, theme.number, int(address.rpartition(":")[2]))
            assert theme.label in read(screen)
            reached += [target.removeprefix("open:") for target in targets(screen) if target.startswith("open:")]
            assert len(reached) <= len(catalog.entries)
            address = next((button["callback_data"] for button in buttons(screen) if button["text"] == "More"), None)
        assert reached == [entry.id for entry in catalog.of_theme(theme.number)]


@pytest.fixture(scope="module")
def crowded(catalog: Catalog) -> str:
    """Return a theme of at least three pages."""
    return next(
        t.number for cluster in catalog.clusters for t in cluster.themes if len(catalog.of_theme(t.number)) > 2 * pages.PAGE
    )


def turns(catalog: Catalog, number: str, start_at: int) -> dict[str, str]:
    shown = buttons(pages.theme_list(catalog, number, start_at))
    return {button["text"]: button["callback_data"] for button in shown if button["text"] in {"Back", "More"}}


def test_pages_turn_both_ways(catalog: Catalog, crowded: str) -> None:
    assert turns(catalog, crowded, 0) == {"More": f"page:{crowded}:8"}
    assert turns(catalog, crowded, 8) == {"Back": f"page:{crowded}:0", "More": f"page:{crowded}:16"}
    assert turns(catalog, crowded, 3)["Back"] == f"page:{crowded}:0"
    assert set(turns(catalog, crowded, len(catalog.of_theme(crowded)) - 1)) == {"Back"}


@pytest.mark.parametrize("start_at", [-1, 9999])
def test_a_page_that_is_no_more_is_the_first(catalog: Catalog, crowded: str, start_at: int) -> None:
    assert pages.theme_list(catalog, crowded, start_at) == pages.theme_list(catalog, crowded)


def test_labels_within_a_page_differ(catalog: Catalog) -> None:
    for theme in (theme for cluster in catalog.clusters for theme in cluster.themes):
        for start_at in range(0, len(catalog.of_theme(theme.number)), pages.PAGE):
            labels = [button["text"] for button in buttons(pages.theme_list(catalog, theme.number, start_at))]
            assert len(set(labels)) == len(labels), (theme.number, start_at)


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


def test_a_toast_fits() -> None:
    assert 0 < len(pages.STALE_BUTTON) <= 200
