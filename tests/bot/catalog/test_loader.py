"""From a folder to a catalog: all or nothing, in a fixed order, named by its content."""

import shutil
from pathlib import Path

import pytest

from bot.catalog.catalog import Catalog
from bot.catalog.loader import KNOWLEDGE, SHARED_FILES, entry_files, load_catalog
from bot.errors import KnowledgeError

FILES = [*SHARED_FILES, "practices/helpdesk.yaml", "recommendations/paper-1.yaml", "instruments/treaty.yaml"]


def test_every_entry_file_of_the_knowledge_base_is_an_entry(catalog: Catalog) -> None:
    on_disk = [path.stem for kind in ("practices", "recommendations", "instruments") for path in (KNOWLEDGE / kind).iterdir()]
    assert [entry.id for entry in catalog.entries] == sorted(on_disk)


def test_values_arrive_as_written(small_knowledge: Path) -> None:
    entry = load_catalog(small_knowledge).entry("helpdesk")
    assert (entry.title, entry.countries, entry.themes, entry.objectives) == (
        "Help Desk for Newcomers",
        ("CA",),
        ("1.1", "2.1"),
        (15,),
    )
    assert (entry.source.item, entry.source.begins, entry.links) == (
        "example 1",
        "A desk in Toronto",
        ("https://example.org/desk",),
    )


def test_glossary_and_themes_arrive(small_knowledge: Path) -> None:
    catalog = load_catalog(small_knowledge)
    assert (catalog.glossary.acronyms[0].long, catalog.glossary.places[0].cities) == (("united nations",), ("toronto",))
    assert catalog.theme("2.1").crosswalk[1].objective == 6


def test_one_problem_is_enough_to_load_nothing(small_knowledge: Path) -> None:
    shutil.copytree(Path(__file__).parents[2] / "data" / "bad" / "no-country", small_knowledge, dirs_exist_ok=True)
    with pytest.raises(KnowledgeError) as raised:
        load_catalog(small_knowledge)
    assert raised.value.problems[0].endswith("practices/helpdesk.yaml:6:13: countries must be ISO 3166-1 alpha-2 codes, got 'UK'")
    assert len(raised.value.problems) == 4


def test_a_folder_that_does_not_exist_cannot_be_loaded(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="nowhere:1:1: knowledge folder must exist"):
        load_catalog(tmp_path / "nowhere")


@pytest.mark.parametrize("name", FILES)
def test_any_changed_file_is_another_revision(small_knowledge: Path, name: str) -> None:
    before = load_catalog(small_knowledge).version
    path = small_knowledge / name
    path.write_bytes(path.read_bytes() + b"# changed\n")
    assert load_catalog(small_knowledge).version != before


def test_the_same_files_elsewhere_are_the_same_revision(small_knowledge: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(small_knowledge, tmp_path / "copy")
    assert load_catalog(small_knowledge).version == load_catalog(copy).version


def test_entry_files_come_in_a_fixed_order(small_knowledge: Path) -> None:
    (small_knowledge / "practices" / "a.yaml").touch()
    (small_knowledge / "practices" / "notes.txt").touch()
    assert [path.stem for path in entry_files(small_knowledge)] == ["a", "helpdesk", "paper-1", "treaty"]
