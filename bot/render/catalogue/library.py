"""Lists by document: `d` all of them, `d1` a document's sections, `d1.III.2` the entries of a section in its order."""

from bot.catalog.catalog import Catalog
from bot.render.catalogue.shelf import HOME, LONG_A_PAGE, SHORT_A_PAGE, Node, Shelf, leading, of_section
from bot.wording.speech import say


def documents(catalog: Catalog, rest: str) -> Shelf | None:
    """Return the list of documents, of a document's sections, or of a section's entries."""
    if rest:
        number, _, section = rest.partition(".")
        known = number in {str(at) for at in range(1, len(catalog.documents) + 1)}
        return (_section(catalog, number, section) if section else _document(catalog, number)) if known else None
    counts = [sum(entry.source.document == one.id for entry in catalog.entries) for one in catalog.documents]
    nodes = tuple(
        Node(str(at), one.title, f"d{at}", count, f"{one.publisher}, {one.date}. {one.status}")
        for at, (one, count) in enumerate(zip(catalog.documents, counts, strict=True), start=1)
    )
    about = say("All were written before the Compact was adopted in December 2018.")
    return Shelf("d", say("Sources"), say("Sources"), HOME, about, leading(nodes), page=SHORT_A_PAGE)


def _document(catalog: Catalog, number: str) -> Shelf:
    found = catalog.documents[int(number) - 1]
    nodes = (
        Node(one.number, one.title, f"d{number}.{one.number}", len(of_section(catalog, found.id, one.number)))
        for one in found.sections
    )
    about = f"{found.publisher}, {found.date}"
    return Shelf(f"d{number}", found.short, found.short, "d", about, leading(nodes), page=LONG_A_PAGE)


def _section(catalog: Catalog, number: str, section: str) -> Shelf | None:
    document = catalog.documents[int(number) - 1]
    found = next((one for one in document.sections if one.number == section), None)
    entries = of_section(catalog, document.id, section) if found else ()
    if found is None or not entries:
        return None
    place = f"{document.short} {section}"
    title = f"{section} {found.title}"
    about = say("{document}, in the order of the document", document=document.short)
    return Shelf(f"d{number}.{section}", title, place, f"d{number}", about, entries=entries, tells="item")
