"""Text to words: folding, splitting and stemming, the same for questions and entries."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import Stemmer

# Meant to be heard by nobody: zero-width and direction marks, soft hyphens, variation selectors.
_INVISIBLE = re.compile(r"[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "‐": "-", "‑": "-", "–": "-", "—": "-"})
# A word may hold dots, hyphens and the like inside: 10.7, 6degree.org, i-map, a/71/728.
_WORD = re.compile(r"\w+(?:[.\-'/&]\w+)*")
# 1,000 is 1000; SDG10.7 is SDG 10.7.
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}\b)")
_GLUED = re.compile(r"(sdgs?|target|objective)(\d[\d.a-d]*)", re.IGNORECASE)
_INNER = re.compile(r"[.\-'/&]")
# What hangs on a word: I'll is not ill, and we're is we.
_HANGING = re.compile(r"'(?:s|ll|re|ve|d|m)$", re.IGNORECASE)
_english = Stemmer.Stemmer("english", 0)
_SPELLINGS = tuple(
    (re.compile(pattern), form)
    for pattern, form in (
        (r"(?<=[a-z]{3})(i|y)z(?=(?:e|ed|es|ing|er|ers|ation|ations|ational)$)", r"\1s"),
        (r"(lab|hon|fav|col|neighb|behavi|harb|endeav)our", r"\1or"),
        (r"(counsel|travel|cancel|label|model)l(?=ing|ed|or|er)", r"\1"),
        (r"^programme", "program"),
        (r"^(.*)centre(s?)$", r"\1center\2"),
        (r"^(defen|licen|offen)c(?=e)", r"\1s"),
    )
)
# One look tells most words, which none of the patterns can touch.
_MAY_DIFFER = re.compile(r"[iy]z|our|ll(?:ing|ed|or|er)|programme|centre|(?:en|fen)ce")
# What the stemmer would take for a word of the field.
_UNLIKE = frozenset(
    "populism populist integrity capitalism nationalism nationalist relatives generals marketing communism universe"
    " intern posters terminal animate".split()
)
# What the stemmer would keep apart.
_SAME = {
    "migratory": "migration", "immigrant": "immigrants", "children": "child", "women": "woman", "men": "man", "ageing": "aging",
    "crises": "crisis", "bureaux": "bureaus", "wives": "wife",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text: as written, folded, and its stem."""

    written: str
    folded: str
    stem: str


def fold(text: str) -> str:
    """Fold case, width, accents and invisible characters, so that what looks alike is equal."""
    return _plain(text).casefold()


def split(text: str) -> list[Word]:
    """Split a text into words; a word joined by hyphens or slashes gives its parts, one with digits stays whole."""
    text = _plain(text)
    if "," in text:
        text = _THOUSANDS.sub("", text)
    return [word for match in _WORD.finditer(text) for word in _parts(match.group())]


def stem(folded: str) -> str:
    """Return the stem under which a folded word is indexed; short words and words with digits are their own stems."""
    if (len(folded) < 4 and folded not in _SAME) or has_digit(folded) or not folded.isascii() or folded in _UNLIKE:
        return folded
    return str(_english.stemWord(_one_spelling(folded)))


def _one_spelling(folded: str) -> str:
    """Return British and American spellings of a word as one; the form is never shown."""
    if _MAY_DIFFER.search(folded):
        for pattern, form in _SPELLINGS:
            folded = pattern.sub(form, folded)
    return _SAME.get(folded, folded)


def has_digit(folded: str) -> bool:
    """Say whether a word holds a digit: such words are never corrected."""
    return any(c.isdigit() for c in folded)


def _plain(text: str) -> str:
    text = text.translate(_APOSTROPHES)
    if text.isascii():
        return text
    text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    decomposed = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", "".join(c for c in decomposed if unicodedata.category(c) != "Mn"))


@lru_cache(maxsize=50_000)
def _parts(whole: str) -> tuple[Word, ...]:
    whole = _HANGING.sub("", whole)
    if glued := _GLUED.fullmatch(whole):
        return tuple(_word(piece) for piece in glued.groups())
    if not _INNER.search(whole):
        return (_word(whole),) if whole.strip("_") else ()
    if has_digit(whole):
        # 10.7 must not be found by any 10; c.181 and a/71/728 are names.
        return (_word(whole),)
    if whole[:3].casefold() == "re-":
        # re-integration and reintegration are one word.
        return (_word(_INNER.sub("", whole)),)
    pieces = [piece for piece in _INNER.split(whole) if len(piece) > 1]
    joined = _INNER.sub("", whole)
    return tuple(_word(piece) for piece in pieces) if len(pieces) > 1 else (_word(joined),)


def _word(written: str) -> Word:
    folded = written.casefold()
    return Word(written, folded, stem(folded))
