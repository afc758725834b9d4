"""A card for the terminal."""

from bot.catalog.catalog import Catalog
from bot.catalog.records import Entry
from bot.render.card import card
from bot.render.screen import plain_text


def plain_card(catalog: Catalog, entry: Entry) -> str:
    """Return an entry's card as plain text, links in full."""
    return "\n".join([plain_text(card(catalog, entry).text), *entry.links])
