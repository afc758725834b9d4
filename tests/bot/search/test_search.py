"""What holds for every question. All samples are seeded: the same on every run."""

from dataclasses import replace
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from slips import slip

from bot.catalog.catalog import Catalog
from bot.catalog.records import Entry, Locator
from bot.search import Search
from bot.search.index import content_words
from bot.search.places import Places
from bot.search.words import split, stem

QUESTIONS = [
    "Bali Process",
    "fair recruitment",
    "Moldova",
    "detenton alternatives",
    "How can sending money home become cheaper?",
    "hello",
]


@pytest.mark.parametrize("seed", range(4))
def test_one_slip_in_a_title_keeps_the_entry_among_the_first_three(catalog: Catalog, search: Search, seed: int) -> None:
    rng = Random(seed)
    lost = []
    for entry in rng.sample(catalog.entries, 100):
        words = [
            word.written
            for word in split(entry.title)
            if len(word.written) >= 5 and word.written.isascii() and word.written.isalpha()
        ]
        if words:
            word = rng.choice(words)
            kind, slipped = slip(word, rng)
            asked = entry.title.replace(word, slipped, 1)
            if entry not in [hit.entry for hit in search.ask(asked, 3).hits]:
                lost.append((kind, asked))
    assert lost == []


def keyword_pairs(catalog: Catalog) -> list[tuple[str, str]]:
    """Return words that stand side by side in titles."""
    pairs = set()
    for entry in catalog.entries:
        words = [word.folded for word in content_words(entry.title) if len(word.folded) > 3 and word.folded.isalpha()]
        pairs |= set(pairwise(words))
    return sorted(pairs)


def is_phrase(catalog: Catalog, pair: tuple[str, str]) -> bool:
    """Say whether two words, either way round, are a name, a place or a phrase of the glossary: there the order does tell."""
    glossary = catalog.glossary
    known = [phrase for acronym in glossary.acronyms for phrase in acronym.long]
    known += [phrase for alike in glossary.alike for phrase in alike]
    known += [phrase for one_way in glossary.one_way for phrase in one_way.asked]
    known += [name for entry in catalog.entries for name in (entry.title, *entry.aliases, entry.id)]
    phrases = {frozenset(word.stem for word in split(phrase)) for phrase in known}
    places = Places(glossary)
    words = split(" ".join(pair)), split(" ".join(reversed(pair)))
    return {stem(word) for word in pair} in phrases or any(places.find(both, foreign=True) for both in words)


def test_word_order_does_not_change_the_verdict_on_two_keywords(catalog: Catalog, search: Search) -> None:
    changed = [
        pair
        for pair in Random(1).sample(keyword_pairs(catalog), 500)
        if search.ask(" ".join(pair)).verdict is not search.ask(" ".join(reversed(pair))).verdict
    ]
    assert [pair for pair in changed if not is_phrase(catalog, pair)] == []


def test_letter_case_does_not_change_the_answer_to_two_keywords(catalog: Catalog, search: Search) -> None:
    for pair in Random(2).sample(keyword_pairs(catalog), 300):
        lower, upper = search.ask(" ".join(pair)), search.ask(" ".join(pair).upper())
        assert (upper.verdict, [hit.entry.id for hit in upper.hits]) == (lower.verdict, [hit.entry.id for hit in lower.hits]), pair


UNRELATED = Entry(
    id="zebra-crossing",
    kind="practice",
    title="Zebra crossings for hedgehogs",
    summary="A bridge of moss over a motorway, so that hedgehogs and process and council and convention may pass.",
    groups=("all migrants",),
    themes=("1.1",),
    objectives=(1,),
    source=Locator("gfmd-2017", "1.1", "example 9"),
    asked_as=("how do hedgehogs cross?",),
)


def test_an_unrelated_entry_changes_no_exact_name(catalog: Catalog) -> None:
    more = Search(replace(catalog, entries=(UNRELATED, *catalog.entries)))
    for entry in catalog.entries:
        for name in (entry.title, *entry.aliases):
            assert more.ask(name, 1).hits[0].entry.id == entry.id, name
    assert more.ask("hedgehogs", 1).hits[0].entry == UNRELATED


@pytest.mark.parametrize("limit", [1, 3, 5, 50])
@pytest.mark.parametrize("question", QUESTIONS)
def test_hits_are_few_different_and_in_order(search: Search, question: str, limit: int) -> None:
    hits = search.ask(question, limit).hits
    assert len(hits) <= limit
    assert len({hit.entry.id for hit in hits}) == len(hits)
    assert all(one.score >= next_.score for one, next_ in pairwise(hits))
    assert hits == search.ask(question, 60).hits[:limit]


def test_nothing_is_remembered_between_questions(catalog: Catalog, search: Search) -> None:
    fresh = Search(catalog)
    forwards = [search.ask(question) for question in QUESTIONS]
    backwards = [fresh.ask(question) for question in reversed(QUESTIONS)]
    assert forwards == backwards[::-1]
    assert forwards == [search.ask(question) for question in QUESTIONS]


TEXTS = st.lists(
    st.one_of(
        st.sampled_from("migration children detention IOM 10.7 Ghana Suisse bonds objective 23 trafficking jail".split()),
        st.text(max_size=12),
    ),
    max_size=8,
).map(" ".join)


def test_every_answer_is_sound(catalog: Catalog, search: Search) -> None:
    @settings(derandomize=True, max_examples=250, deadline=None)
    @given(TEXTS, st.integers(1, 20))
    def holds(text: str, limit: int) -> None:
        found = search.ask(text, limit)
        assert len(found.hits) <= limit
        assert len({hit.entry.id for hit in found.hits}) == len(found.hits)
        assert all(hit.score > 0 for hit in found.hits)
        assert all(one.score >= next_.score for one, next_ in pairwise(found.hits))
        assert all(catalog.has_theme(number) for number in found.themes)

    holds()
