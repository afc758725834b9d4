"""Somebody saves entries: by name, in reply to an answer or with a tap, in folders of any name, as far as there is room."""

import pytest
from desk_running import talking
from saved_running import ICTC, answer_to, fill, kept, show_card
from subscribing_running import NOW, held
from telegram import InlineKeyboardMarkup

from bot.catalog.catalog import Catalog
from bot.render import shelf
from bot.render.card import card
from bot.render.screen import button
from bot.search import Search
from bot.store import bookmarks
from bot.store.bookmarks import MOST_ENTRIES, MOST_FOLDERS

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
        assert choice.text == "Which of these should I save?"
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
        assert (await answer_to(talk, shown, "/save")).text.startswith("Already saved in “skills”")
        choices = await talk.ask("return")
        offered = await answer_to(talk, choices, "/save skills")
        assert offered.text == "Which of these should I save?"
        assert len(offered.buttons) == len(choices.buttons)
        for other in (await talk.ask("/about"), await talk.ask("/help")):
            assert (await answer_to(talk, other, "/save")).text.startswith("Reply to one of my answers with /save")
        assert await kept(talk) == [(ICTC, "skills")]


async def test_one_s_own_words_are_no_answer(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, lambda: NOW) as talk:
        own = await talk.person.say(card(catalog, catalog.entry(ICTC)).text)
        await talk.heard()
        await talk.person.say("/save", reply_to=own)
        assert (await talk.heard()).text.startswith("Reply to one of my answers with /save")


async def test_one_tap_below_a_card_saves_and_disturbs_nothing(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, lambda: NOW) as talk:
        shown = await show_card(talk, ICTC)
        done = await talk.press(shown, "Save")
        assert (done.kind, done.alert, done.text) == ("answer", False, "Saved. /saved shows everything.")
        await talk.ask("/save ICTC geneva")
        assert (await talk.press(shown, "Save")).text == "Already saved in “geneva”. /saved shows everything."
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
        assert "The entry is saved again." in (await talk.press(removed, "Undo")).text
        assert await kept(talk) == [(ICTC, "geneva")]


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
        assert choice.text == f"Which of these should I save?\nFolder: “{name}”."
        await talk.press(choice, choice.buttons[1][0])
        assert [folder for _, folder in await kept(talk)] == [name]


async def test_the_limits_are_told_in_one_line(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, lambda: NOW) as talk:
        await fill(talk, MOST_ENTRIES, folders=MOST_FOLDERS)
        full = "You have saved 200 entries, the most there is room for. Remove one first: /saved"
        new = catalog.entries[MOST_ENTRIES].id
        assert (await talk.ask(f"/save {new}")).text == full
        alert = await talk.press(await show_card(talk, new), "Save")
        assert (alert.alert, alert.text) == (True, full)
        known = catalog.entries[MOST_ENTRIES - 1].id
        folders = "You have 20 folders, the most there is room for. Choose one of them: /saved"
        assert (await talk.ask(f"/save {known} #one more")).text == folders
        assert (await talk.ask(f"/save {known} #folder 7")).text.startswith("Moved to “folder 7”")
        # Twenty folders, the files, and what is in none.
        assert len((await talk.ask("/saved")).buttons) == MOST_FOLDERS + 2


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
            assert (await talk.person.next(20)).text.startswith("I could not save this just now")
        assert await kept(talk) == []
        assert (await talk.press(shown, "Save")).text.startswith("Saved.")
