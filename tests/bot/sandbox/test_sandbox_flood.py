"""Flood limits: none unless asked for, then as Telegram describes its own."""

from typing import Any

import pytest
from sandbox_running import Running, running
from telegram.error import RetryAfter

from bot.sandbox import Limits, Sandbox
from bot.sandbox.flood import Flood
from bot.sandbox.person import PersonError


def admitted(flood: Flood, chat: int, times: list[float], *, private: bool = True) -> list[int]:
    """Try to send at these times; give the waits."""
    return [flood.admit(chat, time, private=private) for time in times]


def flood_of(**limits: int) -> Flood:
    flood = Flood()
    flood.set(Limits(**limits))
    return flood


def test_overall_a_second_rolls() -> None:
    flood = flood_of(overall=3)
    assert [flood.admit(chat, 0.5, private=True) for chat in range(5)] == [0, 0, 0, 1, 1]
    assert admitted(flood, 9, [1.4, 1.5, 1.6]) == [1, 0, 0]
    assert flood.refused == 3


def test_a_private_chat_allows_a_short_burst() -> None:
    flood = flood_of(per_chat=1)
    assert admitted(flood, 1, [0.0, 0.1, 0.2, 0.3, 1.0, 1.1, 2.0]) == [0, 0, 0, 1, 0, 1, 0]
    assert admitted(flood, 2, [2.0]) == [0]
    # Who was silent for long gets no more than the burst.
    assert admitted(flood, 1, [100.0] * 5) == [0, 0, 0, 1, 1]


def test_in_a_group_a_minute_rolls() -> None:
    flood = flood_of(per_group_minute=20, per_chat=1)
    assert admitted(flood, -1, [float(second) for second in range(20)], private=False) == [0] * 20
    assert admitted(flood, -1, [20.0, 59.5, 60.0], private=False) == [40, 1, 0]
    assert admitted(flood, -2, [20.0], private=False) == [0]


async def sends(desk: Running, chat: int, count: int) -> list[int]:
    return [(await desk.call("sendMessage", chat_id=chat, text=str(turn)))[0] for turn in range(count)]


async def test_without_limits_everything_passes() -> None:
    async with running() as desk:
        assert await sends(desk, desk.ann.id, 60) == [200] * 60
        assert await desk.ann.get("limits") == {"overall": None, "per_chat": None, "per_group_minute": None, "refused": 0}


async def test_over_the_limit_the_bot_is_told_to_wait() -> None:
    async with running() as desk:
        chat = await desk.ann.create_group("Delegation")
        await desk.ann.post("limits", overall=30, per_chat=1, per_group_minute=20)
        sent = await desk.bot.send_message(chat, "x")
        assert await sends(desk, chat, 21) == [200] * 19 + [429] * 2
        with pytest.raises(RetryAfter, match=r"Retry in 0:01:00"):
            await desk.bot.send_message(chat, "x")
        status, answer = await desk.call("sendMessage", chat_id=chat, text="x")
        assert (status, answer["description"]) == (429, "Too Many Requests: retry after 60")
        # Editing is not limited, nor are other chats touched.
        await sent.edit_text("y")
        assert await sends(desk, desk.ann.id, 4) == [200, 200, 200, 429]
        assert (await desk.ann.get("limits"))["refused"] == 5
        assert len(await desk.ann.messages(chat)) == 21
        await desk.ann.post("clock", advance=60)
        assert await sends(desk, chat, 1) == [200]
        await desk.ann.post("limits")
        assert await sends(desk, chat, 40) == [200] * 40


async def test_limits_that_make_no_sense() -> None:
    async with running() as desk:
        wrong: list[tuple[dict[str, Any], str]] = [
            ({"overall": 0}, "overall must be at least 1 or absent, got 0"),
            ({"overall": "x"}, "overall must be a whole number"),
            ({"per_day": 1}, "there is no limit per_day; known are overall, per_chat, per_group_minute"),
        ]
        for body, line in wrong:
            with pytest.raises(PersonError, match=line):
                await desk.ann.post("limits", **body)


def test_limits_can_be_set_from_the_start() -> None:
    limits = Limits(overall=30, per_chat=1, per_group_minute=20)
    assert Sandbox(limits=limits).world.flood.limits == limits
