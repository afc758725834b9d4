"""Words for countries: CLDR names in English and ten more languages, demonyms, cities."""

from collections.abc import Iterable, Sequence
from functools import cached_property

from bot.catalog.countries import names_in
from bot.catalog.records import Glossary
from bot.search.words import Word, fold, split

FOREIGN_LANGUAGES = ("fr", "es", "de", "it", "pt", "ar", "ru", "zh", "tr", "nl")
LONGEST_NAME = 5
SHORTEST_FOREIGN = 5
# What people call countries beside CLDR's forms; ambiguous short names mean the one that is usually meant.
_ALSO = {
    "korea": "KR", "south korea": "KR", "republic of korea": "KR", "uk": "GB", "great britain": "GB", "britain": "GB", "england": "GB", "scotland": "GB",
    "usa": "US", "america": "US", "united states of america": "US", "holland": "NL", "czech republic": "CZ", "ivory coast": "CI", "burma": "MM",
    "cape verde": "CV", "swaziland": "SZ", "macedonia": "MK", "east timor": "TL", "drc": "CD", "congo": "CD", "turkey": "TR", "palestine": "PS",
    "viet nam": "VN", "uae": "AE", "emirates": "AE", "syria": "SY", "laos": "LA", "moldova": "MD", "russia": "RU", "iran": "IR", "bolivia": "BO",
    "venezuela": "VE", "tanzania": "TZ", "kosovo": "XK", "corea": "KR", "la reunion": "RE", "irak": "IQ", "inde": "IN",
}  # fmt: skip
# CLDR names that are everyday words in another language, or shorter than a name can safely be.
_NEVER = frozenset({"us", "man", "eu", "se", "in", "reunion", "island"})


class _Names(dict[tuple[str, ...], str]):
    """Codes by the words of a name, and the first words of all names, since most words of a question begin none."""

    def __init__(self) -> None:
        super().__init__()
        self.firsts: set[str] = set()

    def add(self, code: str, called: Iterable[str]) -> None:
        """Take names for a country, without what stands in brackets."""
        for name in called:
            key = tuple(word.folded for word in split(name.split("(")[0]))
            if 0 < len(key) <= LONGEST_NAME and fold(name) not in _NEVER and len("".join(key)) > 1:
                self[key] = code
                self.firsts.add(key[0])

    def longest(self, words: Sequence[Word], at: int) -> tuple[int, str]:
        """Return where the longest name that begins `at` ends, and its code; the next place and none where there is no name."""
        if words[at].folded in self.firsts:
            for end in range(min(len(words), at + LONGEST_NAME), at, -1):
                if code := self.get(tuple(word.folded for word in words[at:end])):
                    return end, code
        return at + 1, ""


class Places:
    """Finds countries in words. Longer names win: `New Zealand` is not `Zealand`."""

    def __init__(self, glossary: Glossary) -> None:
        self._english = _Names()
        for code, name in names_in("en").items():
            self._english.add(code, (name,))
        for name, code in _ALSO.items():
            self._english.add(code, (name,))
        for place in glossary.places:
            self._english.add(place.code, (*place.people, *place.cities))

    @cached_property
    def _all(self) -> _Names:
        """Names in every language; read only when a question holds a word that is not known otherwise, since it takes long."""
        names = _Names()
        for language in FOREIGN_LANGUAGES:
            for code, name in names_in(language).items():
                # Short foreign names are words elsewhere: a Dutch "oma" is a grandmother, not Portugal's Omã.
                if len(name) >= SHORTEST_FOREIGN or not fold(name).isascii():
                    names.add(code, (name,))
        names.update(self._english)
        names.firsts |= self._english.firsts
        return names

    def load(self) -> None:
        """Read the foreign names now."""
        _ = self._all

    def find(self, words: Sequence[Word], foreign: bool) -> list[tuple[int, int, str]]:
        """Return (first word, one past the last, code) for each country named, in order, without overlap.

        `foreign` says whether to look at names in other languages too.
        """
        codes = self._all if foreign else self._english
        found: list[tuple[int, int, str]] = []
        at = 0
        while at < len(words):
            end, code = codes.longest(words, at)
            if code:
                found.append((at, end, code))
            at = end
        return found

    def english_words(self) -> Iterable[str]:
        """Return the English names that are one word, for the correction of typos."""
        return (key[0] for key in self._english if len(key) == 1)
