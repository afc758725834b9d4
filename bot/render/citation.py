"""A citation in one line, short enough for a button that copies it."""

import re

from telegram import CopyTextButton, InlineKeyboardButton

from bot.catalog.catalog import Catalog
from bot.catalog.records import Entry
from bot.render.screen import Screen, escape, shorten, units

# What Telegram lets a button copy.
LONGEST = 256
LONGEST_ITEM = 60


def short_citation(catalog: Catalog, entry: Entry) -> str:
    """Return document, year, place and title as plain text of at most 256 characters."""
    document, pages = catalog.document(entry.source.document), catalog.pages(entry)
    year = re.search(r"\d{4}", document.date)
    parts = [f"{document.short} ({year.group()})" if year else document.short, entry.source.section]
    parts.append(shorten(entry.source.item, LONGEST_ITEM))
    if pages:
        parts.append(f"{'pp.' if '-' in pages else 'p.'} {pages.replace('-', '–')}")
    place, mark = ", ".join(part for part in parts if part), f" [{entry.id}, {catalog.edition}]"
    return f"{place}: {shorten(entry.title, LONGEST - units(place) - units(mark) - 2)}{mark}"


def citation(catalog: Catalog, entry: Entry) -> Screen:
    """Show an entry's citation with a button that copies it."""
    said = short_citation(catalog, entry)
    copy = InlineKeyboardButton("Copy", copy_text=CopyTextButton(said))
    return Screen(f"<b>Citation</b>\n{escape(said)}\n\nThe title is the desk’s own; the place is the document’s.", ((copy,),))
