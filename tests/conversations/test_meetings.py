"""Meetings: what is looked up collects itself, and leaves as files once; administrators decide."""

import asyncio

import pytest
from desk_running import talking
from groups_running import NOW, Hands, in_group
from meeting_running import FORMS, close_what_is_over, collected, files_and_end, heads_in, prefer, set_zone, texts_of
from subscribing_running import held

from bot.catalog.catalog import Catalog
from bot.meetings import tray
from bot.meetings.closing import Closing
from bot.meetings.tray import DAY_SECONDS
from bot.search import Search

ONLY_ADMINISTRATORS = "Only administrators of this group can start, change or end a meeting."


async def test_a_meeting_from_start_to_file(catalog: Catalog, search: Search) -> None:
    ictc, fap = catalog.entry("canada-ictc").title, catalog.entry("germany-family-assistance-programme").title
    async with in_group(catalog, search, forum=True) as group:
        amina, bo = group.amina, group.bo
        await set_zone(group.talk, group.id, "Asia/Dhaka")
        topic = await amina.create_topic(group.id, "Objective 18")
        opened = await group.ask("/meeting start Objective <18>", amina, topic)
        assert opened.text.startswith("Meeting: Objective <18>\n")
        group.clock.now += 60
        shown = await group.ask("/ask ICTC", bo, topic)
        # What was asked is answered first and collected then.
        await collected(group, topic, 1)
        group.clock.now += 60
        assert (
            await group.ask("/note as Canada said", bo, topic, shown.message_id)
        ).text == f"On the list: {ictc}\n“as Canada said”"
        assert (await group.ask("/note Family Assistance Programme", bo, topic)).text == f"On the list: {fap}"
        assert (await group.ask("/note ICTC", bo, topic)).text == f"Already on the list: {ictc}"
        assert "Your note is on the list" in (await group.ask("/note France asks for the floor", bo, topic)).text
        # What is said elsewhere belongs to no meeting.
        await group.ask("/ask Nansen Initiative", bo)
        listed = await group.ask("/meeting", bo, topic)
        assert "Open since today, 06:53" in listed.text
        assert "Times are in Dhaka" in listed.text
        assert f"1. 06:54 {ictc}\n“as Canada said”\n2. 06:55 {fap}\n3. 06:55 “France asks for the floor”" in listed.text
        assert listed.buttons == [["✕ 1", "✕ 2", "✕ 3"], ["End and get the file"], ["Hide the list"]]
        await group.catch_up(amina)
        await amina.press(listed.message_id, "End and get the file", chat=group.id)
        files, end = await files_and_end(group, amina)
        assert end.text.startswith("The meeting “Objective <18>” has ended. The files contain 2 entries.")
        assert end.kind == "edited"
        assert tuple(files) == FORMS
        assert heads_in(files) == {form: [ictc, fap, "Added note, 06:55"] for form in FORMS}
        for text in texts_of(files).values():
            assert [text.count(words) for words in ("as Canada said", "France asks for the floor", "Nansen")] == [1, 1, 0]
            assert "06:53 to 06:55, Dhaka time" in text
        documents = [message for message in await bo.messages(group.id) if "document" in message]
        # They come as one, with what is said of them below the last.
        assert len({message["media_group_id"] for message in documents}) == 1
        assert ["caption" in message for message in documents] == [False, False, True]
        assert {message["message_thread_id"] for message in documents} == {topic}
        # The words went with the files.
        left = await tray.last_in(group.talk.desk.store, group.id, topic)
        assert left is not None
        assert [item.words for item in left.items] == ["", ""]


async def test_others_see_the_list_and_change_nothing(catalog: Catalog, search: Search) -> None:
    async with in_group(catalog, search) as group:
        amina, bo = group.amina, group.bo
        assert (await group.ask("/meeting start", bo)).text == ONLY_ADMINISTRATORS
        offered = await group.ask("/meeting", bo)
        assert "No meeting is open here." in offered.text
        refused = await group.press(offered, "Start a meeting", bo)
        assert (refused.kind, refused.alert, refused.text) == ("answer", True, ONLY_ADMINISTRATORS)
        assert (await group.press(offered, "Start a meeting", amina)).text.startswith("The meeting is open.")
        await group.ask("/note a line", bo)
        listed = await group.ask("/meeting", bo)
        for label in ("✕ 1", "End and get the file"):
            assert (await group.press(listed, label, bo)).text == ONLY_ADMINISTRATORS
        assert (await group.ask("/meeting stop", bo)).text == ONLY_ADMINISTRATORS
        assert "1. " in (await group.ask("/meeting", bo)).text
        assert "Nothing yet" in (await group.press(listed, "✕ 1", amina)).text
        ended = await group.ask("/meeting stop", amina)
        assert ended.text == "The meeting has ended. Nothing was collected, so there is no file."


async def test_a_group_decides_who_may_hold_meetings(catalog: Catalog, search: Search) -> None:
    async with in_group(catalog, search) as group:
        await prefer(group.talk, group.id, conveners="everybody")
        assert (await group.ask("/meeting start", group.bo)).text.startswith("The meeting is open.")
        await group.ask("/note a line", group.bo)
        await prefer(group.talk, group.id, conveners="nobody")
        # What was collected is not lost with the right to collect more.
        assert (await group.ask("/meeting stop", group.bo)).text == ONLY_ADMINISTRATORS
        await group.catch_up(group.amina)
        await group.amina.say("/meeting stop", chat=group.id)
        files, end = await files_and_end(group, group.amina)
        assert (len(files), "has ended" in end.text) == (3, True)
        off = "Meetings are switched off in this group."
        assert (await group.ask("/meeting start", group.amina)).text == off
        assert (await group.press(end, "Resume the meeting", group.amina)).text == off
        group.clock.now += DAY_SECONDS
        await close_what_is_over(group.talk)
        assert (await group.ask("/meeting", group.bo)).text == off
        assert (await group.ask("/note a line", group.bo)).text == off


async def test_where_administrators_alone_may_ask_others_note_nothing(catalog: Catalog, search: Search) -> None:
    async with in_group(catalog, search) as group:
        await prefer(group.talk, group.id, askers="administrators")
        await group.ask("/meeting start", group.amina)
        assert "only administrators can ask" in (await group.ask("/note a line", group.bo)).text
        assert "only administrators can ask" in (await group.ask("/meeting", group.bo)).text
        assert "Your note is on the list" in (await group.ask("/note a line", group.amina)).text


async def test_of_two_administrators_the_second_sees_what_changed(catalog: Catalog, search: Search) -> None:
    async with in_group(catalog, search) as group:
        amina, bo = group.amina, group.bo
        await amina.promote(group.id, bo.id)
        await group.ask("/meeting start Geneva", amina)
        await group.ask("/note ICTC", amina)
        first = await group.ask("/meeting", amina)
        second = await group.ask("/meeting", bo)
        await group.ask("/note another line", amina)
        changed = await group.press(first, "End and get the file", bo)
        assert (changed.alert, changed.text) == (True, "The list has changed since then. This is the current one.")
        shown = await group.heard(bo)
        assert "2. " in shown.text
        await group.catch_up(bo)
        await bo.press(shown.message_id, "End and get the file", chat=group.id)
        files, _ = await files_and_end(group, bo)
        assert len(files) == 3
        over = await group.press(second, "End and get the file", amina)
        assert (over.alert, over.text) == (True, "This meeting has ended.")
        assert "The meeting “Geneva” has ended." in (await group.heard(amina)).text


async def test_long_lists_have_pages_and_give_up_items(catalog: Catalog, search: Search) -> None:
    async with in_group(catalog, search) as group:
        amina = group.amina
        await group.ask("/meeting start", amina)
        for number in range(1, 11):
            await group.ask(f"/note point {number}", amina)
        listed = await group.ask("/meeting", amina)
        assert "point 8" in listed.text
        assert "point 9" not in listed.text
        second = await group.press(listed, "More", amina)
        assert "9. 00:53 “point 9”\n10. 00:53 “point 10”" in second.text
        assert "point 9" not in (await group.press(second, "✕ 9", amina)).text
        first = await group.press(await group.press(second, "✕ 9", amina), "✕ 1", amina)
        assert "1. 00:53 “point 2”" in first.text
        closed = await group.press(first, "Hide the list", amina)
        assert closed.text == "/meeting shows the list of the meeting."
        assert closed.buttons == []


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


async def test_questions_without_an_answer_are_listed_only_where_the_group_wants_it(catalog: Catalog, search: Search) -> None:
    async with in_group(catalog, search) as group:
        amina, nonsense = group.amina, "quantum entanglement of teapots"
        await group.ask("/meeting start", amina)
        await group.ask(f"/ask {nonsense}", amina)
        await group.ask("/note a line", amina)
        assert nonsense not in (await group.ask("/meeting", amina)).text
        await prefer(group.talk, group.id, list_missed=True)
        await group.ask(f"/ask {nonsense}", amina)
        assert f"2. 00:53 Unanswered: {nonsense}" in (await group.ask("/meeting", amina)).text
        await group.catch_up(amina)
        await amina.say("/meeting stop", chat=group.id)
        files, _ = await files_and_end(group, amina)
        for text in texts_of(files).values():
            assert text.count(nonsense) == 1
            assert "Unanswered questions" in text


async def test_a_group_that_is_upgraded_keeps_its_meeting(catalog: Catalog, search: Search) -> None:
    async with in_group(catalog, search, kind="group") as group:
        await group.ask("/meeting start Geneva", group.amina)
        await group.ask("/note ICTC", group.amina)
        listed = await group.ask("/meeting", group.amina)
        group.id = await group.amina.upgrade(group.id)
        assert "Meeting: Geneva" in (await group.ask("/meeting", group.amina)).text
        assert listed.buttons == [["✕ 1"], ["End and get the file"], ["Hide the list"]]


async def test_a_meeting_in_a_private_chat_needs_no_rights(catalog: Catalog, search: Search) -> None:
    async with in_group(catalog, search) as group:
        talk = group.talk
        assert "The meeting is open." in (await talk.ask("/meeting start")).text
        assert "On the list" in (await talk.ask("/note ICTC")).text
        assert "A meeting is already open here." in (await talk.ask("/meeting begin again")).text
        await talk.person.say("/meeting stop")
        for _ in FORMS:
            assert "document" in (await talk.heard()).message
        ended = await talk.heard()
        assert "The files contain 1 entry." in ended.text
        assert "continues" in (await talk.ask("/meeting resume")).text


NOTES = {
    "/note " + "x" * 501: "A note can have at most 500 characters; yours has 501.",
    "/note": "Reply with /note to one of my messages",
    "/note a line": "No meeting is open here. Start one with /meeting start.",
    "/note ICTC": "No meeting is open here. Start one with /meeting start.",
    "/meeting wat": "Write /meeting start",
    "/meeting stop": "No meeting is open here.",
    "/meeting resume": "No meeting is open here.",
}


async def test_what_cannot_be_done_is_told_in_a_line(catalog: Catalog, search: Search) -> None:
    async with in_group(catalog, search) as group:
        for said, told in NOTES.items():
            assert told in (await group.ask(said, group.amina)).text


async def test_a_reply_to_several_entries_asks_for_a_name(catalog: Catalog, search: Search) -> None:
    async with in_group(catalog, search) as group:
        await group.ask("/meeting start", group.amina)
        choice = await group.ask("/ask remittances", group.amina)
        assert "Which of these do you mean?" in choice.text
        several = await group.ask("/note", group.amina, reply_to=choice.message_id)
        assert several.text.startswith("That message shows several entries.")
        assert "On the list" in (await group.ask("/note ICTC", group.amina, reply_to=choice.message_id)).text
        # Of what people write, nothing is kept but what follows the command.
        said = await group.bo.say("my secret view of ICTC", chat=group.id)
        assert "Reply with /note" in (await group.ask("/note", group.amina, reply_to=said)).text
        assert "secret" not in (await group.ask("/meeting", group.amina)).text
