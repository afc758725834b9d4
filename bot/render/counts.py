"""Numbers with their nouns."""

from bot.wording.speech import say, say_many


def entry_count(number: int) -> str:
    """Return how many entries there are, as in `2 entries`."""
    return say_many("{count} entry", "{count} entries", number)


def country_count(number: int) -> str:
    """Return how many countries there are, as in `2 countries`."""
    return say_many("{count} country", "{count} countries", number)


def part_of(start: int, end: int, number: int) -> str:
    """Return which part of a list of entries is shown, counted from 1."""
    # Translators: which part of a list is shown, as in “9 to 16 of 120 entries”.
    return say("{first} to {last} of {number} entries", first=start, last=end, number=number)
