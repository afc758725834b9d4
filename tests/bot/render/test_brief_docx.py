"""The Word document of a brief opens again, refers to numbered notes, names nobody and is the same each time."""

from collections import Counter
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from hostile import ENTRIES, texts
from hypothesis import HealthCheck, given, settings

from bot.catalog.catalog import Catalog
from bot.catalog.records import Entry
from bot.catalog.topics import topic, topics_with_entries
from bot.render.brief.choosing import brief_of_entries, brief_of_topic
from bot.render.brief.contents import contents, legible
from bot.render.brief.docx import as_docx
from bot.render.brief.records import Brief

pytestmark = pytest.mark.slow

steady = settings(derandomize=True, max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
# One topic of each sort, and all.
SORTS = ("all", "cluster:4", "theme:2.3", "objective:13", "country:DE")


def opened(catalog: Catalog, brief: Brief) -> Document:
    return docx.Document(BytesIO(as_docx(catalog, brief)))


def said(document: Document, style: str) -> list[str]:
    # By id: python-docx looks a name up in a millisecond, and there are thousands.
    return [paragraph.text for paragraph in document.paragraphs if (paragraph._p.style or "Normal") == style]


def named(document: Document, tag: str, attribute: str) -> list[str]:
    return [str(element.get(qn(attribute))) for element in document.element.iter(qn(tag)) if element.get(qn(attribute))]


def check(catalog: Catalog, brief: Brief) -> Document:
    """Make sure that a document holds each title and each note once, and that references lead to notes."""
    document, words = opened(catalog, brief), contents(catalog, brief)
    items = [item for group in words.groups for item in group.entries]
    assert said(document, "Title") == [words.title]
    assert said(document, "Heading1") == [*(group.heading for group in words.groups), *(["Sources"] if words.notes else [])]
    assert said(document, "Heading2") == [item.title for item in items]
    assert said(document, "ListNumber") == list(words.notes)
    assert named(document, "w:hyperlink", "w:anchor") == [f"source_{item.number}" for item in items]
    assert named(document, "w:bookmarkStart", "w:name") == [f"source_{at}" for at in range(1, len(words.notes) + 1)]
    return document


def test_every_short_topic_makes_a_document(catalog: Catalog) -> None:
    """The long ones take their time and hold no entry that `all` does not."""
    briefs = [brief_of_topic(catalog, one) for one in topics_with_entries(catalog)]
    for brief in briefs:
        if len(brief.entries) <= 20:
            with ZipFile(BytesIO(as_docx(catalog, brief))) as parts:
                assert b"Heading2" in parts.read("word/document.xml"), brief.title


def test_each_sort_of_topic_opens_again(catalog: Catalog) -> None:
    for key in SORTS:
        check(catalog, brief_of_topic(catalog, topic(catalog, key)))


def test_the_first_page_says_what_must_be_known(catalog: Catalog) -> None:
    brief = brief_of_topic(catalog, topic(catalog, "country:DE"))
    document = check(catalog, brief)
    assert said(document, "Subtitle") == [brief.subtitle]
    assert said(document, "ListBullet")[: len(brief.remarks)] == list(brief.remarks)
    assert f"Knowledge base {catalog.version}" in said(document, "EntryKind")


def test_a_summary_ends_with_the_number_of_its_note(catalog: Catalog) -> None:
    entries = [catalog.entry("bali-process"), catalog.entry("adept")]
    document = check(catalog, brief_of_entries(catalog, "Two", entries))
    found = [text for text in said(document, "Normal") if text.endswith("]")]
    assert found == [f"{entry.summary}\u00a0[{at}]" for at, entry in enumerate(entries, start=1)]
    (level,) = document.part.numbering_part.element.xpath(".//w:lvl[w:pStyle/@w:val='ListNumber']/w:lvlText")
    assert level.get(qn("w:val")) == "[%1]"


def test_details_links_and_note_are_told(catalog: Catalog) -> None:
    entry = catalog.entry("germany-returning-to-new-opportunities")
    document = check(catalog, brief_of_entries(catalog, "One", [entry]))
    facts = said(document, "EntryFact")
    assert f"Who: {entry.details.who}" in facts
    assert f"Links: {'; '.join(entry.links)}" in facts
    assert said(document, "EntryNote") == [f"Note: {entry.note}"]
    assert set(entry.links) <= {rel.target_ref for rel in document.part.rels.values() if rel.is_external}


def test_only_plain_addresses_of_the_web_are_opened(catalog: Catalog) -> None:
    entry = replace(
        catalog.entry("bali-process"), links=("javascript:alert(1)", "file:///etc/passwd", "http://[", "https://example.org/a")
    )
    document = check(catalog, brief_of_entries(catalog, "One", [entry]))
    outside = {rel.target_ref for rel in document.part.rels.values() if rel.reltype == RELATIONSHIP_TYPE.HYPERLINK}
    assert outside == {"https://example.org/a", catalog.document(entry.source.document).link}
    assert f"Links: {'; '.join(entry.links)}" in said(document, "EntryFact")


def test_the_styles_that_are_named_are_there(catalog: Catalog) -> None:
    document = check(catalog, brief_of_topic(catalog, topic(catalog, "country:DE")))
    known = {style.style_id for style in document.styles}
    used = {*named(document, "w:pStyle", "w:val"), *named(document, "w:rStyle", "w:val")}
    assert used <= known
    assert {"Title", "Subtitle", "Heading1", "Heading2", "ListNumber", "ListBullet", "Strong", "Hyperlink"} <= used


def test_the_foot_of_each_page_counts_and_warns(catalog: Catalog) -> None:
    footer = opened(catalog, brief_of_entries(catalog, "None", [])).sections[0].footer
    assert "before the Compact was adopted in December 2018" in footer.paragraphs[0].text
    fields = [field.get(qn("w:instr")) for field in footer._element.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]


def test_a_document_names_its_title_but_no_person_and_no_time(catalog: Catalog) -> None:
    told = opened(catalog, brief_of_entries(catalog, "A title", [catalog.entry("adept")])).core_properties
    assert (told.title, told.language, told.version) == ("A title", "en-GB", f"Knowledge base {catalog.version}")
    assert (told.author, told.last_modified_by, told.comments, told.created, told.modified) == ("", "", "", None, None)


def test_the_same_brief_makes_the_same_document(catalog: Catalog) -> None:
    brief = brief_of_topic(catalog, topic(catalog, "theme:2.3"))
    file = as_docx(catalog, brief)
    assert file == as_docx(catalog, brief)
    with ZipFile(BytesIO(file)) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert max(Counter(parts.namelist()).values()) == 1
        assert not [name for name in parts.namelist() if "thumbnail" in name]


def test_no_entry_and_no_title_breaks_the_document(catalog: Catalog) -> None:
    @steady
    @given(ENTRIES, texts(300))
    def holds(entry: Entry, title: str) -> None:
        check(catalog, brief_of_entries(catalog, title, [entry]))

    holds()


def test_what_no_file_can_hold_is_replaced(catalog: Catalog) -> None:
    entry = replace(catalog.entry("bali-process"), title="A\0B\ud800C\x1b", note="\x07")
    document = check(catalog, brief_of_entries(catalog, "\udfff\ufffe", [entry]))
    assert said(document, "Heading2") == [legible("A\ufffdB\ufffdC\ufffd")]
