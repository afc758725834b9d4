"""`compact-desk run`: the bot against Telegram, one process."""

import asyncio
import signal

from bot.app import BotProcess
from bot.catalog.catalog import Catalog
from bot.desk import Desk
from bot.logs import configure_logging
from bot.search import Search
from bot.settings import Settings


def run_service(settings: Settings, catalog: Catalog) -> None:
    """Serve until SIGINT or SIGTERM. Raises TokenRevoked when Telegram refuses the token."""
    configure_logging(settings.log_level)
    asyncio.run(_serve(Desk(catalog, Search(catalog)), settings))


async def _serve(desk: Desk, settings: Settings) -> None:
    process = BotProcess(desk, settings)
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, process.stop)
    await process.run()
