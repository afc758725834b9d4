"""What every test may use: the real catalog and the search over it, built once; a small knowledge folder to spoil."""

import shutil
from pathlib import Path

import pytest

from bot.catalog.catalog import Catalog
from bot.catalog.loader import load_catalog
from bot.search import Search

DATA = Path(__file__).parent / "data"


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return load_catalog()


@pytest.fixture(scope="session")
def search(catalog: Catalog) -> Search:
    return Search(catalog)


@pytest.fixture
def small_knowledge(tmp_path: Path) -> Path:
    """Return a copy of `tests/data/base`, the smallest knowledge folder that has no problem."""
    return Path(shutil.copytree(DATA / "base", tmp_path / "knowledge"))
