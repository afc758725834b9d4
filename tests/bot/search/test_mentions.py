"""What a message speaks of: names, objectives, countries, each word for word where it stands."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.catalog.catalog import Catalog
from bot.catalog.loader import load_catalog
from bot.search.mentions import LONGEST_MESSAGE, MOST, MentionFinder

CATALOG = load_catalog()
FINDER = MentionFinder(CATALOG)


def found(text: str) -> list[tuple[str, str]]:
    return [(one.fragment, one.entry.id if one.entry else one.topic_key) for one in FINDER.find(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("What FAP did in Germany", [("FAP", "germany-family-assistance-programme"), ("Germany", "country:DE")]),
        ("the Family Assistance Programme", [("Family Assistance Programme", "germany-family-assistance-programme")]),
        ("under objective 18, as ICTC says", [("ICTC", "canada-ictc"), ("objective 18", "objective:18")]),
        ("Obj. 6 and obj. 6 again", [("Obj. 6", "objective:6")]),
        ("see UDHR, CRC and ICTC; Canada too", [("UDHR", "udhr"), ("CRC", "crc"), ("ICTC", "canada-ictc")]),
        ("ILO Convention No. 105 and A/RES/217(III)", [("ILO Convention No. 105", "ilo-c105"), ("A/RES/217(III", "udhr")]),
        ("the SDGs and C105", [("SDGs", "agenda-2030"), ("C105", "ilo-c105")]),
        # An acronym in small letters is a word, a name across two sentences none, and there is no objective 99.
        ("Iris came late to the cat", []),
        ("We left Bali. Process matters", []),
        (f"Bali{'.' * 3000}process", []),
        ("objective 99 and section 3", []),
        ("Coffee is ready in the lobby.", []),
        ("", []),
    ],
)  # fmt: skip
def test_what_a_message_names(text: str, wanted: list[tuple[str, str]]) -> None:
    assert found(text) == wanted


@given(
    st.text(max_size=300)
    | st.lists(st.sampled_from(["ICTC", "Canada", "objective 6", "the Bali", "Process", ". ", " ", "👍", "\n"])).map("".join)
)
def test_fragments_stand_in_the_text_and_apart(text: str) -> None:
    mentions = FINDER.find(text)
    assert len(mentions) <= MOST
    for one in mentions:
        assert text[one.start : one.start + len(one.fragment)] == one.fragment
        assert bool(one.entry) != bool(one.topic_key)
    spans = sorted((one.start, one.start + len(one.fragment)) for one in mentions)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


def test_most_names_of_practices_and_instruments_are_found(catalog: Catalog) -> None:
    named = [
        (entry, name)
        for kind in ("practice", "instrument")
        for entry in catalog.of_kind(kind)
        for name in (entry.title, *entry.aliases)
    ]
    missed = [name for entry, name in named if entry.id not in {one for _, one in found(f"We spoke of {name} today")}]
    # A single everyday word names nothing for certain, and a few names are shared.
    assert len(missed) < len(named) / 30


def test_only_the_first_part_of_a_very_long_message_is_read() -> None:
    assert found("x " * LONGEST_MESSAGE + "ICTC") == []
