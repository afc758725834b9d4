"""A card for the terminal."""

import re
from html import unescape

from bot.catalog.catalog import Catalog
from bot.catalog.records import Entry
from bot.render.card import card


def plain_card(catalog: Catalog, entry: Entry) -> str:
    """Return an entry's card as plain text, links in full."""
    text = unescape(re.sub(r"<[^>]+>", "", card(catalog, entry).text))
    return "\n".join([text, *entry.links])
