"""Every command is registered once, and every one is in the help."""

from collections import Counter

from desk_running import desk_over
from telegram.ext import CommandHandler

from bot.app import build_application
from bot.catalog.catalog import Catalog
from bot.digests.pace import LocalBulk, Pace
from bot.render.commands import COMMANDS
from bot.render.pages import help_page
from bot.search import Search
from bot.settings import Settings
from bot.store.store import Store
from bot.transport import AiohttpRequest


def registered(catalog: Catalog, search: Search) -> Counter[str]:
    desk = desk_over(catalog, search, Store("sqlite:///:memory:"))
    pace = Pace(LocalBulk(25))
    app = build_application(desk, Settings("123456789:" + "x" * 35), AiohttpRequest(), AiohttpRequest(), pace)
    # Other groups hold what runs before a command, beside what answers it.
    found = (handler for handler in app.handlers[0] if isinstance(handler, CommandHandler))
    return Counter(command for handler in found for command in handler.commands)


def test_the_menu_and_the_handlers_agree(catalog: Catalog, search: Search) -> None:
    assert registered(catalog, search) == Counter(command.name for command in COMMANDS)


def test_the_help_names_every_command() -> None:
    assert all(f"/{command.name} " in help_page().text for command in COMMANDS)
