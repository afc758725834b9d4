"""Digests for a channel: arranged in a private chat by who administers it, where the bot may post."""

import pytest
from desk_running import Talk, talking
from subscribing_running import NOW, known

from bot.catalog.catalog import Catalog
from bot.sandbox.person import Person
from bot.search import Search


async def forward(talk: Talk, channel: int, message: dict[str, object]) -> None:
    """Forward a post of a channel to the bot."""
    origin = {"type": "channel", "date": NOW, "message_id": 5, "chat": {"id": channel, "type": "channel", "title": "Compact news"}}
    person = {"id": talk.person.id, "is_bot": False, "first_name": "Amina"}
    chat = {"id": talk.person.id, "type": "private", "first_name": "Amina"}
    body = {"message_id": 900, "date": NOW, "from": person, "chat": chat, "forward_origin": origin}
    await talk.person.post("updates", message=body | message)


async def test_an_administrator_subscribes_the_channel(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, lambda: NOW) as talk:
        channel = await talk.person.create_channel("Compact news")
        asked = await talk.ask(f"/subscribe {channel} remittances 8:30")
        assert "Where are you?" in asked.text
        done = await talk.ask("dhaka")
        assert done.text.startswith("Subscribed: Migration costs and remittances\nMonday to Friday at 08:30, Dhaka time")
        (one,) = await known(talk, channel)
        assert (one.chat_id, one.thread_id) == (channel, 0)
        assert await known(talk) == []
        await talk.person.next()

        changed = await talk.press(await talk.press(done, "Change time"), "07:00")
        assert "at 07:00" in changed.text
        listed = await talk.ask(f"/subscriptions {channel}")
        assert "Monday to Friday at 07:00" in listed.text
        assert (await talk.press(listed, "Stop")).text.startswith("Stopped")


async def test_the_buttons_lead_through_for_a_channel_too(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, lambda: NOW) as talk:
        channel = await talk.person.create_channel("Compact news")
        shown = await talk.ask(f"/subscribe {channel}")
        assert shown.text.startswith("What should the channel’s digest be about?")
        for label in ("Smuggling, trafficking, protection", "Trafficking and smuggling", "18:00", "Every day"):
            shown = await talk.press(shown, label)
        done = await talk.ask("buenos aires")
        assert "Every day at 18:00, Buenos Aires time" in done.text
        assert [one.topic for one in await known(talk, channel)] == ["theme:6.2"]


async def test_a_channel_s_list_says_that_it_is_the_channel_s(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, lambda: NOW) as talk:
        channel = await talk.person.create_channel("Compact news")
        for subject in ("remittances", "skills"):
            await talk.ask(f"/subscribe {channel} {subject} 8:30 dhaka")
        listed = await talk.ask(f"/subscriptions {channel}")
        assert listed.text.startswith("Subscriptions of the channel\n")
        one = await talk.press(listed, listed.buttons[0][0])
        assert (await talk.press(one, "Back to all subscriptions")).text == listed.text


async def test_a_forwarded_post_leads_to_its_channel(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, lambda: NOW) as talk:
        channel = await talk.person.create_channel("Compact <news>")
        await talk.ask("/start")
        await forward(talk, channel, {"text": "Some news"})
        offer = await talk.person.next()
        assert offer.text == "Set up a digest for Compact news?"
        assert "channel’s digest" in (await talk.press(offer, "Subscribe the channel")).text


async def test_a_channel_s_list_is_headed_as_the_channel_s_wherever_it_is_opened(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, lambda: NOW) as talk:
        channel = await talk.person.create_channel("Compact news")
        await talk.ask(f"/subscribe {channel} remittances 8:30 dhaka")
        await talk.ask(f"/subscribe {channel} labour mobility 8:30 dhaka")
        await forward(talk, channel, {"text": "Some news"})
        listed = await talk.press(await talk.person.next(), "Channel subscriptions")
        assert listed.text.startswith("Subscriptions of the channel\n")
        one = await talk.press(listed, listed.buttons[0][0])
        assert (await talk.press(one, "Back to all subscriptions")).text == listed.text
        assert (await talk.ask(f"/subscriptions {channel}")).text == listed.text


@pytest.mark.parametrize(
    ("bot", "may_post", "reason"),
    [(False, True, "I cannot see this channel."), (True, False, "I am not allowed to post in this channel.")],
    ids=["not in it", "not allowed to post"],
)
async def test_where_the_bot_cannot_post_it_says_what_to_do(
    catalog: Catalog, search: Search, bot: bool, may_post: bool, reason: str
) -> None:
    async with talking(catalog, search, lambda: NOW) as talk:
        channel = await talk.person.create_channel("Compact news", bot=bot, may_post=may_post)
        assert (await talk.ask(f"/subscribe {channel} remittances dhaka")).text.startswith(reason)
        assert await known(talk, channel) == []


async def test_others_have_no_say_in_a_channel(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, lambda: NOW) as talk, await Person.join(talk.url, "Eve") as eve:
        channel = await eve.create_channel("Compact news")
        for command in ("/subscribe", "/subscriptions"):
            assert (await talk.ask(f"{command} {channel}")).text == "Only administrators of the channel can do this."
        assert (await talk.ask("/subscribe @nowhere remittances")).text.startswith("I cannot see this channel.")
        await forward(talk, channel, {"text": "FAP"})
        assert "Family Assistance Programme" in (await talk.person.next()).text
        group = await talk.person.create_group("Delegation", kind="supergroup")
        assert (await talk.ask(f"/subscribe {group} remittances")).text.startswith("This is not a channel.")
        await talk.person.say(f"/subscribe {channel} remittances", chat=group)
        assert "in our private chat" in (await talk.person.next(chat=group)).text


async def test_below_a_channel_s_digest_only_administrators_pause(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, lambda: NOW) as talk, await Person.join(talk.url, "Bo") as bo:
        channel = await talk.person.create_channel("Compact news")
        await talk.ask(f"/subscribe {channel} remittances 9:00 dhaka")
        (one,) = await known(talk, channel)
        keys = {"inline_keyboard": [[{"text": "Pause", "callback_data": f"pause:{one.id}"}]]}
        sent = await talk.process.bot.send_message(channel, "a digest", reply_markup=keys)  # type: ignore[arg-type]
        await talk.person.next(chat=channel)
        posts = len(await talk.person.messages(channel))
        await talk.person.press(sent.message_id, "Pause", chat=channel)
        alert = await talk.person.next(chat=channel)
        assert (alert.alert, alert.text.startswith("Done.")) == (True, True)
        assert [one.state for one in await known(talk, channel)] == ["paused"]
        # Nothing was posted for all to see.
        assert len(await talk.person.messages(channel)) == posts
        assert bo.id
