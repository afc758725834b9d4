"""Citing, comparing, brief packs and inline mode, as a person meets them."""

import csv
import io
import json
import re
from zipfile import ZipFile

import pytest
from desk_running import Talk, talking

from bot.catalog.catalog import Catalog
from bot.sandbox.person import News
from bot.search import Search


async def content_of(talk: Talk, news: News) -> tuple[str, bytes]:
    """Return name and content of the file in a message."""
    document = news.message["document"]
    stored = talk.sandbox.world.files.get(document["file_id"])
    assert stored is not None
    return document["file_name"], stored.data


async def test_an_entry_is_cited_in_three_lengths(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search) as talk:
        shown = await talk.ask("/cite ICTC")
        assert "In a meeting" in shown.text
        assert "3.3" in shown.text
        assert shown.buttons[1:] == [["In full", "BibTeX", "RIS", "CSL-JSON"], ["Open the entry"]]
        assert "knowledge base" in (await talk.press(shown, "In full")).text.casefold()


@pytest.mark.parametrize(("label", "begins"), [("BibTeX", b"@"), ("RIS", b"TY  - "), ("CSL-JSON", b"[")])
async def test_a_citation_is_sent_as_a_file(catalog: Catalog, search: Search, label: str, begins: bytes) -> None:
    async with talking(catalog, search) as talk:
        name, content = await content_of(talk, await talk.press(await talk.ask("/cite ICTC"), label))
        assert name.startswith("canada-ictc.")
        assert content.startswith(begins)
        if label == "CSL-JSON":
            assert json.loads(content)[0]["issued"]


async def test_what_may_be_meant_is_offered_and_what_is_unknown_is_said(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search) as talk:
        choice = await talk.ask("/cite remitances")
        assert "Showing results for remittances (you wrote remitances)" in choice.text
        assert "In a meeting" in (await talk.press(choice, choice.buttons[0][0])).text
        assert "Not in my sources" in (await talk.ask("/cite quantum entanglement")).text
        assert "/cite ICTC" in (await talk.ask("/cite")).text


async def test_countries_are_compared_on_a_subject(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search) as talk:
        shown = await talk.ask("/compare germany canda")
        assert "Showing results for Canada (you wrote canda)" in shown.text
        assert "Germany" in shown.text
        assert "not stated in the source" in shown.text


async def test_entries_are_compared(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search) as talk:
        shown = await talk.ask("/compare ICTC, FAP")
        assert "Information and Communication Technology Council" in shown.text
        assert "Family Assistance Programme" in shown.text
        assert "I need at least two" in (await talk.ask("/compare ICTC")).text
        assert "I do not know: “zzzzqqqq”" in (await talk.ask("/compare ICTC, FAP, zzzzqqqq")).text


async def test_a_brief_comes_in_three_forms(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search) as talk:
        offer = await talk.ask("/brief remitances")
        assert "Showing results for remittances (you wrote remitances)" in offer.text
        name, html = await content_of(talk, await talk.press(offer, "HTML, for reading and printing"))
        assert name == "brief-migration-costs-and-remittances.html"
        assert html.startswith(b"<!DOCTYPE html>")
        _, docx = await content_of(talk, await talk.press(offer, "Word"))
        assert "word/document.xml" in ZipFile(io.BytesIO(docx)).namelist()
        _, table = await content_of(talk, await talk.press(offer, "Table (CSV)"))
        assert len(list(csv.reader(io.StringIO(table.decode("utf-8-sig"))))) > 20


async def test_a_brief_whose_form_is_named_comes_at_once(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search) as talk:
        name, _ = await content_of(talk, await talk.ask("/brief germany csv"))
        assert name == "brief-germany.csv"
        assert "I know nothing by that name" in (await talk.ask("/brief qqqqq")).text
        assert "/brief remittances" in (await talk.ask("/brief")).text


async def test_inline_mode_offers_entries_while_somebody_types(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search) as talk:
        first = (await talk.person.inline("ICTC"))["results"][0]
        assert first["id"] == "canada-ictc"
        assert re.search(r"Practice · Canada\nGFMD", first["description"])
        assert (await talk.person.inline("remitt"))["results"]
        nothing = await talk.person.inline("zzzzqqqq")
        assert (nothing["results"], nothing["button"]["start_parameter"]) == ([], "inline")
        assert len((await talk.person.inline(""))["results"]) == len(catalog.clusters)


async def test_inline_results_come_in_pages(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search) as talk:
        first = await talk.person.inline("return and reintegration")
        second = await talk.person.inline("return and reintegration", first["next_offset"])
        ids = [result["id"] for result in first["results"] + second["results"]]
        assert len(ids) > 20
        assert len(set(ids)) == len(ids)


async def test_a_sentence_of_one_s_own_gets_its_sources(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search) as talk:
        answer = await talk.person.inline("As +ICTC+ and +FAP+ show, it works")
        said = answer["results"][0]["input_message_content"]["message_text"]
        assert said.startswith("As <b>Information and Communication Technology Council (ICTC) of Canada</b> [1] and ")
        assert "[2]" in said
        assert "GFMD Thematic Recollection, 3.3" in said


async def test_an_entry_is_cited_by_a_reply(catalog: Catalog, search: Search) -> None:
    async with talking(catalog, search) as talk:
        card = await talk.ask("Which country matches IT newcomers with employers?")
        await talk.person.say("/cite", card.message_id)
        cited = await talk.heard()
        assert "In a meeting" in cited.text
        assert "3.3" in cited.text
