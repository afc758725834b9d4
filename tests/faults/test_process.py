"""The real process under real faults: kill -9, a revoked token, SIGTERM."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest

from bot.sandbox import Sandbox
from bot.sandbox.person import Person


@asynccontextmanager
async def process(url: str, token: str) -> AsyncIterator[Process]:
    """Run `compact-desk run` against a sandbox; kill what is left of it at the end."""
    environment = {**os.environ, "BOT_TOKEN": token, "BOT_API_URL": url}
    started = await asyncio.create_subprocess_exec(sys.executable, "-m", "bot", "run", env=environment, stderr=PIPE, stdout=PIPE)
    try:
        yield started
    finally:
        if started.returncode is None:
            started.kill()
        await started.communicate()


async def until(condition: Callable[[], object]) -> None:
    """Wait until something in the sandbox is so."""
    async with asyncio.timeout(20):
        while not condition():
            await asyncio.sleep(0.02)


async def test_a_question_survives_kill_9_in_the_middle_of_its_answer() -> None:
    sandbox = Sandbox()
    async with sandbox.serve() as url, await Person.join(url, "Amina") as person:
        # The answer does not get through: what the first process began is lost with it.
        rule: dict[str, Any] = {"method": "sendMessage", "delay": 30, "cut": "before"}
        await person.post("faults", **rule)
        await person.say("FAP")
        async with process(url, sandbox.token) as first:
            await until(lambda: not sandbox.world.faults.rules)
            first.kill()
            await first.wait()
        async with process(url, sandbox.token):
            assert "Family Assistance Programme" in (await person.next(timeout=20)).text


async def test_a_revoked_token_ends_the_process_with_one_line_and_exit_78() -> None:
    sandbox = Sandbox()
    async with sandbox.serve() as url, process(url, "123456789:" + "x" * 35) as ended:
        _, errors = await asyncio.wait_for(ended.communicate(), 20)
        assert ended.returncode == 78
        assert errors.decode().splitlines() == ["Telegram refuses the bot token (401 or 404): set BOT_TOKEN to a valid one"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_stop_signal_ends_the_process_cleanly(number: signal.Signals) -> None:
    sandbox = Sandbox()
    async with sandbox.serve() as url, process(url, sandbox.token) as running:
        await until(lambda: sandbox.world.updates.polls)
        running.send_signal(number)
        _, errors = await asyncio.wait_for(running.communicate(), 10)
        assert running.returncode == 0
        assert b"Traceback" not in errors


async def test_questions_and_token_stay_out_of_the_log() -> None:
    sandbox = Sandbox()
    async with sandbox.serve() as url, await Person.join(url, "Amina") as person:
        async with process(url, sandbox.token) as running:
            await person.post("faults", method="sendMessage", code=500)
            await person.say("a very secret negotiating line")
            await until(lambda: not sandbox.world.faults.rules)
            await person.say("FAP")
            await person.next(timeout=20)
            running.terminate()
            _, errors = await running.communicate()
        assert b"refused or was lost" in errors
        assert b"secret" not in errors
        assert sandbox.token.encode() not in errors
