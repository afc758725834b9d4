import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.entities import Entity, EntityError, check_fit, tidy
from bot.sandbox.found import with_found
from bot.sandbox.tree import text_tree
from bot.sandbox.utf16 import utf16_length

Marks = list[tuple[str, int, int]]

TIDIED: list[tuple[str, Marks, str, Marks]] = [
    ("  hi \n", [], "hi", []),
    (" \n ", [], "", []),
    ("a\rb\x00c\u202ed", [], "ab cd", []),
    ("\rab", [("bold", 0, 2)], "ab", [("bold", 0, 1)]),
    # Blanks inside an entity stay in front and go at the end.
    ("  a  ", [("code", 1, 4)], " a", [("code", 0, 2)]),
    ("ab", [("bold", 0, 1), ("bold", 1, 1)], "ab", [("bold", 0, 2)]),
    ("abc", [("bold", 0, 2), ("bold", 1, 2)], "abc", [("bold", 0, 3)]),
    ("abc", [("bold", 0, 3), ("code", 1, 1)], "abc", [("bold", 0, 1), ("code", 1, 1), ("bold", 2, 1)]),
    ("abc", [("text_link", 0, 2), ("code", 1, 2)], "abc", [("text_link", 0, 2)]),
    ("abc", [("blockquote", 0, 2), ("code", 1, 2)], "abc", [("blockquote", 0, 2)]),
    ("ab", [("blockquote", 0, 2), ("code", 0, 1)], "ab", [("blockquote", 0, 2), ("code", 0, 1)]),
    ("ab", [("italic", 0, 2), ("bold", 0, 2)], "ab", [("bold", 0, 2), ("italic", 0, 2)]),
    ("abc", [("bold", 0, 2), ("italic", 1, 2)], "abc", [("bold", 0, 1), ("italic", 1, 2), ("bold", 1, 1)]),
    ("abc", [("bold", 0, 3), ("italic", 1, 1)], "abc", [("bold", 0, 1), ("bold", 1, 2), ("italic", 1, 1)]),
    ("a", [("bold", 0, 0)], "a", []),
]  # fmt: skip


def made(marks: Marks) -> list[Entity]:
    return [Entity(*mark) for mark in marks]


@pytest.mark.parametrize(("text", "marks", "tidied", "kept"), TIDIED)
def test_tidies_as_telegram_does(text: str, marks: Marks, tidied: str, kept: Marks) -> None:
    assert tidy(text, made(marks)) == (tidied, made(kept))


@pytest.mark.parametrize(
    ("mark", "message"),
    [
        (("bold", 9, 1), "begins after the end"),
        (("bold", 0, 9), "ends after the end"),
        (("bold", 0, 1), "middle of a UTF-16 symbol"),
    ],
)
def test_refuses_entities_that_do_not_fit(mark: tuple[str, int, int], message: str) -> None:
    with pytest.raises(EntityError, match=message):
        check_fit("👍", made([mark]))


KINDS = st.sampled_from(["bold", "italic", "spoiler", "code", "pre", "text_link", "blockquote"])


@given(st.text(alphabet="ab \n\r", min_size=1), st.lists(st.tuples(KINDS, st.integers(0, 20), st.integers(0, 20))))
def test_tidied_entities_nest(text: str, marks: Marks) -> None:
    fitting = [(kind, min(a, len(text) - 1), min(n, len(text) - min(a, len(text) - 1))) for kind, a, n in marks]
    tidied, entities = tidy(text, made(fitting))
    assert tidied == tidied.rstrip(" \n")
    for one in entities:
        assert 0 <= one.offset < one.end <= utf16_length(tidied)
        for two in entities:
            crossing = one.offset < two.offset < one.end < two.end
            assert not crossing
    assert "".join(leaves(text_tree(tidied, entities))) == tidied


def leaves(tree: list[dict[str, object]]) -> list[str]:
    found: list[str] = []
    for node in tree:
        children = node.get("children")
        found += leaves(children) if isinstance(children, list) else [str(node["text"])]
    return found


FOUND: list[tuple[str, Marks]] = [
    ("/start", [("bot_command", 0, 6)]),
    ("/start payload", [("bot_command", 0, 6)]),
    ("👍 /help@desk_bot!", [("bot_command", 3, 14)]),
    ("either/or a/b", []),
    ("https://example.org/a?b=1.", [("url", 0, 25)]),
    ("(see http://example.org)", [("url", 5, 18)]),
    ("ann@example.org", [("email", 0, 15)]),
    ("@somebody and #topic", [("mention", 0, 9), ("hashtag", 14, 6)]),
    ("#1", []),
]


@pytest.mark.parametrize(("text", "marks"), FOUND)
def test_finds_what_telegram_marks_itself(text: str, marks: Marks) -> None:
    assert with_found(text, []) == made(marks)


def test_finds_nothing_inside_code_and_links() -> None:
    given = made([("code", 0, 5), ("text_link", 6, 5), ("bold", 12, 5)])
    assert set(with_found("/code /link /bold", given)) == {*given, Entity("bot_command", 12, 5)}


def test_tree_nests_and_keeps_addresses() -> None:
    entities = [Entity("bold", 0, 5), Entity("text_link", 2, 3, (("url", "https://example.org/"),)), Entity("url", 6, 10)]
    assert text_tree("ab👍c http://x.y", entities) == [
        {
            "kind": "bold",
            "children": [
                {"text": "ab"},
                {"kind": "text_link", "url": "https://example.org/", "children": [{"text": "👍c"}]},
            ],
        },
        {"text": " "},
        {"kind": "url", "url": "http://x.y", "children": [{"text": "http://x.y"}]},
    ]
