"""Citations in CSL-JSON, which Zotero, Pandoc and citation processors read."""

import json
from collections.abc import Iterable
from typing import Any

from bot.render.cite.reference import DESK, Reference


def to_csl(references: Iterable[Reference]) -> str:
    """Return references as a CSL-JSON file, which is a list."""
    return json.dumps([_item(said) for said in references], ensure_ascii=False, indent=2) + "\n"


def _item(said: Reference) -> dict[str, Any]:
    known = {
        "id": said.key,
        "type": "report",
        "author": [{"literal": said.publisher}],
        "title": said.title,
        "title-short": said.short,
        "issued": _issued(said),
        "publisher": said.publisher,
        "section": said.section,
        "page": said.pages,
        "URL": said.link,
        "note": said.note,
        "source": f"{DESK}, knowledge base {said.version}",
        "call-number": said.entry_id,
    }
    return {name: value for name, value in known.items() if value}


def _issued(said: Reference) -> dict[str, Any]:
    """Return the date; a year that the document does not bear is marked as uncertain."""
    if said.date:
        return {"date-parts": [list(said.date)]}
    return {"date-parts": [[said.year]], "circa": True} if said.year else {"literal": said.dated}
