"""A whole conversation over HTTP, as somebody has it who has never seen the desk."""

import pytest
from desk_running import Talk, talking
from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.catalog.catalog import Catalog
from bot.search import Search


async def test_a_newcomer_asks_and_gets_the_right_entry_with_its_source(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search) as talk:
        greeting = await talk.ask("/start")
        assert "three documents written in 2017" in greeting.text

        answer = await talk.ask("Which country matches IT newcomers with employers?")
        assert "ICTC" in answer.text
        assert "GFMD Thematic Recollection, 3.3 Multi-stakeholder involvement, example 3, pp. 25–27" in answer.text
        assert "2017 source, before the Compact adopted in December 2018; not a consensus view of states" in answer.text
        assert ["Open gfmd.org"] in answer.buttons

        again = await talk.ask("sweeden socual security agreemwnts")
        assert "Showing results for social (you wrote socual)" in again.text
        assert "Sweden" in again.text

        silent = await talk.ask("recipe for lentil soup")
        assert silent.text.startswith("Not in my sources.")

        theme = await talk.press(silent, silent.buttons[0][0])
        assert theme.text.splitlines()[2].startswith("1 to 8 of ")

        card = await talk.press(theme, theme.buttons[0][0])
        assert "Source" in card.text


async def test_choices_are_buttons_and_each_opens_its_card(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search) as talk:
        choices = await talk.ask("return")
        assert choices.text.startswith("Which of these do you mean?")
        labels = [row[0] for row in choices.buttons]
        assert 2 <= len(set(labels)) == len(labels) <= 5

        card = await talk.press(choices, labels[0])
        title = labels[0].removeprefix("1. ").split("…")[0].split(" – ")[0]
        assert card.text.startswith(title)


async def test_a_mistyped_command_is_offered_and_never_run(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search) as talk:
        offer = await talk.ask("/hlep")
        assert offer.text == "I do not know /hlep. Did you mean /help (what the desk can do)?"

        page = await talk.press(offer, "Yes, /help")
        assert "/ask – ask a question in your own words" in page.text


async def test_an_example_of_the_greeting_is_answered(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search) as talk:
        greeting = await talk.ask("/start")
        answer = await talk.press(greeting, greeting.buttons[0][0])
        assert "ICTC" in answer.text


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("/help", "How to ask"),
        ("/about", "not a consensus view"),
        ("/ask", "Write your question after the command"),
        ("/ask FAP", "Family Assistance Programme"),
        ("/ask@desk_bot FAP", "Family Assistance Programme"),
        ("/start canada-ictc", "Information and Communication Technology Council"),
        ("/start gfmd-1_1-pa-4", "Alternatives to immigration detention"),
        ("/start nowhere", "This link does not lead to an entry"),
        ("/xyz", "I do not know /xyz. /help shows what I can do."),
        ("Hello!", "How to ask"),
        ("what’s your name?", "How to ask"),
        ("thank you", "You are welcome."),
        ("xylophone quartet", "I do not know “xylophone”, “quartet”."),
        ("<b>&</b>", "Not in my sources."),
        ("' OR 1=1; --", "Not in my sources."),
        ("x" * 4096, "I read only the first 256 characters"),
    ],
)
async def test_what_is_said_and_what_is_heard(catalog: Catalog, search: Search, said: str, heard: str) -> None:
    async with talking(catalog, search) as talk:
        assert heard in (await talk.ask(said)).text


async def test_a_button_of_an_earlier_version_answers_politely(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search) as talk:
        await _send_old_button(talk)
        shown = await talk.person.next()
        await talk.person.press(shown.message_id, "Old")
        assert (await talk.person.next()).text == "This list has changed since then. Please ask again."


async def _send_old_button(talk: Talk) -> None:
    """Show what an earlier version of the bot may have left in a chat."""
    await talk.ask("/start")
    keyboard = InlineKeyboardMarkup.from_button(InlineKeyboardButton("Old", callback_data="open:an-entry-that-is-gone"))
    await talk.process.bot.send_message(talk.person.id, "old", reply_markup=keyboard)


async def test_an_answer_waits_where_telegram_asks_for_it(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search) as talk:
        await talk.person.post("faults", method="sendMessage", retry_after=1)
        assert "Family Assistance Programme" in (await talk.ask("FAP")).text


async def test_an_answer_that_may_have_arrived_is_not_sent_again(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search) as talk:
        await talk.person.post("faults", method="sendMessage", cut="after")
        assert "Family Assistance Programme" in (await talk.ask("FAP")).text
        # The next thing heard is the next answer, not the first once more.
        assert "How to ask" in (await talk.ask("/help")).text


async def test_a_theme_opens_below_and_its_pages_turn_in_place(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search) as talk:
        silent = await talk.ask("recipe for lentil soup")
        listed = await talk.press(silent, silent.buttons[0][0])
        assert listed.message_id != silent.message_id
        turned = await talk.press(listed, "More")
        assert turned.message_id == listed.message_id
        assert turned.text.splitlines()[2].startswith("9 to 16 of ")
        assert (await talk.press(turned, "Back")).text == listed.text


async def test_a_mistyped_command_is_offered_with_what_followed_it(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search) as talk:
        offer = await talk.ask("/brif remittances")
        assert offer.buttons == [["Yes, /brief remittances"]]
        assert "Migration costs and remittances" in (await talk.press(offer, "Yes, /brief remittances")).text
        # What a button cannot hold is asked for again.
        long = await talk.ask("/contry " + "Germany and " * 6)
        assert long.buttons == [["Yes, /country"]]
