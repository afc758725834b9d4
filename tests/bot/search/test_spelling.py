"""Which slips are mended, and what is never touched."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from bot.search.spelling import Speller

VOCABULARY = {
    "detention": 9, "retention": 2, "remittances": 20, "bonds": 3, "bands": 9, "border": 8, "boarder": 1, "visa": 5,
    "trafficking": 12, "c181": 1, "diaspora": 7, "labour": 30, "return": 25, "returns": 2,
}  # fmt: skip


@pytest.fixture(scope="module")
def speller() -> Speller:
    return Speller(VOCABULARY)


MENDED = {
    "dropped letter": ("detenton", "detention"),
    "swapped letters": ("detnetion", "detention"),
    "doubled letter": ("bonnds", "bonds"),
    "neighbour key": ("borfer", "border"),
    "two slips in a long word": ("traficcking", "trafficking"),
    "first two letters swapped": ("idaspora", "diaspora"),
    "missing double": ("remitances", "remittances"),
    "the neighbour key before another letter": ("bpnds", "bonds"),  # p lies beside o, not beside a, and bands are more frequent
    "the nearest, not the most frequent": ("retentin", "retention"),
}


@pytest.mark.parametrize(("wrote", "meant"), MENDED.values(), ids=MENDED)
def test_a_slip_is_mended(speller: Speller, wrote: str, meant: str) -> None:
    assert speller.correct(wrote) == meant


def test_good_english_is_no_slip_but_may_be_guessed_at(speller: Speller) -> None:
    assert (speller.correct("binds"), speller.guess("binds")) == (None, "bonds")


UNTOUCHED = {
    "known": "boarder",
    "short": "vias",
    "digit": "c182",
    "decimal": "10.2000",
    "other first letter": "betention",
    "two slips in a short word": "brodre",
    "three slips": "detmetoim",
    "foreign": "слово",
    "empty": "",
    "one letter": "x",
}


@pytest.mark.parametrize("word", UNTOUCHED.values(), ids=UNTOUCHED)
def test_a_word_is_left_alone(speller: Speller, word: str) -> None:
    assert speller.correct(word) is None


@pytest.mark.parametrize(
    ("start", "words"),
    [("retu", ["return", "returns"]), ("return", ["returns"]), ("ret", []), ("zzzz", []), ("c181", [])],
)
def test_a_beginning_is_completed_shortest_first(speller: Speller, start: str, words: list[str]) -> None:
    assert speller.complete(start) == words


@settings(derandomize=True, max_examples=400, deadline=None)
@given(st.sampled_from(sorted(VOCABULARY)), st.text("abdeinorst1", max_size=3), st.integers(1, 8), st.integers(0, 2))
def test_a_correction_is_a_known_word_nearby(speller: Speller, word: str, inserted: str, at: int, drop: int) -> None:
    wrote = word[:at] + inserted + word[at + drop :]
    read = speller.correct(wrote)
    if read is not None:
        assert read in VOCABULARY
        assert wrote not in VOCABULARY
        assert not any(c.isdigit() for c in wrote + read)
        assert 1 <= OSA.distance(wrote, read) <= (1 if len(wrote) < 8 else 2)
