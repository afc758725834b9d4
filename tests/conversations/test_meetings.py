"""Meetings: what is looked up collects itself, and leaves as files once; administrators decide."""

from groups_running import Group, in_group
from meeting_running import (
    FORMS,
    ONLY_ADMINISTRATORS,
    close_what_is_over,
    collected,
    files_and_end,
    heads_in,
    prefer,
    set_zone,
    texts_of,
)

from bot.catalog.catalog import Catalog
from bot.meetings.tray import DAY_SECONDS
from bot.search import Search


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
        await came_as_one(group, topic)


async def came_as_one(group: Group, topic: int) -> None:
    """Say whether the files stand in their topic as one album, with what is said of them below the last."""
    documents = [message for message in await group.bo.messages(group.id) if "document" in message]
    assert len({message["media_group_id"] for message in documents}) == 1
    assert ["caption" in message for message in documents] == [False, False, True]
    assert {message["message_thread_id"] for message in documents} == {topic}


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
