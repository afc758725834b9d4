"""The real process under real faults: kill -9, a revoked token, SIGTERM."""

import asyncio
import signal
from pathlib import Path
from typing import Any

import pytest
from desk_running import QUICK, desk_over, fresh_store
from process_running import process, until

from bot.app import BotProcess
from bot.catalog.catalog import Catalog
from bot.sandbox import Sandbox
from bot.sandbox.person import Person
from bot.search import Search
from bot.settings import Settings


@pytest.fixture
def database(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/desk.db"


async def test_a_question_survives_kill_9_in_the_middle_of_its_answer(database: str) -> None:
    sandbox = Sandbox()
    async with sandbox.serve() as url, await Person.join(url, "Amina") as person:
        # The answer does not get through: what the first process began is lost with it.
        rule: dict[str, Any] = {"method": "sendMessage", "delay": 30, "cut": "before"}
        await person.post("faults", **rule)
        await person.say("FAP")
        async with process(url, sandbox.token, database) as first:
            await until(lambda: not sandbox.world.faults.rules)
            first.kill()
            await first.wait()
        async with process(url, sandbox.token, database):
            assert "Family Assistance Programme" in (await person.next(timeout=20)).text


async def test_a_revoked_token_ends_the_process_with_one_line_and_exit_78(database: str) -> None:
    sandbox = Sandbox()
    async with sandbox.serve() as url, process(url, "123456789:" + "x" * 35, database) as ended:
        _, errors = await asyncio.wait_for(ended.communicate(), 20)
        assert ended.returncode == 78
        assert errors.decode().splitlines() == ["Telegram refuses the bot token (401 or 404): set BOT_TOKEN to a valid one"]


@pytest.mark.parametrize("code", [401, 404])
async def test_a_proxys_page_for_the_first_answer_is_waited_out(catalog: Catalog, search: Search, code: int) -> None:
    sandbox = Sandbox()
    sandbox.world.faults.add({"method": "getMe", "code": code, "body": "<html>Log in to the network</html>", "times": 2})
    async with sandbox.serve() as url, fresh_store() as store:
        bot = BotProcess(desk_over(catalog, search, store), Settings(sandbox.token, url), QUICK)
        running = asyncio.create_task(bot.run())
        await asyncio.wait_for(bot.started.wait(), 10)
        assert [call.status for call in sandbox.world.calls.of("getMe")] == [code, code, 200]
        bot.stop()
        await asyncio.wait_for(running, 20)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_stop_signal_ends_the_process_cleanly(database: str, number: signal.Signals) -> None:
    sandbox = Sandbox()
    async with sandbox.serve() as url, process(url, sandbox.token, database) as running:
        await until(lambda: sandbox.world.updates.polls)
        running.send_signal(number)
        _, errors = await asyncio.wait_for(running.communicate(), 10)
        assert running.returncode == 0
        assert b"Traceback" not in errors


async def test_questions_and_token_stay_out_of_the_log(database: str) -> None:
    sandbox = Sandbox()
    async with sandbox.serve() as url, await Person.join(url, "Amina") as person:
        async with process(url, sandbox.token, database) as running:
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
