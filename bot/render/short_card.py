"""An entry in short: what it is, one sentence, where it stands."""

from collections.abc import Iterator

from bot.catalog.catalog import Catalog
from bot.catalog.records import Entry
from bot.render import addresses
from bot.render.card import head_of, source_of, stamps_of
from bot.render.screen import Screen, button, escape, visible_units
from bot.render.sentences import first_sentence
from bot.render.source import short_source_line, source_line
from bot.wording.speech import say

# In UTF-16 units: what a phone shows without scrolling. A sentence is never cut for it.
LONGEST = 700


def short_card(catalog: Catalog, entry: Entry, lead: str = "") -> Screen:
    """Return an entry in short with a button to its card; `lead` is HTML that goes before it, such as a correction."""
    bodies = list(_bodies(catalog, entry))
    body = next((one for one in bodies if visible_units(one) <= LONGEST), bodies[-1])
    text = f"{lead}\n\n{body}" if lead else body
    return Screen(text, ((button(say("Full card"), addresses.open_entry(entry.id)),),))


def _bodies(catalog: Catalog, entry: Entry) -> Iterator[str]:
    """Yield what can be shown, the fullest first: the section's title and the stamp are also on the card."""
    said = f"{head_of(entry)}\n\n{escape(first_sentence(entry.summary))}\n\n"
    short, stamped = source_of(short_source_line(catalog, entry)), "<i>" + escape("\n".join(stamps_of(entry))) + "</i>"
    yield f"{said}{source_of(source_line(catalog, entry))}\n{stamped}"
    yield f"{said}{short}\n{stamped}"
    yield f"{said}{short}"
