"""What every test may use: the real catalog and the search over it, built once; a small knowledge folder to spoil; databases."""

import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from sqlalchemy import make_url
from store_running import ENGINES, Clock, empty, migrate, postgres_database

from bot.catalog.catalog import Catalog
from bot.catalog.loader import load_catalog
from bot.search import Search
from bot.search.topics import TopicFinder
from bot.store.store import Store, opened

DATA = Path(__file__).parent / "data"


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return load_catalog()


@pytest.fixture(scope="session")
def search(catalog: Catalog) -> Search:
    return Search(catalog)


@pytest.fixture(scope="session")
def finder(catalog: Catalog) -> TopicFinder:
    return TopicFinder(catalog)


@pytest.fixture
def close_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a chat's next message follow at once: its distance is another test's."""
    monkeypatch.setattr("bot.digests.pace.CHAT_SECONDS", 0.02)


@pytest.fixture
def small_knowledge(tmp_path: Path) -> Path:
    """Return a copy of `tests/data/base`, the smallest knowledge folder that has no problem."""
    return Path(shutil.copytree(DATA / "base", tmp_path / "knowledge"))


@pytest.fixture(scope="session", params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """Name each database engine that there is: what uses it is tested on all of them."""
    return str(request.param)


@pytest.fixture
def database(engine: str, tmp_path: Path) -> Iterator[str]:
    """Give the address of a new database, on each engine."""
    if engine == "sqlite":
        yield f"sqlite:///{tmp_path}/desk.db"
    else:
        with postgres_database() as address:
            yield address


@pytest.fixture(scope="session")
def migrated(engine: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of a database with all tables, to be copied or emptied: making the tables takes longer."""
    if engine == "sqlite":
        address = f"sqlite:///{tmp_path_factory.mktemp('migrated')}/desk.db"
        migrate(address)
        yield address
    else:
        with postgres_database() as address:
            migrate(address)
            yield address


@pytest.fixture
def tables(migrated: str, tmp_path: Path) -> str:
    """Give the address of a database with all tables and no rows, on each engine."""
    if migrated.startswith("sqlite"):
        return f"sqlite:///{shutil.copy(str(make_url(migrated).database), tmp_path / 'copy.db')}"
    empty(migrated)
    return migrated


@pytest.fixture
def clock() -> Clock:
    """Give the clock by which `store` goes."""
    return Clock()


@pytest.fixture
async def store(tables: str, clock: Clock) -> AsyncIterator[Store]:
    """Open a database of one's own, on each engine, with a clock that stands still."""
    async with opened(Store(tables, clock)) as store:
        yield store
