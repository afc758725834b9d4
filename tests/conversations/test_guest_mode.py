"""Guest mode: one short answer in a chat that the desk never joins, the very card that inline mode sends."""

from desk_running import talking
from sqlalchemy import func, select

from bot.catalog.catalog import Catalog
from bot.render.screen import plain_text
from bot.search import Search
from bot.store.schema import metadata

ICTC = "Which country matches IT newcomers with employers?"


async def test_a_guest_sends_the_card_of_inline_mode_and_keeps_nothing(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, as_guest=True) as talk:
        await talk.person.post("features", guest=True)
        chat = await talk.person.create_group("Closed room", kind="supergroup", bot=False)
        await talk.person.say(f"@desk_bot {ICTC}", chat=chat)
        shown = await talk.person.next(chat=chat)
        first = (await talk.person.inline("ICTC"))["results"][0]
        assert first["id"] == "canada-ictc"
        assert shown.text == plain_text(first["input_message_content"]["message_text"])
        assert shown.message["reply_markup"] == first["reply_markup"]
        await talk.person.say("@desk_bot quantum entanglement of photons", chat=chat)
        assert (await talk.person.next(chat=chat)).text == "Not in my sources."
        await talk.person.say("@desk_bot ethical recruitment", chat=chat)
        assert (await talk.person.next(chat=chat)).text.startswith("Which of these do you mean?")
        async with talk.desk.store.read() as connection:
            counts = {one.name: await connection.scalar(select(func.count()).select_from(one)) for one in metadata.sorted_tables}
        assert {name for name, count in counts.items() if count} <= {"meta"}


async def test_it_is_off_unless_switched_on(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search) as talk:
        await talk.person.post("features", guest=True)
        chat = await talk.person.create_group("Closed room", kind="supergroup", bot=False)
        await talk.person.say(f"@desk_bot {ICTC}", chat=chat)
        # What was said before is answered before, if at all.
        assert "ICTC" in (await talk.ask("ICTC")).text
        assert {message["from"]["id"] for message in await talk.person.messages(chat)} == {talk.person.id}
