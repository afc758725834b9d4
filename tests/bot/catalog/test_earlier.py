"""An earlier export beside today's knowledge base: what a curator must tell, and nothing else."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from command_line import compact_desk, lines

from bot.catalog.catalog import Catalog
from bot.catalog.earlier import block, compare, read_export
from bot.catalog.loader import load_catalog
from bot.errors import DeskError
from bot.export import export_data, to_json
from bot.search.english import is_english


def exported(catalog: Catalog) -> dict[str, dict[str, Any]]:
    """Return what `export` prints, by id, to be edited."""
    return {entry.id: json.loads(to_json(export_data(catalog, entry))) for entry in catalog.entries}


def told(catalog: Catalog, earlier: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Return the release that is printed as YAML reads it; nothing for none."""
    printed = block(compare(read_export(map(json.dumps, earlier.values()), "old"), catalog, is_english), catalog, "2026-12-18")
    read = yaml.safe_load(printed)
    return read[0] if read else {}


def test_the_same_export_tells_nothing(catalog: Catalog) -> None:
    earlier = exported(catalog)
    assert told(catalog, earlier) == {}
    assert block(compare(read_export([], "old"), replace(catalog, entries=()), is_english), catalog, "") == (
        "# Nothing was corrected, withdrawn or added.\n"
    )


def spoil(change: Callable[[dict[str, Any]], object], catalog: Catalog) -> dict[str, dict[str, Any]]:
    earlier = exported(catalog)
    change(earlier["helpdesk"])
    return earlier


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (lambda old: old.update(summary=old["summary"].replace("Toronto", "Ottawa")), "summary"),
        (lambda old: old.update(details={"results": "500 people"}), "results"),
        (lambda old: old.update(details={"points": ["Advice"]}), "points"),
        (lambda old: old["source"].update(pages="12"), "pages"),
        (lambda old: old.update(links=[]), "links"),
        (lambda old: old.update(countries=[{"code": "US", "name": "United States"}]), "countries"),
    ],
)
def test_a_correction_names_the_field(small_knowledge: Path, change: Callable[[dict[str, Any]], object], field: str) -> None:
    catalog = load_catalog(small_knowledge)
    earlier = read_export(map(json.dumps, spoil(change, catalog).values()), "old")
    found = compare(earlier, catalog, is_english)
    assert [(entry.id, [one.field for one in what]) for entry, what in found.corrected] == [("helpdesk", [field])]
    assert (found.withdrawn, found.added) == ((), ())
    assert f"      # {field}: " in block(found, catalog, "2026-12-18")


@pytest.mark.parametrize(
    "change",
    [
        lambda old: old.update(summary=old["summary"].replace("questions", "qestions")),
        lambda old: old.update(asked_as=["another way to ask"], aliases=[], groups=["women"]),
    ],
)
def test_slips_and_what_nobody_quotes_are_no_correction(small_knowledge: Path, change: Callable[[dict[str, Any]], object]) -> None:
    catalog = load_catalog(small_knowledge)
    assert told(catalog, spoil(change, catalog)) == {}


def test_what_is_gone_is_withdrawn_by_its_title_and_what_came_is_added(small_knowledge: Path) -> None:
    catalog = load_catalog(small_knowledge)
    earlier = exported(catalog)
    earlier["survey"] = {**earlier.pop("treaty"), "id": "survey", "title": "A: “Survey”\u2028"}
    found = told(catalog, earlier)
    assert found["withdrawn"] == [{"id": "survey", "title": "A: “Survey”", "why": None}]
    assert found["added"] == ["treaty"]
    assert "corrected" not in found


def test_a_renamed_entry_goes_on_and_a_merged_one_has_a_successor(small_knowledge: Path) -> None:
    catalog = load_catalog(small_knowledge)
    earlier = exported(catalog)
    renamed = {**earlier.pop("paper-1"), "id": "paper-one"}
    assert told(catalog, earlier | {"paper-one": renamed}) == {}
    merged = told(catalog, exported(catalog) | {"paper-one": renamed})
    assert merged["withdrawn"] == [{"id": "paper-one", "title": renamed["title"], "why": None, "successor": "paper-1"}]


def test_a_block_that_was_filled_in_passes_the_checker(small_knowledge: Path) -> None:
    catalog = load_catalog(small_knowledge)
    earlier = exported(catalog)
    earlier["helpdesk"]["summary"] = "It said something else."
    earlier["survey"] = {**earlier.pop("treaty"), "id": "survey"}
    printed = block(compare(read_export(map(json.dumps, earlier.values()), "old"), catalog, is_english), catalog, "2026-01-31")
    first = '  - {version: "2025.12", date: "2025-12-01", note: First., added: [helpdesk, paper-1, survey]}\n'
    history = small_knowledge / "history.yaml"
    history.write_text(f"releases:\n{printed}{first}", encoding="utf-8")
    unfilled = compact_desk("check", history)
    assert [line.partition("releases: ")[2].partition(" must")[0] for line in lines(unfilled.stdout)] == [
        "note", "corrected: what", "withdrawn: why",
    ]  # fmt: skip
    filled = printed.replace("note:", "note: N.").replace("what:", "what: W.").replace("why:", "why: Y.")
    history.write_text(f"releases:\n{filled}{first}", encoding="utf-8")
    newest = load_catalog(small_knowledge).releases[0]
    assert (newest.version, newest.added, newest.corrected[0].id, newest.withdrawn[0].id) == (
        "2026.01", ("treaty",), "helpdesk", "survey",
    )  # fmt: skip


def test_ids_that_yaml_would_retype_stay_words(small_knowledge: Path) -> None:
    catalog = load_catalog(small_knowledge)
    names = ["no", "2030-12-01", "1.5", "aaaa"]
    entries = tuple(replace(catalog.entries[0], id=name) for name in names)
    assert told(replace(catalog, entries=entries), {})["added"] == names


def test_an_edition_that_was_told_already_is_asked_for_anew(catalog: Catalog) -> None:
    assert told(catalog, {})["version"] is None
    assert told(replace(catalog, edition="2027.01"), {})["version"] == "2027.01"


@pytest.mark.parametrize(
    "line", ["id,kind", "[]", "7", '{"id": "a"}', "[" * 100_000, '{"id": 5, "title": "", "summary": "", "note": ""}']
)
def test_a_line_that_is_no_entry_is_named(catalog: Catalog, line: str) -> None:
    good = to_json(export_data(catalog, catalog.entries[0]))
    with pytest.raises(DeskError, match=r"^old\.jsonl:2: line must be an entry as `compact-desk export` prints it"):
        read_export([good, line], "old.jsonl")


def test_the_command_reads_an_edited_export(tmp_path: Path) -> None:
    path = tmp_path / "old.jsonl"
    printed = compact_desk("export").stdout.decode()
    edited = (
        line.replace(" remittances ", " remitances ").replace("Code of Practice", "Code of Conduct") for line in printed.split("\n")
    )
    path.write_text("\n".join(line for line in edited if '"canada-ictc", "kind"' not in line), encoding="utf-8")
    done = compact_desk("changes", path)
    assert (done.returncode, done.stderr) == (0, b"")
    told = yaml.safe_load(done.stdout)[0]
    corrected = {entry["id"] for line in printed.split("\n") if "Code of Practice" in line for entry in [json.loads(line)]}
    assert told["added"] == ["canada-ictc"]
    assert corrected
    assert {one["id"] for one in told["corrected"]} == corrected


@pytest.mark.parametrize("given", ["nowhere.jsonl", ".", "bytes.jsonl"])
def test_a_file_that_cannot_be_read_is_one_line(tmp_path: Path, given: str) -> None:
    (tmp_path / "bytes.jsonl").write_bytes(b"\xff\xfe")
    done = compact_desk("changes", given, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, b"")
    assert [line[:36] for line in lines(done.stderr)] == ["OLD_EXPORT must be a file of UTF-8 t"]
