"""Whoever wants to subscribe finds the topic by number, name, country or in her own words."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.catalog.catalog import Catalog
from bot.catalog.topics import topic_entries, topics_with_entries
from bot.search import Correction
from bot.search.topics import TopicFinder, TopicMatch


def keys(found: TopicMatch) -> list[str]:
    return [one.key for one in found.topics]


NAMED = {
    "3.3": ["theme:3.3"],
    "3.3 please": ["theme:3.3"],
    "section 3.3": ["theme:3.3"],
    "Theme no. 3.3": ["theme:3.3"],
    "cluster 4": ["cluster:4"],
    "section 4": ["cluster:4"],
    "objective 20": ["objective:20"],
    "Objective 20: Remittances and financial inclusion": ["objective:20"],
    "obj. 6": ["objective:6"],
    "obj6": ["objective:6"],
    "20": ["objective:20"],
    "germany": ["country:DE"],
    "GERMANY": ["country:DE"],
    "german": ["country:DE"],
    "Deutschland": ["country:DE"],
    "UK": ["country:GB"],
    "Côte d’Ivoire": ["country:CI"],
    "new zealand please": ["country:NZ"],
    "everything": ["all"],
    "all": ["all"],
    "all themes": ["all"],
    "please send me everything about migration": ["all"],
    "return and reintegration": ["theme:3.4"],
    "Return & Reintegration": ["theme:3.4"],
    "labor mobility": ["theme:2.1"],
}


@pytest.mark.parametrize(("words", "found"), NAMED.items(), ids=NAMED)
def test_a_topic_that_is_named_is_found_and_need_not_be_asked_about(finder: TopicFinder, words: str, found: list[str]) -> None:
    match = finder.find(words)
    assert keys(match)[: len(found)] == found
    assert match.exact
    assert match.corrections == ()
    assert match.empty == ""


SEVERAL = {
    "4": ["objective:4", "cluster:4"],
    "objectives 6, 20 and 21": ["objective:6", "objective:20", "objective:21"],
    "section 3.3 and Germany": ["theme:3.3", "country:DE"],
    "germany and france": ["country:DE", "country:FR"],
    "portability of social security": ["theme:4.5", "objective:22"],
}


@pytest.mark.parametrize(("words", "found"), SEVERAL.items(), ids=SEVERAL)
def test_several_topics_that_are_named_are_all_offered(finder: TopicFinder, words: str, found: list[str]) -> None:
    match = finder.find(words)
    assert sorted(keys(match)[: len(found)]) == sorted(found)
    assert not match.exact


MEANT = {
    "climate": "theme:5.1",
    "climate change": "theme:5.1",
    "fair recruitment": "theme:2.2",
    "remittances": "theme:4.2",
    "money sent home": "theme:4.2",
    "detention": "objective:13",
    "deportation": "objective:21",
    "trafficking": "theme:6.2",
    "racism": "theme:1.3",
    "diaspora": "theme:4.3",
    "pensions": "theme:4.5",
    "borders": "objective:11",
    "missing migrants": "objective:8",
    "remittances blockchain": "theme:4.2",
    "remit": "theme:4.2",
    "tell me about unaccompanied children": "theme:6.3",
}


@pytest.mark.parametrize(("words", "best"), MEANT.items(), ids=MEANT)
def test_a_subject_offers_the_topics_that_are_near_it(finder: TopicFinder, words: str, best: str) -> None:
    match = finder.find(words)
    assert best in keys(match)[:2]
    assert not match.exact


def test_a_country_comes_before_a_subject_beside_it(finder: TopicFinder) -> None:
    match = finder.find("remittances in the philippines")
    assert keys(match)[:2] == ["country:PH", "theme:4.2"]
    assert not match.exact


MENDED = {
    "remitances": ("theme:4.2", Correction("remitances", "remittances")),
    "human trafficing": ("theme:6.2", Correction("trafficing", "trafficking")),
    "germny": ("country:DE", Correction("germny", "germany")),
    "sout africa": ("country:ZA", Correction("sout africa", "South Africa")),
}


@pytest.mark.parametrize(("words", "best", "correction"), [(words, *rest) for words, rest in MENDED.items()], ids=MENDED)
def test_a_mended_slip_is_told_and_asked_about(finder: TopicFinder, words: str, best: str, correction: Correction) -> None:
    match = finder.find(words)
    assert best in keys(match)[:2]
    assert match.corrections == (correction,)
    assert not match.exact


@pytest.mark.parametrize("words", ["consular", "legal identity", "missing migrants"])
def test_what_is_far_behind_the_best_is_not_offered(finder: TopicFinder, words: str) -> None:
    assert len(keys(finder.find(words, 50))) == 1


def test_a_country_with_words_that_nobody_knows_is_asked_about(finder: TopicFinder) -> None:
    match = finder.find("germany football")
    assert (keys(match), match.exact) == (["country:DE"], False)


@pytest.mark.parametrize(("words", "code"), [("new zea", "NZ"), ("south afr", "ZA"), ("bosnia", "BA")])
def test_the_beginning_of_a_country_is_enough(finder: TopicFinder, words: str, code: str) -> None:
    assert keys(finder.find(words)) == [f"country:{code}"]


EMPTY = {
    "Bhutan": ("Bhutan", []),
    "bhutn": ("Bhutan", []),
    "papua new ginea": ("Papua New Guinea", []),
    "germany and bhutan": ("Bhutan", ["country:DE"]),
    "remittances to bhutan": ("Bhutan", ["theme:4.2"]),
}


@pytest.mark.parametrize(("words", "label", "found"), [(words, *rest) for words, rest in EMPTY.items()], ids=EMPTY)
def test_a_topic_without_entries_is_told_not_offered(finder: TopicFinder, words: str, label: str, found: list[str]) -> None:
    match = finder.find(words)
    assert match.empty == label
    assert keys(match)[: len(found)] == found
    assert bool(match.topics) is bool(found)
    assert not match.exact


def test_a_number_without_entries_is_told_by_its_label(catalog: Catalog) -> None:
    kept = tuple(entry for entry in catalog.entries if 13 not in entry.objectives)
    match = TopicFinder(replace(catalog, entries=kept)).find("objective 13")
    assert (match.topics, match.empty) == ((), "Objective 13: Alternatives to detention")


@pytest.mark.parametrize(
    "words",
    ["", "  ", "?!", "the", "hello", "asdfgh", "pizza recipe", "football", "sills", "objective 24", "9.9", "24", "section 3.33"],
)
def test_nonsense_finds_nothing(finder: TopicFinder, words: str) -> None:
    assert finder.find(words) == TopicMatch()


def test_no_more_are_offered_than_asked_for_and_none_twice(finder: TopicFinder) -> None:
    for words in ("children", "objectives 1, 2, 3, 4, 5, 6, 7, 8", "south"):
        few, many = finder.find(words, 2), finder.find(words, 50)
        assert few.topics == many.topics[:2]
        assert len(set(many.topics)) == len(many.topics) >= 2


def test_every_label_finds_its_topic_first_unless_another_is_called_the_same(catalog: Catalog, finder: TopicFinder) -> None:
    for one in topics_with_entries(catalog):
        found = finder.find(one.label)
        assert one in found.topics[:2], one
        assert not found.exact or found.topics[0] == one


def test_whatever_is_written_only_topics_with_entries_are_offered(catalog: Catalog, finder: TopicFinder) -> None:
    words = st.sampled_from(
        "objective 20 3.3 section germany bhutan remitances all everything climate , <b> \u202e 😀 . xyz".split(" ")
    )

    @settings(derandomize=True, max_examples=100, deadline=None)
    @given(st.lists(words | st.text(max_size=6), max_size=7).map(" ".join))
    def holds(text: str) -> None:
        found = finder.find(text)
        assert all(topic_entries(catalog, one) for one in found.topics)
        assert len(found.topics) <= 6
        assert not found.exact or found.topics

    holds()


def test_an_empty_catalog_offers_nothing(catalog: Catalog) -> None:
    finder = TopicFinder(replace(catalog, entries=()))
    assert finder.find("remittances") == TopicMatch()
    assert finder.find("everything") == TopicMatch(empty="All themes")
