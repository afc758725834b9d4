"""A citation leads back to the passage, quotes nobody but the document, and can be copied."""

import re
from dataclasses import replace

import pytest
from hostile import ENTRIES
from hypothesis import HealthCheck, given, settings
from telegram_rules import buttons, read, targets

from bot.catalog.catalog import Catalog
from bot.catalog.records import Entry
from bot.render.cite.page import citation_screen, cite_as, full_screen
from bot.render.cite.reference import one_line
from bot.render.cite.styles import footnote, full_citation, meeting_line
from bot.render.screen import units
from bot.render.source import stamp

steady = settings(derandomize=True, max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def copied(catalog: Catalog, entry: Entry) -> list[str]:
    """Return what the buttons of an entry's citation copy."""
    return [button["copy_text"]["text"] for button in buttons(citation_screen(catalog, entry)) if "copy_text" in button]


def quotes(text: str) -> list[str]:
    return re.findall(r"“(.*?)(?: …)?”", text)


def check_line(catalog: Catalog, entry: Entry) -> None:
    """Make sure that a meeting line can be copied and leads to the passage."""
    line = meeting_line(catalog, entry)
    assert 0 < units(line) <= 256
    assert "\n" not in line
    document, pages = catalog.document(entry.source.document), catalog.pages(entry)
    place = f"sec. {entry.source.section}, {entry.source.item}"
    assert line.startswith(document.short)
    assert "2017" in line.partition(", ")[0]
    assert place in line
    assert pages.replace("-", "–") in line.partition(place)[2]
    assert f"[Compact Desk {catalog.version}, {entry.id}" in line
    assert line.endswith("]")


def test_every_entry_can_be_cited_in_a_line(catalog: Catalog) -> None:
    for entry in catalog.entries:
        check_line(catalog, entry)
        assert copied(catalog, entry) == [meeting_line(catalog, entry)]


def test_a_line_quotes_the_first_words_and_nothing_else(catalog: Catalog) -> None:
    for entry in catalog.entries:
        begins = entry.source.begins.replace("“", "‘")
        assert all(begins.startswith(words) and len(words) > 15 for words in quotes(meeting_line(catalog, entry))), entry.id
        assert (quotes(meeting_line(catalog, entry)) != []) is (begins != ""), entry.id


def test_without_first_words_a_line_gives_the_heading_as_the_desks(catalog: Catalog) -> None:
    for entry in catalog.entries:
        if not entry.source.begins:
            assert "; desk’s heading: " + entry.title[:15] in meeting_line(catalog, entry)


def test_a_line_has_the_link_where_it_has_room(catalog: Catalog) -> None:
    for entry in catalog.entries:
        link, line = catalog.document(entry.source.document).link, meeting_line(catalog, entry)
        assert (link != "" and link in line) is (link != "" and units(meeting_line_without(catalog, entry)) + len(link) + 2 <= 256)


def meeting_line_without(catalog: Catalog, entry: Entry) -> str:
    """Return the line of an entry as if its document had no link."""
    documents = tuple(replace(document, link="") for document in catalog.documents)
    return meeting_line(replace(catalog, documents=documents), entry)


def test_longer_forms_name_publisher_title_date_place_words_link_and_version(catalog: Catalog) -> None:
    for entry in catalog.entries:
        document, section = catalog.document(entry.source.document), catalog.section(entry)
        begins, pages = entry.source.begins.replace("“", "‘"), catalog.pages(entry).replace("-", "–")
        facts = (document.publisher, document.title, document.date, entry.source.section, entry.source.item, pages)
        for text in (footnote(catalog, entry), full_citation(catalog, entry)):
            assert all(fact in text for fact in (*facts, begins, document.link, catalog.version, entry.id)), entry.id
        assert quotes(footnote(catalog, entry)) == ([begins] if begins else []), entry.id
        title = section.title.replace("“", "‘").replace("”", "’")
        assert quotes(full_citation(catalog, entry)) == [title, *([begins] if begins else [])], entry.id
        assert all(link in full_citation(catalog, entry) for link in entry.links[:3])
        assert stamp(entry) in full_citation(catalog, entry)


def test_the_desks_words_are_not_cited(catalog: Catalog) -> None:
    for original in catalog.entries:
        entry = replace(original, summary="SUMMARY", note="NOTE", title="HEADING", aliases=("ALIAS",))
        assert "HEADING" not in footnote(catalog, entry)
        assert full_citation(catalog, entry).endswith("under the desk’s own heading: HEADING")
        for text in (meeting_line(catalog, entry), footnote(catalog, entry), full_citation(catalog, entry)):
            assert not re.search("SUMMARY|NOTE|ALIAS", text)
            assert not any("HEADING" in words for words in quotes(text))


def test_a_year_that_the_document_does_not_bear_stands_in_brackets(catalog: Catalog) -> None:
    entry = catalog.entry("iom-prds")
    assert meeting_line(catalog, entry).startswith("IOM statement on solutions [2017], sec. 1, example 1")
    assert "[2017] (undated; written in 2017)" in footnote(catalog, entry)


def test_a_publisher_is_named_where_the_short_title_does_not(catalog: Catalog) -> None:
    documents = tuple(replace(document, short="Recollection") for document in catalog.documents)
    line = meeting_line(replace(catalog, documents=documents), catalog.entry("bali-process"))
    assert line.startswith("GFMD, Recollection (2017), sec. ")


def test_the_longest_names_leave_the_place_in_a_line(catalog: Catalog) -> None:
    documents = tuple(replace(one, short="S" * 60, publisher="P" * 120, link="http://a.example") for one in catalog.documents)
    entry = replace(catalog.entry("gfmd-1.1-pa-4"), id="x" * 48)
    line = meeting_line(replace(catalog, documents=documents, edition="e" * 20), entry)
    assert units(line) <= 256
    assert "sec. 1.1, practical action 4, pp. 9–10" in line


def test_the_screen_shows_line_and_footnote_to_be_copied(catalog: Catalog) -> None:
    for entry in catalog.entries:
        screen = citation_screen(catalog, entry)
        text = read(screen)
        assert re.findall(r"<pre>", screen.text) == ["<pre>"] * 2
        assert meeting_line(catalog, entry) in text
        assert footnote(catalog, entry) in text
        assert stamp(entry) in text
        forms = [f"cite-as:{form}:{entry.id}" for form in ("full", "bibtex", "ris", "csl")]
        assert targets(screen) == [*forms, f"open:{entry.id}"]


def test_the_full_form_has_a_screen_with_a_way_to_the_document(catalog: Catalog) -> None:
    for entry in catalog.entries:
        screen, link = full_screen(catalog, entry), catalog.document(entry.source.document).link
        assert full_citation(catalog, entry) in read(screen)
        assert [button["url"].rstrip("/") for button in buttons(screen) if "url" in button] == ([link] if link else [])
        assert targets(screen) == [*(f"cite-as:{form}:{entry.id}" for form in ("bibtex", "ris", "csl")), f"open:{entry.id}"]


def test_no_entry_breaks_its_citation(catalog: Catalog) -> None:
    @steady
    @given(ENTRIES)
    def holds(entry: Entry) -> None:
        check_line(catalog, entry)
        assert footnote(catalog, entry) in read(citation_screen(catalog, entry))
        assert full_citation(catalog, entry) in read(full_screen(catalog, entry))
        assert copied(catalog, entry) == [meeting_line(catalog, entry)]

    holds()


@pytest.mark.parametrize("form", ["full", "bibtex", "ris", "csl"])
def test_an_address_has_room_for_the_longest_id(form: str) -> None:
    assert len(cite_as(form, "x" * 48).encode()) <= 64


LINES = {"a\nb": "a b", " a \t b ": "a b", "a\x00b": "a b", "a\u202eb": "a b", "é–“”": "é–“”"}


@pytest.mark.parametrize(("text", "expected"), LINES.items())
def test_what_is_cited_stands_on_one_line(text: str, expected: str) -> None:
    assert one_line(text) == expected
