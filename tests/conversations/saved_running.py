"""What the conversations about saved entries share: what is kept, a full shelf, a card, a reply, and a changed knowledge base."""

from dataclasses import replace

from desk_running import Talk
from subscribing_running import NOW
from telegram import InlineKeyboardMarkup

from bot.render import shelf
from bot.render.card import card
from bot.render.screen import button
from bot.sandbox.person import News
from bot.store import bookmarks
from bot.store.bookmarks import Bookmark

ICTC = "canada-ictc"


async def kept(talk: Talk) -> list[tuple[str, str]]:
    """Return id and folder of all that the person has saved."""
    async with talk.desk.store.read() as connection:
        return [(one.entry_id, one.folder) for one in await bookmarks.of_user(connection, talk.person.id)]


async def fill(talk: Talk, number: int, folder: str = "", folders: int = 0) -> None:
    """Save many entries at once, each of the first `folders` in one of its own."""
    async with talk.desk.store.write() as connection:
        for at, entry in enumerate(talk.desk.catalog.entries[:number]):
            own = f"folder {at}" if at < folders else folder
            await bookmarks.add(connection, talk.person.id, Bookmark(entry.id, entry.title, own), NOW)


async def show_card(talk: Talk, name: str) -> News:
    """Show a card with the button that saves its entry."""
    await talk.ask("/start")
    screen = card(talk.desk.catalog, talk.desk.catalog.entry(name))
    keys = InlineKeyboardMarkup([[button("Save", shelf.save(name))]])
    await talk.process.bot.send_message(talk.person.id, screen.text, parse_mode="HTML", reply_markup=keys)
    return await talk.person.next()


async def answer_to(talk: Talk, shown: News, text: str) -> News:
    """Reply to a message and return what comes back."""
    await talk.person.say(text, reply_to=shown.message_id)
    return await talk.heard()


async def change(talk: Talk, gone: str, renamed: str, retitled: str) -> None:
    """Go on with a knowledge base that has lost an entry, renamed one, and given one another title."""
    changed = {
        renamed: {"id": "canada-skills-council", "formerly": (renamed,)},
        retitled: {"title": "A new title"},
    }
    known = talk.desk.catalog
    entries = tuple(replace(one, **changed.get(one.id, {})) for one in known.entries if one.id != gone)  # type: ignore[arg-type]
    talk.desk = replace(talk.desk, catalog=replace(known, entries=entries))
    await talk.restart()
