"""A new entry starts as the template under a free id and overwrites nothing."""

from pathlib import Path

import pytest

from bot.catalog.draft import write_draft
from bot.catalog.fields import ENTRY, KINDS
from bot.catalog.yamlfile import read_yaml
from bot.errors import DeskError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("practices", "recommendations", "instruments"):
        (tmp_path / name).mkdir()
    return tmp_path


@pytest.mark.parametrize("kind", KINDS)
def test_a_draft_names_itself_and_its_kind(folder: Path, kind: str) -> None:
    path = write_draft(kind, folder)
    node, problems = read_yaml(path, "draft")
    assert node is not None
    assert not problems
    said = {key.text: getattr(value, "text", "") for key, value in node.pairs}
    assert (said["id"], said["kind"]) == (path.stem, kind)
    assert set(said) == {field.name for field in ENTRY.fields} - {"formerly"}


def test_a_second_draft_takes_the_next_id(folder: Path) -> None:
    names = [write_draft("practice", folder).name for _ in range(3)]
    assert names == ["new-practice-1.yaml", "new-practice-2.yaml", "new-practice-3.yaml"]


def test_a_folder_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="must be a folder that can be written to"):
        write_draft("practice", tmp_path)
