"""The glossary at work: both ways, one way, longest phrase first."""

import pytest

from bot.catalog.catalog import Catalog
from bot.catalog.records import Acronym, Glossary, OneWay
from bot.search.meanings import Meanings
from bot.search.words import split

GLOSSARY = Glossary(
    acronyms=(Acronym("IDP", ("internally displaced person",)),),
    alike=(("remittances", "money transfers"), ("fee", "charge")),
    one_way=(OneWay(("jail", "behind bars"), ("detention",)), OneWay(("jail door",), ("border",))),
)

READINGS = {
    "acronym to words": ("IDP camps", ["internally displaced person"]),
    "words to acronym": ("an internally displaced person", ["IDP"]),
    "plural of the words": ("internally displaced persons", ["IDP"]),
    "synonym": ("remittances", ["money transfers"]),
    "synonym back": ("money transfer", ["remittances"]),
    "other word": ("charges", ["fee"]),
    "one way": ("children behind bars", ["detention"]),
    "not the reverse": ("detention", []),
    "longer phrase first": ("jail door", ["border", "detention"]),
    "half a phrase": ("bars", []),
    "words apart": ("money for transfers", []),
    "nothing": ("", []),
}


@pytest.mark.parametrize(("text", "reads"), READINGS.values(), ids=READINGS)
def test_phrases_lead_to_their_meanings(text: str, reads: list[str]) -> None:
    assert [span.meaning.reads for span in Meanings(GLOSSARY).find(split(text))] == reads


def test_a_span_says_which_words_it_covers() -> None:
    (span,) = Meanings(GLOSSARY).find(split("taxes on money transfers home"))
    assert (span.start, span.end) == (2, 4)


def test_looser_ties_weigh_less() -> None:
    acronym, alike, one_way = (next(Meanings(GLOSSARY).find(split(text))).meaning.weight for text in ("IDP", "fee", "jail"))
    assert 1 > acronym > alike > one_way > 0


def test_every_acronym_of_the_desk_leads_to_its_words_and_back(catalog: Catalog) -> None:
    meanings = Meanings(catalog.glossary)
    for acronym in catalog.glossary.acronyms:
        assert set(acronym.long) & {span.meaning.reads for span in meanings.find(split(acronym.short))}, acronym.short
        for long in acronym.long:
            assert acronym.short in {span.meaning.reads for span in meanings.find(split(long))}, long


def test_all_words_of_the_glossary_are_told() -> None:
    assert {word.stem for word in split("IDP internally displaced person behind bars")} <= set(Meanings(GLOSSARY).words())
