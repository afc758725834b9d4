"""The real program as a process of its own, against a sandbox."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager


@asynccontextmanager
async def process(url: str, token: str, database_url: str, command: str = "run", **settings: str) -> AsyncIterator[Process]:
    """Run `compact-desk run` or another command against a sandbox; kill what is left of it at the end."""
    environment = {**os.environ, "BOT_TOKEN": token, "BOT_API_URL": url, "DATABASE_URL": database_url, **settings}
    started = await asyncio.create_subprocess_exec(sys.executable, "-m", "bot", command, env=environment, stderr=PIPE, stdout=PIPE)
    try:
        yield started
    finally:
        if started.returncode is None:
            started.kill()
        await started.communicate()


async def until(condition: Callable[[], object], seconds: float = 20) -> None:
    """Wait until something in the sandbox is so."""
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.02)
