"""Brings up processes of the bot within a moment, so that a test can kill many: it loads everything once, then forks.

Reads a line of JSON for each process that is wanted and answers with its number.
"""

import asyncio
import gc
import json
import os
import signal
import sys
import traceback
from typing import Any

from bot.app import BotProcess, WorkerProcess
from bot.catalog.loader import load_catalog
from bot.desk import Desk
from bot.digests.service import Rhythm
from bot.search import Search
from bot.search.mentions import MentionFinder
from bot.search.names import NameFinder
from bot.search.topics import TopicFinder
from bot.settings import Settings
from bot.store.store import Store, opened

CATALOG = load_catalog()
SEARCH, TOPICS, MENTIONS, NAMES = Search(CATALOG), TopicFinder(CATALOG), MentionFinder(CATALOG), NameFinder(CATALOG)


async def serve(command: str, settings: Settings, rhythm: Rhythm) -> None:
    """Be what `compact-desk run` or `compact-desk worker` starts."""
    polls = command == "run"
    async with opened(Store(settings.database_url), alone=polls) as store:
        desk = Desk(CATALOG, SEARCH, TOPICS, MENTIONS, NAMES, store)
        process = BotProcess(desk, settings, rhythm=rhythm) if polls else WorkerProcess(CATALOG, store, settings, rhythm)
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, process.stop)
        await process.run()


def begin(wanted: dict[str, Any]) -> int:
    """Fork a process; return its number."""
    number = os.fork()
    if number:
        return number
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        asyncio.run(serve(wanted["command"], Settings(**wanted["settings"]), Rhythm(**wanted["rhythm"])))
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


if __name__ == "__main__":
    gc.freeze()
    # Those that are killed leave nothing behind.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        sys.stdout.write(f"{begin(json.loads(line))}\n")
        sys.stdout.flush()
