"""`/new` in a private chat: what changed, a page at a time, in one message."""

from dataclasses import replace

from desk_running import talking

from bot.catalog.catalog import Catalog
from bot.catalog.records import Corrected, Release
from bot.search import Search


async def test_the_releases_are_looked_through_in_one_message_and_entries_open_below(catalog: Catalog, search: Search) -> None:
    first = catalog.releases[-1]
    practices = sum(entry.kind == "practice" for entry in catalog.entries if entry.id in first.added)
    correction = Release("2026.12", "2026-12-18", "A figure.", corrected=(Corrected("canada-ictc", "It is 50 firms, not 500."),))
    async with talking(replace(catalog, releases=(correction, first)), search) as talk:
        news = await talk.ask("/new")
        assert news.text.startswith("What is new in knowledge base 2026.12\n2026-12-18 · 1 entry\n\nA figure.\n\nCorrected\n1. ")
        card = await talk.press(news, "1")
        assert card.text.startswith(catalog.entry("canada-ictc").title)
        assert card.message_id != news.message_id
        earlier = await talk.press(news, "Earlier: 2026.11")
        listed = await talk.press(earlier, f"{practices} practices")
        assert listed.text.startswith(f"New practices in knowledge base 2026.11\n2026-11-22 · 1 to 8 of {practices}\n")
        await talk.restart()
        more = await talk.press(listed, "More")
        assert more.text.split("\n")[1] == f"2026-11-22 · 9 to 16 of {practices}"
        assert (await talk.press(more, "Up: everything new in 2026.11")).text == earlier.text
        assert {shown.message_id for shown in (earlier, listed, more)} == {news.message_id}


async def test_a_button_of_a_release_that_is_gone_says_so(catalog: Catalog, search: Search) -> None:
    first = catalog.releases[-1]
    renamed = Release("2026.10", "2026-10-01", "It will be renamed.", added=("canada-ictc",))
    async with talking(replace(catalog, releases=(first, renamed)), search) as talk:
        news = await talk.ask("/new")
        talk.desk = replace(talk.desk, catalog=replace(catalog, releases=(first,)))
        await talk.restart()
        await talk.person.press(news.message_id, "Earlier: 2026.10")
        toast = await talk.heard()
        assert (toast.kind, toast.text) == ("answer", "The knowledge base has changed since then. Here is what is new now.")
        assert (await talk.heard()).text.startswith("What is new in knowledge base 2026.11\n")


async def test_a_release_is_asked_for_by_its_date(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search) as talk:
        assert (await talk.ask("/new 2026-11-22")).text.startswith("What is new in knowledge base 2026.11\n2026-11-22 · ")
        assert (await talk.ask("/new since May")).text.startswith("I know no release called “since May”. This is the latest.\n")
