"""The table of a brief reads back whole, and no spreadsheet runs what it holds."""

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from bot.catalog.catalog import Catalog
from bot.catalog.countries import country_name
from bot.catalog.records import Details, Entry
from bot.catalog.topics import topic, topics_with_entries
from bot.render.brief.choosing import brief_of_entries, brief_of_topic
from bot.render.brief.contents import contents
from bot.render.brief.csv import as_csv
from bot.render.brief.records import Brief
from bot.render.source import stamp

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|'/C calc'!A0", " =1+1", "＝1+1", "＠x", "－1", "＋1"]
DISARMED_TOO = ["\t=1+1", "\r=1+1", "\n=1+1", "\r\n-1"]


def rows(catalog: Catalog, brief: Brief) -> list[dict[str, str]]:
    text = as_csv(catalog, brief).decode("utf-8-sig")
    read = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    assert all(None not in row and None not in row.values() for row in read)
    return read


def rows_of(catalog: Catalog, entries: Sequence[Entry]) -> list[dict[str, str]]:
    return rows(catalog, brief_of_entries(catalog, "Chosen", entries))


def test_every_topic_makes_a_table_with_a_row_for_each_entry(catalog: Catalog) -> None:
    for one in topics_with_entries(catalog):
        brief = brief_of_topic(catalog, one)
        assert [row["In the desk"] for row in rows(catalog, brief)] == [entry.id for entry in brief.entries], one.key


def test_a_row_tells_all_of_an_entry(catalog: Catalog) -> None:
    for entry, row in zip(catalog.entries, rows_of(catalog, catalog.entries), strict=True):
        section = catalog.section(entry)
        assert (row["Title"], row["Summary"], row["Note"]) == (entry.title, entry.summary, entry.note)
        assert (row["Who"], row["When"], row["Results"]) == (entry.details.who, entry.details.since, entry.details.results)
        assert row["Points"] == "; ".join(entry.details.points)
        assert row["Countries"] == "; ".join(map(country_name, entry.countries))
        assert row["Links"] == "; ".join(entry.links)
        assert (row["Item"], row["First words"]) == (entry.source.item, entry.source.begins)
        assert row["Section of the document"] == f"{section.number} {section.title}"
        assert row["Status of the source"] == stamp(entry)
        assert row["Knowledge base"] == catalog.version


def test_source_notes_are_those_of_the_other_forms(catalog: Catalog) -> None:
    brief = brief_of_topic(catalog, topic(catalog, "theme:2.3"))
    numbers = [str(item.number) for group in contents(catalog, brief).groups for item in group.entries]
    assert [row["Source note"] for row in rows(catalog, brief)] == numbers


def test_a_row_tells_its_brief_and_section(catalog: Catalog) -> None:
    brief = brief_of_topic(catalog, topic(catalog, "country:DE"))
    first = rows(catalog, brief)[0]
    assert (first["Brief"], first["Contents"], first["Section"]) == ("Germany", brief.subtitle, "Recommendations")


@pytest.mark.parametrize("text", ['comma, "quote"', "semi;colon", "'quote", "ünïcode 移民 🙂", "a - b", "5 = 5", "''"])
def test_a_table_keeps_what_csv_itself_uses(catalog: Catalog, text: str) -> None:
    (row,) = rows_of(catalog, [replace(catalog.entry("adept"), title=text)])
    assert row["Title"] == text


@pytest.mark.parametrize("formula", FORMULAS)
@pytest.mark.parametrize(
    ("field", "column"),
    [("title", "Title"), ("summary", "Summary"), ("note", "Note"), ("aliases", "Also called"), ("organisations", "Organisations"),
     ("groups", "People concerned"), ("links", "Links")],
)  # fmt: skip
def test_a_formula_is_disarmed(catalog: Catalog, field: str, column: str, formula: str) -> None:
    entry = catalog.entry("adept")
    value: Any = formula if isinstance(getattr(entry, field), str) else (formula, "more")
    (row,) = rows_of(catalog, [replace(entry, **{field: value})])
    assert row[column].startswith(f"'{formula}")


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_in_details_source_or_title_is_disarmed(catalog: Catalog, formula: str) -> None:
    entry = catalog.entry("adept")
    spoilt = replace(
        entry, details=Details(who=formula, points=(formula,)), source=replace(entry.source, begins=formula, item=formula)
    )
    (row,) = rows(catalog, brief_of_entries(catalog, formula, [spoilt]))
    assert {row[name] for name in ("Brief", "Who", "Points", "First words", "Item")} == {f"'{formula}"}


@pytest.mark.parametrize("formula", DISARMED_TOO)
def test_a_formula_behind_a_break_is_disarmed(catalog: Catalog, formula: str) -> None:
    (row,) = rows_of(catalog, [replace(catalog.entry("adept"), title=formula)])
    assert row["Title"] == f"' {formula.lstrip()}"


@pytest.mark.parametrize("text", ["\tx", "\rx", "\nx"])
def test_no_cell_begins_with_a_tab_or_a_break(catalog: Catalog, text: str) -> None:
    (row,) = rows_of(catalog, [replace(catalog.entry("adept"), title=text)])
    assert row["Title"] == " x"


def test_excel_knows_the_file_for_utf_8(catalog: Catalog) -> None:
    assert as_csv(catalog, brief_of_entries(catalog, "None", [])).startswith(b'\xef\xbb\xbf"Brief"')


def test_no_entries_make_a_heading_alone(catalog: Catalog) -> None:
    assert rows_of(catalog, []) == []


def test_what_no_file_can_hold_is_replaced(catalog: Catalog) -> None:
    (row,) = rows_of(catalog, [replace(catalog.entry("adept"), title="a\0b\ud800c")])
    assert row["Title"] == "a\ufffdb\ufffdc"


def test_the_same_brief_makes_the_same_table(catalog: Catalog) -> None:
    brief = brief_of_topic(catalog, topic(catalog, "theme:2.3"))
    assert as_csv(catalog, brief) == as_csv(catalog, brief)
