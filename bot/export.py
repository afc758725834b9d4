"""Entries and answers as plain data, in the one form that `ask --json` and `export` share."""

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from bot.catalog.catalog import Catalog
from bot.catalog.countries import country_name
from bot.catalog.records import Entry
from bot.search.results import Answer, Hit

# A cell that a spreadsheet would run as a formula is led by an apostrophe.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def entry_data(catalog: Catalog, entry: Entry) -> dict[str, Any]:
    """Return an entry as the interface promises it."""
    return {
        "id": entry.id,
        "kind": entry.kind,
        "title": entry.title,
        "summary": entry.summary,
        "details": {name: said for name, said in asdict(entry.details).items() if said},
        "aliases": list(entry.aliases),
        "countries": [{"code": code, "name": country_name(code)} for code in entry.countries],
        "organisations": list(entry.organisations),
        "groups": list(entry.groups),
        "themes": list(entry.themes),
        "objectives": list(entry.objectives),
        "source": _source_data(catalog, entry),
        "links": list(entry.links),
        "note": entry.note,
    }


def export_data(catalog: Catalog, entry: Entry) -> dict[str, Any]:
    """Return an entry with what only curators need."""
    curators = {"asked_as": list(entry.asked_as), "related": list(entry.related), "formerly": list(entry.formerly)}
    return entry_data(catalog, entry) | curators


def answer_data(catalog: Catalog, answer: Answer, took_ms: float) -> dict[str, Any]:
    """Return an answer as one line of JSON promises it."""
    return {
        "question": answer.question,
        "verdict": str(answer.verdict),
        "results": [_hit_data(catalog, hit) for hit in answer.hits],
        "corrections": [{"from": c.wrote, "to": c.read} for c in answer.corrections],
        "took_ms": round(took_ms, 3),
    }


def to_json(data: dict[str, Any]) -> str:
    """Return data as one line of JSON; unpaired surrogates of a question are replaced, since no file can hold them."""
    text = json.dumps(data, ensure_ascii=False, separators=(", ", ": "))
    return text.encode("utf-8", "replace").decode("utf-8")


def to_csv(catalog: Catalog, entries: Iterable[Entry]) -> str:
    """Return entries as CSV with one row each; lists are joined by `; `."""
    rows = [{name: _cell(value) for name, value in _flat(export_data(catalog, entry)).items()} for entry in entries]
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(rows[0]) if rows else ["id"])
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _source_data(catalog: Catalog, entry: Entry) -> dict[str, str]:
    return {
        "document": entry.source.document,
        "document_title": catalog.document(entry.source.document).title,
        "section": entry.source.section,
        "section_title": catalog.section(entry).title,
        "item": entry.source.item,
        "begins": entry.source.begins,
        "pages": catalog.pages(entry),
    }


def _hit_data(catalog: Catalog, hit: Hit) -> dict[str, Any]:
    return entry_data(catalog, hit.entry) | {"score": hit.score, "why": hit.why}


def _flat(data: dict[str, Any]) -> dict[str, Any]:
    source = {f"source_{name}": value for name, value in data.pop("source").items()}
    data["countries"] = [country["name"] for country in data["countries"]]
    data["details"] = [f"{name}: {_joined(value)}" for name, value in data["details"].items()]
    return data | source


def _joined(value: Any) -> str:
    return "; ".join(str(item) for item in value) if isinstance(value, list | tuple) else str(value)


def _cell(value: Any) -> str:
    text = _joined(value)
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
