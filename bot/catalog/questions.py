"""`knowledge/questions.yaml`: golden questions with the entries that answer them, or a refusal."""

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.catalog import fields
from bot.catalog.checker import read_record
from bot.catalog.nodes import Mapping, Problem, Sequence, shorten
from bot.catalog.specs import find_mark
from bot.catalog.yamlfile import read_yaml


@dataclass(frozen=True, slots=True)
class Golden:
    """A question whose answer is known. `right` is empty where the desk must refuse."""

    ask: str
    kind: str
    within: int = 1
    right: tuple[str, ...] = ()

    @property
    def tuning(self) -> bool:
        """Say whether the search may be tuned on this question; the other half only checks.

        The half follows from the words alone, so that a new question moves no other.
        """
        return hashlib.sha256(self.ask.encode()).digest()[0] % 2 == 0


@dataclass(frozen=True, slots=True)
class GoldenSet:
    """All golden questions, and the shares in per cent below which the checking half must not fall."""

    questions: tuple[Golden, ...]
    right_floor: int
    refused_floor: int


def read_questions(path: Path, shown: str, ids: Collection[str]) -> tuple[GoldenSet | None, list[Problem]]:
    """Read the golden questions; `ids` are those of all entries. Returns None beside at least one problem."""
    node, problems = read_yaml(path, shown)
    if node is None:
        return None, problems
    values, found = read_record(fields.QUESTIONS, node, shown)
    problems += found
    if not problems:
        questions = tuple(Golden(**question) for question in values["questions"])
        problems += _check_all(questions, node, shown, ids)
    if problems:
        return None, problems
    return GoldenSet(questions, values["floors"]["right"], values["floors"]["refused"]), []


def _check_all(questions: tuple[Golden, ...], node: Mapping, shown: str, ids: Collection[str]) -> Iterator[Problem]:
    items = next(value for key, value in node.pairs if key.text == "questions")
    assert isinstance(items, Sequence)
    asked: set[str] = set()
    for question, item in zip(questions, items.items, strict=True):
        assert isinstance(item, Mapping)
        if (folded := " ".join(question.ask.casefold().split())) in asked:
            yield Problem(shown, find_mark(item, "ask"), f"ask must stand once, got {shorten(question.ask)} again")
        asked.add(folded)
        if (question.kind == "refusal") == bool(question.right):
            message = "right must name entries, unless kind is refusal, which has none"
            yield Problem(shown, find_mark(item, "kind"), message)
        for name in question.right:
            if name not in ids:
                yield Problem(shown, find_mark(item, "right"), f"right must name entries that exist, got {shorten(name)}")
