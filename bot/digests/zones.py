"""The time zone of a place, by the name of a city or country or by coordinates; never by a raw offset.

The gazetteer is read on first use, which takes a second or two; `load` does so beforehand.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from heapq import nlargest

from bot.catalog.countries import country_name, is_country, names_in
from bot.catalog.records import Glossary
from bot.digests.gazetteer import City, gazetteer, name_key
from bot.digests.schedule import DASHES, ZONES, rule_of, zones_by_country
from bot.search.places import Places
from bot.search.spelling import Speller
from bot.search.words import split
from bot.wording.speech import manner, say

_LONGEST_QUESTION = 80
_SHORTEST_BEGINNING = 4
# A country is better known than any city of it.
_COUNTRY_WEIGHT = 100_000_000
_OFFSET = re.compile(r"(?:etc/)?(?:(?:utc|gmt|z)? ?[+-] ?\d{1,2}|(?:utc|gmt) ?\d{1,2})(?:[:.]?\d\d?)? ?(?:h|hrs?|hours?)?")
_ABBREVIATIONS = frozenset(
    "acdt acst adt aedt aest akdt akst art ast awst bst cat cdt cest cet cst eat edt eest eet est gmt gst hkt hst ict ist jst kst"
    " mdt met msk mst ndt npt nst nzdt nzst pdt pkt pst sast sgt trt wast wat west wet wib wit wita".split()
)
_BEFORE = re.compile(r"^(?:(?:i am|i'm|we are|time) )?(?:in|at|near) (?=\S)")
_AFTER = re.compile(r"(?<=\S) (?:local )?time(?: ?zone)?$")


@dataclass(frozen=True, slots=True)
class Place:
    """A place to choose, as in `Dhaka, Bangladesh`, and the name of its time zone."""

    label: str
    zone: str


def find_places(words: str, limit: int = 6) -> list[Place]:
    """Return the places that a city, country, state of the United States or time zone name may mean, likeliest first.

    A country gives one place for each of its clocks, that of the largest city first; a raw offset gives none.
    """
    text = _AFTER.sub("", _BEFORE.sub("", _plain(words)))
    if len(text) > _LONGEST_QUESTION or not name_key(text) or is_offset(text):
        return []
    for look in (_by_zone_name, _by_name, _by_name_and_region, _by_foreign_name, _by_name_alone, _by_likeness):
        if found := list(dict.fromkeys(look(text))):
            return found[:limit]
    return []


def is_offset(words: str) -> bool:
    """Say whether words are a difference from UTC or letters that stand for one, which are wrong once clocks change."""
    text = _plain(words).translate(DASHES)
    return bool(_OFFSET.fullmatch(text)) or text in _ABBREVIATIONS


def zone_at(latitude: float, longitude: float) -> str | None:
    """Return the time zone of the city nearest to a point in degrees, None on the open sea and off the globe."""
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        return None
    city = gazetteer().nearest(latitude, longitude)
    return city.zone if city and city.zone in ZONES else None


def city_of(zone: str) -> str:
    """Return the city that a zone is named after, for showing: `New York` for `America/New_York`."""
    return zone.rpartition("/")[2].replace("_", " ")


def load() -> None:
    """Read the names of cities and countries now."""
    _speller()
    _countries().load()


def _by_zone_name(text: str) -> Iterator[Place]:
    if name_key(text) in {"utc", "etc utc"}:
        yield Place("UTC", "UTC")
    elif zone := _zone_names().get(text.replace(" ", "_")):
        yield Place(zone, zone)


def _by_name(text: str, *, foreign: bool = False) -> Iterator[Place]:
    """Yield the places of a country; where none has this name, the cities; then what a state of this name has."""
    key, state = name_key(text), _state(text)
    if country := _country(text, foreign):
        yield from _clocks(country)
    else:
        # Who says Arizona does not mean a small town in Honduras.
        yield from _places(city for city in gazetteer().named(key) if city.well_known or not state)
    if state and (key in gazetteer().states or not country):
        yield from _clocks("US", state)


def _by_foreign_name(text: str) -> Iterator[Place]:
    return _by_name(text, foreign=True)


def _by_name_and_region(text: str) -> Iterator[Place]:
    """Yield cities of a name within the country or state said after it, as in `Paris, Texas` or `dhaka bangladesh`."""
    pieces, words = text.split(","), text.split()
    pairs = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    if len(pieces) > 1:
        pairs = [(pieces[0], pieces[-1])]
    for name, region in pairs:
        for key in filter(None, (name_key(name), _speller().guess(name_key(name)))):
            for country, state in _regions(region):
                yield from _places(gazetteer().named(key, country, state))


def _by_name_alone(text: str) -> Iterator[Place]:
    """Yield places whatever the region said after the comma."""
    name, comma, _ = text.partition(",")
    return _by_name(name if comma else "")


def _by_likeness(text: str) -> Iterator[Place]:
    """Yield the best known places whose name begins so, then what may have been mistyped."""
    key, weights = name_key(text), _weights()
    if len(key) >= _SHORTEST_BEGINNING or not key.isascii():
        for name in nlargest(6, (name for name in weights if name.startswith(key)), key=weights.__getitem__):
            yield from list(_by_name(name))[:1]
    if meant := _speller().guess(key):
        yield from _by_name(meant)


def _regions(text: str) -> Iterator[tuple[str, str]]:
    """Yield (country, state) for each country and state of this name or code; the state is empty for a country."""
    if country := _country(text, foreign=True):
        yield country, ""
    if state := _state(text):
        yield "US", state


def _state(text: str) -> str | None:
    code, states = text.strip().upper(), gazetteer().states
    return code if code in states.values() else states.get(name_key(text))


def _country(text: str, foreign: bool) -> str | None:
    code = text.strip().upper()
    if is_country(code):
        return code
    if known := gazetteer().codes.get(code) or _country_names().get(name_key(text)):
        return known
    words = split(text)
    found = _countries().find(words, foreign)
    return found[0][2] if found and found[0][:2] == (0, len(words)) else None


def _clocks(country: str, state: str = "") -> Iterator[Place]:
    """Yield one place for each rule that clocks follow in a country or state, that of the largest city first."""
    largest: dict[str, City] = {}
    for city in gazetteer().within(country, state):
        # The data place a few towns by the clocks of a neighbour; Kosovo has no zone of its own.
        if not largest or city.zone in zones_by_country().get(country, ()):
            largest.setdefault(rule_of(city.zone), city)
    return _places(largest.values())


def _places(cities: Iterable[City]) -> Iterator[Place]:
    """Yield one place for each country and zone; where several of one country have one name, the labels tell their times."""
    first: dict[tuple[str, str], City] = {}
    for city in cities:
        first.setdefault((city.country, city.zone), city)
    labels = Counter(map(_label, first.values()))
    for city in first.values():
        label = _label(city)
        # Translators: one of several places of one name, told apart by the city whose clocks it keeps.
        told = say("{place} ({city} time)", place=label, city=city_of(city.zone)) if labels[label] > 1 else label
        yield Place(told, city.zone)


def _label(city: City) -> str:
    country = country_name(city.country, manner().language)
    return country if f"{country} ".startswith(f"{city.name} ") else f"{city.name}, {country}"


def _plain(words: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", words).casefold().replace("’", "'").split())


@cache
def _zone_names() -> dict[str, str]:
    """Return names that hold a place; `EST` and `Etc/GMT+5` are offsets, and `Japan` is found as a country."""
    return {zone.casefold(): zone for zone in ZONES if "/" in zone and not zone.startswith("Etc/")}


@cache
def _countries() -> Places:
    return Places(Glossary())


@cache
def _country_names() -> dict[str, str]:
    """Return the code of each country by the English names that the tables and the cards have."""
    return {name_key(name): code for code, long in names_in("en").items() for name in (long, country_name(code))}


@cache
def _weights() -> dict[str, float]:
    return gazetteer().weights | dict.fromkeys(_country_names(), _COUNTRY_WEIGHT)


@cache
def _speller() -> Speller:
    return Speller({name: round(weight) for name, weight in _weights().items()})
