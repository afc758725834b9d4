"""A brief as a Word document with real headings and numbered source notes."""

from docx.document import Document as WordDocument
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Length
from docx.text.paragraph import Paragraph

from bot.catalog.catalog import Catalog
from bot.render.brief import word
from bot.render.brief.contents import Contents, Group, OwnLine, Passage, contents, is_web
from bot.render.brief.labels import Labels
from bot.render.brief.records import Brief
from bot.render.screen import with_colon


def as_docx(catalog: Catalog, brief: Brief) -> bytes:
    """Return a brief as a Word document on A4."""
    said = contents(catalog, brief)
    document = word.new_document(said.labels.language)
    word.set_properties(document, said.title, said.subtitle, said.version)
    if any(section.items for section in brief.sections):
        word.add_own_style(document)
    _add_first_page(document, said)
    for group in said.groups:
        _add_group(document, group, said.labels)
    if said.unanswered:
        word.add_paragraph(document, word.SECTION, said.labels.unanswered)
        for question in said.unanswered:
            word.add_paragraph(document, word.BULLET, question)
    _add_sources(document, said)
    _add_footer(document, said.labels.foot)
    return word.packed(document)


def _add_first_page(document: WordDocument, said: Contents) -> None:
    word.add_paragraph(document, word.TITLE, said.title)
    word.add_paragraph(document, word.SUBTITLE, said.subtitle)
    word.add_paragraph(document, word.KIND, said.version)
    word.add_strong(word.add_paragraph(document, word.KIND), said.labels.remarks)
    for remark in said.remarks:
        word.add_paragraph(document, word.BULLET, remark)


def _add_group(document: WordDocument, group: Group, labels: Labels) -> None:
    word.add_paragraph(document, word.SECTION, group.heading)
    for item in group.items:
        if isinstance(item, OwnLine):
            word.add_paragraph(document, word.ENTRY, item.label)
            word.add_paragraph(document, word.OWN, item.text)
        else:
            _add_passage(document, item, labels)
    if not group.items:
        word.add_paragraph(document, word.TEXT, labels.nothing)


def _add_passage(document: WordDocument, item: Passage, labels: Labels) -> None:
    _add_english(document, word.ENTRY, item.title)
    word.add_paragraph(document, word.KIND, item.kind)
    summary = _add_english(document, word.TEXT, f"{item.summary}\N{NO-BREAK SPACE}")
    word.add_reference(summary, f"[{item.number}]", _bookmark(item.number))
    for label, text in item.facts:
        _add_fact(document, label, text)
    for point in item.points:
        _add_english(document, word.BULLET, point)
    for label, text in item.more:
        _add_fact(document, label, text)
    if item.links:
        _add_links(document, labels.links, item.links)
    if item.note:
        _add_fact(document, labels.note, item.note, word.CAUTION)
    if item.own:
        word.keep_with_next(document)
        _add_labelled(document, item.own.label, item.own.text, word.OWN)


def _add_english(document: WordDocument, style: str, text: str) -> Paragraph:
    """Add what the knowledge base says."""
    paragraph = word.add_paragraph(document, style, text)
    word.mark_english(document, paragraph)
    return paragraph


def _add_fact(document: WordDocument, label: str, text: str, style: str = word.FACT) -> None:
    word.mark_english(document, _add_labelled(document, label, text, style))


def _add_labelled(document: WordDocument, label: str, text: str, style: str) -> Paragraph:
    paragraph = word.add_paragraph(document, style)
    word.add_strong(paragraph, f"{with_colon(label)} ")
    paragraph.add_run(text)
    return paragraph


def _add_links(document: WordDocument, label: str, links: tuple[str, ...]) -> None:
    paragraph = _add_labelled(document, label, "", word.FACT)
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
    word.add_paragraph(document, word.SECTION, said.labels.sources)
    for reference, link in said.documents:
        paragraph = _add_english(document, word.TEXT, f"{reference} " if link else reference)
        if link:
            _add_link(paragraph, link)
    for number, note in enumerate(said.notes, start=1):
        paragraph = word.add_paragraph(document, word.NUMBERED)
        word.add_bookmark(paragraph, _bookmark(number), number)
        paragraph.add_run(note)
        word.mark_english(document, paragraph)


def _add_footer(document: WordDocument, said: str) -> None:
    paragraph = document.sections[0].footer.paragraphs[0]
    end = Length(word.PAGE_WIDTH - 2 * word.SIDE)
    paragraph.paragraph_format.tab_stops.add_tab_stop(end, WD_TAB_ALIGNMENT.RIGHT)
    paragraph.add_run(f"{said}\t")
    word.add_field(paragraph, "PAGE")
    paragraph.add_run(" / ")
    word.add_field(paragraph, "NUMPAGES")


def _bookmark(number: int) -> str:
    return f"source_{number}"
