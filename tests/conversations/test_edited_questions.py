"""A question that is edited gets its answer edited."""

from desk_running import talking

from bot.catalog.catalog import Catalog
from bot.search import Search


async def test_the_answer_follows_the_question(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search) as talk:
        question = await talk.person.say("FPA")
        first = await talk.person.next()
        await talk.person.edit(question, "FAP")
        second = await talk.person.next()
        assert (second.kind, second.message_id) == ("edited", first.message_id)
        assert "Family Assistance Programme" in second.text


async def test_an_edited_command_is_a_question_too(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search) as talk:
        question = await talk.person.say("/ask lentil soup")
        first = await talk.person.next()
        await talk.person.edit(question, "/ask ICTC")
        second = await talk.person.next()
        assert (second.message_id, "ICTC" in second.text) == (first.message_id, True)


async def test_what_was_no_question_is_left_alone(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search) as talk:
        greeting = await talk.person.say("/help")
        await talk.person.next()
        await talk.person.edit(greeting, "ICTC")
        # The next thing heard is the answer to the next question.
        assert "Family Assistance Programme" in (await talk.ask("FAP")).text
