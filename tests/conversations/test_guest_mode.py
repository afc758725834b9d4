"""Guest mode: one short answer in a chat that the desk never joins, the very card that inline mode sends."""

from desk_running import talking
from sqlalchemy import func, select

from bot.catalog.catalog import Catalog
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
        # The sandbox shows texts without their marks.
        assert shown.text.split("\n\n")[0].startswith("Information and Communication Technology Council (ICTC)")
        assert [one["text"] for one in first["reply_markup"]["inline_keyboard"][0]] == shown.buttons[0]
        assert first["input_message_content"]["message_text"].count("<b>") == sum(
            entity["type"] == "bold" for entity in shown.message["entities"]
        )
        await talk.person.say("@desk_bot quantum entanglement of photons", chat=chat)
        assert (await talk.person.next(chat=chat)).text == "Not in my sources."
        await talk.person.say("@desk_bot ethical recruitment", chat=chat)
        assert (await talk.person.next(chat=chat)).text.startswith("Which of these do you mean?")
        async with talk.desk.store.read() as connection:
            rows = {
                table.name: await connection.scalar(select(func.count()).select_from(table)) for table in metadata.sorted_tables
            }
        assert {name for name, count in rows.items() if count} <= {"meta"}


async def test_it_is_off_unless_switched_on(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search) as talk:
        await talk.person.post("features", guest=True)
        chat = await talk.person.create_group("Closed room", kind="supergroup", bot=False)
        await talk.person.say(f"@desk_bot {ICTC}", chat=chat)
        # What was said before is answered before, if at all.
        assert "ICTC" in (await talk.ask("ICTC")).text
        assert len(await talk.person.messages(chat)) == 1
