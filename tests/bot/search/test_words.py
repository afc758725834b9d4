"""What looks alike is equal; what is a name stays whole."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.search.words import fold, has_digit, split, stem

LOOK_ALIKES = {
    "case": ("Moldova", "MOLDOVA"),
    "accents": ("Côte", "Cote"),
    "composed": ("é", "é"),
    "sharp s": ("Straße", "STRASSE"),
    "dotted I": ("İzmir", "izmir"),
    "full width": ("ＩＬＯ", "ilo"),
    "ligature": ("ﬁnance", "finance"),
    "zero width": ("deten\u200btion", "detention"),
    "soft hyphen": ("re\u00admittance", "remittance"),
    "direction marks": ("\u202eBali\u202c", "bali"),
    "byte order mark": ("\ufeffBali", "bali"),
    "curly apostrophe": ("d’Ivoire", "d'ivoire"),
    "long dash": ("2015–2030", "2015-2030"),
}


@pytest.mark.parametrize(("one", "other"), LOOK_ALIKES.values(), ids=LOOK_ALIKES)
def test_what_looks_alike_folds_to_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


SPLITS = {
    "decimals": ("SDG 10.7.", "sdg 10.7"),
    "document symbol": ("see A/71/728!", "see a/71/728"),
    "hyphens": ("whole-of-government", "whole of government"),
    "slash": ("IOM/UNHCR", "iom unhcr"),
    "dotted acronym": ("U.N.", "un"),
    "one-letter prefix": ("i-Map", "imap"),
    "re- is one word": ("re-integration", "reintegration"),
    "possessive": ("Moldova’s", "moldova"),
    "possessive in capitals": ("MOLDOVA'S", "moldova"),
    "plural possessive": ("migrants’ rights", "migrants rights"),
    "I'll is not ill": ("I'll", "i"),
    "we're": ("we’re here", "we here"),
    "don't": ("don't", "dont"),
    "punctuation only": ("?! … --- ___", ""),
    "emoji only": ("😀 👨‍👩‍👧 🇩🇪", ""),
    "surrogates": ("\ud800 bonds \udfff", "bonds"),
    "null": ("one\0two", "one two"),
    "Arabic": ("الأردن", "الأردن"),
}


@pytest.mark.parametrize(("text", "words"), SPLITS.values(), ids=SPLITS)
def test_a_text_splits_into_words(text: str, words: str) -> None:
    assert [fold(word.folded) for word in split(text)] == fold(words).split()


@pytest.mark.parametrize(
    "forms",
    [
        "remittance remittances",
        "recruit recruitment recruiters recruiting",
        "policy policies",
        "university universities",
        "return returned returning",
    ],
)
def test_forms_of_a_word_share_a_stem(forms: str) -> None:
    assert len({stem(form) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    "words", ["migrant migration", "news new", "university universal", "10.7 10.2", "ilo iom", "organ organisation"]
)
def test_different_words_have_different_stems(words: str) -> None:
    one, other = words.split()
    assert stem(one) != stem(other)


@pytest.mark.parametrize(("word", "expected"), [("c181", True), ("10.c", True), ("٣", True), ("bonds", False), ("", False)])
def test_digits_are_seen(word: str, expected: bool) -> None:
    assert has_digit(word) is expected


@settings(derandomize=True, max_examples=300, deadline=None)
@given(st.text(max_size=60))
def test_any_text_gives_clean_words(text: str) -> None:
    for word in split(text):
        assert word.folded == word.written.casefold()
        assert word.stem
        assert not any(c.isspace() for c in word.written)
        assert any(c.isalnum() for c in word.written)
