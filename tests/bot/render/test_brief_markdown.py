"""The Markdown of a brief reads as it is meant in CommonMark, and nothing in an entry or a title is taken for Markdown or HTML."""

from itertools import pairwise

import pytest
from hostile import ENTRIES, texts
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from bot.catalog.catalog import Catalog
from bot.catalog.records import Entry
from bot.catalog.topics import topic
from bot.render.brief.choosing import brief_of_entries, brief_of_topic
from bot.render.brief.contents import contents, legible
from bot.render.brief.markdown import as_markdown, escape_markdown
from bot.render.brief.records import Brief

steady = settings(derandomize=True, max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
# CommonMark with what many readers add to it.
READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
HOSTILE = (
    "*a* _b_ **c** __d__", "[x](https://example.org)", "![x](y)", "[x]: https://example.org", "<b>bold</b>", "<https://example.org>",
    "<script>alert(1)</script>", "`code`", "```", "~~~", "~~gone~~", "# heading", "## two ##", "1. first", "2) second", "12.",
    "- item", "+ item", "* item", "-", "---", "***", "===", "> quoted", "    indented", "a | b", "|---|", "&lt;b&gt;", "&amp;",
    "&#60;b&#62;", "a\\", "\\*", "ends  ", "\t- tab", "a\n# b", "a\n\n- b", "[1]", "[ ] to do", "C#", "R&D", "6.2 and 3.1",
    "{.red}", "snake_case_name", ": said", "$x$", "مرحبا", "😀",
)  # fmt: skip


def plain(tokens: list[Token]) -> str:
    """Return what a reader sees of inline tokens, which must be text alone."""
    assert {token.type for token in tokens} <= {"text", "text_special"}, tokens
    return "".join(token.content for token in tokens)


def read(catalog: Catalog, brief: Brief) -> list[Token]:
    """Return a brief as it is read, having made sure that it has no HTML, and no markup but our own."""
    tokens = READER.parse(as_markdown(catalog, brief).decode())
    inner = [child.type for token in tokens for child in token.children or []]
    kinds = {token.type.removesuffix("_open").removesuffix("_close") for token in tokens}
    assert kinds <= {"heading", "paragraph", "inline", "bullet_list", "list_item", "blockquote"}
    assert set(inner) <= {"text", "text_special", "strong_open", "strong_close", "link_open", "link_close"}
    return tokens


def headings(tokens: list[Token], tag: str) -> list[str]:
    pairs = pairwise(tokens)
    return [plain(inner.children or []) for opening, inner in pairs if (opening.type, opening.tag) == ("heading_open", tag)]


def check(catalog: Catalog, brief: Brief) -> None:
    """Make sure that a file has each title once, in order, and each note."""
    tokens, said = read(catalog, brief), contents(catalog, brief)
    assert headings(tokens, "h1") == [said.title.strip()]
    closing = ["Sources"] if said.notes else []
    assert headings(tokens, "h2") == ["Before you quote", *(group.heading.strip() for group in said.groups), *closing]
    assert headings(tokens, "h3") == [item.title.strip() for group in said.groups for item in group.entries]
    lines = ["".join(child.content for child in token.children or []) for token in tokens if token.type == "inline"]
    assert [f"[{at}] {note}" for at, note in enumerate(said.notes, start=1)] == lines[len(lines) - len(said.notes) :]
    notes = [item.note.strip() for group in said.groups for item in group.entries if item.note]
    assert [note for note in notes if f"Note: {note}" not in lines] == []


@pytest.mark.parametrize("key", ["theme:2.3", "country:DE", "objective:20", "cluster:4"])
def test_a_topic_makes_a_file(catalog: Catalog, key: str) -> None:
    check(catalog, brief_of_topic(catalog, topic(catalog, key)))


def test_every_entry_has_its_place(catalog: Catalog) -> None:
    check(catalog, brief_of_entries(catalog, "All", catalog.entries))


def test_a_brief_without_entries_says_so(catalog: Catalog) -> None:
    brief = brief_of_entries(catalog, "None", [])
    check(catalog, brief)
    assert "- The desk has no entries for this brief." in as_markdown(catalog, brief).decode()


def test_a_file_is_readable_as_it_stands(catalog: Catalog) -> None:
    entry = catalog.entry("adept")
    lines = as_markdown(catalog, brief_of_entries(catalog, "Our folder", [entry])).decode().split("\n")
    assert lines[:3] == ["# Our folder", "", "Reference brief · 1 practice"]
    assert f"### {entry.title}" in lines
    assert f"{entry.summary}\N{NO-BREAK SPACE}[1]" in lines
    assert f"- **Where:** {entry.details.where}" in lines
    assert f"- **Links:** <{entry.links[0]}>" in lines
    assert lines[-1] == ""


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize(
    "before", ["", "# ", "### ", "- ", "> ", "**Added note:** ", "> **Added note:** ", "above\n\n", "- above\n- "]
)
def test_a_text_stays_what_it_is_wherever_it_stands(before: str, text: str) -> None:
    tokens = READER.parse(f"{before}{escape_markdown(legible(text))}")
    inner = [token.children or [] for token in tokens if token.type == "inline"][-1]
    closing = [at for at, token in enumerate(inner) if token.type == "strong_close"]
    assert plain(inner[closing[-1] + 1 :] if closing else inner).strip() == legible(text).strip()


def test_texts_thrown_together_stay_what_they_are() -> None:
    pieces = st.sampled_from((*HOSTILE, " ", "x", "!", "(", ")", "[", "]", "&", "#", ";", "amp", "1", "."))

    @settings(derandomize=True, max_examples=400, deadline=None)
    @given(st.lists(pieces, min_size=1, max_size=6))
    def holds(parts: list[str]) -> None:
        text = legible("".join(parts))
        tokens = READER.parse(escape_markdown(text))
        assert "".join(plain(token.children or []) for token in tokens if token.type == "inline") == text.strip()

    holds()


def test_only_plain_addresses_of_the_web_become_links(catalog: Catalog) -> None:
    @steady
    @given(ENTRIES, texts(120))
    def holds(entry: Entry, title: str) -> None:
        brief = brief_of_entries(catalog, title, [entry])
        check(catalog, brief)
        children = [child for token in read(catalog, brief) for child in token.children or []]
        targets = {str(child.attrs["href"]) for child in children if child.type == "link_open"}
        assert targets <= {*entry.links, catalog.document(entry.source.document).link}

    holds()


def test_the_same_brief_makes_the_same_file(catalog: Catalog) -> None:
    brief = brief_of_topic(catalog, topic(catalog, "theme:2.3"))
    assert as_markdown(catalog, brief) == as_markdown(catalog, brief)
