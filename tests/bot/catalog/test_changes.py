"""Who quoted an entry is told when it says something else, and is not troubled by slips that were mended."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.catalog.catalog import Catalog
from bot.catalog.changes import Change, changes, revision, substance
from bot.catalog.records import Details, Entry, Locator

ENTRY = Entry(
    id="desk",
    kind="practice",
    title="Help desk",
    summary="A desk helps newcomers.",
    groups=("all migrants",),
    themes=("1.1",),
    objectives=(1,),
    source=Locator("paper", "1.1", "example 1", begins="The desk in", pages="10"),
    asked_as=(),
    details=Details(results="500 people", points=("Advice", "Referral")),
    countries=("CA",),
    organisations=("IOM", "Red Cross"),
    links=("http://desk.example/a",),
)
WORDS = frozenset(
    "the desk helps help migrants regular irregular legal illegal million billion persecution prosecution employers employees and"
    " not is it may must government now remittances fell rose labour labor documented moldova".split()
)


def is_word(word: str) -> bool:
    return word in WORDS


def said(was: str, now: str) -> tuple[Change, ...]:
    return changes(substance(replace(ENTRY, summary=was)), replace(ENTRY, summary=now), is_word)


NO_CHANGE = {
    "whitespace": ("The  desk\nhelps", "The desk helps"),
    "case": ("the Desk helps", "The desk helps"),
    "punctuation": ("The desk, helps", "“The desk” helps."),
    "hyphens": ("multi-stakeholder co-operation", "multi stakeholder cooperation"),
    "accents": ("São Paulo", "Sao Paulo"),
    "thousands": ("1,000 people", "1000 people"),
    "dashes": ("2015-2016", "2015–2016"),
    "ampersand": ("help & advice", "help and advice"),
    "slip": ("remitances fell", "remittances fell"),
    "slip at the start of a sentence": ("Goverment fell", "Government fell"),
    "slip in a name": ("in Moldvoa", "in Moldova"),
    "swapped letters": ("teh desk", "the desk"),
    "spelling": ("organise labour", "organize labor"),
    "grammar": ("The government provide", "The governments provided"),
}


@pytest.mark.parametrize(("was", "now"), NO_CHANGE.values(), ids=NO_CHANGE)
def test_the_same_said_otherwise_is_no_change(was: str, now: str) -> None:
    assert said(was, now) == ()


CHANGE = {
    "figure": ("about 500 people", "about 600 people"),
    "decimal": ("2.5 million", "25 million"),
    "per cent": ("fell by 5", "fell by 5%"),
    "currency": ("costs $5", "costs €5"),
    "sign": ("rose by 5", "rose by -5"),
    "date": ("since 1 May 2016", "since 1 May 2017"),
    "number in letters": ("a million", "a billion"),
    "denial": ("is legal", "is not legal"),
    "prefix": ("regular migrants", "irregular migrants"),
    "prefix of a word that the dictionary lacks": ("undocumented migrants", "documented migrants"),
    "one letter that makes another word": ("employers", "employees"),
    "two letters that make another word": ("persecution", "prosecution"),
    "short word": ("may", "must"),
    "acronym": ("by IFAD", "by IFAP"),
    "acronym that reads like a word": ("by ITT", "by IT"),
    "figures run together": ("in 2 5 cities", "in 25 cities"),
    "unknown names": ("in Xanadu", "in Xanada"),
    "added": ("the desk", "the desk helps"),
    "removed": ("the desk helps", "the desk"),
}


@pytest.mark.parametrize(("was", "now"), CHANGE.values(), ids=CHANGE)
def test_another_word_or_figure_is_a_change(was: str, now: str) -> None:
    assert said(was, now) == (Change("summary", was, now),)
    assert said(now, was) == (Change("summary", now, was),)


FIELDS = {
    "title": (replace(ENTRY, title="Help line"), Change("title", "Help desk", "Help line")),
    "detail": (replace(ENTRY, details=replace(ENTRY.details, results="600 people")), Change("results", "500 people", "600 people")),
    "detail added": (replace(ENTRY, details=replace(ENTRY.details, since="2016")), Change("since", "", "2016")),
    "point": (
        replace(ENTRY, details=replace(ENTRY.details, points=("Advice",))),
        Change("points", "Advice Referral", "Advice"),
    ),
    "country added": (replace(ENTRY, countries=("CA", "DE")), Change("countries", "", "DE")),
    "country for another": (replace(ENTRY, countries=("DE",)), Change("countries", "CA", "DE")),
    "organisation": (replace(ENTRY, organisations=("IOM",)), Change("organisations", "Red Cross", "")),
    "link": (
        replace(ENTRY, links=("http://desk.example/A",)),
        Change("links", "http://desk.example/a", "http://desk.example/A"),
    ),
    "section": (replace(ENTRY, source=replace(ENTRY.source, section="1.2")), Change("section", "1.1", "1.2")),
    "pages": (replace(ENTRY, source=replace(ENTRY.source, pages="10-11")), Change("pages", "10", "10-11")),
    "note": (replace(ENTRY, note="The source errs."), Change("note", "", "The source errs.")),
}


@pytest.mark.parametrize(("new", "change"), FIELDS.values(), ids=FIELDS)
def test_every_field_that_can_be_quoted_is_watched(new: Entry, change: Change) -> None:
    assert changes(substance(ENTRY), new, is_word) == (change,)
    assert revision(new) != revision(ENTRY)


UNQUOTED = {
    "other order": replace(ENTRY, organisations=("Red Cross", "iom")),
    "our mapping": replace(ENTRY, objectives=(2,), themes=("1.2",)),
    "questions": replace(ENTRY, asked_as=("who helps?",)),
    "links between entries": replace(ENTRY, related=("other",)),
}


@pytest.mark.parametrize("new", UNQUOTED.values(), ids=UNQUOTED)
def test_what_nobody_quotes_is_no_change(new: Entry) -> None:
    assert changes(substance(ENTRY), new, is_word) == ()


LONG = "one two three four five six seven eight nine ten eleven twelve"
PASSAGES = {
    "in the middle": (
        (LONG, LONG.replace("six", "sixty")),
        [("… two three four five six seven eight nine ten …", "… two three four five sixty seven eight nine ten …")],
    ),
    "at the ends": (
        (f"{LONG} {LONG}", f"un{LONG[3:]} {LONG[:-6]}douze"),
        [("one two three four five …", "un two three four five …"),
         ("… eight nine ten eleven twelve", "… eight nine ten eleven douze")],
    ),
    "close to one another": (
        (f"{LONG} {LONG}", f"{LONG.replace('four', 'quatre').replace('nine', 'neuf')} {LONG}"),
        [("one two three four five six seven eight nine ten eleven twelve one …",
          "one two three quatre five six seven eight neuf ten eleven twelve one …")],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("texts", "passages"), PASSAGES.values(), ids=PASSAGES)
def test_a_long_text_shows_the_passage_that_differs(texts: tuple[str, str], passages: list[tuple[str, str]]) -> None:
    assert said(*texts) == tuple(Change("summary", was, now) for was, now in passages)


def test_a_field_that_was_not_kept_then_is_passed_over() -> None:
    kept = {"title": "Help desk", "colour": "red"}
    assert changes(kept, replace(ENTRY, note="New."), is_word) == ()


def test_substance_survives_storing_and_equal_substance_has_one_revision(catalog: Catalog) -> None:
    revisions = set()
    for entry in catalog.entries:
        kept = substance(entry)
        assert json.loads(json.dumps(kept)) == kept
        assert changes(kept, entry, is_word) == ()
        revisions.add(revision(entry))
        assert revision(replace(entry, asked_as=())) in revisions
    assert len(revisions) == len(catalog.entries)


@settings(derandomize=True, max_examples=200, deadline=None)
@given(st.text(st.sampled_from("ab 1.,-%é&\n"), max_size=40), st.text(st.sampled_from("ab 1.,-%é&\n"), max_size=40))
def test_no_figure_changes_unseen(was: str, now: str) -> None:
    def figures(text: str) -> str:
        return "".join(c for c in text if c == "1")

    if figures(was) != figures(now):
        assert said(was, now)
    assert said(was, was) == ()
