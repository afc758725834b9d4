"""Citations as screens and as files."""

from collections.abc import Callable, Iterable, Sequence
from typing import Literal, get_args

from telegram import CopyTextButton, InlineKeyboardButton

from bot.catalog.catalog import Catalog
from bot.catalog.records import Entry
from bot.render import addresses
from bot.render.card import LONGEST_LINK
from bot.render.cite.bibtex import to_bibtex
from bot.render.cite.csl import to_csl
from bot.render.cite.reference import Reference, one_line, reference
from bot.render.cite.ris import to_ris
from bot.render.cite.styles import footnote, full_citation, meeting_line
from bot.render.screen import Screen, button, escape, shorten
from bot.render.source import stamp
from bot.wording.speech import marked, say

FileFormat = Literal["bibtex", "ris", "csl"]
FORMATS: tuple[FileFormat, ...] = get_args(FileFormat)
CITE_AS = "cite-as"
FULL = "full"
LONGEST_TITLE = 240
_OURS = marked(
    "Words in quotation marks are the document’s own. The desk’s headings and summaries are not: do not quote them as such."
)
# Translators: label of a citation with all that identifies a passage, and of the button to it.
_IN_FULL = marked("In full")

_NAMES: dict[FileFormat, str] = {"bibtex": "BibTeX", "ris": "RIS", "csl": "CSL-JSON"}
_WRITERS: dict[FileFormat, Callable[[Iterable[Reference]], str]] = {"bibtex": to_bibtex, "ris": to_ris, "csl": to_csl}
_ENDINGS: dict[FileFormat, str] = {"bibtex": "bib", "ris": "ris", "csl": "json"}
_MIMES: dict[FileFormat, str] = {
    "bibtex": "application/x-bibtex",
    "ris": "application/x-research-info-systems",
    "csl": "application/vnd.citationstyles.csl+json",
}


def file_format(name: str) -> FileFormat:
    """Return the format of this name. Raises ValueError for others."""
    for one in FORMATS:
        if one == name:
            return one
    raise ValueError(f"format must be {', '.join(FORMATS)}, got {name!r}")


def cite_as(wanted: str, entry_id: str) -> str:
    """Return the address of an entry's citation in full or in a file format."""
    return f"{CITE_AS}:{wanted}:{entry_id}"


def citation_screen(catalog: Catalog, entry: Entry) -> Screen:
    """Show an entry's citation for a meeting, with a button that copies it, and for a footnote; offer the other forms."""
    line = meeting_line(catalog, entry)
    # Translators: labels above a citation to be read out or pasted; the citation itself is in English.
    forms = ((say("In a meeting"), line), (say("As a footnote"), footnote(catalog, entry)))
    text = _page(entry, forms, (stamp(entry), say(_OURS)))
    copy = InlineKeyboardButton(say("Copy the meeting citation"), copy_text=CopyTextButton(line))
    return Screen(text, ((copy,), (button(say(_IN_FULL), cite_as(FULL, entry.id)), *_files(entry)), (_back(entry),)))


def full_screen(catalog: Catalog, entry: Entry) -> Screen:
    """Show an entry's citation in full, with a way to the document where it has one."""
    link = catalog.document(entry.source.document).link
    opening = shorten(say("Open {host}", host=addresses.link_host(link)), LONGEST_LINK)
    away = ((InlineKeyboardButton(opening, url=link),),) if link else ()
    text = _page(entry, ((say(_IN_FULL), full_citation(catalog, entry)),), (say(_OURS),))
    return Screen(text, (*away, _files(entry), (_back(entry),)))


def citation_file(catalog: Catalog, entries: Sequence[Entry], wanted: FileFormat) -> tuple[str, bytes, str]:
    """Return name, content and media type of a file with entries' citations, each once.

    Raises ValueError without entries and for a format that is not one of `FORMATS`.
    """
    if wanted not in FORMATS:
        raise ValueError(f"format must be {', '.join(FORMATS)}, got {wanted!r}")
    once = {entry.id: entry for entry in entries}
    if not once:
        raise ValueError("there must be at least one entry to cite, got none")
    content = _WRITERS[wanted](reference(catalog, entry) for entry in once.values())
    name = next(iter(once)) if len(once) == 1 else f"compact-desk-{len(once)}-citations"
    return f"{name}.{_ENDINGS[wanted]}", content.encode(), _MIMES[wanted]


def _page(entry: Entry, forms: Iterable[tuple[str, str]], closing: Iterable[str]) -> str:
    title = say("<b>Cite</b> {title}", title=escape(shorten(one_line(entry.title), LONGEST_TITLE)))
    blocks = [f"<b>{head}</b>\n<pre>{escape(said)}</pre>" for head, said in forms]
    return "\n\n".join([title, *blocks, "<i>" + escape("\n".join(closing)) + "</i>"])


def _files(entry: Entry) -> tuple[InlineKeyboardButton, ...]:
    return tuple(button(_NAMES[one], cite_as(one, entry.id)) for one in FORMATS)


def _back(entry: Entry) -> InlineKeyboardButton:
    return button(say("Open the entry"), addresses.open_entry(entry.id))
