"""Cities go by many names; the one usually meant comes first, and small namesakes need their country said."""

import pytest

from bot.digests.gazetteer import gazetteer, name_key

pytestmark = pytest.mark.slow

KEYS = {
    "Port-au-Prince": "port au prince",
    "Cox’s Bāzār": "coxs bazar",
    "Washington, D.C.": "washington dc",
    "St. Louis": "saint louis",
    "  São   Paulo ": "sao paulo",
    "Nuku‘alofa": "nukualofa",
    "New_York": "new york",
    "…": "",
}


@pytest.mark.parametrize(("name", "key"), KEYS.items(), ids=KEYS)
def test_names_that_sound_alike_are_compared_alike(name: str, key: str) -> None:
    assert name_key(name) == key


FIRST = {
    "vienna": ("Vienna", "AT"),
    "wien": ("Vienna", "AT"),
    "san jose": ("San José", "CR"),  # a capital before a larger city
    "new delhi": ("New Delhi", "IN"),
    "rome": ("Rome", "IT"),
    "new york": ("New York City", "US"),
    "islamabad": ("Islamabad", "PK"),  # Chattogram is larger and was called so once
}


@pytest.mark.parametrize(("key", "name", "country"), [(key, *city) for key, city in FIRST.items()], ids=FIRST)
def test_the_city_usually_meant_comes_first(key: str, name: str, country: str) -> None:
    city = gazetteer().named(key)[0]
    assert (city.name, city.country) == (name, country)


def test_a_small_namesake_needs_its_country() -> None:
    assert [city.country for city in gazetteer().named("dhaka")] == ["BD"]
    assert [city.country for city in gazetteer().named("dhaka", "IN")] == ["IN"]
    assert gazetteer().named("dhaka", "FR") == []


def test_a_state_narrows_a_country() -> None:
    assert [city.name for city in gazetteer().named("paris", "US", "TX")] == ["Paris"]
    assert gazetteer().within("US", gazetteer().states["california"])[0].name == "Los Angeles"


def test_cities_of_a_country_come_largest_first() -> None:
    populations = [city.population for city in gazetteer().within("NP")]
    assert len(populations) > 20
    assert populations == sorted(populations, reverse=True)


def test_a_country_that_does_not_exist_has_no_cities() -> None:
    assert gazetteer().within("ZZ") == []
