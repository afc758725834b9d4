"""A time zone is found by the name of a place as people write it, and never by an offset."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.digests.gazetteer import gazetteer
from bot.digests.schedule import ZONES, zone_of
from bot.digests.zones import Place, city_of, find_places, is_offset, zone_at

ONE = {
    "dhaka": ("Dhaka, Bangladesh", "Asia/Dhaka"),
    "dhacka": ("Dhaka, Bangladesh", "Asia/Dhaka"),
    "new york": ("New York City, United States", "America/New_York"),
    "new yrok": ("New York City, United States", "America/New_York"),
    "Bern": ("Bern, Switzerland", "Europe/Zurich"),
    "São Paulo": ("São Paulo, Brazil", "America/Sao_Paulo"),
    "sao paulo": ("São Paulo, Brazil", "America/Sao_Paulo"),
    "kyiv": ("Kyiv, Ukraine", "Europe/Kyiv"),
    "Kiev": ("Kyiv, Ukraine", "Europe/Kyiv"),
    "munich": ("Munich, Germany", "Europe/Berlin"),
    "MÜNCHEN": ("Munich, Germany", "Europe/Berlin"),
    "москва": ("Moscow, Russia", "Europe/Moscow"),
    "القاهرة": ("Cairo, Egypt", "Africa/Cairo"),
    "東京": ("Tokyo, Japan", "Asia/Tokyo"),
    "port au prince": ("Port-au-Prince, Haiti", "America/Port-au-Prince"),
    "coxs bazar": ("Cox’s Bāzār, Bangladesh", "Asia/Dhaka"),
    "Cox’s Bazar, Chittagong, Bangladesh": ("Cox’s Bāzār, Bangladesh", "Asia/Dhaka"),
    "vaduz": ("Vaduz, Liechtenstein", "Europe/Vaduz"),
    "addis": ("Addis Ababa, Ethiopia", "Africa/Addis_Ababa"),
    "johanesburg": ("Johannesburg, South Africa", "Africa/Johannesburg"),
    "tunis": ("Tunis, Tunisia", "Africa/Tunis"),
    "I'm in Nairobi": ("Nairobi, Kenya", "Africa/Nairobi"),
    "Berlin time": ("Berlin, Germany", "Europe/Berlin"),
    "washington dc": ("Washington, United States", "America/New_York"),
    "Washington, D.C.": ("Washington, United States", "America/New_York"),
    "paris texas": ("Paris, United States", "America/Chicago"),
    "Dhacka, Bangladesh": ("Dhaka, Bangladesh", "Asia/Dhaka"),
    "germany": ("Berlin, Germany", "Europe/Berlin"),
    "Deutschland": ("Berlin, Germany", "Europe/Berlin"),
    "germny": ("Berlin, Germany", "Europe/Berlin"),
    "de": ("Berlin, Germany", "Europe/Berlin"),
    "DEU": ("Berlin, Germany", "Europe/Berlin"),
    "UK": ("London, United Kingdom", "Europe/London"),
    "Côte d’Ivoire": ("Abidjan, Côte d’Ivoire", "Africa/Abidjan"),
    "ivory coast": ("Abidjan, Côte d’Ivoire", "Africa/Abidjan"),
    "singapore": ("Singapore", "Asia/Singapore"),
    "kosovo": ("Pristina, Kosovo", "Europe/Belgrade"),
    "arizona": ("Phoenix, United States", "America/Phoenix"),
    "Europe/Berlin": ("Europe/Berlin", "Europe/Berlin"),
    "america/new york": ("America/New_York", "America/New_York"),
    "utc": ("UTC", "UTC"),
}


@pytest.mark.parametrize(("words", "label", "zone"), [(words, *place) for words, place in ONE.items()], ids=ONE)
def test_a_name_gives_one_place(words: str, label: str, zone: str) -> None:
    assert find_places(words) == [Place(label, zone)]


SEVERAL = {
    "geneva": ["Geneva, Switzerland", "Geneva, United States"],
    "washington": ["Washington, United States", "Seattle, United States"],
    "dili": ["Dili, Timor-Leste", "Delhi, India"],
    "st petersburg": ["Saint Petersburg, Russia", "St. Petersburg, United States"],
    "london, ontario": ["London, United Kingdom", "London, Canada"],
    "georgia": ["Tbilisi, Georgia", "Atlanta, United States"],
    "spain": ["Madrid, Spain", "Las Palmas de Gran Canaria, Spain"],
    "DR Congo": ["Kinshasa, DR Congo", "Lubumbashi, DR Congo"],
    "indonesia": ["Jakarta, Indonesia", "Makassar, Indonesia", "Jayapura, Indonesia"],
    "portland": [
        "Portland, United States (Los Angeles time)",
        "Portland, United States (New York time)",
        "Portland, United States (Chicago time)",
    ],
}


@pytest.mark.parametrize(("words", "labels"), SEVERAL.items(), ids=SEVERAL)
def test_where_a_name_has_several_clocks_each_is_offered_once(words: str, labels: list[str]) -> None:
    assert [place.label for place in find_places(words)] == labels


def test_a_country_with_many_clocks_offers_them_by_largest_city_up_to_the_limit() -> None:
    places = find_places("usa", limit=20)
    assert [city_of(place.zone) for place in places] == [
        "New York", "Los Angeles", "Chicago", "Phoenix", "Denver", "Honolulu", "Anchorage",
    ]  # fmt: skip
    assert find_places("USA", limit=3) == places[:3]


NOTHING = [
    "",
    "   ",
    "?",
    "zz",
    "ko",
    "x",
    "asdfghjk",
    "UN headquarters",
    "remittances",
    "9am",
    "monday",
    "a" * 500,
    "\x00",
    "\ud800",
]


@pytest.mark.parametrize("words", NOTHING)
def test_what_names_no_place_gives_none(words: str) -> None:
    assert find_places(words) == []
    assert not is_offset(words)


OFFSETS = [
    "UTC+3", "utc +3", "UTC-03:30", "+05:30", "+0530", "-5", "−5", "GMT+2", "gmt 2", "GMT0", "Etc/GMT+5", "UTC+5.5", "+3h",
    "+ 3 hours", "EST", "cest", "PST", "GMT",
]  # fmt: skip


@pytest.mark.parametrize("words", OFFSETS)
def test_an_offset_is_told_and_gives_no_place(words: str) -> None:
    assert is_offset(words)
    assert find_places(words) == []


@pytest.mark.parametrize("words", ["UTC", "Dhaka", "9:30", "3", "Estonia", "EST office", "+49 30 1234567"])
def test_what_is_no_offset(words: str) -> None:
    assert not is_offset(words)


def test_every_city_has_a_zone_that_can_be_kept() -> None:
    zones = {city.zone for code in gazetteer().codes.values() for city in gazetteer().within(code)}
    assert len(zones) > 300
    assert zones <= ZONES


def test_every_country_with_cities_is_found_by_its_code() -> None:
    for code in gazetteer().codes.values():
        if cities := gazetteer().within(code):
            assert cities[0].zone in {place.zone for place in find_places(code)}, code


@settings(derandomize=True, max_examples=60, deadline=None)
@given(st.text(max_size=30) | st.text("abcdeé ,./+'", max_size=30))
def test_whatever_is_written_every_zone_found_can_be_kept(words: str) -> None:
    places = find_places(words, limit=4)
    assert len(places) == len(set(places)) <= 4
    assert [zone_of(place.zone).key for place in places] == [place.zone for place in places]


POINTS = {
    "Berlin": (52.5, 13.4, "Europe/Berlin"),
    "Dhaka": (23.8, 90.4, "Asia/Dhaka"),
    "Gaza": (31.5, 34.45, "Asia/Gaza"),
    "near a border": (22.33, 91.83, "Asia/Dhaka"),
    "beyond the date line": (-13.83, -171.77, "Pacific/Apia"),
    "open sea": (0.0, -30.0, None),
    "the pole": (90.0, 0.0, None),
    "off the globe": (91.0, 200.0, None),
    "no number": (float("nan"), 0.0, None),
}


@pytest.mark.parametrize(("latitude", "longitude", "zone"), POINTS.values(), ids=POINTS)
def test_a_point_has_the_zone_of_its_land(latitude: float, longitude: float, zone: str | None) -> None:
    assert zone_at(latitude, longitude) == zone


@pytest.mark.parametrize(
    ("zone", "city"),
    [
        ("America/New_York", "New York"),
        ("America/Argentina/Buenos_Aires", "Buenos Aires"),
        ("Africa/Porto-Novo", "Porto-Novo"),
        ("UTC", "UTC"),
    ],
)
def test_the_city_of_a_zone(zone: str, city: str) -> None:
    assert city_of(zone) == city
