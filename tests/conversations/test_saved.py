"""Somebody keeps entries in folders, finds them after a restart, moves and removes them, and takes them along as a file."""

from dataclasses import replace

import aiohttp
import pytest
from desk_running import Talk, talking
from subscribing_running import NOW, held
from telegram import InlineKeyboardMarkup

from bot.catalog.catalog import Catalog
from bot.render import shelf
from bot.render.card import card
from bot.render.screen import button
from bot.sandbox.person import News
from bot.search import Search
from bot.store import bookmarks
from bot.store.bookmarks import MOST_ENTRIES, MOST_FOLDERS, Bookmark

ICTC = "canada-ictc"


async def kept(talk: Talk) -> list[tuple[str, str]]:
    """Return id and folder of all that the person has saved."""
    async with talk.desk.store.read() as connection:
        return [(one.entry_id, one.folder) for one in await bookmarks.of_user(connection, talk.person.id)]


async def fill(talk: Talk, number: int, folder: str = "", folders: int = 0) -> None:
    """Save many entries at once, each of the first `folders` in one of its own."""
    async with talk.desk.store.write() as connection:
        for at, entry in enumerate(talk.desk.catalog.entries[:number]):
            own = f"folder {at}" if at < folders else folder
            await bookmarks.add(connection, talk.person.id, Bookmark(entry.id, entry.title, own), NOW)


async def show_card(talk: Talk, name: str) -> News:
    """Show a card with the button that saves its entry."""
    await talk.ask("/start")
    screen = card(talk.desk.catalog, talk.desk.catalog.entry(name))
    keys = InlineKeyboardMarkup([[button("Save", shelf.save(name))]])
    await talk.process.bot.send_message(talk.person.id, screen.text, parse_mode="HTML", reply_markup=keys)
    return await talk.person.next()


async def answer_to(talk: Talk, shown: News, text: str) -> News:
    """Reply to a message and return what comes back."""
    await talk.person.say(text, reply_to=shown.message_id)
    return await talk.heard()


NAMED = {
    ICTC: (ICTC, ""),
    "canada-ictc geneva": (ICTC, "geneva"),
    "ICTC geneva": (ICTC, "geneva"),
    "ictc": (ICTC, ""),
    "ICTC #Geneva talks": (ICTC, "Geneva talks"),
    "#geneva": ("", ""),
    "which country matches newcomers who work in IT with employers? #geneva": (ICTC, "geneva"),
    "which country matches newcomers who work in IT with employers?": (ICTC, ""),
    "ICTC التحويلات": (ICTC, "التحويلات"),
    "CANADA-ICTC": (ICTC, ""),
    "recipe for lentil soup": ("", ""),
    "ICTC #" + "x" * 33: ("", ""),
    "' OR 1=1; --": ("", ""),
    "": ("", ""),
}


async def test_what_is_named_is_saved(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, lambda: NOW) as talk:
        for words, (name, folder) in NAMED.items():
            heard = await talk.ask(f"/save {words}".strip())
            assert await kept(talk) == ([(name, folder)] if name else []), words
            assert heard.text.startswith("Saved") is bool(name), words
            async with talk.desk.store.write() as connection:
                await bookmarks.forget(connection, talk.person.id)


async def test_the_last_words_may_be_a_folder_that_there_is(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, lambda: NOW) as talk:
        await talk.ask("/save FAP #Geneva talks")
        await talk.ask("/save which country matches newcomers who work in IT with employers? geneva talks")
        assert (ICTC, "Geneva talks") in await kept(talk)


async def test_several_that_may_be_meant_are_offered(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, lambda: NOW) as talk:
        choice = await talk.ask("/save return #geneva")
        assert choice.text == "Which of these shall I save?"
        assert await kept(talk) == []
        done = await talk.press(choice, choice.buttons[1][0])
        assert done.message_id == choice.message_id
        assert done.text.startswith("Saved in “geneva”\n")
        assert [folder for _, folder in await kept(talk)] == ["geneva"]


async def test_a_reply_to_an_answer_saves_what_it_shows(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, lambda: NOW) as talk:
        answer = await talk.ask("Which country matches IT newcomers with employers?")
        assert (await answer_to(talk, answer, "/save skills")).text.startswith("Saved in “skills”\nInformation and Commun")
        assert await kept(talk) == [(ICTC, "skills")]
        shown = await show_card(talk, ICTC)
        assert (await answer_to(talk, shown, "/save")).text.startswith("Saved before in “skills”")
        choices = await talk.ask("return")
        offered = await answer_to(talk, choices, "/save skills")
        assert offered.text == "Which of these shall I save?"
        assert len(offered.buttons) == len(choices.buttons)
        for other in (await talk.ask("/about"), await talk.ask("/help")):
            assert (await answer_to(talk, other, "/save")).text.startswith("Write /save in reply to an answer of mine")
        assert await kept(talk) == [(ICTC, "skills")]


async def test_one_s_own_words_are_no_answer(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, lambda: NOW) as talk:
        own = await talk.person.say(card(catalog, catalog.entry(ICTC)).text)
        await talk.heard()
        await talk.person.say("/save", reply_to=own)
        assert (await talk.heard()).text.startswith("Write /save in reply")


async def test_one_tap_below_a_card_saves_and_disturbs_nothing(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, lambda: NOW) as talk:
        shown = await show_card(talk, ICTC)
        done = await talk.press(shown, "Save")
        assert (done.kind, done.alert, done.text) == ("answer", False, "Saved. /saved shows all.")
        await talk.ask("/save ICTC geneva")
        assert (await talk.press(shown, "Save")).text == "Saved before in “geneva”. /saved shows all."
        assert await kept(talk) == [(ICTC, "geneva")]


async def test_saving_can_be_undone_and_so_can_a_move(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, lambda: NOW) as talk:
        first = await talk.ask("/save ICTC geneva")
        moved = await talk.ask("/save ICTC rome")
        assert moved.text.startswith("Moved to “rome”\n")
        assert "Saved in “geneva”" in (await talk.press(moved, "Undo")).text
        assert await kept(talk) == [(ICTC, "geneva")]
        removed = await talk.press(first, "Undo")
        assert removed.text.startswith("Removed from “geneva”: Information")
        assert await kept(talk) == []
        assert "It is back." in (await talk.press(removed, "Undo")).text
        assert await kept(talk) == [(ICTC, "geneva")]


async def test_what_is_saved_outlives_a_restart_and_is_listed_by_folder(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, lambda: NOW) as talk:
        assert (await talk.ask("/saved")).text.startswith("Nothing saved yet.")
        for words in ("ICTC Geneva", "FAP", "gfmd-1.1-pa-4 geneva"):
            await talk.ask(f"/save {words}")
        await talk.restart()
        listed = await talk.ask("/saved")
        assert listed.text == "Saved entries\n3 entries"
        assert listed.buttons == [["Geneva (2)"], ["In no folder (1)"], ["As HTML", "As Word", "As CSV"]]
        opened = await talk.press(listed, "Geneva (2)")
        assert opened.message_id == listed.message_id
        assert opened.text.startswith("Geneva\n2 entries\n")
        assert (await talk.ask("/saved GENEVA")).text == opened.text
        assert (await talk.ask("/saved rome")).text == "You have no folder “rome”.\n\nSaved entries\n3 entries"
        one = await talk.press(opened, opened.buttons[0][0])
        assert one.buttons == [["Open"], ["Move", "Remove"], ["Back to the list"]]
        assert "Source" in (await talk.press(one, "Open")).text
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
        assert asked.text.endswith("Into which folder? Choose one, or reply to this message with the name of a new one.")
        assert asked.buttons == [["Geneva"], ["Leave it"]]
        assert "Saved." in (await talk.press(asked, "Leave it")).text
        moved = await talk.press(await talk.press(asked, "Move"), "Geneva")
        assert "Moved.\n\nInformation" in moved.text
        assert moved.text.endswith("Saved in “Geneva”.")

        asked = await talk.press(moved, "Move")
        await talk.restart()
        assert (await answer_to(talk, asked, "x" * 40)).text.startswith("The name of a folder has at most 32 characters.")
        assert (await answer_to(talk, asked, "#")).text.startswith("I cannot read this as the name of a folder.")
        told = {(await answer_to(talk, asked, "New York")).text.splitlines()[-1], (await talk.heard()).text.splitlines()[-1]}
        assert "Saved in “New York”." in told
        assert (ICTC, "New York") in await kept(talk)
        assert (await talk.ask("/saved new york")).text.startswith("New York\n1 entry\n")


async def test_an_entry_leaves_its_folder_and_the_folder_is_gone(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, lambda: NOW) as talk:
        done = await talk.ask("/save ICTC geneva")
        asked = await talk.press(done, "Move")
        await talk.press(asked, "In no folder")
        assert await kept(talk) == [(ICTC, "")]
        assert (await talk.ask("/saved geneva")).text.startswith("You have no folder “geneva”.")
        assert (await talk.ask("/saved")).text.startswith("Saved entries\n1 entry\n")


LONG = {"plain": "g" * 32, "Arabic": "ا" * 32, "farmers": "👩🏽‍🌾" * 8, "marked": "</b>&amp; :# 'x\""}


@pytest.mark.parametrize("name", LONG.values(), ids=LONG)
async def test_a_folder_of_any_name_is_shown_and_restored(catalog: Catalog, search: Search, name: str) -> None:
    async with talking(catalog, search, lambda: NOW) as talk:
        longest = max((entry.id for entry in catalog.entries), key=len)
        await fill(talk, 3, name)
        await talk.ask(f"/save {longest} #{name}")
        assert (longest, name) in await kept(talk)
        listed = await talk.ask(f"/saved {name}")
        assert listed.text.startswith(f"{name}\n4 entries")
        title = catalog.entry(longest).title
        one = await talk.press(listed, next(row[0] for row in listed.buttons if title[:30] in row[0]))
        removed = await talk.press(one, "Remove")
        assert (longest, name) not in await kept(talk)
        assert (await talk.press(removed, "Undo")).text.endswith(f"Saved in “{name}”.")
        assert (longest, name) in await kept(talk)


LONG_NAMES = {
    "Cyrillic": "Документы для переговоров 2026 г",
    "Arabic": "ا" * 32,
    "farmers": "👩🏽‍🌾" * 8,
    "marked": "<i>&amp;</i> " + "ж" * 19,
}


@pytest.mark.parametrize("name", LONG_NAMES.values(), ids=LONG_NAMES)
async def test_a_folder_that_is_empty_now_comes_back_by_its_long_name(catalog: Catalog, search: Search, name: str) -> None:
    async with talking(catalog, search, lambda: NOW) as talk:
        longest = max((entry.id for entry in catalog.entries), key=len)
        saved = await talk.ask(f"/save {longest} #{name}")
        removed = await talk.press(saved, "Undo")
        assert await kept(talk) == []
        await talk.restart()
        assert (await talk.press(removed, "Undo")).text.endswith(f"Saved in “{name}”.")
        assert await kept(talk) == [(longest, name)]
        moved = await talk.ask(f"/save {longest} #rome")
        assert moved.text.endswith(f"It was in “{name}”.")
        await talk.press(moved, "Undo")
        assert await kept(talk) == [(longest, name)]


async def test_a_long_folder_name_outlives_a_choice_of_entries(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, lambda: NOW) as talk:
        name = "ж" * 32
        choice = await talk.ask(f"/save return #{name}")
        assert choice.text == f"Which of these shall I save?\nThe folder: “{name}”."
        await talk.press(choice, choice.buttons[1][0])
        assert [folder for _, folder in await kept(talk)] == [name]


async def test_the_limits_are_told_in_one_line(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, lambda: NOW) as talk:
        await fill(talk, MOST_ENTRIES, folders=MOST_FOLDERS)
        full = "There is room for 200 entries, and you have as many. Remove one first: /saved"
        new = catalog.entries[MOST_ENTRIES].id
        assert (await talk.ask(f"/save {new}")).text == full
        alert = await talk.press(await show_card(talk, new), "Save")
        assert (alert.alert, alert.text) == (True, full)
        known = catalog.entries[MOST_ENTRIES - 1].id
        folders = "There is room for 20 folders, and you have as many. Choose one of them: /saved"
        assert (await talk.ask(f"/save {known} #one more")).text == folders
        assert (await talk.ask(f"/save {known} #folder 7")).text.startswith("Moved to “folder 7”")
        # Twenty folders, the files, and what is in none.
        assert len((await talk.ask("/saved")).buttons) == MOST_FOLDERS + 2


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
        cleared = await talk.press(again, "Remove what is gone from the list")
        assert cleared.text.startswith("They are off the list.\n\ngeneva\n2 entries")
        assert len(await kept(talk)) == 2


async def change(talk: Talk, gone: str, renamed: str, retitled: str) -> None:
    """Go on with a knowledge base that has lost an entry, renamed one, and given one another title."""
    changed = {
        renamed: {"id": "canada-skills-council", "formerly": (renamed,)},
        retitled: {"title": "A new title"},
    }
    known = talk.desk.catalog
    entries = tuple(replace(one, **changed.get(one.id, {})) for one in known.entries if one.id != gone)  # type: ignore[arg-type]
    talk.desk = replace(talk.desk, catalog=replace(known, entries=entries))
    await talk.restart()


async def test_a_card_from_before_saves_under_the_new_name_and_not_twice(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, lambda: NOW) as talk:
        shown = await show_card(talk, ICTC)
        await talk.ask("/save ICTC geneva")
        gone = await show_card(talk, "gfmd-1.1-pa-4")
        await change(talk, gone="gfmd-1.1-pa-4", renamed=ICTC, retitled="")
        assert (await talk.press(shown, "Save")).text == "Saved before in “geneva”. /saved shows all."
        assert (await talk.press(gone, "Save")).text == "This list has changed since. Please ask again."
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
        not_saved = "This entry is not among your saved ones. /saved shows them."
        for shown, label in (
            (listed, listed.buttons[0][0]),
            (done, "Move"),
            (done, "Undo"),
            (asked, "Leave it"),
            (asked, "In no folder"),
        ):
            heard = await talk.press(shown, label)
            assert (heard.alert, heard.text) == (True, not_saved)
        assert (await answer_to(talk, asked, "rome")).text == not_saved
        assert (await talk.press(listed, "As Word")).text == "This list has changed since. Please ask again."
        assert await kept(talk) == []


async def test_in_a_group_nothing_is_saved(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, lambda: NOW) as talk:
        group = await talk.person.create_group("Delegation", kind="supergroup")
        for command in ("/save ICTC", "/saved"):
            await talk.person.say(command, chat=group)
            assert "in our private chat" in (await talk.person.next(chat=group)).text
        keys = InlineKeyboardMarkup([[button("Save", shelf.save(ICTC))]])
        await talk.process.bot.send_message(group, "card", reply_markup=keys)
        shown = await talk.person.next(chat=group)
        await talk.person.press(shown.message_id, "Save", chat=group)
        assert (await talk.person.next(chat=group)).alert
        assert await kept(talk) == []


async def test_a_busy_store_saves_nothing_and_says_so(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, lambda: NOW, 0.1) as talk:
        shown = await show_card(talk, ICTC)
        async with held(talk):
            await talk.person.press(shown.message_id, "Save")
            assert (await talk.person.next(20)).text.startswith("This could not be saved just now")
        assert await kept(talk) == []
        assert (await talk.press(shown, "Save")).text.startswith("Saved.")
