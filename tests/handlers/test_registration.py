"""Every command is registered once, and every one is in the help."""

from collections import Counter

from telegram.ext import CommandHandler

from bot.app import build_application
from bot.catalog.catalog import Catalog
from bot.desk import Desk
from bot.render.commands import COMMANDS
from bot.render.pages import help_page
from bot.search import Search
from bot.settings import Settings
from bot.transport import AiohttpRequest


def registered(catalog: Catalog, search: Search) -> Counter[str]:
    app = build_application(Desk(catalog, search), Settings("123456789:" + "x" * 35), AiohttpRequest(), AiohttpRequest())
    found = (handler for group in app.handlers.values() for handler in group if isinstance(handler, CommandHandler))
    return Counter(command for handler in found for command in handler.commands)


def test_the_menu_and_the_handlers_agree(catalog: Catalog, search: Search) -> None:
    assert registered(catalog, search) == Counter(command.name for command in COMMANDS)


def test_the_help_names_every_command() -> None:
    assert all(f"/{command.name} " in help_page().text for command in COMMANDS)
