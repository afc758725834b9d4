"""A handful of made-up entries, for rules that real ones would blur."""

from dataclasses import replace
from typing import Any

from bot.catalog.catalog import Catalog
from bot.catalog.records import Entry, Glossary, Locator
from bot.search.evidence import Gathering, gather
from bot.search.index import Index, build_index
from bot.search.meanings import Meanings
from bot.search.places import Places
from bot.search.question import Question, Reader

BLANK = Entry(
    id="blank",
    kind="recommendation",
    title="Blank",
    summary="Nothing.",
    groups=("all migrants",),
    themes=("1.1",),
    objectives=(1,),
    source=Locator("gfmd-2017", "1.1", "example 1"),
    asked_as=(),
)


def entry(name: str, title: str, **others: Any) -> Entry:
    """Make an entry that says little beside what is given."""
    return replace(BLANK, id=name, title=title, **others)


def shelf(catalog: Catalog, *entries: Entry, glossary: Glossary | None = None) -> Catalog:
    """Return the catalog with these entries only."""
    return replace(catalog, entries=entries, glossary=glossary or Glossary())


def understand(catalog: Catalog, text: str) -> tuple[Index, Question]:
    """Index a catalog and read a question with it."""
    index = build_index(catalog)
    return index, Reader(index, Meanings(catalog.glossary), Places(catalog.glossary)).read(text)


def gathered(catalog: Catalog, text: str) -> Gathering:
    """Return the evidence for a question; entries are numbered as they were given."""
    return gather(*understand(catalog, text))
