"""Days and months as people of each of our languages write them, from the Unicode CLDR by way of Babel."""

import unicodedata
from functools import cache

from babel.dates import get_day_names, get_month_names

from bot.wording.languages import LANGUAGES

# Shorter beginnings of a month would be words of their own.
SHORTEST = 3


def folded(word: str) -> str:
    """Return a word in small letters without accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c))


def month_of(word: str) -> int | None:
    """Return the month, 1 to 12, that a word names or begins, in any of our languages; None for others, and where two begin so."""
    name = folded(word).rstrip(".")
    found = {number for full, number in _months() if full == name} or {
        number for full, number in _months() if len(name) >= SHORTEST and full.startswith(name)
    }
    return found.pop() if len(found) == 1 else None


@cache
def weekdays() -> dict[str, int]:
    """Return the day of the week, 0 for Monday, by its full name in every one of our languages, also in the plural."""
    names = {folded(name): number for code in LANGUAGES for number, name in get_day_names("wide", locale=code).items()}
    return {f"{name}s" if not name.endswith("s") else name: number for name, number in names.items()} | names


@cache
def _months() -> tuple[tuple[str, int], ...]:
    return tuple((folded(name), number) for code in LANGUAGES for number, name in get_month_names("wide", locale=code).items())
