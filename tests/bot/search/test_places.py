"""Countries by whatever name people give them."""

import pytest

from bot.catalog.catalog import Catalog
from bot.catalog.countries import country_name, names_in
from bot.search.places import Places
from bot.search.words import split


@pytest.fixture(scope="module")
def places(catalog: Catalog) -> Places:
    return Places(catalog.glossary)


def codes(places: Places, text: str, foreign: bool = False) -> list[str]:
    return [code for _, _, code in places.find(split(text), foreign)]


ENGLISH = {
    "plain": ("programmes in Moldova", ["MD"]),
    "case": ("MOLDOVA", ["MD"]),
    "demonym": ("Ghanaian pensions", ["GH"]),
    "city": ("schools in Accra", ["GH"]),
    "two": ("from Niger to Nigeria", ["NE", "NG"]),
    "longer name wins": ("Papua New Guinea", ["PG"]),
    "longer name wins twice": ("South Sudan and Sudan", ["SS", "SD"]),
    "hyphen": ("Guinea-Bissau", ["GW"]),
    "accent and apostrophe": ("Côte d’Ivoire", ["CI"]),
    "everyday name": ("South Korea", ["KR"]),
    "official name": ("Republic of Korea", ["KR"]),
    "former name": ("Burma", ["MM"]),
    "letters": ("the UK and the USA", ["GB", "US"]),
    "us is a pronoun": ("help us", []),
    "man is a man": ("one man", []),
    "none": ("alternatives to detention", []),
}


@pytest.mark.parametrize(("text", "found"), ENGLISH.values(), ids=ENGLISH)
def test_english_names(places: Places, text: str, found: list[str]) -> None:
    assert codes(places, text) == found


FOREIGN = {
    "French": ("Allemagne", ["DE"]),
    "French phrase": ("Corée du Sud", ["KR"]),
    "Spanish": ("Países Bajos", ["NL"]),
    "German": ("Neuseeland", ["NZ"]),
    "Russian": ("Молдова", ["MD"]),
    "Arabic": ("الأردن", ["JO"]),
    "Chinese": ("中国", ["CN"]),
    "Turkish": ("İsviçre", ["CH"]),
    "a grandmother": ("oma", []),
}


@pytest.mark.parametrize(("text", "found"), FOREIGN.values(), ids=FOREIGN)
def test_names_in_other_languages_are_found_when_wanted(places: Places, text: str, found: list[str]) -> None:
    assert codes(places, text, foreign=True) == found
    assert codes(places, text) == []


def test_places_say_where_they_stand(places: Places) -> None:
    assert places.find(split("pensions in New Zealand and Chad"), foreign=False) == [(2, 4, "NZ"), (5, 6, "TD")]


def test_every_country_is_found_by_the_name_that_cards_show(places: Places) -> None:
    # The Canary Islands are read as Spain, to which the glossary counts them; reunion is a word first.
    missed = {code for code in names_in("en") if codes(places, country_name(code)) != [code]}
    assert missed <= {"IC", "RE"}
