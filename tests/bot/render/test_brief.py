"""A brief holds all that its topic has, in the order of the documents, with what must be known before quoting."""

from collections import Counter
from dataclasses import replace

import pytest

from bot.catalog.catalog import Catalog
from bot.catalog.records import Details, Entry
from bot.catalog.topics import topic, topic_entries, topics_with_entries
from bot.render.brief.choosing import brief_of_entries, brief_of_topic
from bot.render.brief.contents import contents, is_web, legible, note_number, note_numbers
from bot.render.brief.records import Brief, BriefSection, file_name
from bot.render.source import source_line


def headings(brief: Brief) -> list[str]:
    return [section.heading for section in brief.sections]


def test_a_brief_of_a_topic_holds_each_of_its_entries_once(catalog: Catalog) -> None:
    for one in topics_with_entries(catalog):
        brief = brief_of_topic(catalog, one)
        assert Counter(entry.id for entry in brief.entries) == Counter(entry.id for entry in topic_entries(catalog, one)), one.key
        assert all(section.entries for section in brief.sections), one.key


SORTS = {
    "all": "everything",
    "cluster:4": "cluster 4",
    "theme:2.3": "theme 2.3",
    "objective:7": "objective of the Compact of 2018",
    "country:GH": "country",
}


@pytest.mark.parametrize(("key", "sort"), SORTS.items(), ids=SORTS)
def test_a_brief_says_what_it_is_and_how_much_it_holds(catalog: Catalog, key: str, sort: str) -> None:
    brief = brief_of_topic(catalog, topic(catalog, key))
    kinds = Counter(entry.kind for entry in brief.entries)
    counted = f"{kinds['recommendation']} recommendations and {kinds['practice']} practices"
    assert brief.subtitle == f"Reference brief · {sort} · {counted}, no instruments"
    assert (brief.title, brief.version) == (topic(catalog, key).label, catalog.version)


def test_one_entry_is_not_counted_as_several(catalog: Catalog) -> None:
    entry = catalog.entry("bali-process")
    assert brief_of_entries(catalog, "One", [entry]).subtitle == "Reference brief · 1 practice"


def test_a_theme_is_told_by_kind_and_a_cluster_by_theme(catalog: Catalog) -> None:
    assert headings(brief_of_topic(catalog, topic(catalog, "theme:3.3"))) == ["Recommendations", "Practices"]
    themes = catalog.cluster_of("2.1").themes
    assert headings(brief_of_topic(catalog, topic(catalog, "cluster:2"))) == [f"{theme.number} {theme.label}" for theme in themes]


def test_all_themes_are_told_in_their_order(catalog: Catalog) -> None:
    found = headings(brief_of_topic(catalog, topic(catalog, "all")))
    assert found == sorted(found)
    assert len(found) == sum(len(cluster.themes) for cluster in catalog.clusters)


def test_entries_stand_in_the_order_of_the_documents(catalog: Catalog) -> None:
    entries = brief_of_topic(catalog, topic(catalog, "theme:3.4")).sections[0].entries
    items = [entry.source.item for entry in entries if (entry.source.document, entry.source.section) == ("icmpd-2017", "3.3")]
    numbers = [int(item.rpartition(" ")[2]) for item in items]
    assert len(numbers) > 10
    assert numbers == sorted(numbers)
    documents = [entry.source.document for entry in entries]
    assert documents == sorted(documents, key=[document.id for document in catalog.documents].index)


def test_chosen_entries_keep_their_order_and_stand_once(catalog: Catalog) -> None:
    chosen = [catalog.entry(name) for name in ("sdg-10.7", "bali-process", "sdg-10.7", "adept")]
    brief = brief_of_entries(catalog, "Our meeting", chosen)
    assert [entry.id for entry in brief.entries] == ["sdg-10.7", "bali-process", "adept"]
    assert (brief.title, brief.subtitle) == ("Our meeting", "Reference brief · 2 practices and 1 instrument")


def test_every_brief_says_what_every_reader_must_know(catalog: Catalog) -> None:
    for brief in (brief_of_topic(catalog, topic(catalog, "country:DE")), brief_of_entries(catalog, "None", [])):
        said = " ".join(brief.remarks)
        for fact in ("sources date from 2017", "adopted in December 2018", "not a consensus view", "desk’s own words"):
            assert fact in said


def test_a_brief_of_a_topic_says_that_instruments_are_left_out(catalog: Catalog) -> None:
    brief = brief_of_topic(catalog, topic(catalog, "theme:4.2"))
    assert "instrument" in brief.remarks[-1]
    assert "no instruments" in brief.subtitle


def test_a_brief_without_entries_says_so(catalog: Catalog) -> None:
    for brief in (brief_of_topic(catalog, topic(catalog, "country:IS")), brief_of_entries(catalog, "None", [])):
        assert brief.sections == ()
        assert "no entries" in brief.subtitle
        assert brief.remarks[0] == "The desk has no entries for this brief."


def test_a_place_that_two_entries_share_is_noted_once(catalog: Catalog) -> None:
    first = catalog.entry("bali-process")
    same, other = (
        replace(first, id="same"),
        replace(first, id="other", source=replace(first.source, begins="Other words stand here")),
    )
    notes = note_numbers(catalog, [first, same, other, first])
    assert [note_number(catalog, entry, notes) for entry in (first, same, other)] == [1, 1, 2]
    assert list(notes)[1] == f"{source_line(catalog, first)}; begins “Other words stand here …”"


def test_a_note_tells_document_section_item_and_pages_of_every_entry(catalog: Catalog) -> None:
    notes = note_numbers(catalog, catalog.entries)
    lines = list(notes)
    assert len(set(lines)) == len(lines)
    for entry in catalog.entries:
        line = lines[note_number(catalog, entry, notes) - 1]
        assert line.startswith(source_line(catalog, entry)), entry.id
        assert entry.source.begins in line, entry.id


def test_nothing_that_an_entry_says_is_dropped(catalog: Catalog) -> None:
    """What stands in words is all that an entry holds, but for what only the search uses."""
    said = contents(catalog, brief_of_entries(catalog, "All", catalog.entries))
    (group,) = said.groups
    for entry, item in zip(catalog.entries, group.entries, strict=True):
        text = " ".join([item.title, item.kind, item.summary, *(f"{a} {b}" for a, b in item.facts + item.more), *item.points])
        told = [getattr(entry.details, name) for name in Details.__slots__ if name != "points"]
        told += [entry.id, entry.title, entry.summary, *entry.details.points, *entry.aliases, *entry.organisations]
        told += [*entry.groups, *entry.themes, *map(str, entry.objectives)]
        assert [one for one in told if one not in text] == [], entry.id
        assert (item.links, item.note) == (entry.links, entry.note)


def test_documents_that_are_not_used_are_not_among_the_sources(catalog: Catalog) -> None:
    said = contents(catalog, brief_of_entries(catalog, "One", [catalog.entry("bali-process")]))
    document = catalog.document(catalog.entry("bali-process").source.document)
    assert said.documents == ((f"{document.short}: {document.title}. {document.publisher}, {document.date}.", document.link),)


def test_every_link_of_the_desk_may_be_opened(catalog: Catalog) -> None:
    links = [link for entry in catalog.entries for link in entry.links]
    assert [link for link in links if not is_web(link)] == []
    assert all(is_web(document.link) for document in catalog.documents if document.link)


@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//example.org", "http://a b", "http://a/\n", "http://a/<b>",
     'http://a/"x', "http://[", "mailto:a@example.org", ""],
)  # fmt: skip
def test_what_is_no_plain_address_of_the_web_is_not_opened(link: str) -> None:
    assert not is_web(link)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a\nb", "a b"),
        ("a\r\n\tb", "a b"),
        ("a\u2028b", "a b"),
        ("a\0b", "a\ufffdb"),
        ("a\ud800b", "a\ufffdb"),
        ("é 移民 🙂 \u00a0", "é 移民 🙂 \u00a0"),
    ],
)
def test_a_text_is_one_line_that_files_can_hold(text: str, said: str) -> None:
    assert legible(text) == said


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Skills recognition and development", "brief-skills-recognition-and-development.docx"),
        ("Côte d’Ivoire", "brief-cote-divoire.docx"),
        ("../../etc/passwd", "brief-etc-passwd.docx"),
        ("a:b\\c\0d", "brief-a-b-c-d.docx"),
        ("移民", "brief.docx"),
        ("", "brief.docx"),
        ("word " * 40, f"brief-{'word-' * 11}word.docx"),
    ],
)
def test_a_file_is_named_so_that_every_system_takes_it(title: str, name: str) -> None:
    assert file_name(Brief(title, "", (), ""), "docx") == name


def test_a_brief_may_hold_an_entry_in_two_sections(catalog: Catalog) -> None:
    entry: Entry = catalog.entry("bali-process")
    said = contents(catalog, Brief("Two", "", (BriefSection("A", (entry,)), BriefSection("B", (entry,))), "v"))
    assert [group.entries[0].number for group in said.groups] == [1, 1]
    assert len(said.notes) == 1
