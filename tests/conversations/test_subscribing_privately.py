"""Somebody subscribes in a private chat, changes their mind, and is understood in their own words."""

import pytest
from desk_running import Talk, talking
from subscribing_running import NOW, held, known, zone_known

from bot.catalog.catalog import Catalog
from bot.search import Search

SUBSCRIBED = (
    "Subscribed: Migration costs and remittances\n"
    "Monday to Friday at 09:00, Dhaka time (it is 06:53 there now)\n"
    "First digest: today."
)


async def test_a_newcomer_is_asked_for_the_place_and_then_subscribed(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, lambda: NOW) as talk:
        asked = await talk.ask("/subscribe remitances")
        assert asked.text.startswith(
            "Showing results for remittances (you wrote remitances)\n\nMigration costs and remittances\nWhere are you?"
        )
        assert asked.buttons == [["Use my location"], ["Cancel"]]
        assert await known(talk) == []

        done = await talk.ask("dhakka")
        assert done.text == SUBSCRIBED
        assert done.buttons == [["Change time", "Change days"], ["Change time zone"], ["Undo"]]
        (one,) = await known(talk)
        assert (one.topic, one.send_at, one.days, one.zone, one.thread_id) == ("theme:4.2", "09:00", 31, "Asia/Dhaka", 0)
        stripped = await talk.person.next()
        assert (stripped.message_id, stripped.buttons) == (asked.message_id, [])


async def test_the_buttons_lead_through_in_one_message(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, lambda: NOW) as talk:
        first = await talk.ask("/subscribe")
        shown = first
        for label, expected in (
            ("Human rights and inclusion", "Which of these?"),
            ("Back", "What should the digest be about?"),
            ("Human rights and inclusion", "Which of these?"),
            ("Empowerment of migrants", "What time of day"),
            ("08:00", "Which days?"),
            ("Sunday to Thursday", "Where are you?"),
        ):
            shown = await talk.press(shown, label)
            assert shown.message_id == first.message_id
            assert expected in shown.text
        done = await talk.ask("new york")
        assert "Subscribed: Empowerment of migrants\nSunday to Thursday at 08:00, New York time" in done.text


ALL_AT_ONCE = {
    "remittances 8:30 sun-thu dhaka": ("theme:4.2", "08:30", 79, "Asia/Dhaka"),
    "everything noon daily in berlin": ("all", "12:00", 127, "Europe/Berlin"),
    "objective 20 weekly at 6 pm Bangladesh": ("objective:20", "18:00", 1, "Asia/Dhaka"),
    "germany mon, wed 7:15 japan": ("country:DE", "07:15", 5, "Asia/Tokyo"),
}


@pytest.mark.parametrize(("said", "meant"), ALL_AT_ONCE.items())
async def test_it_can_be_said_all_at_once(catalog: Catalog, search: Search, said: str, meant: tuple[str, str, int, str]) -> None:
    async with talking(catalog, search, lambda: NOW) as talk:
        assert (await talk.ask(f"/subscribe {said}")).text.startswith("Subscribed: ")
        (one,) = await known(talk)
        assert (one.topic, one.send_at, one.days, one.zone) == meant


async def test_a_chat_whose_place_is_known_is_not_asked_again(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, lambda: NOW) as talk:
        await zone_known(talk)
        done = await talk.ask("/subscribe labour mobility")
        assert done.text.startswith("Subscribed: Labour mobility\nMonday to Friday at 09:00, Dhaka time")
        undone = await talk.press(done, "Undo")
        assert undone.text == "Stopped: Labour mobility. You will no longer get this digest."
        assert [one.topic for one in await known(talk)] == ["theme:4.2"]
        again = await talk.press(undone, "Undo")
        assert again.text.startswith("Resumed\n\nLabour mobility\nNext digest: today.")
        assert len(await known(talk)) == 2


async def test_subscribing_again_changes_what_is_said_and_no_more(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, lambda: NOW) as talk:
        await zone_known(talk)
        assert (await talk.ask("/subscribe remittances")).text.startswith("You are already subscribed")
        changed = await talk.ask("/subscribe remittances 17:00")
        assert changed.text.startswith("Changed: Migration costs and remittances\nMonday to Friday at 17:00, Dhaka time")
        assert [one.send_at for one in await known(talk)] == ["17:00"]
        assert (await talk.press(changed, "Undo")).text.startswith("Changed.")
        assert [one.send_at for one in await known(talk)] == ["09:00"]


async def test_several_subjects_are_buttons_and_none_offers_those_there_are(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, lambda: NOW) as talk:
        await zone_known(talk)
        choices = await talk.ask("/subscribe trafficking 7:00")
        assert choices.text == "Which subject do you mean by “trafficking”?"
        assert ["Trafficking and smuggling"] in choices.buttons
        assert (
            "Subscribed: Trafficking and smuggling\nMonday to Friday at 07:00"
            in (await talk.press(choices, "Trafficking and smuggling")).text
        )

        nothing = await talk.ask("/subscribe blorp")
        assert nothing.text.startswith("I found no subject for “blorp”.")
        assert ["Drivers and crises"] in nothing.buttons
        assert (await talk.ask("/subscribe nauru")).text.startswith("My sources have nothing to read on Nauru.")


async def test_places_of_one_name_show_their_clocks(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, lambda: NOW) as talk:
        choices = await talk.ask("/subscribe germany 9:00 london")
        assert choices.buttons[0] == ["London, United Kingdom – 00:53 now"]
        assert choices.buttons[1] == ["London, Canada – 19:53 now"]
        assert "London time (it is 00:53 there now)" in (await talk.press(choices, choices.buttons[0][0])).text


async def test_a_difference_from_utc_is_no_place(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, lambda: NOW) as talk:
        asked = await talk.ask("/subscribe climate UTC+6")
        assert asked.text.startswith("An offset such as UTC+6 goes wrong when the clocks change, so I go by places.")
        assert "goes wrong when the clocks change" in (await talk.ask("+5:30")).text
        assert await known(talk) == []


async def test_a_location_gives_the_time_zone_and_the_key_goes(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, lambda: NOW) as talk:
        asked = await talk.ask("/subscribe remittances")
        key = await talk.press(asked, "Use my location")
        assert key.keys == [["Share my location"]]
        await talk.person.locate(23.8, 90.4)
        thanks = await talk.person.next()
        assert thanks.text == "Thank you. I use Dhaka time; it is 06:53 there now."
        assert thanks.raw["keys"] == {"remove_keyboard": True}
        assert (await talk.person.next()).kind == "edited"
        assert (await talk.person.next()).text == SUBSCRIBED


async def test_a_location_out_of_the_blue_is_not_used(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, lambda: NOW) as talk:
        await talk.person.locate(23.8, 90.4)
        assert "only to find your time zone when you subscribe" in (await talk.person.next()).text
        asked = await talk.ask("/subscribe remittances")
        await talk.press(asked, "Use my location")
        await talk.person.locate(-45.0, -130.0)
        assert "too far from any city" in (await talk.person.next()).text
        assert (await talk.ask("dhaka")).text == SUBSCRIBED


async def test_questions_are_answered_while_one_is_open(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, lambda: NOW) as talk:
        await talk.ask("/subscribe")
        assert "ICTC" in (await talk.ask("Which country matches IT newcomers with employers?")).text
        assert "What time of day" in (await talk.ask("diaspora partnerships")).text
        await talk.person.next()
        assert "Family Assistance Programme" in (await talk.ask("FAP")).text
        assert "Which days?" in (await talk.ask("8:30")).text
        await talk.person.next()
        assert "Where are you?" in (await talk.ask("Tuesdays and Fridays")).text
        await talk.person.next()
        assert "I found no place called “Xyzzyborough”" in (await talk.ask("Xyzzyborough")).text
        await talk.person.next()
        assert "Tuesdays and Fridays at 08:30, Kyiv time" in (await talk.ask("kiev")).text


@pytest.mark.parametrize(
    ("buttons", "said", "heard"),
    [
        (["Everything"], "half past", "I do not understand this time."),
        (["Everything", "08:00"], "at times", "I do not understand these days."),
        (["Everything", "08:00", "Every day"], "Xyzzyborough", "I found no place called “Xyzzyborough”."),
        (["Everything", "08:00", "Every day"], "EST", "An offset such as UTC+6"),
        ([], "blorp", "I found no subject for “blorp”."),
    ],
)
async def test_a_reply_that_is_no_answer_is_asked_for_again(
    catalog: Catalog, search: Search, buttons: list[str], said: str, heard: str
) -> None:
    async with talking(catalog, search, lambda: NOW) as talk:
        shown = await talk.ask("/subscribe")
        for label in buttons:
            shown = await talk.press(shown, label)
        await talk.person.say(said, reply_to=shown.message_id)
        again = await talk.person.next()
        assert again.text.startswith(heard)
        assert again.buttons[-1][-1] == "Cancel"


async def cancel_by_button(talk: Talk, message_id: int) -> str:
    await talk.person.press(message_id, "Cancel")
    while (news := await talk.person.next()).kind != "edited":
        continue
    return news.text


async def test_what_was_begun_can_be_given_up(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, lambda: NOW) as talk:
        assert (await talk.ask("/cancel")).text.startswith("There is nothing to cancel.")
        asked = await talk.ask("/subscribe remittances")
        assert await cancel_by_button(talk, asked.message_id) == "Cancelled. Nothing was changed."
        # Now a place is a question again.
        assert "Bangladesh" in (await talk.ask("bangladesh")).text

        await talk.ask("/subscribe remittances")
        await talk.person.say("/cancel")
        assert [(await talk.person.next()).kind, (await talk.person.next()).text] == ["edited", "Cancelled. Nothing was changed."]
        assert (await talk.ask("/cancel")).text.startswith("There is nothing to cancel.")
        assert await known(talk) == []


async def test_a_dialogue_goes_on_after_a_restart(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, lambda: NOW) as talk:
        shown = await talk.press(await talk.ask("/subscribe"), "Everything")
        await talk.restart()
        shown = await talk.press(shown, "08:00")
        assert "Which days?" in shown.text
        await talk.restart()
        asked = await talk.ask("daily")
        assert "Where are you?" in asked.text
        await talk.person.next()
        await talk.restart()
        await talk.person.say("dhaka", reply_to=asked.message_id)
        assert "Subscribed: All themes\nEvery day at 08:00, Dhaka time" in (await talk.person.next()).text


async def test_twenty_subscriptions_are_enough(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, lambda: NOW) as talk:
        await zone_known(talk)
        for number in range(1, 20):
            await talk.ask(f"/subscribe objective {number}")
        assert len(await known(talk)) == 20
        assert (await talk.ask("/subscribe objective 21")).text.startswith("There are already 20 subscriptions here")
        assert (await talk.ask("/subscribe objective 3")).text.startswith("You are already subscribed")


async def test_a_busy_store_says_so_and_changes_nothing(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, lambda: NOW, busy_seconds=0.1) as talk:
        await zone_known(talk)
        shown = await talk.ask("/subscriptions")
        async with held(talk):
            await talk.person.say("/subscribe labour mobility")
            heard = await talk.person.next(20)
            assert heard.text == "I could not save this just now, so nothing was changed. Please try again."
            await talk.person.press(shown.message_id, "Stop")
            toast = await talk.person.next(20)
            assert (toast.kind, toast.text) == ("answer", heard.text)
        assert [one.topic for one in await known(talk)] == ["theme:4.2"]
        assert (await talk.ask("/subscribe labour mobility")).text.startswith("Subscribed")
