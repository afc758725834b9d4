"""The line that says why an entry was found: true, and in the reader's own words."""

import re
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.catalog.catalog import Catalog
from bot.catalog.countries import country_name
from bot.catalog.records import Entry
from bot.search import Answer, Search
from bot.search.places import Places
from bot.search.words import fold, split, stem
from bot.wording.catalogs import path_of
from bot.wording.languages import ENGLISH, LANGUAGES
from bot.wording.speech import Manner, speaking

SAID = {
    "its name": ("Bali Process", "its name"),
    "a country": ("Moldova", "Moldova (country)"),
    "a city is told as its country": ("Accra", "Ghana (country)"),
    "a word in the title": ("passport retention", "“retention” (title)"),
    "a correction": ("alternatives to detenton", "“detention” for “detenton” (title)"),
    "an acronym": ("JMDI", "“JMDI” as “joint migration and development initiative”"),
    "everyday words": ("locking up kids instead of jail", "“instead of jail” as “alternatives to detention” (title)"),
    "as it was written": ("PASSPORT retention", "“PASSPORT” (title)"),
}


@pytest.mark.parametrize(("question", "said"), SAID.values(), ids=SAID)
def test_the_first_hit_says_why(search: Search, question: str, said: str) -> None:
    assert said in search.ask(question).hits[0].why


@pytest.mark.parametrize("question", ["Bali", "what is the Bali Process about?"])
def test_a_name_is_claimed_only_where_it_is_the_whole_question(search: Search, question: str) -> None:
    assert all("its name" not in hit.why for hit in search.ask(question).hits)


@pytest.mark.parametrize("question", ["passport retention", "Philippines", "remittances", "the alternatives to detention"])
def test_no_correction_is_claimed_where_none_was_made(search: Search, question: str) -> None:
    found = search.ask(question)
    assert found.corrections == ()
    assert all("” for “" not in hit.why for hit in found.hits)


@pytest.mark.parametrize("language", [one for one in LANGUAGES if one != ENGLISH and path_of(one).exists()])
def test_a_country_is_told_in_the_readers_language(search: Search, language: str) -> None:
    with speaking(Manner(language)):
        why = search.ask("Germany").hits[0].why
    assert country_name("DE", language) in why


class Judge:
    """Compares every claim with the question, the corrections told, the glossary and what is known of the entry."""

    def __init__(self, catalog: Catalog) -> None:
        glossary = catalog.glossary
        pairs = chain.from_iterable((*pair.asked, *pair.means) for pair in glossary.one_way)
        acronyms = chain.from_iterable((acronym.short, *acronym.long) for acronym in glossary.acronyms)
        self.phrases = {*pairs, *acronyms, *chain.from_iterable(glossary.alike)}
        self.places = Places(glossary)
        self.catalog = catalog

    def check(self, found: Answer) -> None:
        corrections = {(correction.wrote, correction.read) for correction in found.corrections}
        words = split(found.question)
        asked = {word.folded for word in words} | {fold(read) for _, read in corrections}
        countries = {country_name(code) for foreign in (False, True) for _, _, code in self.places.find(words, foreign)}
        for hit in found.hits:
            for read, wrote in re.findall(r"“([^”]*)” for “([^”]*)”", hit.why):
                # A slip that is told above the card, or a reading: another word, which the entry holds.
                reading = fold(wrote) in asked and fold(wrote) != fold(read) and stem(fold(read)) in self.stems(hit.entry)
                assert (wrote, read) in corrections or reading, hit.why
            for quoted, meant in re.findall(r"“([^”]*)”(?: as “([^”]*)”)?", re.sub(r"“[^”]*” for ", "", hit.why)):
                assert {word.folded for word in split(quoted)} <= asked, hit.why
                assert not meant or meant in self.phrases, hit.why
            for claim in hit.why.split(" (country)")[:-1]:
                assert any(claim.endswith(name) for name in countries), hit.why

    def stems(self, entry: Entry) -> set[str]:
        """Return the stems of all words that an entry can be found by."""
        themes = [f"{self.catalog.theme(number).label} {self.catalog.cluster_of(number).label}" for number in entry.themes]
        return {word.stem for word in split(f"{entry} {self.catalog.section(entry).title} {themes}")}


@pytest.fixture(scope="module")
def judge(catalog: Catalog) -> Judge:
    return Judge(catalog)


@pytest.mark.parametrize("question", [question for question, _ in SAID.values()])
def test_every_claim_is_true(search: Search, judge: Judge, question: str) -> None:
    judge.check(search.ask(question, 20))


WORDS = (
    "detention detenton detent children kids jail remittances remitances remit money home Moldova Accra Allemagne ILO C181 10.7"
    " IT it skills trafficking traficking victims labour labor diaspora bonds bnods IOM sills Swiss behind bars newcomers employers"
    " objective 23 the of"
).split()


def test_every_claim_about_words_thrown_together_is_true(search: Search, judge: Judge) -> None:
    @settings(derandomize=True, max_examples=250, deadline=None)
    @given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6))
    def holds(words: list[str]) -> None:
        judge.check(search.ask(" ".join(words), 10))

    holds()
