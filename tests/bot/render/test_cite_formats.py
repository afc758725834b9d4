"""Reference managers can read every file, and each says what its golden file says."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hostile import ENTRIES, TRICKS
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.catalog.catalog import Catalog
from bot.catalog.records import Document, Entry
from bot.render.cite.bibtex import escape_latex
from bot.render.cite.page import FORMATS, FileFormat, citation_file
from bot.render.cite.styles import footnote, full_citation, meeting_line

GOLDEN = Path(__file__).parents[2] / "data" / "citations"
IDS = sorted(path.stem for path in GOLDEN.glob("*.txt"))
ENDINGS = {"bibtex": "bib", "ris": "ris", "csl": "json"}
steady = settings(derandomize=True, max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
# What the CSL data model calls what we fill.
CSL_NAMES = {
    "id", "type", "author", "title", "title-short", "issued", "publisher", "section", "page", "URL", "note", "source",
    "call-number",
}  # fmt: skip
RIS_TAGS = {"TY", "ID", "AU", "TI", "ST", "PY", "DA", "PB", "SE", "SP", "EP", "UR", "N1", "DB", "AN", "ER"}
ONCE = RIS_TAGS - {"PY", "DA", "SP", "EP", "UR"}
LATEX = {
    r"\textbackslash{}": "\\", r"\textbraceleft{}": "{", r"\textbraceright{}": "}", r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^", r"\textless{}": "<", r"\textgreater{}": ">", r"\textbar{}": "|",
    r"\$": "$", r"\&": "&", r"\#": "#", r"\%": "%", r"\_": "_",
}  # fmt: skip


@pytest.fixture(scope="module")
def steady_catalog(catalog: Catalog) -> Catalog:
    """Return the catalog with a name for its state that no edit changes."""
    return replace(catalog, edition="2026.11", revision="0000000")


def content(catalog: Catalog, entries: list[Entry], wanted: FileFormat) -> str:
    return citation_file(catalog, entries, wanted)[1].decode("utf-8")


def test_the_golden_files_are_of_every_document_and_kind(catalog: Catalog) -> None:
    covered = {(catalog.entry(name).source.document, catalog.entry(name).kind) for name in IDS}
    assert covered == {(entry.source.document, entry.kind) for entry in catalog.entries}
    assert len(covered) >= 9


@pytest.mark.parametrize("name", IDS)
def test_a_citation_reads_so(steady_catalog: Catalog, name: str) -> None:
    entry = steady_catalog.entry(name)
    said = [form(steady_catalog, entry) for form in (meeting_line, footnote, full_citation)]
    assert "\n\n".join(said) + "\n" == (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("wanted", FORMATS)
@pytest.mark.parametrize("name", IDS)
def test_a_file_holds_this(steady_catalog: Catalog, name: str, wanted: FileFormat) -> None:
    golden = (GOLDEN / f"{name}.{ENDINGS[wanted]}").read_text(encoding="utf-8")
    expected = golden.replace("\n", "\r\n") if wanted == "ris" else golden
    assert content(steady_catalog, [steady_catalog.entry(name)], wanted) == expected


def read_value(text: str, at: int) -> tuple[str, int]:
    """Return a field's value and where it ends: a word, or what balanced braces hold."""
    if text[at] != "{":
        word = re.compile(r"[a-z]+").match(text, at)
        assert word is not None
        return word.group(), word.end()
    depth = 0
    for end in range(at, len(text)):
        # BibTeX counts braces without regard to backslashes.
        depth += {"{": 1, "}": -1}.get(text[end], 0)
        if not depth:
            return text[at + 1 : end], end + 1
    raise AssertionError("braces must be balanced")


def read_bibtex(text: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield keys and fields of a .bib file, read as BibTeX does."""
    at = 0
    while at < len(text):
        head = re.compile(r"@techreport\{([^\s,{}#%~\\]+),\n").match(text, at)
        assert head is not None
        at, fields = head.end(), dict[str, str]()
        while (field := re.compile(r"  ([a-z]+) = ").match(text, at)) is not None:
            assert field.group(1) not in fields
            fields[field.group(1)], at = read_value(text, field.end())
            assert text[at : at + 2] == ",\n"
            at += 2
        assert text[at : at + 2] == "}\n"
        at += 2
        at += text[at : at + 1] == "\n"
        yield head.group(1), fields


def read_latex(text: str) -> str:
    """Return what LaTeX sets; nothing but the known commands may be special to it."""
    pattern = "|".join(re.escape(command) for command in LATEX)
    assert not set(re.sub(pattern, "", text)) & set("\\{}$&#%_~^<>|")
    return re.sub(pattern, lambda found: LATEX[found.group()], text)


def read_ris(text: str) -> list[list[tuple[str, str]]]:
    """Return the tags and values of each record, after making sure of the format's rules."""
    assert text.endswith("ER  - \r\n")
    assert text.count("\r") == text.count("\n") == text.count("\r\n")
    records: list[list[tuple[str, str]]] = []
    for line in text.removesuffix("\r\n").split("\r\n"):
        found = re.fullmatch(r"([A-Z][A-Z0-9])  - (.*)", line)
        assert found is not None, line
        if found.group(1) == "TY":
            records.append([])
        records[-1].append((found.group(1), found.group(2)))
    for record in records:
        tags = [tag for tag, _ in record]
        assert (tags[0], tags[-1]) == ("TY", "ER")
        assert set(tags) <= RIS_TAGS
        assert all(tags.count(tag) == 1 for tag in ONCE)
        assert all("*" not in value for tag, value in record if tag == "AU")
    return records


def read_csl(text: str) -> list[dict[str, Any]]:
    """Return the items, after making sure that they keep to the data model."""
    items: list[dict[str, Any]] = json.loads(text)
    for item in items:
        assert set(item) <= CSL_NAMES
        assert {"id", "type", "author", "title", "issued", "publisher", "note"} <= set(item)
        assert [list(author) for author in item["author"]] == [["literal"]]
        parts = item["issued"].get("date-parts", [[]])
        assert all(isinstance(number, int) for number in parts[0])
        assert len(parts[0]) <= 3
    return items


def check(catalog: Catalog, entries: list[Entry]) -> None:
    """Make sure that three files of the same entries can be read and say the same of each passage."""
    bibtex = list(read_bibtex(content(catalog, entries, "bibtex")))
    ris = [dict(record) for record in read_ris(content(catalog, entries, "ris"))]
    csl = read_csl(content(catalog, entries, "csl"))
    keys = [key for key, _ in bibtex]
    assert len(set(map(str.lower, keys))) == len(keys) == len({entry.id for entry in entries})
    assert keys == [record["ID"] for record in ris] == [item["id"] for item in csl]
    for entry, (_, fields), record, item in zip(entries, bibtex, ris, csl, strict=True):
        document = catalog.document(entry.source.document)
        assert read_latex(fields["author"][1:-1]) == record["AU"] == item["author"][0]["literal"] == document.publisher
        assert read_latex(fields["title"][1:-1]) == record["TI"] == item["title"] == document.title
        assert fields["year"] == record["PY"] == str(item["issued"]["date-parts"][0][0]) == "2017"
        assert fields.get("url", "") == record.get("UR", "") == item.get("URL", "") == document.link
        pages = catalog.pages(entry)
        assert fields.get("pages", "").replace("--", "-") == item.get("page", "") == pages
        assert [record[tag] for tag in ("SP", "EP") if tag in record] == (pages.split("-") if pages else [])
        assert read_latex(fields["note"]) == record["N1"] == item["note"]
        assert fields["chapter"] == record["SE"] == item["section"] == entry.source.section
        assert f"; {entry.source.item}" in item["note"]
        assert f"knowledge base {catalog.version}, entry {entry.id}" in item["note"]


def test_all_entries_can_be_exported_together(catalog: Catalog) -> None:
    check(catalog, list(catalog.entries))


def test_no_entry_breaks_a_file(catalog: Catalog) -> None:
    @steady
    @given(st.lists(ENTRIES, min_size=1, max_size=3))
    def holds(entries: list[Entry]) -> None:
        check(catalog, [replace(entry, id=f"{at}-{entry.id}"[:48]) for at, entry in enumerate(entries)])

    holds()


def test_latex_sets_every_text_as_it_is() -> None:
    @steady
    @given(st.text(st.sampled_from("\\{}$&#%_~^<>|a \"'“–é")) | st.sampled_from(TRICKS))
    def holds(text: str) -> None:
        assert read_latex(escape_latex(text)) == text

    holds()


def with_document(catalog: Catalog, **changes: str) -> tuple[Catalog, Entry]:
    """Return the catalog with its first document changed, and an entry of it."""
    first, *others = catalog.documents
    changed: Document = replace(first, **changes)  # type: ignore[arg-type]
    entry = next(entry for entry in catalog.entries if entry.source.document == first.id)
    return replace(catalog, documents=(changed, *others)), entry


DATES = {
    "day": ("22 November 2017", ["2017", "nov", "22"], ["2017", "2017/11/22/"], [[2017, 11, 22]], False),
    "one digit": ("3 May 2018", ["2018", "may", "3"], ["2018", "2018/05/03/"], [[2018, 5, 3]], False),
    "month": ("July 2017", ["2017", "jul"], ["2017", "2017/07//"], [[2017, 7]], False),
    "year": ("2017", ["2017"], ["2017"], [[2017]], False),
    "known of it": ("undated; written in 2017", ["2017"], ["2017"], [[2017]], True),
    "none": ("undated", ["n.d."], [], None, False),
}


@pytest.mark.parametrize(("date", "bibtex", "ris", "parts", "circa"), DATES.values(), ids=DATES)
def test_a_date_is_as_exact_as_the_document(
    catalog: Catalog, date: str, bibtex: list[str], ris: list[str], parts: list[list[int]] | None, circa: bool
) -> None:
    changed, entry = with_document(catalog, date=date)
    ((_, fields),) = read_bibtex(content(changed, [entry], "bibtex"))
    assert [fields[name] for name in ("year", "month", "day") if name in fields] == bibtex
    assert [value for tag, value in read_ris(content(changed, [entry], "ris"))[0] if tag in {"PY", "DA"}] == ris
    issued = read_csl(content(changed, [entry], "csl"))[0]["issued"]
    assert issued.get("date-parts") == parts
    assert issued.get("circa", False) is circa
    assert date in footnote(changed, entry)


def test_names_and_links_with_special_characters_are_made_harmless(catalog: Catalog) -> None:
    changed, entry = with_document(
        catalog, publisher="A & B {Ltd*} 100% _C_", title="#1 $ ~ ^ \\ title", link="http://a.example/{x}?y=%20_&z=~1#2"
    )
    bibtex = content(changed, [entry], "bibtex")
    ((_, fields),) = read_bibtex(bibtex)
    assert read_latex(fields["author"][1:-1]) == "A & B {Ltd*} 100% _C_"
    assert read_latex(fields["title"][1:-1]) == "#1 $ ~ ^ \\ title"
    assert fields["url"] == "http://a.example/%7Bx%7D?y=%20_&z=~1#2"
    assert dict(read_ris(content(changed, [entry], "ris"))[0])["AU"] == "A & B {Ltd} 100% _C_"
    assert read_csl(content(changed, [entry], "csl"))[0]["URL"] == "http://a.example/{x}?y=%20_&z=~1#2"


FILES = {
    ("bibtex", 1): ("bali-process.bib", "application/x-bibtex"),
    ("ris", 1): ("bali-process.ris", "application/x-research-info-systems"),
    ("csl", 2): ("compact-desk-2-citations.json", "application/vnd.citationstyles.csl+json"),
}


@pytest.mark.parametrize(("wanted", "count"), FILES)
def test_a_file_has_a_name_and_type_that_programs_know(catalog: Catalog, wanted: FileFormat, count: int) -> None:
    entries = [catalog.entry("bali-process"), catalog.entry("cat")][:count]
    name, _, mime = citation_file(catalog, entries, wanted)
    assert (name, mime) == FILES[wanted, count]


@pytest.mark.parametrize("wanted", FORMATS)
def test_an_entry_that_is_asked_for_twice_is_in_the_file_once(catalog: Catalog, wanted: FileFormat) -> None:
    entry = catalog.entry("bali-process")
    assert citation_file(catalog, [entry, entry], wanted) == citation_file(catalog, [entry], wanted)


def test_what_cannot_be_exported_is_refused(catalog: Catalog) -> None:
    with pytest.raises(ValueError, match=r"^there must be at least one entry to cite, got none$"):
        citation_file(catalog, [], "ris")
    with pytest.raises(ValueError, match=r"^format must be bibtex, ris, csl, got 'pdf'$"):
        citation_file(catalog, [catalog.entries[0]], "pdf")  # type: ignore[arg-type]
