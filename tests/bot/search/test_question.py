"""How a question is understood, before anything is looked up."""

from dataclasses import fields

import pytest

from bot.catalog.catalog import Catalog
from bot.catalog.records import Details, Entry
from bot.search.index import build_index
from bot.search.meanings import Meanings
from bot.search.places import Places
from bot.search.question import LONGEST_QUESTION, Reader
from bot.search.results import Correction
from bot.search.words import split


@pytest.fixture(scope="module")
def reader(catalog: Catalog) -> Reader:
    return Reader(build_index(catalog), Meanings(catalog.glossary), Places(catalog.glossary))


KINDS = [
    ("an example of health insurance", "practice"),
    ("which country matches skills?", "practice"),
    ("what is recommended on detention?", "recommendation"),
    ("policy options for children", "recommendation"),
    ("which convention covers agencies?", "instrument"),
    ("alternatives to detention", None),
]


@pytest.mark.parametrize(("text", "kind"), KINDS, ids=[text for text, _ in KINDS])
def test_the_kind_that_is_wanted(reader: Reader, text: str, kind: str | None) -> None:
    assert reader.read(text).kind == kind


OBJECTIVES = [
    ("objective 23", (23,)),
    ("Objectives no. 7 or Objective #5", (7, 5)),
    ("objective 24", ()),
    ("objective 0", ()),
    ("goal 10", ()),
]


@pytest.mark.parametrize(("text", "numbers"), OBJECTIVES, ids=[text for text, _ in OBJECTIVES])
def test_objectives_of_2018(reader: Reader, text: str, numbers: tuple[int, ...]) -> None:
    assert [facet.key for facet in reader.read(text).facets] == [f"objective {number}" for number in numbers]


SUBJECTS = {
    "stop words": ("What is there about the passports?", ["passports"]),
    "kind words": ("examples of programmes on remittances", ["remittances"]),
    "contractions": ("I don't know, we're looking for what's new on visas", ["new", "visas"]),
    "without apostrophe": ("dont cant isnt visas", ["visas"]),
    "IT in capitals": ("jobs in IT", ["jobs", "it"]),
    "it": ("is it allowed", ["allowed"]),
    "all in capitals": ("IS IT ALLOWED", ["allowed"]),
    "countries apart": ("pensions in New Zealand", ["pensions"]),
    "nothing but kind words": ("example programmes", ["example", "programmes"]),
    "nothing": ("", []),
}


@pytest.mark.parametrize(("text", "subjects"), SUBJECTS.values(), ids=SUBJECTS)
def test_the_words_that_say_what_is_asked(reader: Reader, text: str, subjects: list[str]) -> None:
    assert [term.word.folded for term in reader.read(text).subjects] == subjects


SLIPS = [
    ("alternatives to detenton", ("detenton", "detention")),
    ("REMITANCES", ("REMITANCES", "remittances")),
    ("skills in Germny", ("Germny", "germany")),
]


@pytest.mark.parametrize(("text", "correction"), SLIPS, ids=[text for text, _ in SLIPS])
def test_a_slip_is_corrected_and_told(reader: Reader, text: str, correction: tuple[str, str]) -> None:
    assert reader.read(text).corrections == (Correction(*correction),)


LEFT_ALONE = [
    "SDG 10.2",
    "10.8",
    "C182",
    "c-182",
    "ILOO",
    "IOO",
    "UNHCRR",
    "MICICS",
    "article 13bis",
    "A/71/729",
    "Allemagne",
    "Молдова",
    "Suisse",
    "Belgique",
    "Jordanie",
    "Grèce",
]


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_numbers_acronyms_and_foreign_countries_are_never_corrected(reader: Reader, text: str) -> None:
    question = reader.read(text)
    assert question.corrections == ()
    assert [word.folded for word in question.words] == [word.folded for word in split(text)]


def test_no_word_of_the_knowledge_base_is_ever_corrected(catalog: Catalog, reader: Reader) -> None:
    words = {word.folded for entry in catalog.entries for text in _texts(entry) for word in split(text)}
    glossary = catalog.glossary
    phrases = [phrase for acronym in glossary.acronyms for phrase in (acronym.short, *acronym.long)]
    phrases += [phrase for alike in glossary.alike for phrase in alike]
    phrases += [phrase for pair in glossary.one_way for phrase in (*pair.asked, *pair.means)]
    words |= {word.folded for phrase in phrases for word in split(phrase)}
    assert len(words) > 3000
    assert {word: reader.read(word).corrections for word in sorted(words) if reader.read(word).corrections} == {}


def _texts(entry: Entry) -> list[str]:
    said = [getattr(entry.details, field.name) for field in fields(Details) if field.name != "points"]
    lists = (entry.aliases, entry.asked_as, entry.organisations, entry.groups, entry.details.points)
    return [entry.title, entry.summary, entry.note, *said, *(text for texts in lists for text in texts)]


def test_a_long_question_is_cut_between_words(reader: Reader) -> None:
    question = reader.read("alternatives " * 18 + "detention of trafficking victims " * 99)
    assert question.cut
    assert len(question.text) <= LONGEST_QUESTION
    assert question.corrections == ()
    assert question.words[-1].written in {"detention", "of", "trafficking", "victims"}


@pytest.mark.parametrize(("length", "cut"), [(LONGEST_QUESTION, False), (LONGEST_QUESTION + 1, True), (10_000, True)])
def test_only_what_is_too_long_is_cut(reader: Reader, length: int, cut: bool) -> None:
    question = reader.read("a" * length)
    assert question.cut is cut
    assert len(question.text) == LONGEST_QUESTION


def test_countries_come_with_the_words_that_named_them(reader: Reader) -> None:
    facets = reader.read("Swiss pensions and New Zealand").facets
    assert [(facet.key, facet.words) for facet in facets] == [("CH", "Swiss"), ("NZ", "New Zealand")]
