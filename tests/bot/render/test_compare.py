"""What is compared stands in the same rows for each, with plain words where a source is silent, and fits a message."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

import pytest
from hostile import ENTRIES
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from telegram_rules import buttons, read, targets

from bot.catalog.catalog import Catalog
from bot.catalog.countries import country_name
from bot.catalog.records import Details, Entry
from bot.catalog.topics import UnknownTopic
from bot.render.compare import compare, compare_countries, few_and_short
from bot.render.screen import Screen
from bot.render.source import stamp
from bot.search.results import Correction
from bot.wording.speech import Manner, speaking

steady = settings(derandomize=True, max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
HEADS = ["Kind", "What", "Who", "Where", "When", "Partners", "Funding", "Results", "Limits", "Links", "Source"]
REMITTANCES = ("france-envoidargent", "mexico-remittance-comparison", "gfmd-4.2-po-1")


def entries_of(catalog: Catalog, names: Sequence[str]) -> list[Entry]:
    return [catalog.entry(name) for name in names]


def table(screen: Screen) -> dict[str, dict[str, str]]:
    """Return what is said in each row under each short name, after making sure that Telegram takes the screen."""
    rows: dict[str, dict[str, str]] = {}
    for block in read(screen).split("\n\n")[1:-1]:
        head, *lines = block.split("\n")
        said = [line.partition(": ") for line in lines]
        rows[head] = {label: what for labels, _, what in said for label in labels.split(", ")}
        assert len(rows[head]) == sum(len(labels.split(", ")) for labels, _, _ in said)
    return rows


def check(screen: Screen, labels: Sequence[str]) -> dict[str, dict[str, str]]:
    """Make sure that every row is there and has every short name."""
    rows = table(screen)
    assert list(rows) == HEADS
    assert all(sorted(row) == sorted(labels) for row in rows.values())
    assert all(said for row in rows.values() for said in row.values())
    return rows


def test_a_comparison_reads_so(catalog: Catalog) -> None:
    first = replace(
        catalog.entry("france-envoidargent"),
        title="One", summary="It compares.",
        details=Details(what="Costs.", who="Paris", where="France", since="2010", limits="A & B"),
        organisations=("AFD",), links=("https://www.a.example/x", "http://b.example"),
    )  # fmt: skip
    second = replace(
        catalog.entry("iom-prds"),
        title="Two",
        summary="It resolves.",
        details=Details(),
        organisations=("IOM",),
        links=(),
        countries=(),
    )
    assert read(compare(replace(catalog, edition="2026.11", revision="0000000"), [first, second])) == (
        "Compared\nA One\nB Two\n\n"
        "Kind\nA, B: Practice\n\n"
        "What\nA: It compares. Costs.\nB: It resolves.\n\n"
        "Who\nA: Paris\nB: not stated in the source; organisations: IOM\n\n"
        "Where\nA: France\nB: not stated in the source\n\n"
        "When\nA: 2010\nB: not stated in the source\n\n"
        "Partners\nA, B: not stated in the source\n\n"
        "Funding\nA, B: not stated in the source\n\n"
        "Results\nA, B: not stated in the source\n\n"
        "Limits\nA: A & B\nB: not stated in the source\n\n"
        "Links\nA: a.example, b.example\nB: not stated in the source\n\n"
        "Source\nA: GFMD Thematic Recollection, 4.2 Reducing costs of migration and increasing impact of remittances, "
        "example 1, pp. 31–32\n"
        "B: IOM statement on solutions, 1 How can we support voluntary and sustainable return?, example 1, pp. 1–2\n\n"
        "2017 source, before the Compact adopted in December 2018; not a consensus view of states\n"
        "2017 source, before the Compact adopted in December 2018; statement of one organisation\n"
        "The wording is the desk’s own. “Not stated” means that the passage is silent, not that there is nothing.\n"
        "Knowledge base 2026.11 (0000000)"
    )


def test_each_entry_has_a_button(catalog: Catalog) -> None:
    screen = compare(catalog, entries_of(catalog, REMITTANCES))
    assert targets(screen) == [f"open:{name}" for name in REMITTANCES]
    assert [button["text"][:8] for button in buttons(screen)] == ["Open A: ", "Open B: ", "Open C: "]


def test_links_can_be_followed(catalog: Catalog) -> None:
    links = tuple(f'http://a.example/{at}?a=1&b="<2>"' for at in range(5))
    screen = compare(catalog, [replace(catalog.entry("bali-process"), links=links), catalog.entry("cat")])
    assert re.findall(r'<a href="([^"]*)">a.example</a>', screen.text) == [
        f"http://a.example/{at}?a=1&amp;b=&quot;&lt;2&gt;&quot;" for at in range(3)
    ]
    assert "a.example, 2 more" in read(screen)


def test_any_entries_of_the_knowledge_base_can_be_compared(catalog: Catalog) -> None:
    longest = sorted(catalog.entries, key=lambda entry: len(repr((entry.title, entry.summary, entry.details))), reverse=True)
    samples = [longest[:4], longest[4:8], *(catalog.entries[at : at + 4] for at in range(0, len(catalog.entries) - 4, 25))]
    for entries in samples:
        rows = check(compare(catalog, entries), "ABCD")
        for label, entry in zip("ABCD", entries, strict=True):
            assert entry.source.item in rows["Source"][label]
            assert rows["Source"][label].endswith(catalog.pages(entry).replace("-", "–"))
            for head, said in (
                ("When", entry.details.since),
                ("Funding", entry.details.funding),
                ("Results", entry.details.results),
            ):
                assert (
                    said.startswith(rows[head][label].removesuffix("…"))
                    if said
                    else rows[head][label] == "not stated in the source"
                )


def test_no_entry_breaks_a_comparison(catalog: Catalog) -> None:
    @steady
    @given(st.lists(ENTRIES, min_size=2, max_size=4))
    def holds(entries: list[Entry]) -> None:
        different = [replace(entry, id=f"{at}{entry.id[1:]}") for at, entry in enumerate(entries)]
        screen = compare(catalog, different)
        text = read(screen)
        assert all(f"\n\n{head}\nA" in text for head in HEADS)
        assert text.count("practical action 4, pp. 9–10") >= 1
        assert targets(screen) == [f"open:{entry.id}" for entry in different]

    holds()


def full(entry: Entry, letter: str) -> Entry:
    """Return an entry in which everything is as long as the checker lets it be, unlike in every other."""
    long = f"{letter} " + "word " * 79
    details = Details(long, long, long, long, long, long, long, long)
    links = tuple(f"http://{letter}{at}.{'x' * 60}.example" for at in range(6))
    return replace(
        entry,
        id=letter * 48,
        title=long[:110],
        summary=(long * 2)[:700],
        details=details,
        links=links,
        organisations=(letter * 60,) * 12,
    )


def test_what_is_too_long_is_shortened_and_said_to_be(catalog: Catalog) -> None:
    entries = [full(catalog.entry("gfmd-1.1-pa-4"), letter) for letter in "abcd"]
    documents = tuple(replace(document, short="S" * 60) for document in catalog.documents)
    rows = check(screen := compare(replace(catalog, documents=documents), entries), "ABCD")
    assert "Text ending in … is shortened" in read(screen)
    assert {head for head, row in rows.items() if row["A"].endswith("…")} == set(HEADS) - {"Kind", "Links", "Source"}
    assert rows["Source"]["A"].endswith(", 1.1, practical action 4, pp. 9–10")


def test_nothing_is_said_to_be_shortened_that_is_whole(catalog: Catalog) -> None:
    assert "shortened" not in read(compare(catalog, entries_of(catalog, REMITTANCES[:2])))


def test_what_begins_alike_is_not_taken_for_the_same(catalog: Catalog) -> None:
    entries = [full(catalog.entry("gfmd-1.1-pa-4"), letter) for letter in "abcd"]
    ends = [
        replace(entry, details=replace(entry.details, funding="word " * 70 + letter))
        for entry, letter in zip(entries, "abcd", strict=True)
    ]
    assert read(compare(catalog, ends)).partition("Funding\n")[2].count(": word ") >= 4


def test_countries_are_compared_by_their_entries_on_a_topic(catalog: Catalog) -> None:
    screen = compare_countries(catalog, ["FR", "JP", "DE"], "cluster:4")
    assert read(screen).startswith(
        "Compared: Contributions of migrants and diasporas\n"
        "A France, 3 entries, 2 shown\nA1 envoidargent.fr\nA2 Remittance cost comparison in Mexico (name not given)\n"
        "B Japan, no entries\n"
        "C Germany, 2 entries\nC1 "
    )
    rows = check(screen, ["A1", "A2", "B", "C1", "C2"])
    assert {row["B"] for row in rows.values()} == {"no entry"}
    assert "To see a country’s other entries, send me its name." in read(screen)
    assert targets(screen)[:2] == ["open:france-envoidargent", "open:mexico-remittance-comparison"]


def test_a_country_with_one_entry_needs_no_number(catalog: Catalog) -> None:
    screen = compare_countries(catalog, ["JP", "FR"])
    assert "\nA Japan, 1 entry\nA Philippines seafarers" in read(screen)
    assert "A" in check(screen, ["A", "B1", "B2", "B3"])["Kind"]


def test_countries_of_which_nothing_is_known_are_said_to_have_nothing(catalog: Catalog) -> None:
    screen = compare_countries(catalog, ["IS", "LI"])
    assert (
        read(screen)
        == f"Compared: All themes\nA Iceland, no entries\nB Liechtenstein, no entries\n\nKnowledge base {catalog.version}"
    )
    assert screen.keyboard is None


def test_all_countries_can_be_compared(catalog: Catalog) -> None:
    counts = {
        code: sum(code in entry.countries for entry in catalog.entries) for entry in catalog.entries for code in entry.countries
    }
    busiest = sorted(counts, key=lambda code: (-counts[code], code))[:7]
    for codes in combinations(busiest, 4):
        screen = compare_countries(catalog, codes)
        assert list(table(screen)) == HEADS
        assert all(f" {country_name(code)}, " in read(screen) for code in codes)
        shown = [catalog.entry(target.removeprefix("open:")) for target in targets(screen)]
        assert all(stamp(entry) in read(screen) for entry in shown)


@pytest.mark.parametrize("codes", [("DE", "IQ"), ("PH", "GH", "NE"), ("SN", "MX")])
def test_practices_that_a_country_runs_come_first(catalog: Catalog, codes: tuple[str, ...]) -> None:
    shown = buttons(compare_countries(catalog, codes))
    for letter, code in zip("ABC", codes, strict=False):
        opened = [button["callback_data"] for button in shown if button["text"].startswith(f"Open {letter}")]
        own = [entry for entry in catalog.of_kind("practice") if code in entry.countries]
        first = [f"open:{entry.id}" for entry in own if entry.countries[0] == code]
        assert opened[: len(first)] == first[: len(opened)]
        assert set(opened) & {f"open:{entry.id}" for entry in own}


@pytest.mark.parametrize("count", [0, 1, 5])
def test_two_to_four_are_compared(catalog: Catalog, count: int) -> None:
    with pytest.raises(ValueError, match=rf"^entries to compare must be 2 to 4, got {count}$"):
        compare(catalog, catalog.entries[:count])
    with pytest.raises(ValueError, match=rf"^countries to compare must be 2 to 4, got {count}$"):
        compare_countries(catalog, ["DE", "FR", "GH", "IQ", "PH"][:count])


def test_nothing_is_compared_with_itself_or_with_nonsense(catalog: Catalog) -> None:
    entry = catalog.entry("bali-process")
    with pytest.raises(ValueError, match=r"^entries to compare must differ, got 'bali-process' twice$"):
        compare(catalog, [entry, catalog.entry("cat"), entry])
    with pytest.raises(ValueError, match=r"^countries to compare must differ, got 'DE' twice$"):
        compare_countries(catalog, ["DE", "DE"])
    with pytest.raises(ValueError, match=r"^a country must be an ISO 3166-1 alpha-2 code, got 'XX'$"):
        compare_countries(catalog, ["DE", "XX"])
    with pytest.raises(UnknownTopic):
        compare_countries(catalog, ["DE", "FR"], "theme:9.9")


def test_what_goes_above_takes_its_room_from_the_cells(catalog: Catalog) -> None:
    entries = [full(catalog.entry("gfmd-1.1-pa-4"), letter) for letter in "abcd"]
    corrections = few_and_short(Correction("w" * 300, f"{at} " + "read " * 60) for at in range(40))
    assert all(len(said) <= 40 for one in corrections for said in (one.wrote, one.read))
    above = "".join(f"Showing results for <b>{one.read}</b> (you wrote {one.wrote})\n" for one in corrections) + "x" * 300 + "\n\n"
    for screen in (compare(catalog, entries, above), compare_countries(catalog, ["DE", "PH", "GH", "IQ"], None, above)):
        assert read(screen).startswith("Showing results for 0 read")
        assert "2017 source" in read(screen)


def test_long_cells_are_folded_and_in_plain_text_are_not(catalog: Catalog) -> None:
    entries = [replace(catalog.entry(name), summary="word " * 120) for name in REMITTANCES[:2]]
    assert "<blockquote expandable>A: word" in compare(catalog, entries).text
    folded = read(compare(catalog, entries))
    with speaking(Manner(plain=True)):
        assert "<blockquote" not in compare(catalog, entries).text
        assert read(compare(catalog, entries)) == folded
