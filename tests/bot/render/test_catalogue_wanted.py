"""Words after a command lead to the list that was meant; several are a choice, none is said, and there is always a way on."""

from collections.abc import Callable
from functools import partial

import pytest
from hostile import TRICKS
from telegram_rules import buttons, read, targets

from bot.catalog.catalog import Catalog
from bot.render.catalogue.walk import go
from bot.render.catalogue.wanted import wanted
from bot.render.screen import Screen
from bot.search import Search
from bot.search.topics import TopicFinder

Find = Callable[[str, str], Screen]


@pytest.fixture(scope="module")
def find(catalog: Catalog, search: Search) -> Find:
    """Return what finds words after a command, told by the key of its list."""
    return partial(wanted, catalog, TopicFinder(catalog), search)


THEMES, COUNTRIES, OBJECTIVES, PRACTICES, RECOMMENDATIONS, INSTRUMENTS, SOURCES = "t", "w", "o", "kp", "kr", "ki", "d"


@pytest.mark.parametrize(
    ("key", "words", "shown"),
    [
        (COUNTRIES, "Germny", "Showing results for Germany (you wrote Germny)\n\nGermany\n"),
        (COUNTRIES, "turkey", "Türkiye\n"),
        (THEMES, "remitances", "Showing results for remittances (you wrote remitances)\n\n4.2 Migration costs and remittances\n"),
        (THEMES, "3.3", "3.3 Multi-stakeholder involvement\n"),
        (THEMES, "3", "3 Cooperation and governance\n"),
        (THEMES, "return and reintegration", "3.4 Return and reintegration\n"),
        (OBJECTIVES, "6", "Objective 6: Fair recruitment and decent work\n"),
        (
            OBJECTIVES,
            "fair recrutment",
            "Showing results for recruitment (you wrote recrutment)\n\nObjective 6: Fair recruitment and decent work\n",
        ),
        (PRACTICES, "turkey", "Türkiye: practices\n"),
        (PRACTICES, "philipines", "Showing results for Philippines (you wrote philipines)\n\nPhilippines: practices\n"),
        (PRACTICES, "everything", "Practices\n"),
        (INSTRUMENTS, "labour", "2.1 Labour mobility: instruments\n"),
        (RECOMMENDATIONS, "theme 4.2", "4.2 Migration costs and remittances: recommendations\n"),
        (INSTRUMENTS, "germany", "My sources have no instruments on this; here is what they have.\n\nGermany\n"),
        (SOURCES, "icmpd", "ICMPD comments\n"),
        (SOURCES, "III.3", "III.3 "),
        (SOURCES, "gfmd 3.2", "3.2 "),
        (SOURCES, "blorp", "I found no source or section called “blorp”. These are my sources.\n\nSources\n"),
        (SOURCES, "3.2", "I found no source or section called “3.2”. These are my sources.\n\nSources\n"),
        (SOURCES, "gfmd 9.9", "I found no source or section called “gfmd 9.9”."),
    ],
)
def test_what_was_clearly_meant_is_shown(find: Find, key: str, words: str, shown: str) -> None:
    assert read(find(key, words)).startswith(shown)


@pytest.mark.parametrize(
    ("key", "words", "said", "offered"),
    [
        (THEMES, "women migrants", "Which of these do you mean by “women migrants”?", "Empowerment of migrants"),
        (OBJECTIVES, "labour", "Which of these do you mean by “labour”?", "Objective 6: Fair recruitment and decent work"),
        (THEMES, "germany", "I know no theme called “germany”. Did you mean this?", "Germany"),
        (COUNTRIES, "Mongolia", "My sources have nothing on Mongolia. Here is its region.", "Asia and Pacific"),
        (INSTRUMENTS, "women", "Instruments for “women”", "Empowerment of migrants"),
        (INSTRUMENTS, "convention for domestic workers", "Instruments for “convention for domestic workers”", "International"),
        (INSTRUMENTS, "ICTC", "I found no instruments for “ICTC”. Other entries may help.", "Information and Communication"),
        (PRACTICES, "smugling", "Showing results for smuggling (you wrote smugling)\nPractices for “smugling”", "Bali"),
    ],
)
def test_what_may_have_been_meant_is_offered(find: Find, key: str, words: str, said: str, offered: str) -> None:
    screen = find(key, words)
    assert read(screen).startswith(said)
    assert any(offered in button["text"] for button in buttons(screen)[:-1])
    assert buttons(screen)[-1]["text"].startswith("All: ")


@pytest.mark.parametrize("key", [THEMES, COUNTRIES, OBJECTIVES, PRACTICES, RECOMMENDATIONS, INSTRUMENTS])
def test_what_is_not_found_is_said_with_a_way_on(catalog: Catalog, find: Find, key: str) -> None:
    screen = find(key, "blorp")
    assert read(screen).startswith("I found no ")
    (way_on,) = targets(screen)
    assert go(catalog, way_on)[1] == ""


def test_a_name_opens_its_entry(catalog: Catalog, find: Find) -> None:
    text = read(find(PRACTICES, "ICTC"))
    assert text.startswith(catalog.entry("canada-ictc").title)
    assert catalog.entry("palermo-protocol").title in read(find(INSTRUMENTS, "trafficking protocol"))


def leads(catalog: Catalog, screen: Screen) -> None:
    """Make sure that every button leads to a screen."""
    for to in targets(screen):
        if to.startswith(("open:", "cite:", "save:")):
            assert catalog.has(to.partition(":")[2])
        else:
            shown, notice = go(catalog, to)
            assert notice == ""
            read(shown)


@pytest.mark.parametrize("key", [THEMES, COUNTRIES, OBJECTIVES, PRACTICES, RECOMMENDATIONS, INSTRUMENTS, SOURCES])
@pytest.mark.parametrize(
    "words",
    [*TRICKS, "x" * 4096, "😀" * 600, "congo", "united", "6", "99", "objective 13", "detention", "all", "7.7", "Guinea"],
    ids=ascii,
)
def test_nothing_that_is_written_breaks_a_screen(catalog: Catalog, find: Find, key: str, words: str) -> None:
    screen = find(key, words)
    read(screen)
    leads(catalog, screen)


def test_lines_and_buttons_have_the_same_numbers(find: Find) -> None:
    screen = find(THEMES, "women migrants")
    lines = read(screen).splitlines()[2:]
    assert [button["text"] for button in buttons(screen)[:-1]] == [line.partition(" (")[0] for line in lines]
