"""Entries and answers as data: the promised keys, one line of JSON, CSV that no spreadsheet runs."""

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from bot.catalog.catalog import Catalog
from bot.catalog.records import Details, Entry
from bot.export import answer_data, entry_data, export_data, to_csv, to_json
from bot.search import Search

ENTRY_KEYS = [
    "id", "kind", "title", "summary", "details", "aliases", "countries", "organisations", "groups", "themes", "objectives",
    "source", "links", "note",
]  # fmt: skip
SOURCE_KEYS = ["document", "document_title", "section", "section_title", "item", "begins", "pages"]
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|'/C calc'!A0", "-2+3;note"]


@pytest.fixture
def entry(catalog: Catalog) -> Entry:
    return catalog.entry("germany-family-assistance-programme")


def rows(catalog: Catalog, entries: Sequence[Entry]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(to_csv(catalog, entries), newline=""), strict=True))


def test_an_entry_has_the_promised_keys(catalog: Catalog, entry: Entry) -> None:
    data = entry_data(catalog, entry)
    assert list(data) == ENTRY_KEYS
    assert list(data["source"]) == SOURCE_KEYS


def test_countries_are_told_by_code_and_name(catalog: Catalog, entry: Entry) -> None:
    data = entry_data(catalog, replace(entry, countries=("DE", "KR")))
    assert data["countries"] == [{"code": "DE", "name": "Germany"}, {"code": "KR", "name": "South Korea"}]


def test_an_export_adds_what_curators_need(catalog: Catalog, entry: Entry) -> None:
    assert list(export_data(catalog, entry)) == [*ENTRY_KEYS, "asked_as", "related", "formerly"]


def test_the_source_is_told_in_words(catalog: Catalog, entry: Entry) -> None:
    source = entry_data(catalog, entry)["source"]
    assert source["document_title"] == catalog.document(entry.source.document).title
    assert (source["section_title"], source["begins"]) == (catalog.section(entry).title, entry.source.begins)


def test_details_that_the_source_does_not_state_are_left_out(catalog: Catalog, entry: Entry) -> None:
    bare = replace(entry, details=Details(who="IOM"))
    assert entry_data(catalog, bare)["details"] == {"who": "IOM"}


def test_an_answer_has_the_promised_keys(catalog: Catalog, search: Search) -> None:
    data = answer_data(catalog, search.ask("FAP", 2), 1.23456)
    assert list(data) == ["question", "verdict", "results", "corrections", "took_ms"]
    assert (data["question"], data["verdict"], data["took_ms"]) == ("FAP", "answer", 1.235)
    assert [list(result) for result in data["results"]] == [[*ENTRY_KEYS, "score", "why"]] * len(data["results"])


def test_a_correction_tells_both_words(catalog: Catalog, search: Search) -> None:
    data = answer_data(catalog, search.ask("remitances"), 0)
    assert data["corrections"] == [{"from": "remitances", "to": "remittances"}]


def test_an_unanswered_question_has_no_results(catalog: Catalog, search: Search) -> None:
    data = answer_data(catalog, search.ask("best pizza in Naples"), 0)
    assert (data["verdict"], data["results"], data["corrections"]) == ("none", [], [])


@pytest.mark.parametrize("text", ["a\nb", "a\r\nb", 'say "x"', "back\\slash", "nul\0", "ünïcode 移民 🙂"])
def test_json_is_one_line_that_reads_back(text: str) -> None:
    line = to_json({"question": text})
    assert "\n" not in line
    assert "\r" not in line
    assert json.loads(line) == {"question": text}


def test_an_unpaired_surrogate_becomes_a_question_mark() -> None:
    assert json.loads(to_json({"question": "a\ud800b"}).encode("utf-8")) == {"question": "a?b"}


def test_csv_has_a_row_for_each_entry_and_reads_back(catalog: Catalog) -> None:
    read = rows(catalog, catalog.entries)
    assert [row["id"] for row in read] == [entry.id for entry in catalog.entries]
    assert [row["summary"] for row in read] == [entry.summary for entry in catalog.entries]


def test_csv_joins_lists(catalog: Catalog, entry: Entry) -> None:
    listed = replace(entry, aliases=("FAP", "Aid, for all"), countries=("DE", "SY"), details=Details(who="IOM", points=("a", "b")))
    (row,) = rows(catalog, [listed])
    assert (row["aliases"], row["countries"], row["details"]) == ("FAP; Aid, for all", "Germany; Syria", "who: IOM; points: a; b")
    assert row["source_item"] == entry.source.item


@pytest.mark.parametrize("text", ['comma, "quote"', "line\nfeed", "line\r\nfeed", "semi;colon", "'quote"])
def test_csv_keeps_what_csv_itself_uses(catalog: Catalog, entry: Entry, text: str) -> None:
    (row,) = rows(catalog, [replace(entry, title=text)])
    assert row["title"] == text


@pytest.mark.parametrize("formula", FORMULAS)
@pytest.mark.parametrize(
    "column", ["title", "summary", "note", "aliases", "organisations", "asked_as", "links", "groups", "related"]
)
def test_csv_disarms_what_a_spreadsheet_would_run(catalog: Catalog, entry: Entry, column: str, formula: str) -> None:
    value: Any = formula if isinstance(getattr(entry, column), str) else (formula, "more")
    (row,) = rows(catalog, [replace(entry, **{column: value})])
    assert row[column].startswith(f"'{formula}")


@pytest.mark.parametrize("formula", FORMULAS)
def test_csv_disarms_formulas_within_the_source(catalog: Catalog, entry: Entry, formula: str) -> None:
    (row,) = rows(catalog, [replace(entry, source=replace(entry.source, begins=formula))])
    assert row["source_begins"] == f"'{formula}"


def test_csv_of_no_entries_is_a_heading(catalog: Catalog) -> None:
    assert to_csv(catalog, []).split(",")[0].strip() == "id"
