"""The line that says why an entry was found: true, and in the reader's own words."""

import re
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.catalog.catalog import Catalog
from bot.catalog.countries import country_name
from bot.search import Answer, Search
from bot.search.words import fold, split

SAID = {
    "its name": ("Bali Process", "matches its name"),
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


@pytest.fixture(scope="module")
def phrases(catalog: Catalog) -> frozenset[str]:
    """Everything that the glossary says."""
    glossary = catalog.glossary
    said = chain(
        chain.from_iterable((acronym.short, *acronym.long) for acronym in glossary.acronyms),
        chain.from_iterable(glossary.alike),
        chain.from_iterable((*pair.asked, *pair.means) for pair in glossary.one_way),
    )
    return frozenset(said)


def check(catalog: Catalog, phrases: frozenset[str], found: Answer) -> None:
    """Compare every claim with the question, the corrections told, the glossary and the entry's countries."""
    corrections = {(correction.wrote, correction.read) for correction in found.corrections}
    asked = {word.folded for word in split(found.question)} | {fold(read) for _, read in corrections}
    for hit in found.hits:
        for read, wrote in re.findall(r"“([^”]*)” for “([^”]*)”", hit.why):
            # Either a slip that is told above the card, or the beginning of a word.
            assert (wrote, read) in corrections or fold(read).startswith(fold(wrote)), hit.why
        for quoted, meant in re.findall(r"“([^”]*)”(?: as “([^”]*)”)?", re.sub(r"“[^”]*” for ", "", hit.why)):
            assert {word.folded for word in split(quoted)} <= asked | {wrote.casefold() for wrote, _ in corrections}, hit.why
            assert not meant or meant in phrases, hit.why
        for name in re.findall(r"(?:matches |, )([^“”]+?) \(country\)", hit.why):
            codes = [code for code in _all_codes(catalog) if country_name(code) == name.rpartition(", ")[2]]
            assert codes, hit.why


def _all_codes(catalog: Catalog) -> set[str]:
    return {code for entry in catalog.entries for code in entry.countries} | {place.code for place in catalog.glossary.places}


@pytest.mark.parametrize("question", [question for question, _ in SAID.values()])
def test_every_claim_is_true(catalog: Catalog, search: Search, phrases: frozenset[str], question: str) -> None:
    check(catalog, phrases, search.ask(question, 20))


WORDS = (
    "detention detenton detent children kids jail remittances remitances remit money home Moldova Accra Allemagne ILO C181 10.7"
    " IT it skills trafficking traficking victims labour labor diaspora bonds bnods IOM Swiss behind bars newcomers employers"
    " objective 23 the of"
).split()


def test_every_claim_about_words_thrown_together_is_true(catalog: Catalog, search: Search, phrases: frozenset[str]) -> None:
    @settings(derandomize=True, max_examples=250, deadline=None)
    @given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6))
    def holds(words: list[str]) -> None:
        check(catalog, phrases, search.ask(" ".join(words), 10))

    holds()
