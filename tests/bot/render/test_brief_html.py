"""The page of a brief is whole, fetches nothing, and nothing in an entry can break it."""

from collections import Counter
from dataclasses import replace

import pytest
from hostile import ENTRIES, texts
from html_page import VOID, Page
from hypothesis import HealthCheck, given, settings

from bot.catalog.catalog import Catalog
from bot.catalog.records import Entry
from bot.catalog.topics import topic, topics_with_entries
from bot.render.brief.choosing import brief_of_entries, brief_of_topic
from bot.render.brief.contents import contents, is_web, legible
from bot.render.brief.html import as_html
from bot.render.brief.records import Brief

steady = settings(derandomize=True, max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
ALLOWED = VOID | {
    "html", "head", "title", "style", "body", "header", "main", "nav", "section", "article", "h1", "h2", "h3", "p", "a", "ul", "ol",
    "li", "dl", "div", "dt", "dd", "span", "strong",
}  # fmt: skip


def check(catalog: Catalog, brief: Brief) -> Page:
    """Make sure that a page is whole, with every title and note, and that all that it opens are links of its entries."""
    page = Page(as_html(catalog, brief))
    said = contents(catalog, brief)
    assert page.tags <= ALLOWED
    assert page.said("h3") == [item.title.strip() for group in said.groups for item in group.entries]
    assert [text for text in page.said("h2") if text != "Sources"][1:] == [group.heading.strip() for group in said.groups]
    ids, targets = page.values("id"), page.values("href")
    assert max(Counter(ids).values()) == 1
    within, outside = ({target for target in targets if target.startswith("#") is here} for here in (True, False))
    assert {target[1:] for target in within} <= set(ids)
    links = {link for entry in brief.entries for link in entry.links} | {document.link for document in catalog.documents}
    assert outside <= {link for link in links if is_web(link)}
    assert not {name for _, name, _ in page.attributes} & {"src", "srcset", "action", "style"}
    assert not [name for _, name, _ in page.attributes if name.startswith("on")]
    return page


def test_every_topic_makes_a_page(catalog: Catalog) -> None:
    for one in topics_with_entries(catalog):
        check(catalog, brief_of_topic(catalog, one))


def test_an_instrument_has_its_place_too(catalog: Catalog) -> None:
    check(catalog, brief_of_entries(catalog, "Instruments", catalog.of_kind("instrument")))


def test_the_page_names_its_language_title_and_version(catalog: Catalog) -> None:
    page = check(catalog, brief_of_topic(catalog, topic(catalog, "theme:2.3")))
    assert ("html", "lang", "en-GB") in page.attributes
    assert page.said("title") == page.said("h1") == [catalog.theme("2.3").label]
    assert f"Knowledge base {catalog.version}" in page.said("p")


def test_the_page_asks_browsers_to_fetch_nothing(catalog: Catalog) -> None:
    page = check(catalog, brief_of_topic(catalog, topic(catalog, "theme:2.3")))
    (policy,) = (value for value in page.values("content") if "default-src" in value)
    assert policy.startswith("default-src 'none'")
    (style,) = page.said("style")
    assert not [word for word in ("url(", "@import", "@font-face") if word in style]


def test_each_summary_leads_to_its_note(catalog: Catalog) -> None:
    brief = brief_of_topic(catalog, topic(catalog, "country:DE"))
    page, said = check(catalog, brief), contents(catalog, brief)
    references = [value for tag, name, value in page.attributes if (tag, name) == ("a", "href") and value.startswith("#note-")]
    assert references == [f"#note-{item.number}" for group in said.groups for item in group.entries]
    assert all(note in page.said("span") for note in said.notes)


def test_links_are_told_in_full_so_that_paper_shows_them(catalog: Catalog) -> None:
    brief = brief_of_topic(catalog, topic(catalog, "country:DE"))
    told = check(catalog, brief).said("a")
    assert [link for entry in brief.entries for link in entry.links if link not in told] == []


@pytest.mark.parametrize("link", ["javascript:alert(1)", 'http://a/"onclick="x', "data:text/html,<script>"])
def test_a_doubtful_link_is_told_but_not_opened(catalog: Catalog, link: str) -> None:
    entry = replace(catalog.entry("bali-process"), links=(link,))
    page = check(catalog, brief_of_entries(catalog, "One", [entry]))
    assert link not in page.values("href")
    assert link in page.said("dd")


def test_no_entry_and_no_title_breaks_the_page(catalog: Catalog) -> None:
    @steady
    @given(ENTRIES, texts(120))
    def holds(entry: Entry, title: str) -> None:
        page = check(catalog, brief_of_entries(catalog, title, [entry]))
        assert page.said("h1") == [legible(title).strip()]
        assert any(text.startswith(legible(entry.summary)) for text in page.said("p"))

    holds()


def test_what_no_file_can_hold_is_replaced(catalog: Catalog) -> None:
    entry = replace(catalog.entry("bali-process"), title="A\0B\ud800C\x1b")
    assert check(catalog, brief_of_entries(catalog, "\udfff", [entry])).said("h3") == ["A\ufffdB\ufffdC\ufffd"]


def test_a_brief_without_entries_is_a_page_that_says_so(catalog: Catalog) -> None:
    assert "The desk has no entries for this brief." in check(catalog, brief_of_entries(catalog, "None", [])).said("li")


def test_the_same_brief_makes_the_same_page(catalog: Catalog) -> None:
    brief = brief_of_topic(catalog, topic(catalog, "theme:2.3"))
    assert as_html(catalog, brief) == as_html(catalog, brief)
