"""What one can take away from a card: its citation, and the entry itself among one's own."""

from telegram import InlineKeyboardButton

from bot.catalog.records import Entry
from bot.render.digest import cite
from bot.render.screen import button
from bot.render.shelf import save
from bot.wording.speech import say


def keep_row(entry: Entry) -> tuple[InlineKeyboardButton, ...]:
    """Return the buttons to cite and to save an entry."""
    # Translators: a button that shows how to quote an entry as a source.
    quote = button(say("Cite"), cite(entry.id))
    # Translators: a button that puts an entry among one's saved ones.
    return quote, button(say("Save"), save(entry.id))
