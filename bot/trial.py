"""`compact-desk try`: sandbox, bot and chat page in one process, over real HTTP."""

import asyncio
import logging
import os
import signal
import sys
import tempfile
import webbrowser
from pathlib import Path

from rich.console import Console

from bot.app import BotProcess
from bot.catalog.catalog import Catalog
from bot.desk import Desk, open_desk
from bot.errors import StartFailed
from bot.logs import configure_logging
from bot.sandbox import Sandbox, SandboxPortTaken
from bot.settings import Settings
from bot.store.store import Store, opened

USERNAME = "compact_desk_bot"


def run_trial(catalog: Catalog, port: int) -> None:
    """Serve until interrupted. Raises StartFailed when the port is taken."""
    configure_logging(logging.WARNING)
    # What is tried out is forgotten afterwards.
    with tempfile.TemporaryDirectory(prefix="compact-desk-") as folder:
        asyncio.run(_open(catalog, port, Path(folder)))


async def _open(catalog: Catalog, port: int, folder: Path) -> None:
    async with opened(Store(f"sqlite:///{folder / 'trial.db'}"), alone=True) as store:
        await _serve(open_desk(catalog, store), port)


async def _serve(desk: Desk, port: int) -> None:
    sandbox = Sandbox(username=USERNAME, name="Compact Desk")
    try:
        async with sandbox.serve(port, dated=True) as url:
            process = BotProcess(desk, Settings(sandbox.token, url))
            for number in (signal.SIGINT, signal.SIGTERM):
                asyncio.get_running_loop().add_signal_handler(number, process.stop)
            running = asyncio.create_task(process.run())
            started = asyncio.create_task(process.started.wait())
            await asyncio.wait({running, started}, return_when=asyncio.FIRST_COMPLETED)
            _welcome(url, desk.catalog)
            await running
            started.cancel()
    except SandboxPortTaken as error:
        raise StartFailed(f"port {port} must be free, got one in use: choose another with --port, or 0") from error


def _welcome(url: str, catalog: Catalog) -> None:
    console = Console()
    console.print(f"[bold]Compact Desk[/bold] knows {len(catalog.entries)} entries, knowledge base {catalog.version}.")
    console.print(f"Open [link={url}/]{url}/[/link] and ask it something. Nothing leaves this machine. Ctrl-C ends it.")
    if _has_desktop():
        webbrowser.open(f"{url}/")


def _has_desktop() -> bool:
    if sys.platform in {"darwin", "win32"}:
        return sys.stdout.isatty()
    return sys.stdout.isatty() and bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
