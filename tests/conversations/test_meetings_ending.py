"""How meetings end: with their files, by themselves after a day, and whatever Telegram or the database do meanwhile."""

import asyncio

import pytest
from desk_running import talking
from groups_running import NOW, Hands, in_group
from meeting_running import FORMS, ONLY_ADMINISTRATORS, close_what_is_over, files_and_end
from subscribing_running import held

from bot.catalog.catalog import Catalog
from bot.meetings import tray
from bot.meetings.closing import Closing
from bot.meetings.tray import DAY_SECONDS
from bot.search import Search


async def test_when_the_files_cannot_be_sent_nothing_is_lost(catalog: Catalog, search: Search) -> None:
    async with in_group(catalog, search) as group:
        amina = group.amina
        await group.ask("/meeting start Geneva", amina)
        await group.ask("/note our line", amina)
        group.talk.sandbox.world.faults.add({"method": "sendMediaGroup", "code": 400, "description": "Bad Request: no"})
        failed = await group.ask("/meeting stop", amina)
        assert "I could not send the files just now. Your notes are kept" in failed.text
        # They come all together or not at all: nobody gets one of them twice.
        assert [message for message in await amina.messages(group.id) if "document" in message] == []
        await group.talk.restart()
        offered = await group.ask("/meeting", amina)
        assert "Your notes are kept" in offered.text
        await group.catch_up(amina)
        await amina.press(offered.message_id, "Get the file", chat=group.id)
        files, _ = await files_and_end(group, amina)
        assert "our line" in files["md"].decode()
        # Whoever presses the other button now is not given files without the words unawares.
        told = await group.press(failed, "Get the file", amina)
        assert told.text == "The list has changed since then. This is the current one."


async def test_words_that_a_busy_database_keeps_are_not_said_to_be_gone(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, Hands(), busy_seconds=0.1) as talk:
        await talk.ask("/meeting start Geneva")
        await talk.ask("/note ICTC")
        await talk.ask("/note our line")
        talk.sandbox.world.faults.add({"method": "sendMediaGroup", "delay": 0.5})
        await talk.person.say("/meeting stop")
        while not (found := await tray.last_in(talk.desk.store, talk.person.id, 0)):
            await asyncio.sleep(0.01)
        # From the end of the meeting until it is told.
        async with held(talk):
            for _ in FORMS:
                assert "document" in (await talk.heard()).message
            told = await talk.heard()
        assert told.text == (
            "The meeting “Geneva” has ended. The files contain 1 entry. Your notes and the unanswered questions could not be "
            "deleted here just now. They will be deleted within a day."
        )
        assert found == await tray.find(talk.desk.store, found.meeting.id)
        await talk.person.press(told.message_id, "Get the file")
        for _ in FORMS:
            assert "document" in (await talk.heard()).message
        assert "have now been deleted here" in (await talk.heard()).text


async def test_after_notes_alone_no_file_is_offered_again(catalog: Catalog, search: Search) -> None:
    async with in_group(catalog, search) as group:
        await group.ask("/meeting start Geneva", group.amina)
        await group.ask("/note our line", group.amina)
        await group.catch_up(group.amina)
        await group.amina.say("/meeting stop", chat=group.id)
        files, end = await files_and_end(group, group.amina)
        assert len(files) == 3
        assert end.buttons == [["Resume the meeting"]]
        standing = await group.ask("/meeting", group.amina)
        assert "The meeting “Geneva” has ended." in standing.text
        assert standing.buttons == [["Resume the meeting"], ["Start a meeting"]]


async def test_after_a_day_a_meeting_ends_by_itself_and_says_so_once(catalog: Catalog, search: Search) -> None:
    async with in_group(catalog, search, forum=True) as group:
        amina, bo = group.amina, group.bo
        topic = await amina.create_topic(group.id, "Objective 18")
        await group.ask("/meeting start Geneva", amina, topic)
        await group.ask("/note our line", amina, topic)
        group.clock.now = NOW + DAY_SECONDS - 1
        await close_what_is_over(group.talk)
        group.clock.now = NOW + DAY_SECONDS
        await group.catch_up(bo)
        # The bot itself looks as it starts, and every minute.
        await group.talk.restart()
        told = await group.heard(bo)
        assert told.text.startswith("The meeting “Geneva” was open for a day and has ended automatically.")
        assert told.message["message_thread_id"] == topic
        assert told.buttons == [["Get the file"], ["Resume the meeting"]]
        for _ in range(3):
            await close_what_is_over(group.talk)
        assert (await group.press(told, "Resume the meeting", bo)).text == ONLY_ADMINISTRATORS
        assert "The meeting “Geneva” continues." in (await group.press(told, "Resume the meeting", amina)).text
        assert "our line" in (await group.ask("/meeting", bo, topic)).text
        group.clock.now += DAY_SECONDS
        await group.catch_up(amina)
        await close_what_is_over(group.talk)
        again = await group.heard(amina)
        await amina.press(again.message_id, "Get the file", chat=group.id)
        files, _ = await files_and_end(group, amina)
        assert "our line" in files["md"].decode()
        group.clock.now += DAY_SECONDS
        await close_what_is_over(group.talk)
        assert (await group.press(again, "Resume the meeting", amina)).text.startswith("This meeting is no longer stored")
        assert (await group.ask("/meeting", bo, topic)).text.startswith("No meeting is open here.")
        told_of = [message for message in await bo.messages(group.id) if "has ended automatically" in message.get("text", "")]
        # The others were replaced when their buttons were pressed.
        assert told_of == []


async def test_an_end_that_telegram_asks_to_wait_with_is_told_later(catalog: Catalog, search: Search) -> None:
    async with in_group(catalog, search) as group:
        await group.ask("/meeting start Geneva", group.amina)
        group.clock.now = NOW + DAY_SECONDS
        await group.catch_up(group.bo)
        group.talk.sandbox.world.faults.add({"method": "sendMessage", "code": 429, "retry_after": 1})
        closing = Closing(group.talk.desk.store, group.talk.process.bot)
        for _ in range(2):
            await closing.look()
        told = await group.heard(group.bo)
        assert "Nothing was collected, so there is no file." in told.text
        assert told.buttons == []


async def test_a_busy_database_delays_the_end_and_breaks_nothing(
    catalog: Catalog, search: Search, caplog: pytest.LogCaptureFixture
) -> None:
    clock = Hands()
    async with talking(catalog, search, clock, busy_seconds=0.1) as talk:
        await talk.ask("/meeting start Geneva")
        await talk.ask("/note our line")
        clock.now += DAY_SECONDS
        closing = Closing(talk.desk.store, talk.process.bot, every=0.02)
        async with held(talk):
            task = asyncio.create_task(closing.run())
            async with asyncio.timeout(10):
                while "meetings could not be looked after" not in caplog.text:
                    await asyncio.sleep(0.01)
        assert "has ended automatically" in (await talk.heard()).text
        closing.stop()
        await task
