"""Somebody finds saved entries after a restart, moves and removes them, and takes them along as a file."""

import aiohttp
from desk_running import talking
from saved_running import ICTC, answer_to, change, fill, kept, show_card
from subscribing_running import NOW

from bot.catalog.catalog import Catalog
from bot.search import Search
from bot.store import bookmarks


async def test_what_is_saved_outlives_a_restart_and_is_listed_by_folder(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, lambda: NOW) as talk:
        assert (await talk.ask("/saved")).text.startswith("Nothing saved yet.")
        for words in ("ICTC Geneva", "FAP", "gfmd-1.1-pa-4 geneva"):
            await talk.ask(f"/save {words}")
        await talk.restart()
        listed = await talk.ask("/saved")
        assert listed.text == "Saved entries\n3 entries"
        assert listed.buttons == [["Geneva (2)"], ["Not in a folder (1)"], ["As HTML", "As Word", "As CSV"]]
        opened = await talk.press(listed, "Geneva (2)")
        assert opened.message_id == listed.message_id
        assert opened.text.startswith("Geneva\n2 entries\n")
        assert (await talk.ask("/saved GENEVA")).text == opened.text
        assert (await talk.ask("/saved rome")).text == "You have no folder called “rome”.\n\nSaved entries\n3 entries"
        one = await talk.press(opened, opened.buttons[0][0])
        assert one.buttons == [["Open the entry"], ["Move", "Remove"], ["Back to the list"]]
        assert "Source" in (await talk.press(one, "Open the entry")).text
        assert (await talk.press(one, "Back to the list")).text == opened.text
        assert (await talk.press(opened, "All folders")).text == listed.text


async def test_pages_turn_in_place_and_one_returns_to_the_page_one_left(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, lambda: NOW) as talk:
        await fill(talk, 20)
        first = await talk.ask("/saved")
        assert first.text.startswith("Saved entries\n1 to 8 of 20 entries")
        second = await talk.press(first, "More")
        third = await talk.press(second, "More")
        assert (third.message_id, third.text.splitlines()[1]) == (first.message_id, "17 to 20 of 20 entries")
        labels = [row[0] for shown in (first, second, third) for row in shown.buttons if row[0][0].isdigit()]
        assert len(set(labels)) == 20
        one = await talk.press(third, third.buttons[3][0])
        assert (await talk.press(one, "Back to the list")).text == third.text
        # Where the last page has gone since, the one before is the last.
        async with talk.desk.store.write() as connection:
            gone = [row.entry_id for row in await bookmarks.of_user(connection, talk.person.id)][8:]
            await bookmarks.remove(connection, talk.person.id, gone)
        assert (await talk.press(third, "Back")).text.splitlines()[1] == "8 entries"


async def test_an_entry_moves_by_a_button_or_by_a_word(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, lambda: NOW) as talk:
        await talk.ask("/save FAP Geneva")
        done = await talk.ask("/save ICTC")
        asked = await talk.press(done, "Move")
        assert asked.text.endswith("Which folder? Choose one, or reply to this message with the name of a new one.")
        assert asked.buttons == [["Geneva"], ["Leave it where it is"]]
        assert "Saved." in (await talk.press(asked, "Leave it where it is")).text
        moved = await talk.press(await talk.press(asked, "Move"), "Geneva")
        assert "Moved.\n\nInformation" in moved.text
        assert moved.text.endswith("Saved in “Geneva”.")

        asked = await talk.press(moved, "Move")
        await talk.restart()
        assert (await answer_to(talk, asked, "x" * 40)).text.startswith("A folder’s name can have at most 32 characters.")
        assert (await answer_to(talk, asked, "#")).text.startswith("I do not understand this folder name.")
        told = {(await answer_to(talk, asked, "New York")).text.splitlines()[-1], (await talk.heard()).text.splitlines()[-1]}
        assert "Saved in “New York”." in told
        assert (ICTC, "New York") in await kept(talk)
        assert (await talk.ask("/saved new york")).text.startswith("New York\n1 entry\n")


async def test_an_entry_leaves_its_folder_and_the_folder_is_gone(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, lambda: NOW) as talk:
        done = await talk.ask("/save ICTC geneva")
        asked = await talk.press(done, "Move")
        await talk.press(asked, "Not in a folder")
        assert await kept(talk) == [(ICTC, "")]
        assert (await talk.ask("/saved geneva")).text.startswith("You have no folder called “geneva”.")
        assert (await talk.ask("/saved")).text.startswith("Saved entries\n1 entry\n")


async def test_a_folder_leaves_as_one_file(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, lambda: NOW) as talk:
        await talk.ask("/save ICTC Geneva talks")
        await talk.ask("/save FAP")
        listed = await talk.ask("/saved")
        opened = await talk.press(listed, "Geneva talks (1)")
        for label, ending in (("As HTML", "html"), ("As Word", "docx"), ("As CSV", "csv")):
            sent = await talk.press(opened, label)
            assert sent.message["document"]["file_name"] == f"brief-geneva-talks.{ending}"
        async with aiohttp.ClientSession() as http:
            file = await http.get(f"{talk.url}/sandbox/files/{sent.message['document']['file_id']}")
            table = (await file.read()).decode("utf-8-sig")
        assert ICTC in table
        assert table.count("\r\n") == 2
        assert (await talk.press(await talk.press(opened, "All folders"), "As CSV")).message["document"]["file_size"] > len(table)


async def test_what_vanished_or_was_renamed_is_told_once_and_politely(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, lambda: NOW) as talk:
        for words in ("ICTC geneva", "FAP geneva", "gfmd-1.1-pa-4"):
            await talk.ask(f"/save {words}")
        fap = next(name for name, _ in await kept(talk) if name not in {ICTC, "gfmd-1.1-pa-4"})
        await change(talk, gone="gfmd-1.1-pa-4", renamed=ICTC, retitled=fap)
        shown = (await talk.ask("/saved")).text
        assert "No longer in the knowledge base: “Alternatives to" in shown
        assert f"“{ICTC}” is now “canada-skills-council”" in shown
        assert "“IOM Family Assistance" in shown
        assert "is now “A new title”" in shown
        again = await talk.ask("/saved")
        assert "Renamed" not in again.text
        assert "No longer" in again.text
        assert set(await kept(talk)) == {("canada-skills-council", "geneva"), (fap, "geneva"), ("gfmd-1.1-pa-4", "")}
        cleared = await talk.press(again, "Remove entries that no longer exist")
        assert cleared.text.startswith("They have been removed from the list.\n\ngeneva\n2 entries")
        assert len(await kept(talk)) == 2


async def test_a_card_from_before_saves_under_the_new_name_and_not_twice(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, lambda: NOW) as talk:
        shown = await show_card(talk, ICTC)
        await talk.ask("/save ICTC geneva")
        gone = await show_card(talk, "gfmd-1.1-pa-4")
        await change(talk, gone="gfmd-1.1-pa-4", renamed=ICTC, retitled="")
        assert (await talk.press(shown, "Save")).text == "Already saved in “geneva”. /saved shows everything."
        assert (await talk.press(gone, "Save")).text == "This list has changed since then. Please ask again."
        await talk.ask(f"/save {ICTC} rome")
        await talk.ask("/saved")
        assert await kept(talk) == [("canada-skills-council", "rome")]


async def test_a_list_from_before_harms_nothing(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, lambda: NOW) as talk:
        await talk.ask("/save FAP geneva")
        done = await talk.ask("/save ICTC geneva")
        listed = await talk.ask("/saved")
        asked = await talk.press(await talk.ask("/save FAP"), "Move")
        async with talk.desk.store.write() as connection:
            await bookmarks.forget(connection, talk.person.id)
        not_saved = "This is not one of your saved entries. /saved shows them."
        for shown, label in (
            (listed, listed.buttons[0][0]),
            (done, "Move"),
            (done, "Undo"),
            (asked, "Leave it where it is"),
            (asked, "Not in a folder"),
        ):
            heard = await talk.press(shown, label)
            assert (heard.alert, heard.text) == (True, not_saved)
        assert (await answer_to(talk, asked, "rome")).text == not_saved
        assert (await talk.press(listed, "As Word")).text == "This list has changed since then. Please ask again."
        assert await kept(talk) == []
