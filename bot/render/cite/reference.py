"""What a citation says of a passage. The desk's own words are left out: nobody shall quote them as the source's."""

import re
from dataclasses import dataclass

from bot.catalog.catalog import Catalog
from bot.catalog.records import Document, Entry
from bot.render.source import stamp
from bot.wording.speech import Manner, speaking

DESK = "Compact Desk"
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DATED = re.compile(rf"(?:(?:(?P<day>[12]?\d|3[01]) )?(?P<month>{'|'.join(MONTHS)}) )?(?P<year>\d{{4}})")
_YEAR = re.compile(r"\b\d{4}\b")


@dataclass(frozen=True, slots=True)
class Reference:
    """A passage to be cited; every text is one line.

    `date` has year, month and day as far as the document bears them; `year` is that year, or else the one known of it, or 0.
    """

    key: str
    title: str
    short: str
    publisher: str
    dated: str
    date: tuple[int, ...]
    year: int
    section: str
    section_title: str
    item: str
    pages: str
    begins: str
    heading: str
    link: str
    passage_links: tuple[str, ...]
    entry_id: str
    version: str
    stamp: str

    @property
    def year_words(self) -> str:
        """Return the year, in square brackets where the document does not bear it, `[n.d.]` where it is not known."""
        return str(self.year) if self.date else f"[{self.year or 'n.d.'}]"

    @property
    def page_words(self) -> str:
        """Return the pages as in `pp. 9–10`; empty where they are not known."""
        return f"{'pp.' if '-' in self.pages else 'p.'} {self.pages.replace('-', '–')}" if self.pages else ""

    @property
    def desk(self) -> str:
        """Return where the desk keeps the passage, with the state of its knowledge base."""
        return f"{DESK}, knowledge base {self.version}, entry {self.entry_id}"

    @property
    def note(self) -> str:
        """Return what reference managers have no field for."""
        parts = [f"Section {self.section}, {self.section_title}; {self.item}"]
        parts[0] += f"; begins {quoted(self.begins, ' …')}" if self.begins else ""
        if not self.date:
            parts.append(f"Date of the document: {self.dated}")
        parts += [self.stamp, f"Found in {self.desk}"]
        if self.passage_links:
            # Last, so that no full stop sticks to an address.
            parts.append(f"Given in the passage: {' '.join(self.passage_links)}")
        return ". ".join(parts)


def reference(catalog: Catalog, entry: Entry) -> Reference:
    """Return what is to be cited of an entry."""
    document, section, source = catalog.document(entry.source.document), catalog.section(entry), entry.source
    date, year = _date(document)
    return Reference(
        # Neither id has an underscore, so no two keys can be the same.
        key=f"{document.id}_{entry.id}",
        title=one_line(document.title),
        short=one_line(document.short),
        publisher=one_line(document.publisher),
        dated=one_line(document.date),
        date=date,
        year=year,
        section=one_line(source.section),
        section_title=one_line(section.title),
        item=one_line(source.item),
        pages=catalog.pages(entry),
        begins=one_line(source.begins),
        heading=one_line(entry.title),
        link=document.link,
        passage_links=entry.links,
        entry_id=entry.id,
        version=one_line(catalog.version),
        stamp=_stamp(entry),
    )


def quoted(text: str, end: str = "") -> str:
    """Return a text in quotation marks, its own inside them made single."""
    return f"“{text.translate({ord('“'): '‘', ord('”'): '’'})}{end}”"


def one_line(text: str) -> str:
    """Return a text without line breaks, control characters and double spaces."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def _stamp(entry: Entry) -> str:
    # A citation is in the language of its source.
    with speaking(Manner()):
        return stamp(entry)


def _date(document: Document) -> tuple[tuple[int, ...], int]:
    """Return the date that a document bears and its year; the year alone where it is only known of it."""
    if found := _DATED.fullmatch(document.date.strip()):
        year, month, day = found["year"], found["month"], found["day"]
        parts = (int(year), MONTHS.index(month) + 1 if month else 0, int(day or 0))
        return tuple(part for part in parts if part), int(year)
    known = _YEAR.search(document.date)
    return (), int(known.group()) if known else 0
