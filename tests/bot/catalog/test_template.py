"""The template is printed from the rules, and a file copied from it is nearly an entry."""

import pytest

from bot.catalog.checker import check_entry
from bot.catalog.fields import DETAILS, ENTRY, SOURCE
from bot.catalog.loader import KNOWLEDGE
from bot.catalog.nodes import Mapping
from bot.catalog.specs import Field, Record, find_value
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


@pytest.mark.parametrize(
    ("part", "record"), [("", ENTRY), ("source", SOURCE), ("details", DETAILS)], ids=["entry", "source", "details"]
)
def test_every_field_stands_in_order(written: Mapping, part: str, record: Record) -> None:
    node = find_value(written, part) if part else written
    assert isinstance(node, Mapping)
    assert [key.text for key, _ in node.pairs] == [field.name for field in record.fields]


@pytest.mark.parametrize("field", ENTRY.fields, ids=lambda field: field.name)
def test_above_every_field_stands_what_it_is_for(field: Field) -> None:
    lines = template().splitlines()
    above = lines[next(number for number, line in enumerate(lines) if line.startswith(f"{field.name}:")) - 1]
    assert above.startswith(f"# {field.purpose} ({'required' if field.required else 'optional'}; ")


def test_a_copy_lacks_only_more_ways_to_ask(written: Mapping) -> None:
    _, problems = check_entry(written, "canada-ictc.yaml", "canada-ictc", "practices")
    assert [problem.message for problem in problems] == ["asked_as must have 3 to 6 items, got 1"]
