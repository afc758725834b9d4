"""What questions name and entries are filtered by."""

import pytest

from bot.search import Search, Verdict
from bot.search.facets import facets_in

KNOWN = ("objective 6", "section 2.1", "policy option 3", "recommendation 4", "SDG 10")
DOCUMENTS = ("GFMD Thematic Recollection", "ICMPD comments", "IOM statement on solutions")

NAMED = {
    "objective 6": ["objective 6"],
    "objective 99": [],
    "policy option 3 in section 2.1": ["section 2.1", "policy option 3"],
    "Policy Option no. 3": ["policy option 3"],
    # No entry is of this item, and ILO's Recommendation 202 is none.
    "policy option 17": [],
    "ILO Recommendation 202": [],
    "SDG 10": ["SDG 10"],
    "sustainable development goal 10": ["SDG 10"],
    # A target has a name of its own.
    "SDG 10.7": [],
    "ICMPD comments on asylum": ["ICMPD comments"],
    "what does the GFMD recommend on returns?": ["GFMD Thematic Recollection"],
    "according to IOM": ["IOM statement on solutions"],
    # A publisher is also an organisation that does things.
    "IOM and drought in Iraq": [],
}


@pytest.mark.parametrize(("text", "keys"), NAMED.items(), ids=NAMED)
def test_what_a_text_names(text: str, keys: list[str]) -> None:
    assert [facet.key for facet in facets_in(text, KNOWN, DOCUMENTS)] == keys


@pytest.mark.parametrize("question", ["policy option 3 in section 2.1", "Section 2.1, policy option 3", "2.1 policy option 3"])
def test_a_locator_is_as_good_as_a_name(search: Search, question: str) -> None:
    answer = search.ask(question)
    assert (answer.verdict, answer.hits[0].entry.id) == (Verdict.ANSWER, "gfmd-2.1-po-3")


def test_a_named_document_comes_first(search: Search) -> None:
    hits = search.ask("what does ICMPD recommend on trafficking?").hits
    assert {hit.entry.source.document for hit in hits} == {"icmpd-2017"}
    assert "ICMPD comments" in hits[0].why


def test_a_goal_leads_to_its_targets(search: Search) -> None:
    assert {hit.entry.id for hit in search.ask("SDG 10").hits[:2]} == {"sdg-10.7", "sdg-10.c"}
