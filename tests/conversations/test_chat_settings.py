"""Settings: of one's own chat, and of a group by those who administer it."""

import pytest
from desk_running import talking
from groups_running import in_group
from telegram import BotCommandScopeAllChatAdministrators as InGroupsForAdministrators
from telegram import BotCommandScopeAllGroupChats as InGroups
from telegram import BotCommandScopeAllPrivateChats as InPrivate

from bot.catalog.catalog import Catalog
from bot.sandbox.person import News, Person
from bot.search import Search

ICTC = "Which country matches IT newcomers with employers?"
REFUSED = "Only administrators can change the settings of this group."


def label(shown: News, beginning: str) -> str:
    """Return the label of a button that begins like this."""
    return next(one for row in shown.buttons for one in row if one.startswith(beginning))


async def test_answers_get_short_and_stay_so_after_a_restart(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search) as talk:
        full = await talk.ask(ICTC)
        assert "Compact of 2018" in full.text
        changed = await talk.press(await talk.ask("/settings"), "Answers: full")
        assert label(changed, "Answers") == "Answers: short"
        await talk.restart()
        short = await talk.ask(ICTC)
        assert "Compact of 2018" not in short.text
        assert "Source GFMD" in short.text
        assert "Compact of 2018" in (await talk.press(short, "Full card")).text


async def test_in_plain_mode_everything_can_be_typed(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search) as talk:
        on = await talk.press(await talk.ask("/settings"), "Plain mode: off")
        assert "Plain mode" in on.text
        assert on.buttons[0] == ["1. Language: same as my Telegram"]
        choices = await talk.ask("ethical recruitment")
        assert "Write a number to choose:\n1. " in choices.text
        card = await talk.ask("2")
        # What was chosen comes below, where a screen reader goes on.
        assert card.kind == "message"
        assert "Compact of 2018" in card.text
        numbered = [one for row in card.buttons for one in row]
        assert all(one.startswith(f"{at}. ") for at, one in enumerate(numbered, start=1))
        cite = next(one for one in numbered if one.endswith(". Cite"))
        assert "In a meeting" in (await talk.ask(cite.partition(".")[0])).text
        assert not [entity for entity in card.message["entities"] if "blockquote" in entity["type"]]


async def test_a_number_says_what_a_notice_would(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search) as talk:
        await talk.press(await talk.ask("/settings"), "Plain mode: off")
        card = await talk.ask(ICTC)
        useful = next(one for row in card.buttons for one in row if one.endswith(". Useful"))
        assert (await talk.ask(useful.partition(".")[0])).text == "Thank you: noted as useful."


async def test_a_number_that_no_button_has_is_a_question(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search) as talk:
        await talk.ask("ethical recruitment")
        # Outside plain mode numbers choose nothing.
        assert (await talk.ask("2")).text.startswith("Not in my sources")
        await talk.press(await talk.ask("/settings"), "Plain mode: off")
        await talk.ask("ethical recruitment")
        assert (await talk.ask("98")).text.startswith("Not in my sources")


@pytest.mark.parametrize(("client", "begins"), [("fr", "fr"), ("es-MX", "es"), ("pt-BR", "en"), (None, "en")])
async def test_the_language_follows_the_client(catalog: Catalog, search: Search, client: str | None, begins: str) -> None:
    async with talking(catalog, search) as talk, await Person.join(talk.url, "Chantal", client) as person:
        await person.say("/language")
        shown = await person.next()
        expected = {"fr": "Langue", "es": "Idioma", "en": "Language"}[begins]
        assert shown.text.startswith(expected)
        assert [row[0] for row in shown.buttons[:3]] == ["English", "Français", "Español"]


async def test_a_chosen_language_stays_and_entries_say_that_they_are_english(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search) as talk:
        await talk.press(await talk.ask("/language"), "Français")
        await talk.restart()
        card = await talk.ask(ICTC)
        assert "Information and Communication Technology Council" in card.text
        assert "en anglais" in card.text
        assert "Source" in card.text
        back = await talk.press(await talk.ask("/language"), "English")
        assert label(back, "Language") == "Language: English"


async def test_a_language_can_be_named_after_the_command(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search) as talk:
        assert label(await talk.ask("/language espanol"), "Idioma") == "Idioma: Español"
        assert (await talk.ask("/language deutsch")).text.startswith("Idioma: Español")
        assert label(await talk.ask("/language en"), "Language") == "Language: English"


async def test_a_refusal_says_which_language_is_understood(catalog: Catalog, search: Search) -> None:
    understood = "I understand questions in English"
    async with talking(catalog, search) as talk:
        assert understood in (await talk.ask("كيف يمكن تخفيض تكلفة التحويلات؟")).text
        assert understood not in (await talk.ask("recipe for lentil soup")).text
        await talk.ask("/language fr")
        assert "Je comprends les questions en anglais" in (await talk.ask("recette de soupe aux lentilles")).text
        assert (await talk.ask("👍")).text


async def test_a_group_is_set_up_by_its_administrators_alone(catalog: Catalog, search: Search) -> None:
    async with in_group(catalog, search) as group:
        assert (await group.ask("/settings", group.bo)).text == REFUSED
        shown = await group.ask("/settings", group.amina)
        for beginning in ("Who can ask", "Private answers", "At most", "Who can hold", "Unanswered", "Language", "Plain"):
            toast = await group.press(shown, label(shown, beginning), group.bo)
            assert (toast.alert, toast.text) == (True, REFUSED), beginning
        changed = await group.press(shown, "Who can ask: everybody", group.amina)
        assert label(changed, "Who can ask") == "Who can ask: only administrators"


async def test_rights_are_those_of_the_moment_of_the_press(catalog: Catalog, search: Search) -> None:
    async with in_group(catalog, search) as group:
        # Telegram tells of others only to bots that are administrators.
        await group.amina.promote(group.id, await group.amina.bot_id())
        await group.amina.promote(group.id, group.bo.id)
        shown = await group.ask("/settings", group.bo)
        assert label(await group.press(shown, "Who can ask: everybody", group.bo), "Who can ask").endswith("only administrators")
        await group.amina.demote(group.id, group.bo.id)
        assert (await group.press(shown, "Plain mode: off", group.bo)).text == REFUSED


async def test_an_anonymous_administrator_may_set_up_the_group(catalog: Catalog, search: Search) -> None:
    async with in_group(catalog, search) as group:
        await group.amina.hide(group.id)
        shown = await group.ask("/settings", group.amina)
        assert "What I do in this group" in shown.text
        assert label(await group.press(shown, "Answers: short", group.amina), "Answers:") == "Answers: full"


async def test_a_group_is_set_up_from_the_private_chat(catalog: Catalog, search: Search) -> None:
    async with in_group(catalog, search) as group:
        shown = await group.ask("/settings", group.amina)
        url = shown.message["reply_markup"]["inline_keyboard"][-1][0]["url"]
        payload = url.partition("start=")[2]
        await group.amina.start(payload)
        private = await group.amina.next()
        assert private.text.startswith("What I do in “Delegation”")
        changed = await group.talk.press(private, "Answers: short")
        assert label(changed, "Answers:") == "Answers: full"
        await group.bo.start(payload)
        assert (await group.bo.next()).text == REFUSED
        assert "Compact of 2018" in (await group.ask(f"/ask {ICTC}")).text


async def test_two_groups_have_settings_of_their_own(catalog: Catalog, search: Search) -> None:
    async with in_group(catalog, search) as group:
        other = await group.amina.create_group("Second", [group.bo.id], "supergroup")
        await group.press(await group.ask("/settings", group.amina), "Answers: short", group.amina)
        first = group.id
        group.id = other
        assert label(await group.ask("/settings", group.amina), "Answers:") == "Answers: short"
        group.id = first
        assert label(await group.ask("/settings", group.amina), "Answers:") == "Answers: full"


async def test_where_administrators_alone_may_ask_others_are_told_so(catalog: Catalog, search: Search) -> None:
    async with in_group(catalog, search) as group:
        await group.press(await group.ask("/settings", group.amina), "Who can ask: everybody", group.amina)
        assert "only administrators can ask" in (await group.ask(f"/ask {ICTC}")).text
        assert "ICTC" in (await group.ask(f"/ask {ICTC}", group.amina)).text


async def test_settings_go_along_when_the_group_is_upgraded(catalog: Catalog, search: Search) -> None:
    async with in_group(catalog, search, "group") as group:
        await group.press(await group.ask("/settings", group.amina), "Answers: short", group.amina)
        group.id = await group.amina.upgrade(group.id)
        assert label(await group.ask("/settings", group.amina), "Answers:") == "Answers: full"


async def test_digests_move_to_the_topic_where_it_is_asked(catalog: Catalog, search: Search) -> None:
    async with in_group(catalog, search, forum=True) as group:
        await group.ask("/subscribe remittances 9:00 dhaka", group.amina)
        topic = await group.amina.create_topic(group.id, "Readings")
        shown = await group.ask("/settings", group.amina, topic)
        told = await group.press(shown, "Send 1 digest to this topic", group.amina)
        assert told.text == "1 digest now comes to this topic."
        assert "It goes to another topic" in (await group.ask("/subscriptions", group.amina)).text


async def test_menus_differ_by_scope_and_language_and_are_set_once(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search) as talk:
        menus = {
            (kind, language): {one.command: one.description for one in await talk.process.bot.get_my_commands(scope, language)}
            for kind, scope in (("private", InPrivate()), ("group", InGroups()), ("administrators", InGroupsForAdministrators()))
            for language in (None, "fr", "es")
        }
        assert "save" in menus["private", None]
        assert "meeting" not in menus["private", None]
        assert "settings" in menus["administrators", None]
        assert not {"settings", "subscribe"} & menus["group", None].keys()
        for kind in ("private", "group", "administrators"):
            names = menus[kind, None].keys()
            assert menus[kind, "fr"].keys() == menus[kind, "es"].keys() == names
            assert len({menus[kind, language]["help"] for language in (None, "fr", "es")}) == 3
        sets = await talk.person.get("calls?method=setMyCommands")
        assert len(sets) == 9
        await talk.restart()
        assert len(await talk.person.get("calls?method=setMyCommands")) == len(sets)


async def test_numbers_are_those_of_the_list_as_it_stands_now(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search) as talk:
        # The screen on which plain mode was switched on can be answered by a number at once.
        on = await talk.press(await talk.ask("/settings"), "Plain mode: off")
        assert on.buttons[1] == ["2. Answers: full"]
        short = await talk.ask("2")
        assert label(short, "2. Answers") == "2. Answers: short"
        # An edited list has other buttons under the same numbers.
        edited = await talk.press(short, "2. Answers: short")
        assert label(edited, "2. Answers") == "2. Answers: full"
        assert label(await talk.ask("2"), "2. Answers") == "2. Answers: short"


async def test_a_link_to_settings_that_is_nonsense_is_answered(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search) as talk:
        for payload in ("settings_²", "settings_", "settings_-", "settings_5", "settings_-99999999999999999999999"):
            await talk.person.start(payload)
            assert "went wrong" not in (await talk.heard()).text, payload
