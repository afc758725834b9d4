"""Order within a chat, many chats at once, and nothing lost."""

import asyncio
import random

from telegram import Chat, Message, Update, User

from bot.updates.dispatch import Dispatcher, order_key


def update(number: int, chat: int) -> Update:
    message = Message(number, date=None, chat=Chat(chat, "private"), from_user=User(chat, "A", False))  # type: ignore[arg-type]
    return Update(number, message=message)


async def test_updates_of_a_chat_keep_their_order_while_chats_mix() -> None:
    seen: dict[int, list[int]] = {}
    chance = random.Random(7)

    async def process(one: Update) -> None:
        await asyncio.sleep(chance.random() / 500)
        seen.setdefault(order_key(one), []).append(one.update_id)

    dispatcher = Dispatcher(process)
    for number in range(300):
        dispatcher.take(update(number, chance.randrange(20)))
    await dispatcher.drain(10)
    assert sum(map(len, seen.values())) == 300
    assert all(ids == sorted(ids) for ids in seen.values())


async def test_no_more_chats_than_allowed_are_in_flight() -> None:
    running, most = 0, 0

    async def process(_: Update) -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0)
        running -= 1

    dispatcher = Dispatcher(process, in_flight=4)
    for number in range(40):
        dispatcher.take(update(number, chat=number))
    await dispatcher.drain(10)
    assert most == 4


async def test_a_slow_chat_does_not_hold_the_others() -> None:
    gate, answered = asyncio.Event(), asyncio.Event()

    async def process(one: Update) -> None:
        if order_key(one) == 1:
            await gate.wait()
        else:
            answered.set()

    dispatcher = Dispatcher(process)
    dispatcher.take(update(1, chat=1))
    dispatcher.take(update(2, chat=2))
    await asyncio.wait_for(answered.wait(), 5)
    assert dispatcher.open_ids == {1}
    gate.set()
    await dispatcher.drain(5)
    assert not dispatcher.open_ids


async def test_a_handler_that_hangs_is_given_up_and_its_chat_goes_on() -> None:
    done: list[int] = []

    async def process(one: Update) -> None:
        if one.update_id == 1:
            await asyncio.Event().wait()
        done.append(one.update_id)

    dispatcher = Dispatcher(process, timeout=0.01)
    dispatcher.take(update(1, chat=1))
    dispatcher.take(update(2, chat=1))
    await dispatcher.drain(5)
    assert done == [2]


async def test_a_handler_that_fails_counts_as_finished() -> None:
    async def process(_: Update) -> None:
        raise ValueError("poison")

    dispatcher = Dispatcher(process)
    dispatcher.take(update(1, chat=1))
    await dispatcher.drain(5)
    assert not dispatcher.open_ids
