"""What is installed from a wheel answers as the checkout does."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from command_line import PATIENCE, clean_environment

ROOT = Path(__file__).parents[1]
PACKED = ("bot", "handlers", "knowledge", "pyproject.toml", "README.md", "LICENSE")


def files(*folders: str) -> set[str]:
    """Return the files of the checkout that have to be in the wheel."""
    paths = (path.relative_to(ROOT) for folder in folders for path in (ROOT / folder).rglob("*"))
    return {path.as_posix() for path in paths if path.suffix and path.suffix != ".pyc"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a wheel from a copy, so that nothing is left in the checkout."""
    source, out = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    for name in PACKED:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, source / name)
    build = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "--no-index", "-w", str(out), str(source)]
    built = subprocess.run(build, capture_output=True, text=True, timeout=PATIENCE, env=clean_environment(), check=False)
    assert built.returncode == 0, built.stderr
    (found,) = out.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Unpack the wheel as an installation does."""
    folder = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(folder)
    return folder


def test_the_wheel_holds_program_knowledge_and_page(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
        assert files("bot", "handlers", "knowledge") - set(packed.namelist()) == set()


def test_the_wheel_holds_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
        names = {name for name in packed.namelist() if ".dist-info/" not in name}
    assert names - files("bot", "handlers", "knowledge") == set()


def run_installed(installed: Path, cwd: Path, *command: str) -> str:
    env = clean_environment() | {"PYTHONPATH": str(installed)}
    done = subprocess.run([sys.executable, *command], capture_output=True, timeout=PATIENCE, cwd=cwd, env=env, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout.decode()


def test_an_installation_answers_from_its_own_knowledge(installed: Path, tmp_path: Path) -> None:
    place = run_installed(installed, tmp_path, "-c", "from bot.catalog.loader import KNOWLEDGE; print(KNOWLEDGE)")
    assert Path(place.strip()) == installed / "knowledge"
    assert "Family Assistance Programme" in run_installed(installed, tmp_path, "-m", "bot", "ask", "FAP").splitlines()[0]


def test_the_command_leads_to_the_program(installed: Path) -> None:
    (points,) = installed.glob("*.dist-info/entry_points.txt")
    assert "compact-desk = bot.cli:main" in points.read_text(encoding="utf-8")
