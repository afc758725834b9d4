"""Where a passage stands, in words that let a reader find it in ten seconds."""

from bot.catalog.catalog import Catalog
from bot.catalog.records import Entry

COMPACT = "before the Compact adopted in December 2018"
STAMPS = {
    "gfmd-2017": f"2017 source, {COMPACT}; not a consensus view of states",
    "icmpd-2017": f"2017 source, {COMPACT}; comments of one organisation",
    "iom-2017": f"2017 source, {COMPACT}; statement of one organisation",
}


def source_line(catalog: Catalog, entry: Entry) -> str:
    """Return document, section, item and pages as plain text."""
    section = catalog.section(entry)
    pages = catalog.pages(entry)
    parts = [catalog.document(entry.source.document).short, f"{section.number} {section.title}", entry.source.item]
    if pages:
        parts.append(f"{'pp.' if '-' in pages else 'p.'} {pages.replace('-', '–')}")
    return ", ".join(parts)


def stamp(entry: Entry) -> str:
    """Return what every reader must know of the age and status of a source."""
    return STAMPS.get(entry.source.document, f"2017 source, {COMPACT}")
