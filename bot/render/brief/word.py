"""What a brief asks of a Word document beyond python-docx: styles, references within, page numbers, the same bytes each time."""

from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.rel import Relationships
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import BaseStyle, CharacterStyle, ParagraphStyle
from docx.text.paragraph import Paragraph

# Styles by id, as the parts of a document name them: to look one up by name takes python-docx a millisecond, a brief has thousands.
TITLE, SUBTITLE, SECTION, ENTRY, TEXT = "Title", "Subtitle", "Heading1", "Heading2", "Normal"
BULLET, NUMBERED, STRONG = "ListBullet", "ListNumber", "Strong"
KIND, FACT, CAUTION, OWN, LINK = "EntryKind", "EntryFact", "EntryNote", "OwnNote", "Hyperlink"
FONT = "Calibri"
ENGLISH = "en-GB"
# Word checks spelling only where a language has its country.
_COUNTRIES = {"fr": "fr-FR", "es": "es-ES"}
INK, FAINT, MARK = RGBColor(0x1B, 0x1F, 0x24), RGBColor(0x57, 0x60, 0x6A), RGBColor(0x0B, 0x4F, 0x8A)
PAGE_WIDTH, PAGE_HEIGHT, SIDE, ENDS = Mm(210), Mm(297), Mm(23), Mm(22)
# Hanging indent that holds the number of a note.
NOTE_INDENT = "567"
# Parts of python-docx's own template that show another document than ours.
_FOREIGN = ("/thumbnail", "/stylesWithEffects", "/customXml")


def new_document(language: str) -> WordDocument:
    """Return an empty document on A4 with the styles of a brief, in a language such as `en-GB` or `fr`."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = PAGE_WIDTH, PAGE_HEIGHT
    section.left_margin = section.right_margin = SIDE
    section.top_margin = section.bottom_margin = ENDS
    # The template is of 2010: Word would open it in its mode for old documents.
    (mode,) = document.settings.element.xpath(".//w:compatSetting[@w:name='compatibilityMode']")
    mode.set(qn("w:val"), "15")
    _set_styles(document, _COUNTRIES.get(language, language))
    _set_lists(document)
    for rels in (document.part.package.rels, document.part.rels):
        _drop_foreign(rels)
    return document


def add_own_style(document: WordDocument) -> None:
    """Add the style of what is not the desk's: a bar beside it."""
    style = _new_style(document, "Own Note")
    style.paragraph_format.left_indent, style.paragraph_format.space_before = Mm(5), Pt(4)
    borders, bar = OxmlElement("w:pBdr"), OxmlElement("w:left")
    for name, value in (("val", "single"), ("sz", "18"), ("space", "8"), ("color", str(MARK))):
        bar.set(qn(f"w:{name}"), value)
    borders.append(bar)
    style.element.get_or_add_pPr().insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl")


def set_properties(document: WordDocument, title: str, subject: str, version: str) -> None:
    """Describe a document without naming a person or a time."""
    part = document.part.package.part_related_by(RELATIONSHIP_TYPE.CORE_PROPERTIES)
    for element in list(part.element):
        element.getparent().remove(element)
    said = document.core_properties
    # Longer ones than these 255 characters are not allowed.
    said.title, said.subject, said.version, said.language = title[:255], subject[:255], version[:255], _language_of(document)


def packed(document: WordDocument) -> bytes:
    """Return a document as a file; the times within are those of no clock."""
    saved, file = BytesIO(), BytesIO()
    document.save(saved)
    with ZipFile(saved) as parts, ZipFile(file, "w") as zipped:
        for name in parts.namelist():
            zipped.writestr(ZipInfo(name), parts.read(name), ZIP_DEFLATED)
    return file.getvalue()


def mark_english(document: WordDocument, paragraph: Paragraph) -> None:
    """Mark what a paragraph holds by now as English, where the document is in another language; words that stand out are not."""
    if _language_of(document) == ENGLISH:
        return
    for run in paragraph._p.iter(qn("w:r")):
        if run.style != STRONG:
            language = OxmlElement("w:lang")
            language.set(qn("w:val"), ENGLISH)
            run.get_or_add_rPr().append(language)


def add_paragraph(document: WordDocument, style: str, text: str = "") -> Paragraph:
    """Add a paragraph in one of the styles above."""
    body = document.element.body
    paragraph = Paragraph(OxmlElement("w:p"), document._body)
    # What comes last is the size of the page; python-docx looks for it among all paragraphs each time.
    body[-1].addprevious(paragraph._p)
    paragraph._p.style = style
    if text:
        paragraph.add_run(text)
    return paragraph


def keep_with_next(document: WordDocument) -> None:
    """Let no page break part the paragraph that was added last from the next."""
    # The very last is the size of the page.
    Paragraph(document.element.body[-2], document._body).paragraph_format.keep_with_next = True


def add_strong(paragraph: Paragraph, text: str) -> None:
    """Add text that stands out."""
    paragraph.add_run(text)._r.style = STRONG


def add_bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    """Let `add_reference` lead to the start of a paragraph; each bookmark of a document has its own number."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    start.set(qn("w:name"), name)
    for element in (start, end):
        element.set(qn("w:id"), str(number))
        paragraph._p.append(element)


def add_reference(paragraph: Paragraph, text: str, bookmark: str) -> None:
    """Add text that leads to a bookmark."""
    _add_link(paragraph, text, qn("w:anchor"), bookmark)


def add_address(paragraph: Paragraph, address: str) -> None:
    """Add an address of the web that can be opened."""
    _add_link(paragraph, address, qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))


def add_field(paragraph: Paragraph, code: str) -> None:
    """Add what the word processor counts, as in `PAGE` or `NUMPAGES`."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = paragraph.add_run("1")
    paragraph._p.append(field)
    field.append(run._r)


def _add_link(paragraph: Paragraph, text: str, attribute: str, value: str) -> None:
    link = OxmlElement("w:hyperlink")
    link.set(attribute, value)
    paragraph._p.append(link)
    run = paragraph.add_run(text)._r
    run.style = LINK
    link.append(run)


def _language_of(document: WordDocument) -> str:
    return str(_default_language(document).get(qn("w:val")))


def _default_language(document: WordDocument) -> Any:
    return document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")


def _set_styles(document: WordDocument, language: str) -> None:
    styles = document.styles.element
    # A hundred looks of tables, most of the template, and a brief has none.
    for table in styles.xpath("w:style[@w:type='table' and not(@w:default)]"):
        styles.remove(table)
    _default_language(document).set(qn("w:val"), language)
    sizes = {"Normal": 10.5, "Title": 24, "Subtitle": 12, "Heading 1": 16, "Heading 2": 12, "Footer": 8}
    named = {style.name: style for style in document.styles}
    for name, size in sizes.items():
        # With a style for paragraphs goes one for single words.
        for style in filter(None, (named[name], named.get(f"{name} Char"))):
            _set_font(style, size, MARK if name == "Heading 1" else INK)
    # The template's letters stand wide apart there.
    for style in (named["Subtitle"], named["Subtitle Char"]):
        for spacing in style.element.xpath("w:rPr/w:spacing"):
            spacing.getparent().remove(spacing)
    normal, heading = _style(document, "Normal").paragraph_format, _style(document, "Heading 1").paragraph_format
    normal.space_after, normal.line_spacing, normal.widow_control = Pt(4), 1.15, True
    heading.space_before, heading.space_after = Pt(22), Pt(6)
    _style(document, "Heading 2").paragraph_format.space_before = Pt(14)
    kind, fact, caution = (_new_style(document, name) for name in ("Entry Kind", "Entry Fact", "Entry Note"))
    kind.font.color.rgb, kind.paragraph_format.keep_with_next = FAINT, True
    fact.font.size, fact.paragraph_format.left_indent, fact.paragraph_format.space_after = Pt(9.5), Mm(5), Pt(1)
    caution.paragraph_format.left_indent, caution.paragraph_format.space_before = Mm(5), Pt(4)
    # The template's footer stops in its middle, where the paper is narrower.
    _style(document, "Footer").paragraph_format.tab_stops.clear_all()
    document.styles.add_style(LINK, WD_STYLE_TYPE.CHARACTER).font.color.rgb = MARK


def _style(document: WordDocument, name: str) -> ParagraphStyle:
    style = document.styles[name]
    assert isinstance(style, ParagraphStyle)
    return style


def _new_style(document: WordDocument, name: str) -> ParagraphStyle:
    document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = document.styles["Normal"]
    return _style(document, name)


def _set_font(style: BaseStyle, size: float, colour: RGBColor) -> None:
    assert isinstance(style, CharacterStyle)
    font = style.font
    font.name, font.size, font.color.rgb, font.italic = FONT, Pt(size), colour, False
    # A font or colour of the template's theme would win.
    for element in style.element.rPr.iter(qn("w:rFonts"), qn("w:color")):
        for attribute in [key for key in element.attrib if "theme" in key.lower()]:
            del element.attrib[attribute]


def _set_lists(document: WordDocument) -> None:
    """Make the template's numbered list count as the text refers to it, [1], and its bullets need no font of symbols."""
    lists = document.part.numbering_part.element
    numbered, bullet = (lists.xpath(f".//w:lvl[w:pStyle/@w:val='{style}']")[0] for style in (NUMBERED, BULLET))
    numbered.find(qn("w:lvlText")).set(qn("w:val"), "[%1]")
    indent = numbered.find(f".//{qn('w:ind')}")
    for name in ("w:left", "w:hanging"):
        indent.set(qn(name), NOTE_INDENT)
    numbered.find(f".//{qn('w:tab')}").set(qn("w:pos"), NOTE_INDENT)
    bullet.find(qn("w:lvlText")).set(qn("w:val"), "•")
    bullet.remove(bullet.find(qn("w:rPr")))


def _drop_foreign(rels: Relationships) -> None:
    for key in [key for key, rel in rels.items() if rel.reltype.endswith(_FOREIGN)]:
        del rels[key]
