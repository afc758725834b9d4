"""The contenders: each is built over entries and finds up to five ids for a question, none where it has nothing."""

import re
import sqlite3
from collections.abc import Callable, Sequence

import bm25s
import Stemmer
import tantivy
from rapidfuzz import fuzz, process, utils

from bot.catalog.catalog import Catalog
from bot.catalog.records import Entry
from bot.search import Search

Find = Callable[[str], Sequence[str]]
LIMIT = 5


def desk(catalog: Catalog) -> Find:
    """Return the desk's own search."""
    search = Search(catalog)
    search.warm_up()
    return lambda text: [hit.entry.id for hit in search.ask(text, LIMIT).hits]


def wratio(catalog: Catalog) -> Find:
    """Return what most chat bots do: RapidFuzz's weighted ratio over whole texts, with a cut-off."""
    return _whole_strings(catalog, fuzz.WRatio)


def token_set_ratio(catalog: Catalog) -> Find:
    """Return RapidFuzz's ratio of word sets over whole texts, with a cut-off."""
    return _whole_strings(catalog, fuzz.token_set_ratio)


def sqlite_fts5(catalog: Catalog) -> Find:
    """Return SQLite's full-text index with Porter's stems, any word may match."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE entry USING fts5(id UNINDEXED, title, text, tokenize = 'porter unicode61')")
    rows = [(entry.id, _names(entry), _text(entry)) for entry in catalog.entries]
    database.executemany("INSERT INTO entry VALUES (?, ?, ?)", rows)

    def find(text: str) -> Sequence[str]:
        words = re.findall(r"\w+", text.casefold())
        if not words:
            return []
        query = " OR ".join(f'"{word}"' for word in words)
        sql = "SELECT id FROM entry WHERE entry MATCH ? ORDER BY bm25(entry, 0, 3.0, 1.0) LIMIT ?"
        return [row[0] for row in database.execute(sql, (query, LIMIT))]

    return find


def bm25(catalog: Catalog) -> Find:
    """Return bm25s with Snowball's stems and its English stop words."""
    stemmer = Stemmer.Stemmer("english")
    ids = [entry.id for entry in catalog.entries]
    texts = [f"{_names(entry)} {_text(entry)}" for entry in catalog.entries]
    retriever = bm25s.BM25()
    retriever.index(bm25s.tokenize(texts, stopwords="en", stemmer=stemmer, show_progress=False), show_progress=False)

    def find(text: str) -> Sequence[str]:
        tokens = bm25s.tokenize(text, stopwords="en", stemmer=stemmer, show_progress=False, return_ids=False)
        numbers, scores = retriever.retrieve(tokens, k=LIMIT, show_progress=False)
        return [ids[number] for number, score in zip(numbers[0], scores[0], strict=True) if score > 0]

    return find


def tantivy_plain(catalog: Catalog) -> Find:
    """Return Tantivy with English stems."""
    return _tantivy(catalog, {})


def tantivy_fuzzy(catalog: Catalog) -> Find:
    """Return Tantivy with one edit allowed in any word."""
    return _tantivy(catalog, {"title": (False, 1, True), "text": (False, 1, True)})


def _tantivy(catalog: Catalog, fuzzy: dict[str, tuple[bool, int, bool]]) -> Find:
    schema = tantivy.SchemaBuilder()
    schema.add_text_field("id", stored=True, tokenizer_name="raw")
    for name in ("title", "text"):
        schema.add_text_field(name, tokenizer_name="en_stem")
    index = tantivy.Index(schema.build())
    writer = index.writer(128_000_000, 1)
    for entry in catalog.entries:
        writer.add_document(tantivy.Document(id=[entry.id], title=[_names(entry)], text=[_text(entry)]))
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def find(text: str) -> Sequence[str]:
        words = " ".join(re.findall(r"\w+", text.casefold()))
        if not words:
            return []
        query = index.parse_query(words, ["title", "text"], field_boosts={"title": 3.0}, fuzzy_fields=fuzzy)
        return [searcher.doc(address)["id"][0] for _, address in searcher.search(query, LIMIT).hits]

    return find


def _whole_strings(catalog: Catalog, scorer: Callable[..., float]) -> Find:
    texts = {entry.id: utils.default_process(f"{_names(entry)} {_text(entry)}") for entry in catalog.entries}

    def find(text: str) -> Sequence[str]:
        found = process.extract(utils.default_process(text), texts, scorer=scorer, limit=LIMIT, score_cutoff=60)
        return [key for _, _, key in found]

    return find


def _names(entry: Entry) -> str:
    return " ".join((entry.title, *entry.aliases))


def _text(entry: Entry) -> str:
    return " ".join((entry.summary, *entry.asked_as))
