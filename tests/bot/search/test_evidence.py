"""What speaks for an entry, on a handful of made-up ones."""

import pytest
from small_catalog import entry, gathered, shelf, understand

from bot.catalog.catalog import Catalog
from bot.catalog.records import Acronym, Details, Glossary, OneWay
from bot.search.evidence import compare_lines, gather

FIELDS = [
    ("Heron", {}, "title"),
    ("Other", {"aliases": ("heron",)}, "alias"),
    ("Other", {"asked_as": ("who saw the heron?",)}, "asked"),
    ("Other", {"summary": "Of a heron."}, "summary"),
    ("Other", {"details": Details(results="two herons")}, "details"),
    ("Other", {"organisations": ("Heron",)}, "organisation"),
    ("Other", {"note": "No heron."}, "note"),
]


@pytest.mark.parametrize(("title", "others", "field"), FIELDS, ids=[field for *_, field in FIELDS])
def test_a_word_is_found_wherever_it_stands(catalog: Catalog, title: str, others: dict[str, object], field: str) -> None:
    found = gathered(shelf(catalog, entry("one", title, **others), entry("two", "Else")), "heron")
    assert list(found) == [0]
    assert found[0].terms[0].field == field


def test_the_weightiest_field_is_named_once(catalog: Catalog) -> None:
    found = gathered(shelf(catalog, entry("one", "Heron", summary="A heron, a heron.")), "heron")
    assert found[0].terms[0].field == "title"


def test_title_outweighs_summary_and_summary_a_note(catalog: Catalog) -> None:
    three = (entry("one", "Heron"), entry("two", "Other", summary="A heron."), entry("three", "Third", note="A heron."))
    found = gathered(shelf(catalog, *three), "heron")
    title, summary, note = (found[number].terms[0].score for number in range(3))
    assert title > summary > note > 0


def test_a_rare_word_outweighs_a_common_one(catalog: Catalog) -> None:
    found = gathered(shelf(catalog, entry("one", "Heron pond"), entry("two", "Pond"), entry("three", "Pond life")), "heron pond")
    assert found[0].terms[0].score > found[0].terms[1].score


def test_a_word_that_only_tells_the_kind_counts_little(catalog: Catalog) -> None:
    found = gathered(shelf(catalog, entry("one", "Heron programme"), entry("two", "Else")), "heron programme")
    assert found[0].terms[0].score > 2 * found[0].terms[1].score


def test_the_first_country_counts_more_than_the_second(catalog: Catalog) -> None:
    found = gathered(shelf(catalog, entry("one", "One", countries=("KE", "GH")), entry("two", "Two", countries=("GH",))), "Ghana")
    assert found[1].facets["GH"] > found[0].facets["GH"] > 0


def test_a_city_in_a_title_counts_where_the_entry_is_of_no_country(catalog: Catalog) -> None:
    assert "UY" in gathered(shelf(catalog, entry("one", "Montevideo Consensus"), glossary=catalog.glossary), "Montevideo")[0].facets


NAMES = [("Heron Pond", 2, True), ("what is heron pond?", 2, False), ("HP", 1, True), ("heron-pond", 2, True), ("heron", 0, False)]


@pytest.mark.parametrize(("asked", "named", "exact"), NAMES, ids=[asked for asked, *_ in NAMES])
def test_a_name_within_the_question_and_the_name_alone(catalog: Catalog, asked: str, named: int, exact: bool) -> None:
    found = gathered(shelf(catalog, entry("one", "Heron Pond", aliases=("HP",)), entry("two", "Else")), asked)
    assert (found[0].named, found[0].exact) == (named, exact)


def test_a_line_that_says_the_same_is_nearest(catalog: Catalog) -> None:
    lines = (
        entry("one", "One", asked_as=("where do herons nest in spring?",)),
        entry("two", "Two", asked_as=("herons, otters, frogs and voles that nest by water in a cold spring",)),
        entry("three", "Three", asked_as=("where do herons sleep?", "who may nest here?", "when is spring?")),
    )
    index, question = understand(shelf(catalog, *lines), "where do herons nest in spring")
    found = gather(index, question)
    compare_lines(index, question, found.values())
    assert found[0].line == pytest.approx(1.0)
    assert found[0].line > max(found[1].line, found[2].line)


def test_all_words_of_a_meaning_must_be_there(catalog: Catalog) -> None:
    glossary = Glossary(acronyms=(Acronym("GBH", ("great blue heron",)),))
    found = gathered(shelf(catalog, entry("one", "Great blue heron"), entry("two", "Great heron"), glossary=glossary), "GBH")
    assert [bool(found[number].spans) for number in (0, 1)] == [True, False]


def test_a_word_counts_more_than_what_it_leads_to(catalog: Catalog) -> None:
    glossary = Glossary(one_way=(OneWay(("jail",), ("cage",)),))
    found = gathered(shelf(catalog, entry("one", "Jail"), entry("two", "Cage"), glossary=glossary), "jail")
    (meant,) = found[1].spans.values()
    assert found[0].terms[0].score > meant.score > 0
    assert meant.via == "cage"


def test_nothing_shared_is_no_evidence(catalog: Catalog) -> None:
    assert gathered(shelf(catalog, entry("one", "Heron")), "otter") == {}
