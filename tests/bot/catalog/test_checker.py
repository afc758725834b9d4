"""The checker as curators meet it: folders of `tests/data/good` and `tests/data/bad`, laid over a knowledge folder."""

import shutil
from pathlib import Path

import pytest
from command_line import compact_desk, lines

from bot.catalog.loader import read_shelf

DATA = Path(__file__).parents[2] / "data"
GOOD = sorted(path.name for path in (DATA / "good").iterdir())
BAD = sorted(path.name for path in (DATA / "bad").iterdir())


@pytest.fixture
def folder(small_knowledge: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a knowledge folder to lay files over; it is the current one, so that paths print short."""
    monkeypatch.chdir(small_knowledge)
    return small_knowledge


def lay(over: str, folder: Path) -> list[str]:
    """Lay a case over a folder; returns the lines that it promises."""
    shutil.copytree(DATA / over, folder, dirs_exist_ok=True)
    expected = folder / "expected.txt"
    return expected.read_text(encoding="utf-8").splitlines() if expected.exists() else []


def told(folder: Path = Path()) -> list[str]:
    return [str(problem) for problem in read_shelf(folder).problems]


@pytest.mark.parametrize("case", GOOD)
def test_good_folder_has_no_problem(folder: Path, case: str) -> None:
    lay(f"good/{case}", folder)
    assert told() == []


@pytest.mark.parametrize("case", BAD)
def test_bad_folder_has_exactly_the_promised_problems(folder: Path, case: str) -> None:
    promised = lay(f"bad/{case}", folder)
    assert promised
    assert told() == promised


@pytest.mark.parametrize("name", ["sources.yaml", "themes.yaml", "glossary.yaml"])
def test_a_missing_shared_file_is_one_problem(folder: Path, name: str) -> None:
    (folder / name).unlink()
    assert told() == [f"{name}:1:1: file must be a regular file that exists"]


def test_a_missing_folder_is_one_problem(folder: Path) -> None:
    assert told(Path("nowhere")) == ["nowhere:1:1: knowledge folder must exist"]


def test_an_item_on_a_line_of_its_own_is_told_there(folder: Path) -> None:
    path = folder / "practices" / "helpdesk.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("related: [paper-1, treaty]", "related:\n  - paper-1\n  - treatise"), encoding="utf-8")
    assert told() == ["practices/helpdesk.yaml:15:5: related must name entries that exist, got 'treatise'"]


def test_the_command_prints_all_problems_sorted_and_exits_1(folder: Path) -> None:
    promised = lay("bad/many-files", folder)
    done = compact_desk("check", ".", cwd=folder)
    assert (done.returncode, lines(done.stdout), lines(done.stderr)) == (1, promised, [f"{len(promised)} problems"])


def test_the_command_is_content_with_a_clean_folder(folder: Path) -> None:
    done = compact_desk("check", folder)
    assert (done.returncode, lines(done.stdout), done.stderr) == (0, ["3 entries, no problems"], b"")


@pytest.mark.parametrize("given", ["recommendations", "recommendations/paper-1.yaml", "practices/../recommendations"])
def test_the_command_narrows_to_a_path(folder: Path, given: str) -> None:
    promised = [line for line in lay("bad/unknown-places", folder) if line.startswith("recommendations/")]
    done = compact_desk("check", given, cwd=folder)
    assert (done.returncode, lines(done.stdout)) == (1, promised)


def test_the_command_takes_paths_of_two_folders(folder: Path, tmp_path: Path) -> None:
    other = Path(shutil.copytree(folder, tmp_path / "other"))
    promised = lay("bad/links", other)
    done = compact_desk("check", folder, other, cwd=other)
    assert (done.returncode, lines(done.stdout)) == (1, promised)


@pytest.mark.parametrize(
    ("given", "line"),
    [
        ("nowhere", "nowhere:1:1: knowledge folder must exist"),
        ("lost.yaml", "lost.yaml:1:1: knowledge folder must exist"),
        ("empty", "empty/sources.yaml:1:1: file must be a regular file that exists"),
    ],
)
def test_the_command_does_not_pass_what_is_no_knowledge(tmp_path: Path, given: str, line: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "lost.yaml").write_text("id: lost\n", encoding="utf-8")
    done = compact_desk("check", given, cwd=tmp_path)
    assert done.returncode == 1
    assert line in lines(done.stdout)
