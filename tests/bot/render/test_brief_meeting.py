"""A brief of a meeting holds what was kept there, in the order of its agenda, and tells own words from the desk's in every form."""

import re
from io import BytesIO

import docx
import pytest
from docx.document import Document
from hostile import TRICKS
from html_page import Page
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bot.catalog.catalog import Catalog
from bot.render.brief.choosing import brief_of_entries, brief_of_meeting
from bot.render.brief.contents import OwnLine, contents, legible
from bot.render.brief.csv import as_csv
from bot.render.brief.docx import as_docx
from bot.render.brief.html import as_html
from bot.render.brief.markdown import as_markdown
from bot.render.brief.records import Brief, BriefSection, Item

QUESTIONS = ("Who pays for the return of minors?", "Pushbacks?")


def meeting(catalog: Catalog, own: str = "Ask the chair.", other: str = "Said in reply.", heading: str = "2 Returns") -> Brief:
    """Return a brief in which an entry stands twice, with different own lines, beside a line without an entry."""
    bali, adept = catalog.entry("bali-process"), catalog.entry("adept")
    sections = (
        BriefSection("1 Opening"),
        BriefSection(heading, items=(Item(bali, own, "09:41"), Item(own=other, time="09:50"), Item(adept))),
        BriefSection("3 Any other business", items=(Item(bali, other, "11:20", is_added=True), Item(), Item(own="  "))),
    )
    return brief_of_meeting(catalog, "Drafting group", "14 March 2025, 09:30–12:45 · Objective 20", sections, QUESTIONS)


def document(catalog: Catalog, brief: Brief) -> Document:
    return docx.Document(BytesIO(as_docx(catalog, brief)))


def styled(opened: Document, *styles: str) -> list[str]:
    return [paragraph.text for paragraph in opened.paragraphs if paragraph._p.style in styles]


def markdown_lines(catalog: Catalog, brief: Brief) -> list[str]:
    tokens = MarkdownIt("commonmark").parse(as_markdown(catalog, brief).decode())
    assert not [token for token in tokens if token.type in {"html_block", "fence", "code_block", "ordered_list_open", "hr"}]
    return ["".join(child.content for child in token.children or []) for token in tokens if token.type == "inline"]


def outline(catalog: Catalog) -> list[str]:
    """Return the headings of the meeting above, from its name to its sources."""
    bali, adept = catalog.entry("bali-process").title, catalog.entry("adept").title
    agenda = ["1 Opening", "2 Returns", bali, "Added note, 09:50", adept, "3 Any other business", bali]
    return ["Drafting group", *agenda, "Unanswered questions", "Sources"]


def test_the_page_tells_all_in_the_order_of_the_agenda(catalog: Catalog) -> None:
    page = Page(as_html(catalog, meeting(catalog)))
    headings = [text.strip() for tag, text in page.texts if tag in {"h1", "h2", "h3"}]
    assert [text for text in headings if text != "Before you quote"] == outline(catalog)
    assert page.said("bdi") == ["Ask the chair.", "Said in reply."]
    told = page.said("p")
    assert told.count("Nothing was noted here.") == 1
    assert "Practice · Indonesia, Australia · bali-process · looked up at 09:41" in told
    assert "Said in reply." in told
    assert set(QUESTIONS) <= set(page.said("li"))


def test_the_document_tells_all_in_the_order_of_the_agenda(catalog: Catalog) -> None:
    opened = document(catalog, meeting(catalog))
    assert styled(opened, "Title", "Heading1", "Heading2") == outline(catalog)
    assert styled(opened, "OwnNote") == ["Added note: Ask the chair.", "Said in reply.", "Added note: Said in reply."]
    assert "Practice · Indonesia, Australia · bali-process · added at 11:20" in styled(opened, "EntryKind")
    assert styled(opened, "ListBullet")[-2 - len(catalog.entry("bali-process").details.points) :][-2:] == list(QUESTIONS)
    assert "OwnNote" in {style.style_id for style in opened.styles}


def test_in_the_document_no_page_break_parts_a_note_from_its_entry(catalog: Catalog) -> None:
    told = document(catalog, meeting(catalog)).paragraphs
    before = [told[at - 1] for at, paragraph in enumerate(told) if paragraph._p.style == "OwnNote"]
    assert [one.paragraph_format.keep_with_next or one.style.paragraph_format.keep_with_next for one in before if one.style] == [
        True, True, True,
    ]  # fmt: skip
    # Where nothing is noted, the text flows.
    plain = document(catalog, brief_of_entries(catalog, "x", [catalog.entry("bali-process")]))
    assert not any(paragraph.paragraph_format.keep_with_next for paragraph in plain.paragraphs)


def test_the_markdown_tells_all_in_the_order_of_the_agenda(catalog: Catalog) -> None:
    text, lines = as_markdown(catalog, meeting(catalog)).decode(), markdown_lines(catalog, meeting(catalog))
    headings = re.findall(r"^#+ (.*)", text, re.MULTILINE)
    assert [heading for heading in headings if heading != "Before you quote"] == outline(catalog)
    assert "> **Added note:** Ask the chair." in text
    assert "### Added note, 09:50\n\n> Said in reply." in text
    assert "## 1 Opening\n\nNothing was noted here." in text
    assert [line for line in lines if line in QUESTIONS] == list(QUESTIONS)


def test_an_entry_that_stands_twice_has_one_note(catalog: Catalog) -> None:
    said = contents(catalog, meeting(catalog))
    assert [item.number for group in said.groups for item in group.entries] == [1, 2, 1]
    assert len(said.notes) == 2
    assert [entry.id for entry in meeting(catalog).entries] == ["bali-process", "adept", "bali-process"]


def test_what_holds_nothing_is_left_out(catalog: Catalog) -> None:
    groups = contents(catalog, meeting(catalog)).groups
    assert [len(group.items) for group in groups] == [0, 3, 1]
    assert all(item.text.strip() for group in groups for item in group.items if isinstance(item, OwnLine))


def test_own_notes_are_told_apart_on_the_first_page_where_there_are_any(catalog: Catalog) -> None:
    plain = brief_of_meeting(catalog, "A", "B", [BriefSection("1", items=(Item(catalog.entry("adept")),))])
    assert "Added note" in meeting(catalog).remarks[-1]
    assert not [remark for remark in plain.remarks if "Added note" in remark]
    assert plain.remarks == brief_of_entries(catalog, "A", [catalog.entry("adept")]).remarks


def test_a_meeting_of_nothing_but_questions_makes_every_form(catalog: Catalog) -> None:
    brief = brief_of_meeting(catalog, "Silent", "", [], QUESTIONS)
    assert brief.remarks[0] == "The desk has no entries for this brief."
    page, lines = Page(as_html(catalog, brief)), markdown_lines(catalog, brief)
    assert set(QUESTIONS) <= set(page.said("li")) & set(lines) & set(styled(document(catalog, brief), "ListBullet"))
    assert "Sources" not in page.said("h2") + lines


def test_pages_lead_only_to_what_they_hold(catalog: Catalog) -> None:
    for brief in (meeting(catalog), brief_of_meeting(catalog, "Two", "", [BriefSection("1"), BriefSection("2")], QUESTIONS)):
        page = Page(as_html(catalog, brief))
        assert {target[1:] for target in page.values("href") if target.startswith("#")} <= set(page.values("id"))
        assert len(set(page.values("id"))) == len(page.values("id"))


def test_a_table_has_the_entries_alone(catalog: Catalog) -> None:
    table = as_csv(catalog, meeting(catalog)).decode("utf-8-sig")
    assert table.count("\r\n") == 1 + len(meeting(catalog).entries)
    assert "Ask the chair." not in table


@pytest.mark.slow
def test_no_own_text_breaks_any_form(catalog: Catalog) -> None:
    marks = (*TRICKS, "*", "_", "`", "[x](y)", "![", "#", "1. ", "- ", "> ", "\0", "\ud800", "\u2028", "|", "~~~", "\\", "=cmd")
    lines = st.lists(st.sampled_from(marks), min_size=1, max_size=8).map("".join)

    @settings(derandomize=True, max_examples=40, deadline=None)
    @given(lines, lines, lines)
    def holds(own: str, other: str, heading: str) -> None:
        own, other = f"{own}x", f"x{other}"
        brief = meeting(catalog, own, other, heading)
        page = Page(as_html(catalog, brief))
        assert page.said("bdi") == [legible(own).strip(), legible(other).strip()]
        assert not page.tags & {"b", "i", "script", "blockquote"}
        told = [f"Added note: {legible(own)}", legible(other), f"Added note: {legible(other)}"]
        assert styled(document(catalog, brief), "OwnNote") == told
        read = markdown_lines(catalog, brief)
        assert {f"Added note: {legible(own).strip()}", f"Added note: {legible(other).strip()}", legible(other).strip()} <= set(read)
        assert legible(heading).strip() in {*read, ""}

    holds()
