"""Citations in RIS, the tagged lines that EndNote, Zotero and Mendeley read: UTF-8, lines ended as the format demands."""

from collections.abc import Iterable, Iterator

from bot.render.cite.reference import DESK, Reference

LINE_END = "\r\n"


def to_ris(references: Iterable[Reference]) -> str:
    """Return references as a .ris file."""
    return "".join(f"{tag}  - {value}{LINE_END}" for said in references for tag, value in _tags(said))


def _tags(said: Reference) -> Iterator[tuple[str, str]]:
    # The type must come first and the end last; texts of a reference have no line breaks.
    yield "TY", "RPRT"
    yield "ID", said.key
    # The format forbids asterisks in names.
    yield "AU", said.publisher.replace("*", "")
    yield "TI", said.title
    yield "ST", said.short
    yield from _dates(said)
    yield "PB", said.publisher
    yield "SE", said.section
    yield from zip(("SP", "EP"), said.pages.split("-") if said.pages else (), strict=False)
    if said.link:
        yield "UR", said.link
    yield "N1", said.note
    yield "DB", f"{DESK}, knowledge base {said.version}"
    yield "AN", said.entry_id
    yield "ER", ""


def _dates(said: Reference) -> Iterator[tuple[str, str]]:
    if said.year:
        yield "PY", str(said.year)
    if said.date[1:]:
        numbers = [f"{part:02}" for part in said.date] + [""] * (3 - len(said.date))
        yield "DA", "/".join(numbers) + "/"
