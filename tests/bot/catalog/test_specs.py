"""What a single value must be: the value that is read, or the exact message."""

from typing import Any

import pytest

from bot.catalog.nodes import Mapping, Mark, Node, Problem, Scalar, Sequence, shorten
from bot.catalog.specs import Field, Link, ListOf, Number, OneOf, Record, Spec, Text, Words, find_mark


def word(text: str, kind: str = "str", line: int = 1, column: int = 1) -> Scalar:
    return Scalar(Mark(line, column), text, kind)


def listed(*items: Node) -> Sequence:
    return Sequence(Mark(), items)


def keyed(**values: Node) -> Mapping:
    return Mapping(Mark(), tuple((word(name), value) for name, value in values.items()))


def read(spec: Spec, node: Node) -> tuple[Any, list[str]]:
    told: list[Problem] = []
    value = spec.read(node, lambda mark, message: told.append(Problem("x", mark, message)))
    return value, [problem.message for problem in told]


CODE = Text(5, "[a-z]+", "small letters")
ITEMS = ListOf(Text(5), 1, 3)
POINT = Record((Field("x", Number(0, 9), required=True), Field("name", Text(5))))

VALUES: dict[str, tuple[Spec, Node, Any]] = {
    "text": (Text(5), word("visas"), "visas"),
    "text in outer space": (Text(5), word("  visas \n"), "visas"),
    "text over two lines": (Text(5), word("a\nb"), "a\nb"),
    "accent put together": (Text(5), word("e\N{COMBINING ACUTE ACCENT}"), "é"),
    "non-breaking space": (Text(5), word("1\N{NO-BREAK SPACE}000"), "1\N{NO-BREAK SPACE}000"),
    "Arabic": (Text(12), word("هجرة"), "هجرة"),
    "text of a pattern": (CODE, word("visa"), "visa"),
    "as few words as allowed": (Words(2, 3, 20), word("one two"), "one two"),
    "as many words as allowed": (Words(2, 3, 20), word("one two three"), "one two three"),
    "one of a few": (OneOf(("a", "b"), "a letter"), word("b"), "b"),
    "lowest number": (Number(0, 23), word("0", "int"), 0),
    "highest number": (Number(0, 23), word("23", "int"), 23),
    "http address": (Link(), word("http://gfmd.org/pfp/ppd/5763"), "http://gfmd.org/pfp/ppd/5763"),
    "https address with query": (Link(), word("https://a.org/x?y=1&z=%20#w"), "https://a.org/x?y=1&z=%20#w"),
    "list": (ITEMS, listed(word("a"), word("b")), ("a", "b")),
    "list of mappings": (ListOf(POINT, 1, 2), listed(keyed(x=word("1", "int"))), ({"x": 1},)),
    "mapping": (POINT, keyed(name=word("a"), x=word("1", "int")), {"name": "a", "x": 1}),
}

FAULTS: dict[str, tuple[Spec, Node, str]] = {
    "too long": (Text(5), word("sixsix"), "must be text of at most 5 characters, got 6"),
    "nothing after the colon": (Text(5), word("", "null"), "must be text, got nothing"),
    "space only": (Text(5), word("  "), "must be text of at most 5 characters, got nothing"),
    "truth value": (Text(5), word("NO", "bool"), "must be text (put it in quotes), got the truth value 'NO'"),
    "number": (Text(5), word("1.10", "float"), "must be text (put it in quotes), got the number '1.10'"),
    "date": (Text(5), word("2016-01-01", "timestamp"), "must be text (put it in quotes), got the date '2016-01-01'"),
    "list for text": (Text(5), listed(), "must be text of at most 5 characters, got a list"),
    "mapping for text": (Text(5), keyed(), "must be text of at most 5 characters, got a mapping"),
    "NUL": (Text(5), word("a\0b"), "must have no invisible control characters, got U+0000"),
    "tab": (Text(5), word("a\tb"), "must have no invisible control characters, got U+0009"),
    "zero-width space": (Text(5), word("a\u200bb"), "must have no invisible control characters, got U+200B"),
    "writing direction": (Text(5), word("a\u202eb"), "must have no invisible control characters, got U+202E"),
    "byte-order mark": (Text(5), word("a\ufeffb"), "must have no invisible control characters, got U+FEFF"),
    "line separator": (Text(5), word("a\u2028b"), "must have no invisible control characters, got U+2028"),
    "not of the pattern": (CODE, word("Visa"), "must be small letters, got 'Visa'"),
    "of the pattern, too long": (CODE, word("sixsix"), "must be small letters of at most 5 characters, got 6"),
    "part of it of the pattern": (CODE, word("a\nb"), "must be small letters, got 'a\\nb'"),
    "too few words": (Words(2, 3, 20), word("one"), "must be 2 to 3 words, got 1"),
    "too many words": (Words(2, 3, 20), word("a b c d"), "must be 2 to 3 words, got 4"),
    "words too long": (Words(2, 3, 5), word("one two"), "must be text of at most 5 characters, got 7"),
    "none of a few": (OneOf(("a", "b"), "a letter"), word("c"), "must be a letter: a, b, got 'c'"),
    "none of many": (OneOf(tuple("abcdefghi"), "a letter"), word("A"), "must be a letter, got 'A'"),
    "number too low": (Number(1, 23), word("0", "int"), "must be a whole number from 1 to 23, got the number '0'"),
    "number too high": (Number(1, 23), word("24", "int"), "must be a whole number from 1 to 23, got the number '24'"),
    "huge number": (Number(1, 23), word("9" * 50, "int"), f"must be a whole number from 1 to 23, got the number '{'9' * 39}…'"),
    "hexadecimal": (Number(1, 23), word("0x1", "int"), "must be a whole number from 1 to 23, got the number '0x1'"),
    "octal": (Number(1, 23), word("010", "int"), "must be a whole number from 1 to 23, got the number '010'"),
    "digits in quotes": (Number(1, 23), word("5"), "must be a whole number from 1 to 23, got '5'"),
    "fraction": (Number(1, 23), word("5.0", "float"), "must be a whole number from 1 to 23, got the number '5.0'"),
    "text for a list": (ITEMS, word("a"), "must be a list, got 'a'"),
    "nothing for a list": (ITEMS, word("", "null"), "must be a list, got nothing"),
    "text for a mapping": (POINT, word("a"), "must be a mapping with the keys x, name, got 'a'"),
}

NO_ADDRESSES = (
    "ftp://a.org", "//a.org", "a.org", "mailto:a@b.org", "javascript:alert(1)", "http://", "http://a b.org", "https://localhost",
    "http://[::1",
)  # fmt: skip


@pytest.mark.parametrize(("spec", "node", "value"), VALUES.values(), ids=VALUES)
def test_value_is_read(spec: Spec, node: Node, value: object) -> None:
    assert read(spec, node) == (value, [])


@pytest.mark.parametrize(("spec", "node", "message"), FAULTS.values(), ids=FAULTS)
def test_fault_is_told(spec: Spec, node: Node, message: str) -> None:
    assert read(spec, node) == (None, [message])


@pytest.mark.parametrize("address", NO_ADDRESSES)
def test_address_must_be_of_the_web(address: str) -> None:
    assert read(Link(), word(address)) == (None, [f"must be an http or https address of at most 300 characters, got {address!r}"])


@pytest.mark.parametrize("count", [0, 4])
def test_number_of_items_is_told_and_the_items_are_read(count: int) -> None:
    items = [word(str(number)) for number in range(count)]
    assert read(ITEMS, listed(*items)) == (tuple("0123"[:count]), [f"must have 1 to 3 items, got {count}"])


def test_every_wrong_item_is_told() -> None:
    found = read(ITEMS, listed(word("sixsix"), word("ok"), word("ok")))
    assert found == (("ok",), ["must be text of at most 5 characters, got 6", "must not repeat an item, got 'ok' again"])


def test_a_mapping_tells_all_that_is_wrong_and_gives_the_rest() -> None:
    found = read(POINT, keyed(nmae=word("a"), name=word("b")))
    assert found == (
        {"name": "b"},
        ["key must be one of x, name, got 'nmae'", "x must be given: it must be a whole number from 0 to 9, got nothing"],
    )


def test_a_fault_within_names_the_way_to_it() -> None:
    outer = Record((Field("point", POINT),))
    assert read(outer, keyed(point=keyed(x=word("z"))))[1] == ["point: x must be a whole number from 0 to 9, got 'z'"]


@pytest.mark.parametrize(
    ("path", "column"), [(("a", "b"), 7), (("a",), 3), (("a", "none"), 3), (("none",), 1)], ids=["inner", "outer", "half", "none"]
)
def test_a_mark_is_the_nearest_place(path: tuple[str, ...], column: int) -> None:
    inner = Mapping(Mark(1, 3), ((word("b"), word("x", column=7)),))
    assert find_mark(keyed(a=inner), *path).column == column


@pytest.mark.parametrize(
    ("text", "shown"), [("it's", '"it\'s"'), ("é\u200b\n", r"'é\u200b\n'"), ("x" * 41, f"'{'x' * 39}…'"), ("\ud800", r"'\ud800'")]
)
def test_what_was_got_is_shown_short_and_visible(text: str, shown: str) -> None:
    assert shorten(text) == shown
