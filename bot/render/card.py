"""An entry as a card that cannot break a message, whatever the entry holds."""

from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from telegram import InlineKeyboardButton

from bot.catalog.catalog import Catalog
from bot.catalog.countries import country_name
from bot.catalog.records import Entry
from bot.render import addresses
from bot.render.screen import Screen, button, escape, fits, shorten, tell_apart
from bot.render.source import source_line, stamp

KIND_NAMES = {"practice": "Practice", "recommendation": "Recommendation", "instrument": "Instrument"}
DETAIL_NAMES = {
    "who": "Who", "what": "What", "where": "Where", "since": "When", "partners": "Partners", "funding": "Funding",
    "results": "Results", "limits": "Limits",
}  # fmt: skip
MOST_LINKS = 3


def card(catalog: Catalog, entry: Entry, lead: str = "", why: str = "", also: Sequence[Entry] = ()) -> Screen:
    """Return an entry's card.

    `lead` is HTML that goes before it, such as a correction; `why` tells in plain text why it was found; `also` are entries to
    offer below.
    """
    details = list(_detail_lines(entry))
    text = _compose(catalog, entry, (lead, why), details)
    while not fits(text) and details:
        # The full text stays one tap away at the source; the locator must stay here.
        details.pop()
        text = _compose(catalog, entry, (lead, why), [*details, "…"])
    rows = [(link,) for link in _links(entry)]
    labels = tell_apart([f"Also: {other.title}" for other in also])
    rows += [(button(label, addresses.open_entry(other.id)),) for label, other in zip(labels, also, strict=True)]
    return Screen(text, tuple(rows))


def subtitle(entry: Entry) -> str:
    """Return kind and countries as plain text."""
    return " · ".join([KIND_NAMES[entry.kind], ", ".join(country_name(code) for code in entry.countries)]).rstrip(" ·")


def _compose(catalog: Catalog, entry: Entry, around: tuple[str, str], details: Sequence[str]) -> str:
    lead, why = around
    blocks = [lead, f"<b>{escape(entry.title)}</b>\n{escape(subtitle(entry))}", escape(entry.summary)]
    if details:
        blocks.append("<blockquote expandable>" + "\n".join(details) + "</blockquote>")
    blocks.append(f"{_source(catalog, entry)}\n{_objectives(catalog, entry)}")
    if entry.note:
        blocks.append(f"<b>Note</b> {escape(entry.note)}")
    stamped = [f"Found because it {why}"] if why else []
    stamped += [stamp(entry), f"Knowledge base {catalog.version}"]
    blocks.append("<i>" + "\n".join(escape(line) for line in stamped) + "</i>")
    return "\n\n".join(block for block in blocks if block)


def _source(catalog: Catalog, entry: Entry) -> str:
    text = f"<b>Source</b> {escape(source_line(catalog, entry))}"
    if entry.source.begins:
        text += f"; begins “{escape(entry.source.begins)} …”"
    return text


def _objectives(catalog: Catalog, entry: Entry) -> str:
    named = "; ".join(f"{number} {catalog.objective(number).label}" for number in entry.objectives)
    return f"<b>Compact of 2018</b> {escape(named)} (our mapping)"


def _detail_lines(entry: Entry) -> Iterator[str]:
    for name, label in DETAIL_NAMES.items():
        if said := getattr(entry.details, name):
            yield f"<b>{label}</b> {escape(said)}"
    for point in entry.details.points:
        yield f"• {escape(point)}"


def _links(entry: Entry) -> Iterator[InlineKeyboardButton]:
    for link in entry.links[:MOST_LINKS]:
        host = (urlsplit(link).hostname or "").removeprefix("www.")
        yield InlineKeyboardButton(shorten(f"Open {host}", 40), url=link)
