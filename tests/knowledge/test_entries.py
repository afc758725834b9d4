"""The entries themselves: what the checker cannot know, but a reader would miss."""

import re
from collections import Counter
from pathlib import Path

import pytest

from bot.catalog.catalog import Catalog
from bot.catalog.fields import DETAILS, ENTRY, SOURCE
from bot.catalog.loader import KNOWLEDGE, entry_files
from bot.catalog.nodes import Mapping
from bot.catalog.specs import Record
from bot.catalog.yamlfile import read_yaml
from bot.render.addresses import start_payload
from bot.search.index import Index, build_index
from bot.search.meanings import Meaning, Meanings
from bot.search.words import split

FILES = list(entry_files(KNOWLEDGE))
THEMES = [f"{cluster}.{theme}" for cluster, count in enumerate((3, 4, 4, 5, 2, 3), start=1) for theme in range(1, count + 1)]


def each(*folders: str) -> pytest.MarkDecorator:
    """Run a test for each entry file of some folders; a failure names the file."""
    files = [path for path in FILES if path.parent.name in folders]
    return pytest.mark.parametrize("path", files, ids=[f"{path.parent.name}/{path.name}" for path in files])


EVERY = each("practices", "recommendations", "instruments")
ORDERS = {"": ENTRY, "source": SOURCE, "details": DETAILS}


@pytest.fixture(scope="module")
def askers(catalog: Catalog) -> dict[str, list[str]]:
    """Return the ids of the entries that list a way to ask, by its words."""
    found: dict[str, list[str]] = {}
    for entry in catalog.entries:
        for asked in entry.asked_as:
            found.setdefault(words(asked), []).append(entry.id)
    return found


def words(text: str) -> str:
    """Return a text without what a reader would not hear: case, punctuation, spaces."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def misplaced(node: Mapping, record: Record) -> list[str]:
    """Return the keys of a mapping that stand in another order than the record's."""
    keys = [key.text for key, _ in node.pairs]
    wanted = [field.name for field in record.fields if field.name in keys]
    return [key for key, due in zip(keys, wanted, strict=True) if key != due]


@EVERY
def test_a_title_does_not_shout(path: Path, catalog: Catalog) -> None:
    title = catalog.entry(path.stem).title
    assert not title.isupper()
    assert not re.search(r"[A-Z]{2,} [A-Z]{2,} [A-Z]{2,}", title)


@EVERY
def test_a_way_to_ask_is_no_echo_and_leads_to_one_entry(path: Path, catalog: Catalog, askers: dict[str, list[str]]) -> None:
    entry = catalog.entry(path.stem)
    assert words(entry.title) not in {words(asked) for asked in entry.asked_as}
    shared = {asked: askers[words(asked)] for asked in entry.asked_as if askers[words(asked)] != [entry.id]}
    assert shared == {}


@each("practices")
def test_a_practice_is_somewhere_or_of_somebody(path: Path, catalog: Catalog) -> None:
    entry = catalog.entry(path.stem)
    assert entry.countries or entry.organisations


@each("practices", "recommendations")
def test_an_entry_of_a_theme_s_own_section_puts_it_first(path: Path, catalog: Catalog) -> None:
    entry = catalog.entry(path.stem)
    own = entry.source.section if entry.source.document == "gfmd-2017" else ""
    assert own not in THEMES or entry.themes[0] == own


@EVERY
def test_keys_stand_in_reading_order(path: Path) -> None:
    node, _ = read_yaml(path, path.name)
    assert node is not None
    parts = {"": node} | {key.text: value for key, value in node.pairs if isinstance(value, Mapping)}
    assert {name: misplaced(part, ORDERS[name]) for name, part in parts.items() if misplaced(part, ORDERS[name])} == {}


def test_every_id_fits_a_start_link(catalog: Catalog) -> None:
    # Telegram takes 1 to 64 of these characters; no two entries may share a link.
    payloads = [start_payload(entry.id) for entry in catalog.entries]
    assert [payload for payload in payloads if not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", payload)] == []
    assert len(set(payloads)) == len(payloads)


@pytest.mark.parametrize("number", THEMES)
def test_every_theme_has_an_entry_and_a_crosswalk(catalog: Catalog, number: str) -> None:
    assert catalog.of_theme(number)
    objectives = Counter(walk.objective for walk in catalog.theme(number).crosswalk)
    assert objectives
    assert max(objectives.values()) == 1


def test_themes_are_the_21_sections_of_the_gfmd_document(catalog: Catalog) -> None:
    sections = [s.number for s in catalog.document("gfmd-2017").sections if re.fullmatch(r"[1-6]\.\d", s.number)]
    assert [theme.number for cluster in catalog.clusters for theme in cluster.themes] == sections == THEMES


@pytest.mark.parametrize("number", range(1, 24))
def test_every_objective_has_an_entry(catalog: Catalog, number: int) -> None:
    assert [entry.id for entry in catalog.entries if number in entry.objectives]


@pytest.mark.parametrize("document", ["gfmd-2017", "icmpd-2017", "iom-2017"])
def test_every_document_says_what_it_is_and_has_entries(catalog: Catalog, document: str) -> None:
    assert "2017" in catalog.document(document).date
    assert [entry for entry in catalog.entries if entry.source.document == document]


def test_every_meaning_of_the_glossary_finds_an_entry(catalog: Catalog) -> None:
    index, meanings = build_index(catalog), Meanings(catalog.glossary)
    dead = set()
    for pair in catalog.glossary.one_way:
        words = split(pair.asked[0])
        whole = (span.meaning for span in meanings.find(words) if (span.start, span.end) == (0, len(words)))
        dead |= {meaning.reads for meaning in whole if not _holders(index, meaning)}
    assert not dead


def _holders(index: Index, meaning: Meaning) -> set[int]:
    """Return the entries that hold a meaning: all of its words, side by side."""
    holders = set.intersection(*(set(index.postings.get(stem, ())) for stem in meaning.stems))
    return {number for number in holders if index.pairs[number].issuperset(meaning.pairs)}
