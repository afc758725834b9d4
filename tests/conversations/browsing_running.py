"""What the conversations about browsing share."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from desk_running import Talk, talking
from telegram.ext import CommandHandler

import handlers.catalogue
from bot.catalog.catalog import Catalog
from bot.desk import DeskApplication
from bot.search import Search


@asynccontextmanager
async def browsing(catalog: Catalog, search: Search) -> AsyncIterator[Talk]:
    """Run a desk in which one can browse."""
    async with talking(catalog, search) as talk:
        put_in_front(talk)
        yield talk


def put_in_front(talk: Talk) -> None:
    """Register the handlers of the catalogue before all others, where they are not registered yet."""
    app: DeskApplication = talk.process._app
    before = app.handlers.get(0, [])
    if not any(isinstance(one, CommandHandler) and "themes" in one.commands for one in before):
        known = list(before)
        handlers.catalogue.register(app)
        app.handlers[0] = [*app.handlers[0][len(known) :], *known]
