"""Where a passage stands, in words that let a reader find it in ten seconds."""

from bot.catalog.catalog import Catalog
from bot.catalog.records import Entry
from bot.wording.speech import marked, say

STAMPS = {
    "gfmd-2017": marked("2017 source, before the Compact adopted in December 2018; not a consensus view of states"),
    "icmpd-2017": marked("2017 source, before the Compact adopted in December 2018; comments of one organisation"),
    "iom-2017": marked("2017 source, before the Compact adopted in December 2018; statement of one organisation"),
}


def source_line(catalog: Catalog, entry: Entry) -> str:
    """Return document, section, item and pages as plain text, in English like the sources."""
    section = catalog.section(entry)
    _, *rest = place_parts(catalog, entry)
    return ", ".join([catalog.document(entry.source.document).short, f"{section.number} {section.title}", *rest])


def short_source_line(catalog: Catalog, entry: Entry) -> str:
    """Return the same without the title of the section."""
    return ", ".join([catalog.document(entry.source.document).short, *place_parts(catalog, entry)])


def place_parts(catalog: Catalog, entry: Entry) -> list[str]:
    """Return where in its document a passage stands: section, item and pages."""
    pages = page_words(catalog.pages(entry))
    return [entry.source.section, entry.source.item, *([pages] if pages else [])]


def page_words(pages: str) -> str:
    """Return pages as they stand in a reference, as in `pp. 31–32`; empty for none."""
    return f"{'pp.' if '-' in pages else 'p.'} {pages.replace('-', '–')}" if pages else ""


def stamp(entry: Entry) -> str:
    """Return what every reader must know of the age and status of a source."""
    said = STAMPS.get(entry.source.document)
    return say(said) if said else say("2017 source, before the Compact adopted in December 2018")
