"""What every handler works with: built once, carried by the typed context."""

import gc
from dataclasses import dataclass
from typing import Any

from telegram.ext import Application, CallbackContext, ExtBot

from bot.catalog.catalog import Catalog
from bot.search import Search
from bot.search.mentions import MentionFinder
from bot.search.names import NameFinder
from bot.search.topics import TopicFinder
from bot.store.preferences import USUAL, Preferences
from bot.store.store import Store


@dataclass(frozen=True)
class Desk:
    """The catalog and what was built on it, and the store of what people chose."""

    catalog: Catalog
    search: Search
    topics: TopicFinder
    mentions: MentionFinder
    names: NameFinder
    store: Store


def open_desk(catalog: Catalog, store: Store) -> Desk:
    """Build everything over a catalog, so that the first question waits for nothing."""
    search = Search(catalog)
    search.warm_up()
    topics, mentions, names = TopicFinder(catalog), MentionFinder(catalog), NameFinder(catalog)
    # What was read lives as long as the process: collecting passes over it from now on, and starts again if it was off till here.
    gc.freeze()
    gc.enable()
    return Desk(catalog, search, topics, mentions, names, store)


class DeskContext(CallbackContext[ExtBot[str], dict[Any, Any], dict[Any, Any], dict[Any, Any]]):
    """A handler's context: `desk` is the same for all, `preferences` are those of the chat that the update comes from."""

    preferences: Preferences = USUAL

    @property
    def desk(self) -> Desk:
        """Return what the handlers work with."""
        desk = self.application.bot_data["desk"]
        assert isinstance(desk, Desk)
        return desk


DeskApplication = Application[ExtBot[str], DeskContext, dict[Any, Any], dict[Any, Any], dict[Any, Any], None]
