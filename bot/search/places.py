"""Words for countries: CLDR names in the languages of the UN and of the region, demonyms, cities."""

from collections.abc import Iterable

from bot.catalog.countries import names_in
from bot.catalog.records import Glossary
from bot.search.words import Word, fold, split

LANGUAGES = ("en", "fr", "es", "de", "it", "pt", "ar", "ru", "zh", "tr", "nl")
LONGEST_NAME = 5
SHORTEST_FOREIGN = 5
# What people call countries beside CLDR's forms; ambiguous short names mean the one that is usually meant.
_ALSO = {
    "korea": "KR", "south korea": "KR", "republic of korea": "KR", "uk": "GB", "great britain": "GB", "britain": "GB", "england": "GB", "scotland": "GB",
    "usa": "US", "america": "US", "united states of america": "US", "holland": "NL", "czech republic": "CZ", "ivory coast": "CI", "burma": "MM",
    "cape verde": "CV", "swaziland": "SZ", "macedonia": "MK", "east timor": "TL", "drc": "CD", "congo": "CD", "turkey": "TR", "palestine": "PS",
    "viet nam": "VN", "uae": "AE", "emirates": "AE", "syria": "SY", "laos": "LA", "moldova": "MD", "russia": "RU", "iran": "IR", "bolivia": "BO",
    "venezuela": "VE", "tanzania": "TZ", "kosovo": "XK", "corea": "KR", "irak": "IQ", "inde": "IN",
}  # fmt: skip
# CLDR names that are everyday words in another language, or shorter than a name can safely be.
_NEVER = frozenset({"us", "man", "eu", "se", "in"})


class Places:
    """Finds countries in words. Longer names win: `New Zealand` is not `Zealand`."""

    def __init__(self, glossary: Glossary) -> None:
        self._codes: dict[tuple[str, ...], str] = {}
        self._add_names()
        for place in glossary.places:
            self._add(place.code, (*place.people, *place.cities))

    def find(self, words: list[Word]) -> list[tuple[int, int, str]]:
        """Return (first word, one past the last, code) for each country named, in order, without overlap."""
        found: list[tuple[int, int, str]] = []
        at = 0
        while at < len(words):
            end, code = self._longest(words, at)
            if code:
                found.append((at, end, code))
            at = end
        return found

    def single_words(self) -> Iterable[str]:
        """Return the names that are one word, for the correction of typos."""
        return (key[0] for key in self._codes if len(key) == 1)

    def _longest(self, words: list[Word], at: int) -> tuple[int, str]:
        for end in range(min(len(words), at + LONGEST_NAME), at, -1):
            if code := self._codes.get(tuple(word.folded for word in words[at:end])):
                return end, code
        return at + 1, ""

    def _add_names(self) -> None:
        # English last, so that its reading of a name wins over that of another language.
        for language in reversed(LANGUAGES):
            for code, name in names_in(language).items():
                # Short foreign names are words elsewhere: Dutch "oma" is no grandmother but Oman in Turkish.
                if language == "en" or len(name) >= SHORTEST_FOREIGN or not name.isascii():
                    self._add(code, (name,))
        for name, code in _ALSO.items():
            self._add(code, (name,))

    def _add(self, code: str, names: Iterable[str]) -> None:
        for name in names:
            key = tuple(word.folded for word in split(name.split("(")[0]))
            if 0 < len(key) <= LONGEST_NAME and fold(name) not in _NEVER and len("".join(key)) > 1:
                self._codes[key] = code
