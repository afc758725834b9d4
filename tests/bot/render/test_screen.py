"""Measures and cuts as Telegram makes them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.render.screen import (
    MAX_BUTTON,
    MAX_TEXT,
    Screen,
    button,
    entities,
    escape,
    fits,
    quoted,
    shorten,
    tell_apart,
    units,
    visible_units,
)
from bot.sandbox.markup import parse_html
from bot.sandbox.utf16 import is_encodable, utf16_length

steady = settings(derandomize=True, max_examples=200, deadline=None)
MARKED = [
    ("plain", 5, 0),
    ("<b>bold</b> text", 9, 1),
    ("<b>&lt;b&gt;</b>", 3, 1),
    ("&amp;amp;", 5, 0),
    ("😀<i>😀</i>", 4, 1),
    ("<blockquote expandable><b>a</b>\nb</blockquote>", 3, 2),
    ('<a href="http://x.example">x</a>', 1, 1),
]


@pytest.mark.parametrize(("html", "length", "marks"), MARKED, ids=[html for html, *_ in MARKED])
def test_length_and_marks_are_counted_after_parsing(html: str, length: int, marks: int) -> None:
    text, found = parse_html(html)
    assert (utf16_length(text), len(found)) == (length, marks)
    assert (visible_units(html), entities(html)) == (length, marks)


@steady
@given(st.text())
def test_escaped_text_reads_as_it_was(text: str) -> None:
    assert parse_html(f"<b>{escape(text)}</b>")[0] == text
    assert visible_units(escape(text)) == utf16_length(text)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("x" * MAX_TEXT, True),
        ("x" * (MAX_TEXT + 1), False),
        ("😀" * (MAX_TEXT // 2), True),
        ("😀" * (MAX_TEXT // 2) + "x", False),
        ("<b>" + "&amp;" * MAX_TEXT + "</b>", True),
        ("<b>x</b>" * 100, True),
        ("<b>x</b>" * 101, False),
    ],
    ids=["full", "one over", "full of emoji", "emoji and one", "full of references", "100 marks", "101 marks"],
)
def test_what_fits_one_message(html: str, expected: bool) -> None:
    assert fits(html) is expected


SHORTENED = [
    ("short", 10, "short"),
    ("exactly ten", 11, "exactly ten"),
    ("cut at a word please", 16, "cut at a word…"),
    ("no trailing comma, please", 22, "no trailing comma…"),
    ("Donaudampfschifffahrt", 10, "Donaudamp…"),
    ("😀😀😀", 4, "😀…"),
    ("a😀😀", 4, "a😀…"),
    ("", 5, ""),
]


@pytest.mark.parametrize(("text", "limit", "kept"), SHORTENED, ids=[text for text, *_ in SHORTENED])
def test_shorten(text: str, limit: int, kept: str) -> None:
    assert shorten(text, limit) == kept


@steady
@given(st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("😀 ,-👍🏽"), max_size=90), st.integers(1, 70))
def test_shortened_text_keeps_its_limit_and_its_beginning(text: str, limit: int) -> None:
    kept = shorten(text, limit)
    assert utf16_length(kept) == units(kept) <= limit
    assert is_encodable(kept)
    assert kept == text or (kept.endswith("…") and text.startswith(kept[:-1]))
    assert (kept == text) or utf16_length(text) > limit


@pytest.mark.parametrize("data", ["", "x" * 65, "é" * 33])
def test_a_button_that_telegram_would_refuse_is_not_made(data: str) -> None:
    with pytest.raises(ValueError, match="1 to 64 bytes"):
        button("Open", data)


def test_a_button_is_shortened_to_what_a_phone_shows() -> None:
    made = button("A long label of many words " * 9, "é" * 32)
    assert made.text.endswith("…")
    assert utf16_length(made.text) <= MAX_BUTTON


ALIKE = {
    "one ends otherwise": (
        [
            "Decision of the Conference of the Parties at its session in Cancun",
            "Decision of the Conference of the Parties at its session in Paris",
        ]
    ),
    "brackets": ([f"ILO Maintenance of Social Security Rights Convention, 1982 (No. {number})" for number in (157, 167)]),
    "short ones": (["One", "Two"]),
    "one is long": (["A long label of many words " * 9, "Two"]),
}


@pytest.mark.parametrize("labels", ALIKE.values(), ids=ALIKE)
def test_labels_that_begin_alike_are_told_apart(labels: list[str]) -> None:
    told = tell_apart(labels)
    assert len(set(told)) == len(labels)
    assert all(utf16_length(label) <= MAX_BUTTON for label in told)
    assert all(label[:20] == long[:20] for label, long in zip(told, labels, strict=True))


@steady
@given(st.lists(st.text(st.sampled_from("ab 😀,"), min_size=1, max_size=200), max_size=3))
def test_labels_told_apart_fit_their_buttons(labels: list[str]) -> None:
    told = tell_apart(labels * 2)
    assert all(utf16_length(label) <= MAX_BUTTON for label in told)
    assert all(label == long or "…" in label for label, long in zip(told, labels * 2, strict=True))


def test_no_rows_make_no_keyboard() -> None:
    assert Screen("x").keyboard is None
    keyboard = Screen("x", ((button("a", "b"),),)).keyboard
    assert keyboard is not None
    assert keyboard.inline_keyboard[0][0].callback_data == "b"


def test_words_written_from_right_to_left_do_not_carry_their_quotation_marks_away() -> None:
    assert quoted("كيف") == "“\u2068كيف\u2069”"
    assert quoted("visa") == "“visa”"
