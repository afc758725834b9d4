"""`compact-desk run`: the bot against Telegram, one process."""

import asyncio
import signal

from bot.app import BotProcess
from bot.catalog.catalog import Catalog
from bot.desk import Desk, open_desk
from bot.logs import configure_logging
from bot.settings import Settings


def run_service(settings: Settings, catalog: Catalog) -> None:
    """Serve until SIGINT or SIGTERM. Raises TokenRevoked when Telegram refuses the token."""
    configure_logging(settings.log_level)
    asyncio.run(_serve(open_desk(catalog), settings))


async def _serve(desk: Desk, settings: Settings) -> None:
    process = BotProcess(desk, settings)
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, process.stop)
    await process.run()
