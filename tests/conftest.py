"""What every test may use: the real catalog and the search over it, built once."""

import pytest

from bot.catalog.catalog import Catalog
from bot.catalog.loader import load_catalog
from bot.search import Search


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return load_catalog()


@pytest.fixture(scope="session")
def search(catalog: Catalog) -> Search:
    return Search(catalog)
