"""Somebody looks after their subscriptions: by buttons and in words."""

import pytest
from desk_running import Talk, talking
from subscribing_running import NOW, known, zone_known

from bot.catalog.catalog import Catalog
from bot.digests.planner import plan_due
from bot.sandbox.person import Person
from bot.search import Search

DAY = 86_400


async def two(talk: Talk) -> None:
    """Subscribe to two things."""
    await zone_known(talk)
    await talk.ask("/subscribe labour mobility 17:00 daily")


async def test_nothing_yet_offers_to_subscribe(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, lambda: NOW) as talk:
        for command in ("/subscriptions", "/pause", "/resume", "/unsubscribe", "/unsubscribe remittances", "/digest"):
            offer = await talk.ask(command)
            assert offer.text.startswith("No subscriptions yet.")
        assert "What should the digest be about?" in (await talk.press(offer, "Subscribe")).text


async def test_the_list_opens_each_in_its_place(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, lambda: NOW) as talk:
        await two(talk)
        listed = await talk.ask("/subscriptions")
        assert listed.text == (
            "Your subscriptions\n\n"
            "1. Migration costs and remittances\nMonday to Friday at 09:00, Dhaka time\nNext digest: today.\n\n"
            "2. Labour mobility\nEvery day at 17:00, Dhaka time\nNext digest: today.\n\n"
            "Press a subscription to change, pause or stop it."
        )
        one = await talk.press(listed, "2. Labour mobility")
        assert one.buttons == [
            ["Change time", "Change days"],
            ["Change time zone"],
            ["Pause", "Stop"],
            ["Back to all subscriptions"],
        ]
        assert (await talk.press(one, "Back to all subscriptions")).text == listed.text


CHANGES = [
    ("Change time", "18:00", "Monday to Friday at 18:00, Dhaka time"),
    ("Change time", "6:45 am", "Monday to Friday at 06:45, Dhaka time"),
    ("Change days", "Sunday to Thursday", "Sunday to Thursday at 09:00, Dhaka time"),
    ("Change days", "Wed", "Wednesdays at 09:00, Dhaka time"),
    ("Change days", "mon and thu", "Mondays and Thursdays at 09:00, Dhaka time"),
    ("Change time zone", "kathmandu", "Monday to Friday at 09:00, Kathmandu time (it is 06:38 there now)"),
]


@pytest.mark.parametrize(("label", "value", "then"), CHANGES, ids=[f"{label}: {value}" for label, value, _ in CHANGES])
async def test_time_days_and_place_change_by_button_or_in_words(
    catalog: Catalog, search: Search, label: str, value: str, then: str
) -> None:
    async with talking(catalog, search, lambda: NOW) as talk:
        await zone_known(talk)
        shown = await talk.ask("/subscriptions")
        asked = await talk.press(shown, label)
        assert asked.message_id == shown.message_id
        offered = any(value in row for row in asked.buttons)
        changed = await (talk.press(asked, value) if offered else talk.ask(value))
        assert changed.text.startswith(f"Changed.\n\nMigration costs and remittances\n{then}")
        if not offered:
            # The text field gets its usual keys back.
            await talk.person.next()
        listed = await talk.ask("/subscriptions")
        assert listed.text.startswith(f"Migration costs and remittances\n{then}")


async def test_the_others_may_follow_into_a_time_zone(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, lambda: NOW) as talk:
        await two(talk)
        one = await talk.press(await talk.ask("/subscriptions"), "1. Migration costs and remittances")
        await talk.press(one, "Change time zone")
        moved = await talk.ask("springfield")
        assert moved.text.endswith("Which place do you mean?")
        await talk.person.next()
        moved = await talk.press(moved, moved.buttons[0][0])
        await talk.press(moved, "Same time zone for the other one")
        assert {one.zone for one in await known(talk)} == {"America/Chicago"}
        assert "Chicago time" in (await talk.ask("/subscribe return")).text


PAUSES = [
    ("1 week", "Monday 7 December", 7),
    ("2 weeks", "Monday 14 December", 14),
    ("1 month", "Wednesday 30 December", 30),
    ("until 3 January", "Monday 4 January 2027", 35),
    ("2027-01-05", "Tuesday 5 January 2027", 36),
]


@pytest.mark.parametrize(("said", "day", "days"), PAUSES, ids=[said for said, _, _ in PAUSES])
async def test_a_pause_until_a_day(catalog: Catalog, search: Search, said: str, day: str, days: int) -> None:
    async with talking(catalog, search, lambda: NOW) as talk:
        await zone_known(talk)
        asked = await talk.press(await talk.ask("/subscriptions"), "Pause")
        offered = said in asked.buttons[0]
        paused = await (talk.press(asked, said) if offered else talk.ask(said))
        assert f"Paused. Next digest: {day}." in paused.text
        (one,) = await known(talk)
        # 09:00 in Dhaka is 03:00 in UTC.
        assert one.next_due_at == NOW - NOW % DAY + 3 * 3600 + days * DAY
        if not offered:
            await talk.person.next()
        assert "Next digest: today." in (await talk.press(paused, "Resume")).text


async def test_a_change_ends_no_pause(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, lambda: NOW) as talk:
        await zone_known(talk)
        paused = await talk.press(await talk.press(await talk.ask("/subscriptions"), "Pause"), "1 week")
        changed = await talk.press(await talk.press(paused, "Change time"), "07:00")
        assert "at 07:00" in changed.text
        assert "Paused. Next digest: Monday 7 December." in changed.text
        resting = await talk.press(await talk.press(await talk.press(changed, "Resume"), "Pause"), "Until I resume it")
        assert "Paused until you resume it." in resting.text
        changed = await talk.press(await talk.press(resting, "Change days"), "Every day")
        assert "Every day at 07:00" in changed.text
        assert "Paused until you resume it." in changed.text
        assert (await known(talk))[0].next_due_at is None


async def test_a_day_that_cannot_be_is_asked_for_again(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, lambda: NOW) as talk:
        await zone_known(talk)
        asked = await talk.press(await talk.ask("/subscriptions"), "Pause")
        await talk.person.say("3 January 2020", reply_to=asked.message_id)
        assert (await talk.person.next()).text.startswith("I need a day within the next two years.")
        await talk.person.next()


async def test_giving_up_a_change_shows_the_subscription_as_it_is(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, lambda: NOW) as talk:
        await zone_known(talk)
        shown = await talk.ask("/subscriptions")
        assert (await talk.press(await talk.press(shown, "Change time"), "Cancel")).text == shown.text


async def test_stopping_can_be_undone_and_starts_where_it_was(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, lambda: NOW) as talk:
        await zone_known(talk)
        stopped = await talk.press(await talk.ask("/subscriptions"), "Stop")
        assert stopped.text == "Stopped: Migration costs and remittances. You will no longer get this digest."
        assert await known(talk) == []
        assert "Next digest: today." in (await talk.press(stopped, "Undo")).text
        assert len(await known(talk)) == 1


async def test_pause_and_resume_all_in_words(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, lambda: NOW) as talk:
        await two(talk)
        paused = await talk.ask("/pause")
        assert (
            paused.text == "Paused: Migration costs and remittances, Labour mobility.\nYou will get nothing until you use /resume."
        )
        assert {one.state for one in await known(talk)} == {"paused"}
        assert (await talk.ask("/pause")).text == "All of them are already paused."
        resumed = await talk.press(paused, "Resume")
        assert resumed.text.startswith("Resumed\n\nMigration costs and remittances\nNext digest: today.")
        assert (await talk.ask("/resume")).text == "None of them is paused."
        until = await talk.ask("/pause until 3 January")
        assert "Migration costs and remittances\nPaused. Next digest: Monday 4 January 2027." in until.text
        assert "Labour mobility\nPaused. Next digest: Sunday 3 January 2027." in until.text
        assert "today" in (await talk.ask("/resume")).text


async def test_one_s_own_are_found_by_their_names(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, lambda: NOW) as talk:
        await two(talk)
        assert (await talk.ask("/pause labor mobilty")).text.startswith("Paused: Labour mobility. You will get no digest until")
        assert (await talk.ask("/resume labour")).text.startswith("Resumed\n\nLabour mobility")
        assert (await talk.ask("/unsubscribe remitances")).text.startswith("Stopped: Migration costs")
        unknown = await talk.ask("/unsubscribe detention")
        assert unknown.text == "None of the subscriptions here is called “detention”.\n\nWhich one do you want to stop?"
        assert (await talk.press(unknown, "Labour mobility")).text.startswith("Stopped: Labour mobility")
        assert await known(talk) == []


async def test_unsubscribing_without_a_name(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, lambda: NOW) as talk:
        await two(talk)
        which = await talk.ask("/unsubscribe")
        assert which.buttons == [["Migration costs and remittances"], ["Labour mobility"]]
        await talk.press(which, "Labour mobility")
        assert (await talk.ask("/unsubscribe")).text.startswith("Stopped: Migration costs")
        await two(talk)
        every = await talk.ask("/unsubscribe all")
        assert every.buttons == [["Undo: Migration costs and remittances"], ["Undo: Labour mobility"]]
        await talk.press(every, "Undo: Labour mobility")
        assert [one.topic for one in await known(talk)] == ["theme:2.1"]


async def test_a_command_that_was_mistyped_runs_when_it_is_confirmed(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, lambda: NOW) as talk:
        await zone_known(talk)
        offer = await talk.ask("/subscriptons")
        assert "Migration costs and remittances" in (await talk.press(offer, "Yes, /subscriptions")).text


async def test_buttons_of_what_is_gone_answer_politely(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, lambda: NOW) as talk:
        await zone_known(talk)
        (one,) = await known(talk)
        keys = [
            "show|999", f"time|{one.id}|2561", f"zone|{one.id}|Moon/Base", f"until|{one.id}|1999-01-01", f"slot|{one.id}|0900",
            "n|||||Moon/Base", "g|x|y", "within|9|g|||||", "pause:999", "stop:999", "undo:999", "cite:no-such-entry",
        ]  # fmt: skip
        markup = {"inline_keyboard": [[{"text": key[:20], "callback_data": key}] for key in keys]}
        sent = await talk.process.bot.send_message(talk.person.id, "old", reply_markup=markup)  # type: ignore[arg-type]
        await talk.person.next()
        for row in range(len(keys)):
            await talk.person.press(sent.message_id, row=row)
            toast = await talk.person.next()
            assert toast.kind == "answer"
            assert toast.text.endswith(("Please ask again.", "shows those that do."))
        assert await known(talk) == [one]


async def test_a_stranger_cannot_touch_what_is_not_theirs(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, lambda: NOW) as talk, await Person.join(talk.url, "Eve") as eve:
        await zone_known(talk)
        (mine,) = await known(talk)
        await eve.start()
        await eve.next()
        # Some apps let their users send what no button of theirs holds.
        verbs = ["show|", "end|", "rest|", "time|", "stop:", "pause:", "undo:"]
        markup = {"inline_keyboard": [[{"text": verb, "callback_data": f"{verb}{mine.id}"}] for verb in verbs]}
        markup["inline_keyboard"].append([{"text": "list", "callback_data": f"list|{talk.person.id}"}])
        sent = await talk.process.bot.send_message(eve.id, "forged", reply_markup=markup)  # type: ignore[arg-type]
        await eve.next()
        for row in range(len(verbs) + 1):
            await eve.press(sent.message_id, row=row)
            alert = await eve.next()
            assert (alert.alert, alert.text) == (True, "Only administrators of this chat can change its subscriptions.")
        assert await known(talk) == [mine]


async def test_what_was_changed_is_what_is_planned(catalog: Catalog, search: Search) -> None:
    now = NOW
    async with talking(catalog, search, lambda: now) as talk:
        await zone_known(talk)
        asked = await talk.press(await talk.ask("/subscriptions"), "Change time")
        await talk.press(asked, "07:00")
        now = NOW + 600
        assert await plan_due(talk.desk.store) == 1
