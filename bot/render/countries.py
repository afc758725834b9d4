"""Countries in the language that is spoken now."""

from bot.catalog.countries import country_name
from bot.wording.speech import manner


def country(code: str) -> str:
    """Return the name of a country in the reader's language."""
    return country_name(code, manner().language)
