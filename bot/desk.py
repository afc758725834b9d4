"""What every handler works with: built once, carried by the typed context."""

import gc
from dataclasses import dataclass
from typing import Any

from telegram.ext import Application, CallbackContext, ExtBot

from bot.catalog.catalog import Catalog
from bot.search import Search


@dataclass(frozen=True)
class Desk:
    """The catalog and what was built on it."""

    catalog: Catalog
    search: Search


def open_desk(catalog: Catalog) -> Desk:
    """Build everything over a catalog, so that the first question waits for nothing."""
    search = Search(catalog)
    search.warm_up()
    # What was read lives as long as the process: collecting passes over it from now on, and starts again if it was off till here.
    gc.freeze()
    gc.enable()
    return Desk(catalog, search)


class DeskContext(CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], dict[Any, Any]]):
    """A handler's context; `desk` is the same for all."""

    @property
    def desk(self) -> Desk:
        """Return what the handlers work with."""
        desk = self.application.bot_data["desk"]
        assert isinstance(desk, Desk)
        return desk


DeskApplication = Application[ExtBot[None], DeskContext, dict[Any, Any], dict[Any, Any], dict[Any, Any], None]
