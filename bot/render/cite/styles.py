"""A citation to be read, in three lengths: for a meeting, for a footnote, in full.

What stands in quotation marks is the source's; a heading of the desk is called so.
"""

from collections.abc import Iterator

from bot.catalog.catalog import Catalog
from bot.catalog.records import Entry
from bot.render.cite.reference import DESK, Reference, quoted, reference
from bot.render.screen import shorten, units

# What Telegram lets a button copy.
LONGEST_LINE = 256
LONGEST_NAME = 60
MOST_LINKS = 3
# In fewer units no passage would be known by its first words.
SHORTEST_WORDS = 16
_GOES_ON = " …"
_HEADING = "; desk’s heading: "


def meeting_line(catalog: Catalog, entry: Entry) -> str:
    """Return a citation of one line and at most 256 UTF-16 units; first words and link stand in it as far as there is room."""
    said = reference(catalog, entry)
    tail = f" [{DESK} {said.version}, {said.entry_id}]"
    year = f"({said.year})" if said.date else said.year_words
    place = ", ".join([f" {year}", f"sec. {said.section}", *_where(said)])
    # Whatever must be shortened, the place in the document stays.
    head = shorten(_names(said), LONGEST_LINE - units(place + tail)) + place
    if said.begins:
        head += _first_words(said.begins, LONGEST_LINE - units(head + tail))
    else:
        tail = _with_heading(tail, said.heading, LONGEST_LINE - units(head + tail))
    link = f", {said.link}" if said.link else ""
    return f"{head}{link}{tail}" if units(head + link + tail) <= LONGEST_LINE else head + tail


def footnote(catalog: Catalog, entry: Entry) -> str:
    """Return a citation as a footnote has it: publisher, title, date, place, first words, link, knowledge base."""
    said = reference(catalog, entry)
    parts = [said.publisher, said.title, _when(said), f"section {said.section}", *_where(said)]
    parts += [f"beginning {quoted(said.begins, _GOES_ON)}"] if said.begins else []
    parts += [f"<{said.link}>"] if said.link else []
    return f"{', '.join(parts)}. {said.desk}."


def full_citation(catalog: Catalog, entry: Entry) -> str:
    """Return all that identifies a passage, a statement on each line."""
    return "\n".join(_statements(reference(catalog, entry)))


def _statements(said: Reference) -> Iterator[str]:
    yield f"{said.publisher}. {said.title}. {_when(said)}."
    yield f"{', '.join([f'Section {said.section} {quoted(said.section_title)}', *_where(said)])}."
    if said.begins:
        yield f"The passage begins {quoted(said.begins, _GOES_ON)}"
    if said.link:
        yield f"Document: {said.link}"
    yield from (f"Given in the passage: {link}" for link in said.passage_links[:MOST_LINKS])
    yield f"Status: {said.stamp}."
    yield f"Found in {said.desk}, under the desk’s own heading: {said.heading}"


def _names(said: Reference) -> str:
    """Return the short title, which mostly begins with who published the document; led by that where it does not."""
    publisher = said.publisher.rpartition("(")[2].rstrip(")")
    return said.short if publisher in said.short else f"{shorten(publisher, LONGEST_NAME)}, {said.short}"


def _where(said: Reference) -> list[str]:
    return [part for part in (said.item, said.page_words) if part]


def _when(said: Reference) -> str:
    """Return the date as the document bears it, otherwise what is known of it."""
    return said.dated if said.date else f"{said.year_words} ({said.dated})"


def _first_words(begins: str, room: int) -> str:
    words = room - units(f", {quoted('', _GOES_ON)}")
    if words < SHORTEST_WORDS:
        return ""
    return f", {quoted(shorten(begins, words).removesuffix('…').rstrip(), _GOES_ON)}"


def _with_heading(tail: str, heading: str, room: int) -> str:
    """Return the bracket with the desk's heading, where no first words tell what a passage is about."""
    words = room - units(_HEADING)
    return f"{tail[:-1]}{_HEADING}{shorten(heading, words)}]" if words >= SHORTEST_WORDS else tail
