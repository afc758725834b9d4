"""What one can take away from a card: its citation, and the entry itself among one's own."""

from telegram import InlineKeyboardButton

from bot.catalog.records import Entry
from bot.render.digest import cite
from bot.render.screen import button
from bot.render.shelf import save


def keep_row(entry: Entry) -> tuple[InlineKeyboardButton, ...]:
    """Return the buttons to cite and to save an entry."""
    return button("Cite", cite(entry.id)), button("Save", save(entry.id))
