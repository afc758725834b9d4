"""A brief says in which language its words and its entries are; citations and tables stay in the language of the sources."""

from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn
from html_page import Page

from bot.catalog.catalog import Catalog
from bot.catalog.topics import topic
from bot.render.brief.choosing import brief_of_entries, brief_of_meeting
from bot.render.brief.csv import as_csv
from bot.render.brief.docx import as_docx
from bot.render.brief.html import as_html
from bot.render.brief.records import Brief, BriefSection, Item
from bot.render.cite.page import FORMATS, citation_file
from bot.render.cite.styles import footnote, full_citation, meeting_line
from bot.wording.catalogs import path_of
from bot.wording.languages import ENGLISH, LANGUAGES
from bot.wording.speech import Manner, speaking

FOREIGN = [language for language in LANGUAGES if language != ENGLISH and path_of(language).exists()]
foreign = pytest.mark.parametrize("language", FOREIGN)


def meeting(catalog: Catalog) -> Brief:
    return brief_of_meeting(catalog, "Groupe", "9 h", [BriefSection("1", items=(Item(catalog.entry("adept"), "Oui", "9 h 41"),))])


@foreign
def test_a_page_marks_what_is_in_english(catalog: Catalog, language: str) -> None:
    entry = catalog.entry("adept")
    with speaking(Manner(language)):
        page = Page(as_html(catalog, meeting(catalog)))
    assert [value for tag, name, value in page.attributes if (tag, name) == ("html", "lang")] == [language]
    marked = {tag for tag, name, value in page.attributes if (name, value) == ("lang", "en")}
    assert {"h3", "p", "dd", "span"} <= marked
    assert page.said("h3") == [entry.title]
    assert page.said("bdi") == ["Oui"]


def test_a_page_in_english_marks_nothing(catalog: Catalog) -> None:
    page = Page(as_html(catalog, meeting(catalog)))
    assert [(tag, value) for tag, name, value in page.attributes if name == "lang"] == [("html", "en-GB")]


def languages(file: bytes) -> tuple[str, dict[str, str]]:
    """Return the language of a document, and the languages of its parts by their texts."""
    opened = docx.Document(BytesIO(file))
    (default,) = opened.styles.element.xpath("w:docDefaults//w:lang")
    parts = {
        "".join(text.text or "" for text in run.iter(qn("w:t"))): str(run.find(f".//{qn('w:lang')}").get(qn("w:val")))
        for run in opened.element.iter(qn("w:r"))
        if run.find(f".//{qn('w:lang')}") is not None
    }
    return str(default.get(qn("w:val"))), parts


@foreign
def test_a_document_marks_what_is_in_english(catalog: Catalog, language: str) -> None:
    entry = catalog.entry("adept")
    with speaking(Manner(language)):
        whole, parts = languages(as_docx(catalog, meeting(catalog)))
    assert whole.startswith(f"{language}-")
    assert set(parts.values()) == {"en-GB"}
    assert {entry.title, f"{entry.summary}\N{NO-BREAK SPACE}", entry.details.where, entry.note} <= set(parts)
    assert "Oui" not in parts


def test_a_document_in_english_marks_nothing(catalog: Catalog) -> None:
    assert languages(as_docx(catalog, meeting(catalog))) == ("en-GB", {})


@foreign
def test_what_programs_read_is_in_english(catalog: Catalog, language: str) -> None:
    brief = brief_of_entries(catalog, "One", catalog.of_kind("practice"))
    table = as_csv(catalog, brief)
    with speaking(Manner(language)):
        assert as_csv(catalog, brief) == table


@foreign
def test_citations_are_in_english(catalog: Catalog, language: str) -> None:
    styles = (meeting_line, footnote, full_citation)
    for entry in catalog.entries[::25]:
        said = [style(catalog, entry) for style in styles]
        files = [citation_file(catalog, [entry], form) for form in FORMATS]
        with speaking(Manner(language)):
            assert [style(catalog, entry) for style in styles] == said, entry.id
            assert [citation_file(catalog, [entry], form) for form in FORMATS] == files, entry.id


def test_a_country_is_called_as_its_reader_calls_it(catalog: Catalog) -> None:
    germany = topic(catalog, "country:DE")
    with speaking(Manner("fr")):
        assert (germany.label, germany.english) == ("Allemagne", "Germany")
    assert germany.label == "Germany"
