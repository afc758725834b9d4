"""Plain mode: what stands on buttons and below texts can be typed, and opens what it says."""

import pytest

from bot.catalog.catalog import Catalog
from bot.render.catalogue import walk
from bot.render.numbered import button_at, numbered
from bot.render.screen import Screen, button


def labels(screen: Screen) -> list[str]:
    return [key.text for row in screen.rows for key in row]


def test_plain_buttons_are_counted_and_listed() -> None:
    screen = numbered(Screen("card", ((button("Cite", "a"), button("Save", "b")), (button("Useful", "c"),))))
    assert labels(screen) == ["1. Cite", "2. Save", "3. Useful"]
    assert screen.text == "card\n\nWrite a number to choose:\n1. Cite\n2. Save\n3. Useful"


def test_a_button_with_the_number_of_its_line_keeps_it() -> None:
    rows = (
        (button("9", "a"), button("10", "b")),
        (button("Back", "c"), button("More", "d")),
    )
    screen = numbered(Screen("9. This\n10. That", rows))
    assert labels(screen) == ["9", "10", "11. Back", "12. More"]
    assert screen.text.endswith("\n\nWrite a number to choose: 9, 10\n11. Back\n12. More")
    titled = numbered(Screen("Which?", ((button("1. First", "a"),), (button("2. Second", "b"),), (button("Cancel", "c"),))))
    assert labels(titled) == ["1. First", "2. Second", "3. Cancel"]


@pytest.mark.parametrize(("typed", "opens"), [("4.2", "s4.2"), ("1", "t")])
def test_the_number_of_a_theme_opens_it(catalog: Catalog, typed: str, opens: str) -> None:
    screen = numbered(walk.shelf_screen(catalog, "c4"))
    assert "Write a number to choose: 4.1, 4.2" in screen.text
    assert "1. Up: Themes" in screen.text
    found = button_at(screen.rows, typed)
    assert found is not None
    assert str(found.callback_data).endswith(opens)


def test_no_two_buttons_of_a_list_have_the_same_number(catalog: Catalog) -> None:
    for key in ("h", "t", "c4", "s3.3", "s3.3:r", "nDE", "w", "d", "d1", "kp", "o"):
        screen = numbered(walk.shelf_screen(catalog, key))
        numbers = [label.partition(". ")[0] for label in labels(screen)]
        assert len(set(numbers)) == len(numbers), key
        assert all(button_at(screen.rows, number) is not None for number in numbers), key


def test_buttons_from_before_plain_mode_are_counted() -> None:
    rows = ((button("Cite", "a"), button("Save", "b")),)
    assert button_at(rows, "2") is rows[0][1]
    assert [button_at(rows, number) for number in ("0", "3", "1.1")] == [None, None, None]
