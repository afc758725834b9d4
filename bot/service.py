"""`compact-desk run`, the bot against Telegram in one process, and `compact-desk worker`, a further sender of digests."""

import asyncio
import signal
from collections.abc import Callable
from datetime import date

from rich.console import Console

from bot.app import BotProcess, WorkerProcess
from bot.catalog.catalog import Catalog
from bot.desk import open_desk
from bot.digests import zones
from bot.errors import StoreError
from bot.logs import configure_logging
from bot.rehearsal import list_feedback, list_unanswered, rehearse, report
from bot.settings import DatabaseSettings, Settings
from bot.store.store import Store, opened


def run_service(settings: Settings, catalog: Catalog) -> None:
    """Serve until SIGINT or SIGTERM. Raises TokenRevoked when Telegram refuses the token."""
    configure_logging(settings.log_level)
    asyncio.run(_serve(catalog, settings))


def run_worker(settings: Settings, catalog: Catalog) -> None:
    """Plan and send digests until SIGINT or SIGTERM. Raises StoreError on SQLite, which is for one process."""
    configure_logging(settings.log_level)
    asyncio.run(_work(catalog, settings))


def show_digests(settings: DatabaseSettings, catalog: Catalog, day: date | None) -> None:
    """Print how digests went, or with a date what it would bring. Raises StoreError."""
    asyncio.run(_show(settings, catalog, day))


def show_unanswered(settings: DatabaseSettings) -> None:
    """Print the questions that people passed on to the curators. Raises StoreError."""

    async def show() -> None:
        async with opened(Store(settings.database_url)) as store:
            await list_unanswered(store, Console())

    asyncio.run(show())


def show_feedback(settings: DatabaseSettings, catalog: Catalog) -> None:
    """Print how people voted on entries. Raises StoreError."""

    async def show() -> None:
        async with opened(Store(settings.database_url)) as store:
            await list_feedback(store, catalog, Console())

    asyncio.run(show())


def migrate_store(settings: DatabaseSettings) -> None:
    """Bring the database to the newest layout. Raises StoreError."""

    async def open_once() -> None:
        async with opened(Store(settings.database_url)):
            return

    asyncio.run(open_once())


async def _show(settings: DatabaseSettings, catalog: Catalog, day: date | None) -> None:
    async with opened(Store(settings.database_url)) as store:
        if day:
            await rehearse(store, catalog, day, settings.send_rate, Console())
        else:
            await report(store, Console())


async def _serve(catalog: Catalog, settings: Settings) -> None:
    async with opened(Store(settings.database_url), alone=True) as store:
        # Nobody's first place is to wait for it. Opening the desk afterwards lets the garbage collector pass over it.
        await asyncio.to_thread(zones.load)
        process = BotProcess(open_desk(catalog, store), settings)
        _stop_on_signals(process.stop)
        await process.run()


async def _work(catalog: Catalog, settings: Settings) -> None:
    store = Store(settings.database_url)
    if store.is_sqlite:
        raise StoreError("worker needs PostgreSQL in DATABASE_URL, got SQLite, which is for one process: use `compact-desk run`")
    async with opened(store) as store:
        process = WorkerProcess(catalog, store, settings)
        _stop_on_signals(process.stop)
        await process.run()


def _stop_on_signals(stop: Callable[[], None]) -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop)
