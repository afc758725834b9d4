"""The template is printed from the rules, and a file copied from it is nearly an entry."""

import shutil
from pathlib import Path

import pytest

from bot.catalog.fields import DETAILS, ENTRY, SOURCE
from bot.catalog.loader import KNOWLEDGE, read_shelf
from bot.catalog.nodes import Mapping
from bot.catalog.specs import Record, find_value
from bot.catalog.template import template
from bot.catalog.yamlfile import read_yaml


@pytest.fixture(scope="module")
def written() -> Mapping:
    node, problems = read_yaml(KNOWLEDGE / "TEMPLATE.yaml", "TEMPLATE.yaml")
    assert problems == []
    assert node is not None
    return node


def test_the_file_is_what_the_rules_print() -> None:
    assert (KNOWLEDGE / "TEMPLATE.yaml").read_text(encoding="utf-8") == template()


@pytest.mark.parametrize(("part", "record"), [("", ENTRY), ("source", SOURCE), ("details", DETAILS)], ids=["entry", "source", "details"])
def test_every_field_stands_in_order(written: Mapping, part: str, record: Record) -> None:
    node = find_value(written, part) if part else written
    assert isinstance(node, Mapping)
    assert [key.text for key, _ in node.pairs] == [field.name for field in record.fields]


@pytest.mark.parametrize("field", ENTRY.fields, ids=lambda field: field.name)
def test_every_field_is_explained(field: object) -> None:
    assert all(line.startswith("# ") for line in before_each_key(template()))
    assert f"({'required' if getattr(field, 'required', False) else 'optional'}; " in before_key(template(), getattr(field, "name", ""))
