"""Somebody says what they think of an answer, or lets the curators read a question that found none, and only that."""

from contextlib import closing
from sqlite3 import connect

import pytest
from desk_running import Talk, talking
from subscribing_running import NOW, held
from telegram import InlineKeyboardMarkup

from bot.catalog.catalog import Catalog
from bot.catalog.fields import ID
from bot.render import answers
from bot.render.feedback import LABELS, ask_consent, feedback_row, with_offer
from bot.render.screen import Screen, fits
from bot.sandbox.person import News, Person
from bot.search import Search
from bot.store import feedback, unanswered
from bot.store.feedback import SHORT
from bot.store.schema import feedback as votes
from bot.store.unanswered import Unanswered

ICTC = "canada-ictc"
QUESTION = "Which country matches IT newcomers with employers?"
VOTES = list(LABELS.values())
DAY = NOW - NOW % 86_400


async def counted(talk: Talk) -> dict[str, dict[str, int]]:
    async with talk.desk.store.read() as connection:
        return await feedback.counts(connection)


async def told(talk: Talk) -> list[tuple[str, int]]:
    """Return what the curators can read, and how often it was sent."""
    return [(one.sample, one.count) for one in await listed(talk)]


async def listed(talk: Talk) -> list[Unanswered]:
    async with talk.desk.store.read() as connection:
        return await unanswered.listed(connection)


async def consent_to(talk: Talk, question: str) -> News:
    """Ask in vain, and return what would be stored of it."""
    silent = await talk.ask(question)
    assert "Not in my sources." in silent.text
    return await talk.press(silent, "Tell the curators")


async def test_one_tap_tells_what_one_thinks_of_an_answer(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, lambda: NOW) as talk:
        answer = await talk.ask(QUESTION)
        assert answer.buttons[-1] == VOTES
        thanks = [await talk.press(answer, label) for label in VOTES]
        assert [(one.kind, one.alert) for one in thanks] == [("answer", False)] * 3
        assert thanks[2].text == "Thank you: the curators will look at the source."
        # The last one counts.
        assert await counted(talk) == {ICTC: {"wrong source": 1}}
        await talk.restart()
        await talk.press(answer, "Useful")
        await talk.press(await talk.ask("ICTC"), "Useful")
        assert await counted(talk) == {ICTC: {"useful": 1}}


async def test_each_person_has_a_vote_and_none_is_named(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, lambda: NOW) as talk, await Person.join(talk.url, "Bo") as bo:
        await talk.press(await talk.ask(QUESTION), "Useful")
        await bo.say(f"  {QUESTION.upper()} ")
        shown = await bo.next()
        await bo.press(shown.message_id, "Not useful")
        await bo.next()
        assert await counted(talk) == {ICTC: {"not useful": 1, "useful": 1}}
        with closing(connect(str(talk.desk.store.engine.url.database))) as raw:
            rows = raw.execute(f"SELECT * FROM {votes.name}").fetchall()
            whole = "\n".join(raw.iterdump())
        # Both asked the same, in another spelling.
        assert len({row[2] for row in rows}) == 1
        for secret in (str(talk.person.id), str(bo.id), "Amina", "newcomers"):
            assert secret not in whole


async def test_only_an_answer_asks_for_feedback(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, lambda: NOW) as talk:
        for question in ("return", "recipe for lentil soup", "???"):
            assert not {label for row in (await talk.ask(question)).buttons for label in row} & set(VOTES)
        assert not any("Tell the curators" in row for row in (await talk.ask("???")).buttons)


@pytest.mark.parametrize("data", ["v:u:an-entry-that-is-gone:abcdefgh", f"v:x:{ICTC}:abcdefgh", f"v:u:{ICTC}:short"])
async def test_a_button_that_leads_nowhere_counts_nothing(catalog: Catalog, search: Search, data: str) -> None:
    async with talking(catalog, search, lambda: NOW) as talk:
        await talk.ask("/start")
        keys = {"inline_keyboard": [[{"text": "Old", "callback_data": data}]]}
        await talk.process.bot.send_message(talk.person.id, "old", reply_markup=keys)  # type: ignore[arg-type]
        assert (await talk.press(await talk.person.next(), "Old")).text == "This list has changed since then. Please ask again."
        assert await counted(talk) == {}


async def test_the_curators_read_what_was_shown_and_agreed_to(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, lambda: NOW) as talk:
        consent = await consent_to(talk, "recipe for\n lentil   soup <b>&amp;")
        assert consent.text.startswith("Send this to the curators?\nrecipe for lentil soup <b>&amp;\n\nThese words will be stored")
        assert await told(talk) == []
        thanks = await talk.press(consent, "Yes, store these words")
        assert (thanks.message_id, thanks.buttons) == (consent.message_id, [])
        assert thanks.text == "Thank you. The curators will read “recipe for lentil soup <b>&amp;”."
        (one,) = await listed(talk)
        assert (one.sample, one.count, one.first_at, one.last_at) == ("recipe for lentil soup <b>&amp;", 1, DAY, DAY)
        with closing(connect(str(talk.desk.store.engine.url.database))) as raw:
            assert str(talk.person.id) not in "\n".join(raw.iterdump())


async def test_nothing_is_stored_without_consent(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, lambda: NOW) as talk:
        consent = await consent_to(talk, "recipe for lentil soup")
        assert (await talk.press(consent, "No")).text == "Nothing was stored."
        with closing(connect(str(talk.desk.store.engine.url.database))) as raw:
            assert "lentil" not in "\n".join(raw.iterdump())


async def test_spellings_of_one_question_are_counted_together(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, lambda: NOW) as talk, await Person.join(talk.url, "Bo") as bo:
        for question in ("recipe for lentil soup", "Recipes for LENTIL soups?", "recipe for fish soup"):
            await talk.press(await consent_to(talk, question), "Yes, store these words")
        await bo.say("/start")
        assert sorted(await told(talk)) == [("recipe for fish soup", 1), ("recipe for lentil soup", 2)]


ODD = {
    "emoji": "xylophone 👩🏽‍🌾 quartet",
    "Arabic": "وصفة حساء العدس",
    "long": "xylophone " * 300,
    "quotes": "xylophone'; DROP TABLE --",
}


@pytest.mark.parametrize("question", ODD.values(), ids=ODD)
async def test_any_question_is_stored_as_it_was_shown(catalog: Catalog, search: Search, question: str) -> None:
    async with talking(catalog, search, lambda: NOW) as talk:
        consent = await consent_to(talk, question)
        shown = consent.text.split("\n")[1]
        await talk.restart()
        await talk.press(consent, "Yes, store these words")
        assert await told(talk) == [(shown, 1)]
        assert question.startswith(shown)
        assert len(shown) == min(len(question), 256) or len(shown) == 255


async def test_in_a_group_nobody_is_asked_and_nobody_agrees_for_others(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, lambda: NOW) as talk:
        group = await talk.person.create_group("Delegation", kind="supergroup")
        await talk.ask("/start")
        for question in (QUESTION, "recipe for lentil soup"):
            await talk.person.say(f"/ask {question}", chat=group)
            shown = await talk.person.next(chat=group)
            assert not {label for row in shown.buttons for label in row} & {*VOTES, "Tell the curators"}
        for screen, label in (
            (with_offer(Screen("x"), "soup"), "Tell the curators"),
            (ask_consent("soup"), "Yes, store these words"),
        ):
            await talk.process.bot.send_message(group, screen.text, parse_mode="HTML", reply_markup=screen.keyboard)
            shown = await talk.person.next(chat=group)
            await talk.person.press(shown.message_id, label, chat=group)
            assert (await talk.person.next(chat=group)).text == "This works only in our private chat."
        assert await told(talk) == []


async def test_a_question_that_is_gone_is_asked_for_again(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, lambda: NOW) as talk:
        await talk.ask("/start")
        screen = with_offer(Screen("x"), "soup")
        await talk.process.bot.send_message(talk.person.id, "nothing is quoted", reply_markup=InlineKeyboardMarkup(screen.rows))
        lost = await talk.press(await talk.person.next(), "Tell the curators")
        assert (lost.alert, lost.text) == (True, "I can no longer see that question. Please ask it again.")


async def test_a_busy_store_costs_no_answer(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search, lambda: NOW, 0.1) as talk:
        await talk.ask("/start")
        async with held(talk):
            await talk.person.say(QUESTION)
            answer = await talk.person.next(20)
            assert "ICTC" in answer.text
            assert VOTES not in answer.buttons
        answer = await talk.ask(QUESTION)
        async with held(talk):
            await talk.person.press(answer.message_id, "Useful")
            assert (await talk.person.next(20)).text.startswith("I could not save this just now")
        assert await counted(talk) == {}


def test_the_longest_id_fits_the_buttons() -> None:
    row = feedback_row("x" * ID.longest, "y" * SHORT)
    assert [len(str(key.callback_data)) <= 64 for key in row] == [True] * 3


def test_the_longest_question_fits_a_message(catalog: Catalog, search: Search) -> None:
    found = search.ask("xylophone quartet")
    assert fits(with_offer(answers.answer(catalog, found), "👩" * 256).text)
    assert fits(ask_consent("&" * 256).text)
