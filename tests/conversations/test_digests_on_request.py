"""A digest before its time, and the buttons below every digest."""

import re
from datetime import date

from desk_running import Talk, talking
from sqlalchemy import select
from subscribing_running import NOW, held, known, zone_known

from bot.catalog.catalog import Catalog
from bot.digests.planner import plan_due
from bot.search import Search
from bot.store import shown
from bot.store.schema import delivery

DAY = 86_400
# Whether the practice beside it is of the same subject differs from one subscription to the next.
FIRST = re.compile(r"1 (?:and 2 )?of 28 in Migration costs and remittances\n\n")


async def deliveries(talk: Talk) -> list[tuple[date, str, str | None]]:
    """Return date, status and reason of all that stands in the outbox."""
    columns = (delivery.c.local_date, delivery.c.status, delivery.c.reason)
    async with talk.desk.store.read() as connection:
        return [(day, status, reason) for day, status, reason in await connection.execute(select(*columns).order_by(delivery.c.id))]


async def test_today_s_comes_at_once_and_no_second_follows(catalog: Catalog, search: Search) -> None:
    now = NOW
    async with talking(catalog, search, lambda: now) as talk:
        await zone_known(talk)
        first = await talk.ask("/digest")
        assert FIRST.match(first.text)
        assert first.buttons[-1] == ["Cite", "Pause", "Stop"]
        assert await deliveries(talk) == [(date(2026, 11, 30), "sent", "by request")]
        assert (await talk.ask("/subscriptions")).text.endswith("\nNext digest: Tuesday 1 December.")

        # The same once more, not the next ones.
        again = await talk.ask("/digest")
        assert again.text.startswith("Migration costs and remittances\n\n")
        assert again.buttons == first.buttons
        assert len(await deliveries(talk)) == 1

        # 09:00 in Dhaka passes, and nothing is planned.
        now = NOW + 3 * 3600
        assert await plan_due(talk.desk.store) == 0
        now = NOW + DAY
        next_day = await talk.ask("/digest")
        assert next_day.text != first.text
        assert " of 28 in Migration costs and remittances" in next_day.text
        assert [status for _, status, _ in await deliveries(talk)] == ["sent", "sent"]


async def test_a_pause_until_later_stays_when_today_s_is_asked_for(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, lambda: NOW) as talk:
        await zone_known(talk)
        await talk.ask("/pause 2 weeks")
        due = (await known(talk))[0].next_due_at
        assert "Migration costs and remittances" in (await talk.ask("/digest")).text
        assert (await known(talk))[0].next_due_at == due


async def test_what_was_planned_gives_way_to_the_request(catalog: Catalog, search: Search) -> None:
    now = NOW
    async with talking(catalog, search, lambda: now) as talk:
        await zone_known(talk)
        talk.process.stop()
        await talk.task
        now = NOW + 3 * 3600
        assert await plan_due(talk.desk.store) == 1
        now += 7 * 3600
        await talk.restart()
        assert FIRST.match((await talk.ask("/digest")).text)
        assert [(status, reason) for _, status, reason in await deliveries(talk)] == [("sent", "by request")]


async def test_several_subscriptions_come_together(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, lambda: NOW) as talk:
        await zone_known(talk)
        await talk.ask("/subscribe detention")
        digest = await talk.ask("/digest")
        assert " in Migration costs and remittances" in digest.text
        assert " in Objective 13: Alternatives to detention" in digest.text
        assert len(await deliveries(talk)) == 2


async def test_a_look_at_a_subject_subscribes_to_nothing(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, lambda: NOW) as talk:
        look = await talk.ask("/digest remitances")
        assert look.text.startswith("Showing results for remittances (you wrote remitances)\n\n")
        assert FIRST.match(look.text.partition("\n\n")[2])
        assert look.buttons[-2:] == [["Cite"], ["Subscribe to Migration costs and remittances"]]
        assert (await talk.ask("/digest remitances")).text == look.text
        assert await known(talk) == []
        assert await deliveries(talk) == []
        assert (await talk.ask("/digest blorp")).text.startswith("I found no subject for “blorp”.")
        asked = await talk.press(look, "Subscribe to Migration costs and remittances")
        assert "Where are you?" in asked.text


async def test_the_citation_can_be_copied(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, lambda: NOW) as talk:
        cited = await talk.press(await talk.ask("/digest remittances"), "Cite")
        assert cited.text.startswith("Cite ")
        held_text = (await talk.person.press(cited.message_id, "Copy the meeting citation"))["copy_text"]["text"]
        assert held_text in cited.text


async def test_pause_and_stop_below_a_digest_leave_it_as_it_is(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, lambda: NOW) as talk:
        await zone_known(talk)
        digest = await talk.ask("/digest")
        paused = await talk.press(digest, "Pause")
        assert paused.text == "Paused: Migration costs and remittances. You will get no digest until you resume it."
        assert paused.message_id != digest.message_id
        assert (await talk.press(digest, "Pause")).text == "This was already paused."
        assert (await talk.press(paused, "Resume")).text.startswith("Resumed\n\nMigration costs and remittances")
        stopped = await talk.press(digest, "Stop")
        assert stopped.text == "Stopped: Migration costs and remittances. You will no longer get this digest."
        for label in ("Stop", "Pause"):
            assert (await talk.press(digest, label)).text == "This was already stopped."
        assert await known(talk) == []
        await talk.restart()
        assert (await talk.press(stopped, "Undo")).text.startswith("Resumed")
        assert (await known(talk))[0].state == "active"
        kept = next(one for one in await talk.person.messages() if one["message_id"] == digest.message_id)
        assert kept["text"] == digest.text


async def test_a_busy_store_sends_no_digest_that_it_cannot_note(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, lambda: NOW, busy_seconds=0.1) as talk:
        await zone_known(talk)
        async with held(talk):
            await talk.person.say("/digest")
            assert (await talk.person.next(20)).text.startswith("I could not save this just now")
        assert await deliveries(talk) == []
        (one,) = await known(talk)
        async with talk.desk.store.read() as connection:
            assert await shown.of_subscriptions(connection, [one.id]) == {}
        assert FIRST.match((await talk.ask("/digest")).text)
