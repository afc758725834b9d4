"""What the tests of the catalogue share: a press of a button, and what lies beside a card."""

from collections.abc import Iterator

from telegram_rules import buttons

from bot.catalog.catalog import Catalog
from bot.catalog.records import Entry
from bot.render.catalogue.ladder import ladder
from bot.render.catalogue.walk import go
from bot.render.screen import Screen


def pressed(catalog: Catalog, screen: Screen, label: str) -> Screen:
    """Return what a button leads to."""
    (to,) = [button["callback_data"] for button in buttons(screen) if button["text"] == label]
    shown, notice = go(catalog, to)
    assert notice == ""
    return shown


def sides(catalog: Catalog, entry: Entry) -> Iterator[tuple[str, Screen]]:
    for row in ladder(catalog, entry):
        for one in row:
            screen, notice = go(catalog, str(one.callback_data))
            assert notice == ""
            yield one.text, screen
