"""An entry as a card that cannot break a message, whatever the entry holds."""

from collections.abc import Iterator, Sequence

from telegram import InlineKeyboardButton

from bot.catalog.catalog import Catalog
from bot.catalog.records import Entry
from bot.render import addresses
from bot.render.countries import country
from bot.render.screen import (
    Screen,
    bullet,
    button,
    escape,
    fits,
    folded,
    folded_if_long,
    in_a_row,
    shorten,
    tell_apart,
)
from bot.render.source import source_line, stamp
from bot.wording.languages import ENGLISH
from bot.wording.speech import manner, marked, say

KIND_NAMES = {"practice": marked("Practice"), "recommendation": marked("Recommendation"), "instrument": marked("Instrument")}
# Translators: what a passage says of a practice: who does it, what, where, since when, with whom and so on.
DETAIL_NAMES = {
    "who": marked("Who"), "what": marked("What"), "where": marked("Where"), "since": marked("When"), "partners": marked("Partners"),
    "funding": marked("Funding"), "results": marked("Results"), "limits": marked("Limits"),
}  # fmt: skip
MOST_LINKS = 3
LONGEST_LINK = 40


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
    return Screen(text, (*rows, *also_rows(also)))


def also_rows(also: Sequence[Entry]) -> tuple[tuple[InlineKeyboardButton, ...], ...]:
    """Return buttons that open other entries, a row each."""
    labels = tell_apart([say("Also: {title}", title=other.title) for other in also])
    return tuple((button(label, addresses.open_entry(other.id)),) for label, other in zip(labels, also, strict=True))


def kind_name(kind: str) -> str:
    """Return what a kind of entry is called in the reader's language, as a label."""
    return say(KIND_NAMES[kind])


def detail_name(name: str) -> str:
    """Return what a field of an entry's details is called in the reader's language, as a label."""
    return say(DETAIL_NAMES[name])


def subtitle(entry: Entry) -> str:
    """Return kind and countries as plain text."""
    return in_a_row([kind_name(entry.kind), ", ".join(country(code) for code in entry.countries)])


def head_of(entry: Entry) -> str:
    """Return, as HTML, an entry's title with kind and countries below."""
    return f"<b>{escape(entry.title)}</b>\n{escape(subtitle(entry))}"


def source_of(line: str) -> str:
    """Return, as HTML, where a passage stands."""
    return say("<b>Source</b> {source}", source=escape(line))


def stamps_of(*entries: Entry) -> list[str]:
    """Return what every reader must know of sources, each line once; and in other languages that the entries are in English."""
    stamped = list(dict.fromkeys(stamp(entry) for entry in entries))
    if manner().language == ENGLISH or not entries:
        return stamped
    if len(entries) > 1:
        return [*stamped, say("The entries are in English, the language of the sources.")]
    return [*stamped, say("The entry is in English, the language of the sources.")]


def _compose(catalog: Catalog, entry: Entry, around: tuple[str, str], details: Sequence[str]) -> str:
    lead, why = around
    blocks = [lead, head_of(entry), escape(entry.summary)]
    if details:
        blocks.append(folded("\n".join(details)))
    blocks.append(f"{_source(catalog, entry)}\n{_objectives(catalog, entry)}")
    if entry.note:
        blocks.append(folded_if_long(say("<b>Note</b> {note}", note=escape(entry.note))))
    # Translators: which parts of an entry a question met, as in "Found by: its name, “remittances” (title)".
    stamped = [say("Found by: {matches}", matches=why)] if why else []
    stamped += [*stamps_of(entry), say("Knowledge base {version}", version=catalog.version)]
    blocks.append("<i>" + "\n".join(escape(line) for line in stamped) + "</i>")
    return "\n\n".join(block for block in blocks if block)


def _source(catalog: Catalog, entry: Entry) -> str:
    line, begins = source_line(catalog, entry), escape(entry.source.begins)
    if not begins:
        return source_of(line)
    # Translators: {begins} are the first words of the passage, by which a reader finds it on the page.
    return say("<b>Source</b> {source}; begins “{begins} …”", source=escape(line), begins=begins)


def _objectives(catalog: Catalog, entry: Entry) -> str:
    named = "; ".join(f"{number} {catalog.objective(number).label}" for number in entry.objectives)
    return say("<b>Compact of 2018</b> {objectives} (our mapping)", objectives=escape(named))


def _detail_lines(entry: Entry) -> Iterator[str]:
    for name in DETAIL_NAMES:
        if said := getattr(entry.details, name):
            yield f"<b>{detail_name(name)}</b> {escape(said)}"
    for point in entry.details.points:
        yield bullet(escape(point))


def _links(entry: Entry) -> Iterator[InlineKeyboardButton]:
    for link in entry.links[:MOST_LINKS]:
        yield InlineKeyboardButton(shorten(say("Open {host}", host=addresses.link_host(link)), LONGEST_LINK), url=link)
