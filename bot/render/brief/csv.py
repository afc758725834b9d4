"""A brief as a table that spreadsheets open and do not run."""

from csv import QUOTE_ALL, writer
from io import StringIO

from bot.catalog.catalog import Catalog
from bot.catalog.countries import country_name
from bot.catalog.records import Entry
from bot.render.brief.contents import legible, note_number, note_numbers
from bot.render.brief.records import Brief
from bot.render.card import DETAIL_NAMES, KIND_NAMES
from bot.render.source import stamp
from bot.wording.speech import Manner, speaking

# What makes a spreadsheet take a cell for a formula, the wide forms of East Asian keyboards included.
_FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
# Excel takes a file for UTF-8 only if it begins so.
_ENCODING = "utf-8-sig"


def as_csv(catalog: Catalog, brief: Brief) -> bytes:
    """Return a brief as CSV in UTF-8 with a row for each entry; lists are joined by `; `. No entries make a heading alone.

    Headings and what an entry says are in English, for programs; own notes and questions have no column.
    """
    numbers = note_numbers(catalog, brief.entries)
    out = StringIO(newline="")
    # A comma within quotes cannot move the next cell even where a spreadsheet divides at semicolons.
    table = writer(out, quoting=QUOTE_ALL)
    table.writerow(_HEADING)
    for section in brief.sections:
        for entry in (item.entry for item in section.all_items if item.entry):
            cells = [section.heading, str(note_number(catalog, entry, numbers)), *_entry_cells(catalog, entry)]
            table.writerow([_safe(cell) for cell in (brief.title, brief.subtitle, *cells, brief.version)])
    return out.getvalue().encode(_ENCODING)


_HEADING = (
    "Brief", "Contents", "Section", "Source note", "Kind", "Title", "Summary", *DETAIL_NAMES.values(), "Points", "Countries",
    "Note", "Also called", "Organisations", "People concerned", "Themes", "Objectives of the Compact of 2018 (our mapping)",
    "Document", "Section of the document", "Item", "Pages", "First words", "Status of the source", "Links", "In the desk",
    "Knowledge base",
)  # fmt: skip


def _entry_cells(catalog: Catalog, entry: Entry) -> list[str]:
    return [
        KIND_NAMES[entry.kind],
        entry.title,
        entry.summary,
        *(getattr(entry.details, name) for name in DETAIL_NAMES),
        "; ".join(entry.details.points),
        "; ".join(country_name(code) for code in entry.countries),
        entry.note,
        "; ".join(entry.aliases),
        "; ".join(entry.organisations),
        "; ".join(entry.groups),
        "; ".join(f"{number} {catalog.theme(number).label}" for number in entry.themes),
        "; ".join(f"{number} {catalog.objective(number).label}" for number in entry.objectives),
        *_source_cells(catalog, entry),
        _stamp(entry),
        "; ".join(entry.links),
        entry.id,
    ]


def _source_cells(catalog: Catalog, entry: Entry) -> list[str]:
    document, section = catalog.document(entry.source.document), catalog.section(entry)
    place = [f"{section.number} {section.title}", entry.source.item, catalog.pages(entry).replace("-", "–"), entry.source.begins]
    return [f"{document.short}: {document.title}", *place]


def _stamp(entry: Entry) -> str:
    with speaking(Manner()):
        return stamp(entry)


def _safe(cell: str) -> str:
    """Lead with an apostrophe what a spreadsheet would run; no cell begins with a tab or a line break."""
    text = legible(cell)
    return f"'{text}" if text.lstrip().startswith(_FORMULA_STARTS) else text
