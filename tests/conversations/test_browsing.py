"""Browsing by command and button in a private chat."""

import pytest
from desk_running import Talk, talking
from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.catalog.catalog import Catalog
from bot.search import Search


async def test_themes_open_in_place_down_to_a_card_and_up_again(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search) as talk:
        themes = await talk.ask("/themes")
        assert themes.text.startswith("Themes\n")
        cluster = await talk.press(themes, "3")
        section = await talk.press(cluster, "3.3")
        assert section.text.startswith("3.3 Multi-stakeholder involvement\nCooperation and governance\n1 to 8 of ")
        second = await talk.press(section, "More")
        card = await talk.press(second, "10")
        assert card.text.startswith(f"3.3 · 10 of {len(catalog.of_theme('3.3'))}\n")
        assert {news.message_id for news in (themes, cluster, section, second, card)} == {themes.message_id}
        assert (await talk.press(card, "Back to the list")).text == second.text
        assert (await talk.press(card, "Back")).text == section.text
        assert (await talk.press(card, "Up: 3 Cooperation and governance")).text == cluster.text
        assert (await talk.press(card, "Up: Themes")).text == themes.text
        assert (await talk.press(card, "Up: What the desk holds")).text.startswith("What the desk holds\n")


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("/countries", "Countries\n"),
        ("/country Germny", "Showing results for Germany (you wrote Germny)\n\nGermany\n"),
        ("/country", "Countries\n"),
        ("/theme remitances", "Showing results for remittances (you wrote remitances)\n\n4.2 "),
        ("/objective 6", "Objective 6: Fair recruitment and decent work\n"),
        ("/objective fair recrutment", "Showing results for recruitment (you wrote recrutment)\n\nObjective 6: "),
        ("/objectives", "Objectives of the Compact of 2018\nThe mapping of entries to objectives is the desk’s own."),
        ("/practices", "Practices\n"),
        ("/practices turkey", "Türkiye: practices\n"),
        ("/recommendations", "Recommendations\n"),
        ("/instruments labour", "2.1 Labour mobility: instruments\n"),
        ("/sources", "Sources\n"),
        ("/theme blorp", "I found no theme for “blorp”."),
    ],
)
async def test_a_command_shows_its_list_or_what_was_named(catalog: Catalog, search: Search, said: str, heard: str) -> None:
    async with talking(catalog, search) as talk:
        shown = await talk.ask(said)
        assert shown.text.startswith(heard)
        assert shown.buttons


async def test_several_are_a_choice(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search) as talk:
        choice = await talk.ask("/theme women migrants")
        assert choice.text.startswith("Which of these do you mean by “women migrants”?")
        shown = await talk.press(choice, choice.buttons[0][0])
        assert shown.text.startswith("1.2 Empowerment of migrants\n")
        assert shown.message_id == choice.message_id


async def test_what_the_search_finds_opens_below_the_choice(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search) as talk:
        choice = await talk.ask("/practices smuggling")
        card = await talk.press(choice, choice.buttons[0][0])
        assert "Source" in card.text
        assert card.message_id != choice.message_id


async def test_the_ladder_leads_on_and_back(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search) as talk:
        card = await talk.ask("/practices ICTC")
        recommendations = await talk.press(card, "Recommendations (5)")
        assert recommendations.text.startswith("Recommendations\nRelated to “Information and Communication Technology Council")
        one = await talk.press(recommendations, "2")
        assert one.text.startswith("Recommendations · 2 of 5\n")
        assert (await talk.press(one, "Back to the list")).text == recommendations.text
        assert (await talk.press(one, "Back to the card")).text == card.text
        assert (await talk.press(card, "Same country")).text.startswith("Also in Canada\n")
        assert (await talk.press(card, "Back to the card")).message_id == card.message_id
        assert (await talk.press(card, "Up: 3.3 Multi-stakeholder involvement")).text.startswith("3.3 ")


async def test_a_list_lives_on_after_a_restart(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search) as talk:
        listed = await talk.ask("/theme 3.3")
        await talk.restart()
        assert (await talk.press(listed, "2")).text.startswith("3.3 · 2 of ")


@pytest.mark.parametrize(
    ("held", "notice", "shown"),
    [
        ("b|0000|s3.3~7", "The knowledge base has changed since then. This is the current list.", "3.3 Multi-stakeholder"),
        ("b|0000|@an-entry-that-is-gone", "The knowledge base has changed since then.", "What the desk holds"),
        ("b|of-an-earlier-version", "This button is from an earlier version. Here is what the desk holds.", "What the desk holds"),
    ],
)
async def test_a_stale_button_says_so_and_shows_the_list_as_it_is(
    catalog: Catalog, search: Search, held: str, notice: str, shown: str
) -> None:
    async with talking(catalog, search) as talk:
        old = await _left_behind(talk, held)
        await talk.person.press(old, "Old")
        toast = await talk.heard()
        assert toast.kind == "answer"
        assert toast.text.startswith(notice)
        fresh = await talk.heard()
        assert fresh.message_id == old
        assert fresh.text.startswith(shown)


@pytest.mark.parametrize("held", ["page:3.3:8", "page:3.3:0", "page:3.3:9999"])
async def test_a_page_of_a_theme_from_an_earlier_version_becomes_its_list(catalog: Catalog, search: Search, held: str) -> None:
    async with talking(catalog, search) as talk:
        old = await _left_behind(talk, held)
        await talk.person.press(old, "Old")
        fresh = await talk.heard()
        assert fresh.message_id == old
        assert fresh.text == (await talk.ask("/theme 3.3")).text


@pytest.mark.parametrize("held", ["page:9.9:0", "theme:9.9"])
async def test_a_theme_that_is_no_more_is_told(catalog: Catalog, search: Search, held: str) -> None:
    async with talking(catalog, search) as talk:
        old = await _left_behind(talk, held)
        await talk.person.press(old, "Old")
        toast = await talk.heard()
        assert (toast.kind, toast.text) == ("answer", "This list has changed since then. Please ask again.")


async def _left_behind(talk: Talk, held: str) -> int:
    """Show what an earlier version of the bot may have left in a chat; return the message's id."""
    await talk.ask("/start")
    keyboard = InlineKeyboardMarkup.from_button(InlineKeyboardButton("Old", callback_data=held))
    await talk.process.bot.send_message(talk.person.id, "old", reply_markup=keyboard)
    return (await talk.heard()).message_id


async def test_a_second_press_of_the_same_button_does_no_harm(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search) as talk:
        listed = await talk.ask("/sources")
        await talk.person.press(listed.message_id, row=0, column=0)
        shown = await talk.heard()
        keyboard = InlineKeyboardMarkup.from_button(InlineKeyboardButton("Old", callback_data="b|0000|d1"))
        await talk.process.bot.edit_message_reply_markup(talk.person.id, shown.message_id, reply_markup=keyboard)
        assert (await talk.heard()).buttons == [["Old"]]
        assert (await talk.press(shown, "Old")).text == shown.text
