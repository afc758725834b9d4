"""The command line, run as people and scripts run it."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from command_line import PATIENCE, clean_environment, compact_desk, lines

from bot.catalog.catalog import Catalog
from bot.catalog.loader import KNOWLEDGE

TOKEN = "123456789:AAEhBOweik6ad9r_QXMENQjcrGbqCr4K-bc"
TYPES: dict[str, type] = {
    "id": str, "kind": str, "title": str, "summary": str, "details": dict, "aliases": list, "countries": list,
    "organisations": list, "groups": list, "themes": list, "objectives": list, "source": dict, "links": list, "note": str,
    "score": float, "why": str,
}  # fmt: skip
SOURCE_KEYS = ["document", "document_title", "section", "section_title", "item", "begins", "pages"]
# One line each: an ordinary question, none, bytes that are no UTF-8, a lone surrogate, a very long one, controls, no line end.
LINES = [b"FAP", b"", b"\xff\xfe visa", b"a\xed\xa0\x80b", b"visa " * 2000, b"tab\tnul\0bell\x07", b"   ", b"remittances"]


@pytest.fixture(scope="module")
def answered() -> list[dict[str, Any]]:
    done = compact_desk("ask", "--json", "-", stdin=b"\n".join(LINES), limited=True)
    assert (done.returncode, done.stderr) == (0, b"")
    return [json.loads(line) for line in lines(done.stdout)]


def test_ask_prints_title_summary_source_and_id() -> None:
    done = compact_desk("ask", "Family", "Assistance", "Programme")
    shown = done.stdout.decode()
    assert (done.returncode, done.stderr) == (0, b"")
    assert shown.startswith("IOM Family Assistance Programme (FAP)\n")
    assert "  Source: " in shown
    assert "[germany-family-assistance-programme]" in shown


def test_ask_says_when_the_documents_are_silent() -> None:
    done = compact_desk("ask", "best pizza in Naples")
    assert (done.returncode, lines(done.stdout)[0][:18]) == (0, "Not in my sources.")


def test_ask_json_gives_a_line_for_each_line(answered: list[dict[str, Any]]) -> None:
    asked = [line.decode("utf-8", "replace") for line in LINES]
    assert [answer["question"] for answer in answered] == asked


def test_ask_json_has_the_promised_keys_and_types(answered: list[dict[str, Any]]) -> None:
    answer = answered[0]
    assert {name: type(value) for name, value in answer.items()} == {
        "question": str, "verdict": str, "results": list, "corrections": list, "took_ms": float,
    }  # fmt: skip
    assert answer["verdict"] == "answer"
    for result in answer["results"]:
        assert {name: type(value) for name, value in result.items()} == TYPES
        assert {name: type(value) for name, value in result["source"].items()} == dict.fromkeys(SOURCE_KEYS, str)


def test_ask_json_names_countries_and_numbers_objectives(answered: list[dict[str, Any]]) -> None:
    result = answered[0]["results"][0]
    assert {"code": "DE", "name": "Germany"} in result["countries"]
    assert {type(number) for number in result["objectives"]} == {int}


@pytest.mark.parametrize("number", [1, 5, 6], ids=["empty", "controls", "blank"])
def test_ask_json_has_no_answer_to_noise(answered: list[dict[str, Any]], number: int) -> None:
    assert (answered[number]["verdict"], answered[number]["results"]) == ("none", [])


def test_ask_json_answers_only_standard_input_that_has_lines() -> None:
    done = compact_desk("ask", "--json", "-")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_ask_takes_an_argument_that_is_no_utf_8() -> None:
    done = compact_desk("ask", "--json", b"FAP \xff")
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["question"] == "FAP ?"


def test_ask_shows_at_most_the_limit() -> None:
    done = compact_desk("ask", "--json", "--limit", "3", "remittances")
    assert len(json.loads(done.stdout)["results"]) == 3


@pytest.mark.parametrize(
    "arguments", [["ask"], ["ask", "--limit", "0", "x"], ["export", "--format", "xml"], ["nonsense"], ["show"]], ids=" ".join
)
def test_wrong_usage_is_exit_2(arguments: list[str]) -> None:
    done = compact_desk(*arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"Traceback" not in done.stderr


def test_show_prints_a_card() -> None:
    done = compact_desk("show", "germany-family-assistance-programme")
    assert (done.returncode, done.stderr) == (0, b"")
    assert lines(done.stdout)[0] == "IOM Family Assistance Programme (FAP)"
    assert "<" not in done.stdout.decode()


@pytest.mark.parametrize(
    ("given", "told"), [(b"nobody", "'nobody'"), (b"", "''"), (b"a\nb", r"'a\nb'"), (b"\xff", r"'\udcff'")], ids=repr
)
def test_show_tells_an_unknown_id_in_one_line(given: bytes, told: str) -> None:
    done = compact_desk("show", given)
    assert (done.returncode, done.stdout) == (1, b"")
    assert lines(done.stderr) == [f"id must be that of an entry, got {told} (`ask` finds entries by their words)"]


def test_export_prints_every_entry_as_json(catalog: Catalog) -> None:
    done = compact_desk("export")
    exported = [json.loads(line) for line in lines(done.stdout)]
    assert [entry["id"] for entry in exported] == [entry.id for entry in catalog.entries]
    assert {"asked_as", "related"} < set(exported[0])


def test_export_prints_every_entry_as_csv(catalog: Catalog) -> None:
    done = compact_desk("export", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout.decode(), newline=""), strict=True))
    assert [row["id"] for row in rows] == [entry.id for entry in catalog.entries]


def test_export_to_a_reader_that_leaves_ends_quietly() -> None:
    command = [sys.executable, "-m", "bot", "export"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=clean_environment()) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        first = process.stdout.readline()
        process.stdout.close()
        assert (json.loads(first)["id"], process.stderr.read()) == ("aaaa", b"")
        process.wait(PATIENCE)


def test_export_to_a_full_disk_is_one_line() -> None:
    command = [sys.executable, "-m", "bot", "export"]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, env=clean_environment(), timeout=PATIENCE, check=False)
    assert (done.returncode, lines(done.stderr)) == (1, ["output must fit on the disk, got a full one"])


def test_template_is_the_file_in_the_knowledge_folder() -> None:
    done = compact_desk("template")
    assert (done.returncode, done.stdout) == (0, (KNOWLEDGE / "TEMPLATE.yaml").read_bytes())


def test_check_passes_the_knowledge_base(catalog: Catalog) -> None:
    done = compact_desk("check")
    assert (done.returncode, lines(done.stdout)) == (0, [f"{len(catalog.entries)} entries, no problems"])


@pytest.mark.parametrize(
    ("environment", "faults"),
    [
        ({}, ["BOT_TOKEN must be set (or BOT_TOKEN_FILE name a file that holds it), got nothing"]),
        (
            {"BOT_TOKEN": f"{TOKEN}=", "BOT_API_URL": f"https://api.telegram.org/bot{TOKEN}", "LOG_LEVEL": "loud"},
            [
                "BOT_TOKEN must look like 123456789:AA…, as BotFather gives it, got something else",
                "BOT_API_URL must be an http or https address without path, got 'https://api.telegram.org/bot[token]'",
                "LOG_LEVEL must be one of DEBUG, INFO, WARNING, ERROR, got 'LOUD'",
            ],
        ),
    ],
    ids=["no token", "all wrong"],
)
def test_run_with_wrong_settings_tells_every_fault_and_is_exit_78(environment: dict[str, str], faults: list[str]) -> None:
    done = compact_desk("run", environment=environment)
    assert (done.returncode, done.stdout, lines(done.stderr)) == (os.EX_CONFIG, b"", faults)
