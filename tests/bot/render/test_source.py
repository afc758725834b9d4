"""A locator that lets a reader find the passage, and the age of every source."""

from dataclasses import replace

import pytest

from bot.catalog.catalog import Catalog
from bot.render.source import source_line, stamp

LINES = {
    "own pages, one": ("gfmd-1.1-pa-4", "9", "practical action 4, p. 9"),
    "own pages, several": ("gfmd-1.1-pa-4", "9-11", "practical action 4, pp. 9–11"),
    "those of the section": ("gfmd-1.1-pa-4", "", "practical action 4, pp. 9–10"),
    "an example": ("canada-ictc", "26", "example 3, p. 26"),
}


@pytest.mark.parametrize(("name", "pages", "end"), LINES.values(), ids=LINES)
def test_the_line_ends_with_item_and_pages(catalog: Catalog, name: str, pages: str, end: str) -> None:
    entry = catalog.entry(name)
    entry = replace(entry, source=replace(entry.source, pages=pages))
    assert source_line(catalog, entry).endswith(f", {end}")


def test_the_line_names_document_and_section_first(catalog: Catalog) -> None:
    for entry in catalog.entries:
        document, section = catalog.document(entry.source.document), catalog.section(entry)
        line = source_line(catalog, entry)
        assert line.startswith(f"{document.short}, {entry.source.section} {section.title}, {entry.source.item}"), entry.id


STAMPS = {
    "gfmd-2017": "not a consensus view",
    "icmpd-2017": "comments of one organisation",
    "iom-2017": "statement of one organisation",
}


@pytest.mark.parametrize(("document", "status"), STAMPS.items(), ids=STAMPS)
def test_every_document_is_stamped_with_its_age_and_status(catalog: Catalog, document: str, status: str) -> None:
    entry = next(entry for entry in catalog.entries if entry.source.document == document)
    assert "2017 source" in stamp(entry)
    assert "before the Compact adopted in December 2018" in stamp(entry)
    assert status in stamp(entry)


def test_a_document_added_later_is_stamped_too(catalog: Catalog) -> None:
    entry = catalog.entries[0]
    assert "2018" in stamp(replace(entry, source=replace(entry.source, document="new")))
    assert {document.id for document in catalog.documents} == set(STAMPS)
