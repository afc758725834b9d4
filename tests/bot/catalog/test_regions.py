"""Every country that an entry names has a region, and only one."""

from collections import Counter

from bot.catalog.catalog import Catalog
from bot.catalog.countries import is_country
from bot.catalog.regions import COUNTRIES_BY_REGION, region_of


def test_every_country_of_an_entry_has_a_region(catalog: Catalog) -> None:
    missing = {code for entry in catalog.entries for code in entry.countries if region_of(code) is None}
    assert not missing


def test_no_country_stands_in_two_regions_and_all_are_countries() -> None:
    counted = Counter(code for codes in COUNTRIES_BY_REGION.values() for code in codes.split())
    assert [code for code, times in counted.items() if times > 1 or not is_country(code)] == []
    assert len(counted) == 198
