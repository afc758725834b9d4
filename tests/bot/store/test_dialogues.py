"""A question is open until it is answered or an hour has passed, and a digest by request is noted once."""

from datetime import date, time

from sqlalchemy import func, select

from bot.digests.schedule import Slot
from bot.digests.subscribing import Place, subscribe
from bot.store import deliveries, dialogues, meta, requested
from bot.store.dialogues import LIFETIME, Question
from bot.store.records import Contents, Days, PlannedDelivery
from bot.store.schema import meta as facts
from bot.store.store import Store

NOW = 1_796_000_000
PERSON = 6_000_000_001
QUESTION = Question("g||theme:4.2|0900||", 17)


async def test_a_question_is_open_until_it_is_answered(store: Store) -> None:
    async with store.write() as connection:
        assert await dialogues.open_in(connection, PERSON, NOW) is None
        await dialogues.begin(connection, PERSON, Question('g|"|\\', 3), NOW)
        await dialogues.begin(connection, PERSON, QUESTION, NOW)
        assert await dialogues.open_in(connection, PERSON, NOW + LIFETIME) == QUESTION
        assert await dialogues.open_in(connection, PERSON, NOW + LIFETIME + 1) is None
        assert await dialogues.open_in(connection, PERSON + 1, NOW) is None
        assert await dialogues.end(connection, PERSON)
        assert not await dialogues.end(connection, PERSON)
        assert await dialogues.open_in(connection, PERSON, NOW) is None


async def test_what_is_too_old_is_forgotten_and_nothing_else(store: Store) -> None:
    async with store.write() as connection:
        await meta.put(connection, meta.PAUSE_UNTIL, "5")
        for at in range(3):
            await dialogues.begin(connection, PERSON + at, QUESTION, NOW + at * LIFETIME)
        keys = set(await connection.scalars(select(facts.c.key)))
        assert f"dialogue:{PERSON}" not in keys
        assert {f"dialogue:{PERSON + 1}", f"dialogue:{PERSON + 2}", meta.PAUSE_UNTIL} <= keys
        assert await connection.scalar(select(func.count()).where(facts.c.key.startswith("dialogue:"))) == 2


async def test_a_digest_by_request_takes_the_place_of_the_day_s(store: Store) -> None:
    one = await subscribe(store, Place(PERSON, "private"), "all", Slot(time(9), Days.DAILY, "UTC"))
    contents = Contents(1, {"gfmd-4.2-po-1": "r"}, {})
    async with store.write() as connection:
        for day, was in ((1, None), (2, "pending"), (3, "skipped")):
            planned = PlannedDelivery(one.id, date(2026, 12, day), PERSON, 0, NOW, NOW + 9, late=was == "skipped")
            if was:
                await deliveries.plan(connection, [planned], NOW)
            assert await requested.record(connection, planned, contents, NOW)
            assert not await requested.record(connection, planned, contents, NOW)
            assert await deliveries.of_date(connection, one.id, planned.local_date) == ("sent", contents)
        planned = PlannedDelivery(one.id, date(2026, 12, 4), PERSON, 0, NOW, NOW + 9)
        await deliveries.plan(connection, [planned], NOW)
        (claimed,) = await deliveries.claim(connection, "me", 5, NOW, store.lease_clock(), 60)
        assert claimed.local_date == planned.local_date
        assert not await requested.record(connection, planned, contents, NOW)
