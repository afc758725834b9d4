"""A brief as a Word document with real headings and numbered source notes."""

from docx.document import Document as WordDocument
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Length
from docx.text.paragraph import Paragraph

from bot.catalog.catalog import Catalog
from bot.render.brief import word
from bot.render.brief.contents import LINKS, NOTE, ON_EVERY_PAGE, REMARKS, SOURCES, Contents, Group, Item, contents, is_web
from bot.render.brief.records import Brief


def as_docx(catalog: Catalog, brief: Brief) -> bytes:
    """Return a brief as a Word document on A4."""
    said = contents(catalog, brief)
    document = word.new_document()
    word.set_properties(document, said.title, said.subtitle, said.version)
    _add_first_page(document, said)
    for group in said.groups:
        _add_group(document, group)
    _add_sources(document, said)
    _add_footer(document)
    return word.packed(document)


def _add_first_page(document: WordDocument, said: Contents) -> None:
    word.add_paragraph(document, word.TITLE, said.title)
    word.add_paragraph(document, word.SUBTITLE, said.subtitle)
    word.add_paragraph(document, word.KIND, said.version)
    word.add_strong(word.add_paragraph(document, word.KIND), REMARKS)
    for remark in said.remarks:
        word.add_paragraph(document, word.BULLET, remark)


def _add_group(document: WordDocument, group: Group) -> None:
    word.add_paragraph(document, word.SECTION, group.heading)
    for item in group.entries:
        _add_item(document, item)


def _add_item(document: WordDocument, item: Item) -> None:
    word.add_paragraph(document, word.ENTRY, item.title)
    word.add_paragraph(document, word.KIND, item.kind)
    summary = word.add_paragraph(document, word.TEXT, f"{item.summary}\N{NO-BREAK SPACE}")
    word.add_reference(summary, f"[{item.number}]", _bookmark(item.number))
    for label, text in item.facts:
        _add_labelled(document, label, text)
    for point in item.points:
        word.add_paragraph(document, word.BULLET, point)
    for label, text in item.more:
        _add_labelled(document, label, text)
    if item.links:
        _add_links(document, item.links)
    if item.note:
        _add_labelled(document, NOTE, item.note, word.CAUTION)


def _add_labelled(document: WordDocument, label: str, text: str, style: str = word.FACT) -> Paragraph:
    paragraph = word.add_paragraph(document, style)
    word.add_strong(paragraph, f"{label}: ")
    paragraph.add_run(text)
    return paragraph


def _add_links(document: WordDocument, links: tuple[str, ...]) -> None:
    paragraph = _add_labelled(document, LINKS, "")
    for at, link in enumerate(links):
        if at:
            paragraph.add_run("; ")
        _add_link(paragraph, link)


def _add_link(paragraph: Paragraph, link: str) -> None:
    if is_web(link):
        word.add_address(paragraph, link)
    else:
        paragraph.add_run(link)


def _add_sources(document: WordDocument, said: Contents) -> None:
    if not said.notes:
        return
    word.add_paragraph(document, word.SECTION, SOURCES)
    for reference, link in said.documents:
        paragraph = word.add_paragraph(document, word.TEXT, f"{reference} " if link else reference)
        if link:
            _add_link(paragraph, link)
    for number, note in enumerate(said.notes, start=1):
        paragraph = word.add_paragraph(document, word.NUMBERED)
        word.add_bookmark(paragraph, _bookmark(number), number)
        paragraph.add_run(note)


def _add_footer(document: WordDocument) -> None:
    paragraph = document.sections[0].footer.paragraphs[0]
    end = Length(word.PAGE_WIDTH - 2 * word.SIDE)
    paragraph.paragraph_format.tab_stops.add_tab_stop(end, WD_TAB_ALIGNMENT.RIGHT)
    paragraph.add_run(f"{ON_EVERY_PAGE}\t")
    word.add_field(paragraph, "PAGE")
    paragraph.add_run(" / ")
    word.add_field(paragraph, "NUMPAGES")


def _bookmark(number: int) -> str:
    return f"source_{number}"
