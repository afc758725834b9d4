"""Country codes and names, from the Unicode CLDR by way of Babel."""

from functools import cache

from babel import Locale

# CLDR lists these beside the codes of ISO 3166-1; an entry never means them.
_NOT_COUNTRIES = {"EU", "EZ", "UN", "XA", "XB", "ZZ", "QO", "AC", "CP", "CQ", "DG", "EA", "IC", "TA"}
# Short forms that people write in English; the rest of the world is told by CLDR's own names.
_SHORT_NAMES = {
    "CD": "DR Congo", "CI": "Côte d’Ivoire", "KR": "South Korea", "MM": "Myanmar", "TR": "Türkiye", "PS": "Palestine",
}  # fmt: skip


@cache
def names_in(language: str) -> dict[str, str]:
    """Return country names by code in a language, as in `{"DE": "Allemagne"}` for `fr`."""
    territories = Locale.parse(language).territories
    return {code: name for code, name in territories.items() if _is_code(code)}


def country_name(code: str, language: str = "en") -> str:
    """Return the name that a card shows, in English unless another language is wanted."""
    short = _SHORT_NAMES.get(code) if language == "en" else None
    return short or names_in(language).get(code, code)


def is_country(code: str) -> bool:
    """Say whether a code is that of a country or territory."""
    return code in names_in("en")


def _is_code(code: str) -> bool:
    return len(code) == 2 and code.isalpha() and code not in _NOT_COUNTRIES
