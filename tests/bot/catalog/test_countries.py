"""Country codes and the names that a card shows."""

import pytest

from bot.catalog.countries import country_name, is_country, names_in


@pytest.mark.parametrize("code", ["NO", "CA", "PS", "XK", "TW", "GB"])
def test_codes_of_countries_and_territories(code: str) -> None:
    assert is_country(code)


@pytest.mark.parametrize("code", ["UK", "EU", "UN", "ZZ", "XA", "AC", "IC", "QO", "YU", "no", "CAN", "", "419"])
def test_other_codes_are_refused(code: str) -> None:
    assert not is_country(code)


def test_all_codes_of_iso_3166_and_kosovo_are_there() -> None:
    assert len(names_in("en")) == 249 + 1


@pytest.mark.parametrize(
    ("code", "name"),
    [("DE", "Germany"), ("KR", "South Korea"), ("CD", "DR Congo"), ("TR", "Türkiye"), ("PS", "Palestine"), ("ZZ", "ZZ")],
)
def test_names_are_those_that_people_write(code: str, name: str) -> None:
    assert country_name(code) == name


@pytest.mark.parametrize(("language", "name"), [("fr", "Allemagne"), ("es", "Alemania"), ("ar", "ألمانيا")])
def test_names_in_other_languages(language: str, name: str) -> None:
    assert names_in(language)["DE"] == name
