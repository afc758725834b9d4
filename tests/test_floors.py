"""The house stands as house.md draws it: arrows point down, pure rooms stay pure, nothing grows too large."""

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PATHS = sorted(path for folder in ("bot", "handlers") for path in (ROOT / folder).rglob("*.py"))

# From the roof to the ground; a room imports only from floors below its own.
FLOORS: tuple[tuple[str, ...], ...] = (
    ("__main__",),
    ("cli",),
    ("service", "trial"),
    ("app",),
    ("handlers", "menus", "rehearsal", "sandbox", "updates"),
    # A digest and a meeting's file are composed of what render makes of entries.
    ("digests", "groups", "meetings"),
    ("desk", "export", "golden_report", "overview", "render"),
    ("golden",),
    ("search", "store"),
    ("catalog",),
    ("logs", "transport"),
    # What is said in which language; every room that words something marks it.
    ("wording",),
    ("settings",),
    ("errors",),
)
HEIGHT = {room: -number for number, rooms in enumerate(FLOORS) for room in rooms}

# What reads or writes a clock, socket, file, database or process, or rolls dice.
IMPURE = (
    "aiohttp", "aiosqlite", "alembic", "asyncio", "datetime", "glob", "http", "httpx", "io", "multiprocessing", "os", "pathlib",
    "psycopg", "random", "requests", "secrets", "shutil", "signal", "socket", "sqlalchemy", "sqlite3", "starlette", "subprocess",
    "sys", "tempfile", "threading", "time", "urllib.request", "uvicorn", "zoneinfo",
)  # fmt: skip
# Files in memory are none.
IN_MEMORY = {"io.BytesIO", "io.StringIO"}
IMPURE_CALLS = {"open", "print", "input"}
# The catalog's ways to the disk.
READERS_AND_WRITERS = {"bot.catalog.loader", "bot.catalog.yamlfile", "bot.catalog.questions", "bot.catalog.draft"}
# Most commands need none of Telegram's classes and speak English, and our own size of index needs no NumPy: all load slowly.
IMPORTS_LATE = {"bot.cli", "bot.search.index", "bot.wording.speech"}


def dotted(path: Path) -> str:
    """Return a module's name, as in `bot.search.engine`."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


MODULES = {dotted(path): ast.parse(path.read_text(encoding="utf-8")) for path in PATHS}
PURE_DIGESTS = {f"bot.digests.{name}" for name in ("breaker", "clockguard", "compose", "cycle", "outcome")}
PURE_MEETINGS = {f"bot.meetings.{name}" for name in ("minutes")}
PURE = [
    name
    for name in MODULES
    if (name.startswith(("bot.catalog.", "bot.groups", "bot.search", "bot.render")) and name not in READERS_AND_WRITERS)
    or name in PURE_DIGESTS | PURE_MEETINGS
]
EVERY = pytest.mark.parametrize("name", MODULES)


def imports(tree: ast.AST) -> Iterator[str]:
    """Yield what is imported, as in `bot.search.Search` or `re`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{'.' * node.level}{node.module}.{alias.name}" for alias in node.names)


def room(name: str) -> str:
    """Return the room in which a module or a name stands; empty when outside the house."""
    first, *rest = name.split(".")
    if first == "handlers":
        return first
    return rest[0] if first == "bot" and rest else ""


def within(name: str, places: tuple[str, ...]) -> bool:
    return any(name == place or name.startswith(f"{place}.") for place in places)


def module_of(name: str) -> str:
    """Return the module of the house that an imported name belongs to; empty when outside."""
    parent = name.rpartition(".")[0]
    return next((found for found in (name, parent) if found in MODULES), "")


@pytest.mark.parametrize("found", sorted({room(name) for name in MODULES} - {""}))
def test_every_room_stands_on_a_floor(found: str) -> None:
    assert found in HEIGHT


@EVERY
def test_arrows_point_down(name: str) -> None:
    here = room(name)
    there = {room(found) for found in imports(MODULES[name])} - {here, ""}
    assert {other for other in there if HEIGHT[other] >= HEIGHT[here]} == set()


def test_no_module_leads_back_to_itself() -> None:
    graph = {name: {module_of(found) for found in imports(tree)} - {"", name} for name, tree in MODULES.items()}
    assert len(list(TopologicalSorter(graph).static_order())) == len(MODULES)


@EVERY
def test_imports_name_the_whole_way(name: str) -> None:
    assert [found for found in imports(MODULES[name]) if found.startswith(".") or found.endswith(".*")] == []


def test_only_app_imports_handlers() -> None:
    importing = {name for name, tree in MODULES.items() if "handlers" in {room(found) for found in imports(tree)}}
    assert {name for name in importing if room(name) != "handlers"} == {"bot.app"}


def test_only_what_serves_imports_app() -> None:
    importing = {name for name, tree in MODULES.items() if "app" in {room(found) for found in imports(tree)}}
    assert importing == {"bot.service", "bot.trial"}


@pytest.mark.parametrize("name", [name for name in MODULES if room(name) == "sandbox"])
def test_the_sandbox_knows_nothing_of_the_bot(name: str) -> None:
    assert {room(found) for found in imports(MODULES[name])} <= {"sandbox", ""}


@pytest.mark.parametrize("name", PURE)
def test_a_pure_module_imports_no_clock_socket_or_file(name: str) -> None:
    assert [found for found in imports(MODULES[name]) if within(found, IMPURE) and found not in IN_MEMORY] == []


@pytest.mark.parametrize("name", PURE)
def test_a_pure_module_opens_and_prints_nothing(name: str) -> None:
    called = {node.func.id for node in ast.walk(MODULES[name]) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    assert called & IMPURE_CALLS == set()


@pytest.mark.parametrize("name", [name for name in PURE if room(name) in {"catalog", "search"}])
def test_catalog_and_search_know_nothing_of_telegram(name: str) -> None:
    assert [found for found in imports(MODULES[name]) if within(found, ("telegram",))] == []


@pytest.mark.parametrize("name", [name for name in PURE if room(name) == "render"])
def test_render_takes_only_classes_from_telegram(name: str) -> None:
    found = [found.removeprefix("telegram.") for found in imports(MODULES[name]) if within(found, ("telegram",))]
    assert [part for part in found if not part[0].isupper()] == []


@pytest.mark.parametrize("name", sorted(MODULES.keys() - IMPORTS_LATE))
def test_imports_stand_at_the_top(name: str) -> None:
    inside = [node.lineno for node in ast.walk(MODULES[name]) if isinstance(node, ast.Import | ast.ImportFrom) and node.col_offset]
    assert inside == []


@pytest.mark.parametrize("path", PATHS, ids=dotted)
def test_no_module_is_longer_than_300_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


@EVERY
def test_no_function_is_longer_than_40_lines(name: str) -> None:
    functions = [node for node in ast.walk(MODULES[name]) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    long = {node.name: (node.end_lineno or 0) - node.lineno + 1 for node in functions}
    assert {function: lines for function, lines in long.items() if lines > 40} == {}
