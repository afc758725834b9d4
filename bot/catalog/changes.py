"""What changed in an entry that somebody may have quoted. Mended slips of the pen are no change."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from typing import Any

from rapidfuzz.distance import OSA

from bot.catalog.records import Entry

# So many words of a passage stand before and after what differs in it.
AROUND = 4
MOST_EDITS = 2
# Any difference in these counts: they are codes and places, or addresses.
_LITERAL = frozenset({"document", "section", "item", "pages", "links"})
_BY_ITEM = _LITERAL | {"countries", "organisations"}
# A word with what may stand inside it, or a sign that makes another figure.
_TOKEN = re.compile(r"[^\W_]+(?:[.,:/'’‐‑–—-][^\W_]+)*|[%‰°$€£¥<>+=±&]|(?<!\w)[-−](?=\d)")
_INSIDE = re.compile(r"[\W_]")
_DASHES = re.compile(r"[‐‑–—−]")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}\b)")
_SPELLINGS = tuple(
    (re.compile(p), form) for p, form in ((r"(?<=\w{3})our", "or"), ("z", "s"), ("programme", "program"), ("centre", "center"))
)
_ENDINGS = frozenset({"s", "es", "d", "ed"})
_SHORTEST_STEM = 4

IsWord = Callable[[str], bool]
# First word and one past the last, in the old text and in the new.
_Span = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Change:
    """A field of `substance` with what it said and what it says.

    Of a text both hold the passage that differs with a few words around it, of a list what was taken out and what was put in.
    """

    field: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class _Token:
    """A word as it is compared, with its place in the text."""

    word: str
    start: int
    end: int
    is_capitals: bool


def substance(entry: Entry) -> dict[str, Any]:
    """Return what a reader may have quoted of an entry, fit for JSON: by field a text or a list of texts."""
    details = asdict(entry.details)
    lists = {
        "points": details.pop("points"),
        "countries": entry.countries,
        "organisations": entry.organisations,
        "links": entry.links,
    }
    texts = {"title": entry.title, "summary": entry.summary, **details, "note": entry.note, **asdict(entry.source)}
    return {**texts, **{name: list(items) for name, items in lists.items()}}


def revision(entry: Entry) -> str:
    """Return twelve hexadecimal digits that change whenever the substance of an entry does."""
    return hashlib.sha256(json.dumps(substance(entry), sort_keys=True).encode()).hexdigest()[:12]


def changes(old: Mapping[str, Any], new: Entry, is_word: IsWord) -> tuple[Change, ...]:
    """Return what an entry says otherwise than its substance of old; fields that were not kept then are passed over.

    Whitespace, case, punctuation and mended slips are no change; every other word, figure, address or place is. `is_word` tells a
    slip from another word: `remitances` is none, but `persecution` was not meant to be `prosecution`.
    """
    kept = ((field, old[field], now) for field, now in substance(new).items() if field in old)
    return tuple(Change(field, *pair) for field, was, now in kept for pair in _differences(field, was, now, is_word))


def _differences(field: str, was: str | list[str], now: str | list[str], is_word: IsWord) -> Iterator[tuple[str, str]]:
    before, after = ([value] if isinstance(value, str) else value for value in (was, now))
    if field in _BY_ITEM:
        return _items(before, after, field in _LITERAL)
    return _passages("\n".join(before), "\n".join(after), is_word)


def _items(was: Sequence[str], now: Sequence[str], literal: bool) -> Iterator[tuple[str, str]]:
    """Yield what went and what came, if anything did; another order is no change."""
    before, after = ({_item_key(item, literal): item for item in items} for items in (was, now))
    gone = [item for key, item in before.items() if key not in after]
    come = [item for key, item in after.items() if key not in before]
    if gone or come:
        yield ", ".join(gone), ", ".join(come)


def _item_key(item: str, literal: bool) -> str:
    return item.strip() if literal else "".join(token.word for token in _tokens(item))


def _passages(was: str, now: str, is_word: IsWord) -> Iterator[tuple[str, str]]:
    """Yield each passage that differs, as it was and as it is; passages close to one another make one."""
    was, now = (unicodedata.normalize("NFC", " ".join(text.split())) for text in (was, now))
    old, new = _tokens(was), _tokens(now)
    spans: list[_Span] = []
    matcher = SequenceMatcher(None, [token.word for token in old], [token.word for token in new], autojunk=False)
    for tag, *span in matcher.get_opcodes():
        i1, i2, j1, j2 = span
        if tag == "equal" or _says_the_same(old[i1:i2], new[j1:j2], is_word):
            continue
        near = spans.pop() if spans and i1 - spans[-1][1] <= 2 * AROUND else (i1, i2, j1, j2)
        spans.append((near[0], i2, near[2], j2))
    yield from ((_cut(was, old, i1, i2), _cut(now, new, j1, j2)) for i1, i2, j1, j2 in spans)


def _cut(text: str, tokens: Sequence[_Token], first: int, end: int) -> str:
    """Return the words from `first` up to but without `end`, with a few around them."""
    first, end = max(0, first - AROUND), end + AROUND
    before = tokens[first].start if first else 0
    after = tokens[end - 1].end if end < len(tokens) else len(text)
    return f"{'… ' if first else ''}{text[before:after]}{' …' if end < len(tokens) else ''}"


def _tokens(text: str) -> list[_Token]:
    return [_Token(_fold(m.group()), m.start(), m.end(), len(m.group()) > 1 and m.group().isupper()) for m in _TOKEN.finditer(text)]


def _fold(word: str) -> str:
    """Return a word without case, accents and the marks inside it; in a figure, marks tell 2.5 from 25."""
    if _has_digit(word):
        return _THOUSANDS.sub("", _DASHES.sub("-", word)).casefold()
    if word == "&":
        return "and"
    bare = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    return _INSIDE.sub("", bare).casefold() or word


def _says_the_same(old: Sequence[_Token], new: Sequence[_Token], is_word: IsWord) -> bool:
    """Say whether two runs of words differ in slips alone, or in where a word is parted."""
    if any(_has_digit(token.word) for token in (*old, *new)):
        return False
    if "".join(token.word for token in old) == "".join(token.word for token in new):
        return True
    return len(old) == len(new) and all(_is_slip(one, other, is_word) for one, other in zip(old, new, strict=True))


def _is_slip(old: _Token, new: _Token, is_word: IsWord) -> bool:
    was, now = _one_spelling(old.word), _one_spelling(new.word)
    if was == now:
        return True
    short, long = sorted((was, now), key=len)
    if len(short) >= _SHORTEST_STEM and long.startswith(short) and long[len(short) :] in _ENDINGS:
        return True
    # A slip of the first letter is rare, and other words are made by it: irregular, undocumented, billion.
    begins_alike = was[:1] == now[:1] or was[:2] == now[1::-1]
    is_near = begins_alike and not old.is_capitals and not new.is_capitals and OSA.distance(was, now) <= MOST_EDITS
    return is_near and not is_word(old.word) and is_word(new.word)


def _one_spelling(word: str) -> str:
    for pattern, form in _SPELLINGS:
        word = pattern.sub(form, word)
    return word


def _has_digit(word: str) -> bool:
    return any(c.isdigit() for c in word)
