"""A large index chooses its candidates first: what it finds must be what looking at everything finds."""

import random
from dataclasses import replace

import pytest
from small_catalog import entry

from bot.catalog.catalog import Catalog
from bot.search import Search
from bot.search.index import LARGE
from bot.search.shortlist import Shortlist

POSTINGS = {"fees": {0: 1.0, 2: 3.0}, "cost": {1: 2.0, 2: 0.5}, "rare": {3: 9.0}}


@pytest.fixture(scope="module")
def large(catalog: Catalog) -> Search:
    """Return a search over the real entries and many short ones of other words."""
    chance = random.Random(5)
    fillers = []
    for number in range(LARGE):
        words = " ".join("".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=7)) for _ in range(4))
        fillers.append(entry(f"made-{number}", words))
    return Search(replace(catalog, entries=(*catalog.entries, *fillers)))


QUESTIONS = (
    "FAP", "remitances", "alternatives to detention for children", "Which country matches IT newcomers with employers?",
    "Philippines", "social security agreements", "Nansen Initiative", "sending money home cheaper", "C97",
)  # fmt: skip


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_large_index_finds_what_a_small_one_finds(large: Search, search: Search, question: str) -> None:
    found, expected = large.ask(question), search.ask(question)
    assert [hit.entry.id for hit in found.hits[:1]] == [hit.entry.id for hit in expected.hits[:1]]
    assert found.corrections == expected.corrections


@pytest.mark.parametrize("question", ["pizza", "", "🦊", "qqqqqqq wwwwwww"])
def test_a_large_index_refuses_too(large: Search, question: str) -> None:
    assert large.ask(question).hits == ()


def test_the_best_are_those_with_the_highest_sums() -> None:
    assert Shortlist(POSTINGS, 4).best([("fees", 1.0), ("cost", 1.0)], 2) == {1, 2}


def test_what_shares_no_word_is_not_among_the_best() -> None:
    assert Shortlist(POSTINGS, 4).best([("cost", 1.0), ("unknown", 1.0)], 3) == {1, 2}


def test_more_may_be_wanted_than_there_are() -> None:
    assert Shortlist(POSTINGS, 4).best([("rare", 1.0)], 10) == {3}
