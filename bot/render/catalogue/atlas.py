"""Lists by part of the world: `w` the world, `g1` a region, `nDE` a country."""

from bot.catalog.catalog import Catalog
from bot.catalog.countries import country_name
from bot.catalog.records import Entry
from bot.catalog.regions import REGIONS, region_of
from bot.render import countries
from bot.render.catalogue.shelf import HOME, KIND_ORDER, SHORT_A_PAGE, Node, Shelf
from bot.render.counts import country_count
from bot.wording.speech import marked, say

# Translators: the part of the world for territories that are listed under no region.
ELSEWHERE = marked("Elsewhere")
# Translators: regions of the world.
NAMES = (
    marked("Africa south of the Sahara"), marked("North Africa and western Asia"), marked("Americas"), marked("Asia and Pacific"),
    marked("Europe and central Asia"),
)  # fmt: skip
_PLACES = (*REGIONS, ELSEWHERE)


def region_key(code: str) -> str:
    """Return the key of the list of countries in which a country stands, or would stand."""
    return f"g{_PLACES.index(region_of(code) or ELSEWHERE) + 1}"


def codes(catalog: Catalog) -> set[str]:
    """Return the countries of which there are entries."""
    return {code for entry in catalog.entries for code in entry.countries}


def world(catalog: Catalog, rest: str) -> Shelf | None:
    """Return the list of regions."""
    if rest:
        return None
    counts = [sum(_place(code) == name for code in codes(catalog)) for name in _PLACES]
    there = [(f"g{at}", name, count) for at, (name, count) in enumerate(zip(_PLACES, counts, strict=True), start=1) if count]
    nodes = tuple(
        Node(str(at), f"{say(name)}, {country_count(count)}", key, _in_place(catalog, name))
        for at, (key, name, count) in enumerate(there, start=1)
    )
    return Shelf(
        "w", say("Countries"), say("Countries"), HOME, say("The countries that the entries are about."), nodes, page=SHORT_A_PAGE
    )


def region(catalog: Catalog, number: str) -> Shelf | None:
    """Return a region's list of countries."""
    if number not in {str(at) for at in range(1, len(_PLACES) + 1)}:
        return None
    name = _PLACES[int(number) - 1]
    there = sorted((code for code in codes(catalog) if _place(code) == name), key=country_name)
    nodes = tuple(
        Node(str(at), countries.country(code), f"n{code}", len(_of_country(catalog, code)))
        for at, code in enumerate(there, start=1)
    )
    return Shelf(f"g{number}", say(name), say(name), "w", "", nodes, page=SHORT_A_PAGE) if nodes else None


def country(catalog: Catalog, code: str) -> Shelf | None:
    """Return a country's list of entries, practices first."""
    name = countries.country(code)
    ranked = sorted(_of_country(catalog, code), key=lambda entry: (KIND_ORDER.index(entry.kind), entry.id))
    if not ranked:
        return None
    return Shelf(f"n{code}", name, name, region_key(code), say(_place(code)), entries=tuple(ranked), tells="nothing")


def _place(code: str) -> str:
    return region_of(code) or ELSEWHERE


def _in_place(catalog: Catalog, name: str) -> int:
    return sum(any(_place(code) == name for code in entry.countries) for entry in catalog.entries)


def _of_country(catalog: Catalog, code: str) -> list[Entry]:
    return [entry for entry in catalog.entries if code in entry.countries]
