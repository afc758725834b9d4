"""`/new`: corrections first, every entry of a release reached, the place always told, nothing that Telegram refuses."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hostile import ENTRIES, texts
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from telegram_rules import buttons, read, targets

from bot.catalog.catalog import Catalog
from bot.catalog.records import Corrected, Entry, Release, Withdrawn
from bot.render.news import MOST_LISTED, PATTERN, go, named, newest
from bot.render.screen import Screen

ICTC, MIEUX, TREATY = "canada-ictc", "icmpd-mieux", "palermo-protocol"
FIRST = Release("2026.11", "2026-11-22", "The first one.", added=(ICTC, MIEUX))
SECOND = Release(
    "2026.12",
    "2026-12-18",
    "Figures were put right.",
    corrected=(Corrected(ICTC, "It was 50 firms, not 500."), Corrected("gone-later", "Nobody knows.")),
    withdrawn=(
        Withdrawn("old-mieux", "MIEUX I", "It is part of the programme.", MIEUX),
        Withdrawn("rumour", "A Rumour", "The document does not say so."),
    ),
    added=("gfmd-1.1-po-1",),
)


@pytest.fixture
def grown(catalog: Catalog) -> Catalog:
    return replace(catalog, releases=(SECOND, FIRST))


def follow(catalog: Catalog, address: str) -> tuple[Screen, str]:
    """Press a button of ours."""
    found = re.fullmatch(PATTERN, address)
    assert found, address
    return go(catalog, found["version"], found["letter"], int(found["start"]))


def walk(catalog: Catalog) -> Iterator[Screen]:
    """Yield every screen that can be reached from the newest release."""
    seen: set[str] = set()
    waiting = [newest(catalog)]
    while waiting:
        screen = waiting.pop()
        yield screen
        new = {to for to in targets(screen) if to.startswith("new:")} - seen
        seen |= new
        followed = [follow(catalog, to) for to in new]
        assert {notice for _, notice in followed} <= {""}
        waiting += [shown for shown, _ in followed]


def labelled(screen: Screen) -> dict[str, str]:
    return {button["text"]: button["callback_data"] for button in buttons(screen)}


def test_the_first_release_counts_by_kind_and_lists_none_by_title(catalog: Catalog) -> None:
    first = replace(catalog, releases=catalog.releases[-1:])
    shown = newest(first)
    kinds = [f"{len(catalog.of_kind(kind))} {kind}s" for kind in ("recommendation", "practice", "instrument")]
    assert read(shown).startswith(
        f"What is new in knowledge base 2026.11\n2026-11-22 · {len(catalog.entries)} entries\n\nThe first"
    )
    assert read(shown).endswith(f"Added\n{' · '.join(kinds)}")
    assert list(labelled(shown)) == kinds


def test_every_added_entry_is_reached_with_its_place(catalog: Catalog) -> None:
    places, opened = [], []
    for screen in walk(catalog):
        places.append(read(screen).split("\n")[1])
        opened += [to.removeprefix("open:") for to in targets(screen) if to.startswith("open:")]
    assert set(opened) >= {entry.id for entry in catalog.entries}
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d · (?:\d+ to \d+ of \d+|\d+ entr(?:y|ies))", place) for place in places)
    practices = sum(catalog.entry(name).kind == "practice" for name in set(opened) & set(catalog.releases[-1].added))
    assert f"2026-11-22 · 9 to 16 of {practices}" in places


def test_corrections_come_first_then_what_was_withdrawn_then_what_is_new(grown: Catalog) -> None:
    shown = newest(grown)
    title = grown.entry("gfmd-1.1-po-1").title
    assert read(shown) == (
        "What is new in knowledge base 2026.12\n2026-12-18 · 4 entries\n\nFigures were put right.\n\n"
        f"Corrected\n1. {grown.entry(ICTC).title}\nIt was 50 firms, not 500.\n"
        "If you quoted one of these, press its number to see how it reads now.\n\n"
        f"Withdrawn\n2. MIEUX I\nIt is part of the programme.\nSee instead: {grown.entry(MIEUX).title}\n"
        "3. A Rumour\nThe document does not say so.\n\n"
        f"Added\n4. {title} – recommendation"
    )
    # What is gone without a successor opens nothing.
    assert labelled(shown) == {
        "1": f"open:{ICTC}",
        "2": f"open:{MIEUX}",
        "4": "open:gfmd-1.1-po-1",
        "Earlier: 2026.11": "new:2026.11::0",
    }


def test_one_goes_from_release_to_release(grown: Catalog) -> None:
    earlier, notice = follow(grown, labelled(newest(grown))["Earlier: 2026.11"])
    assert (read(earlier).split("\n")[:2], notice) == (["What is new in knowledge base 2026.11", "2026-11-22 · 2 entries"], "")
    assert follow(grown, labelled(earlier)["Later: 2026.12"])[0] == newest(grown)


def test_long_lists_of_corrections_are_paged(catalog: Catalog) -> None:
    names = [entry.id for entry in catalog.entries]
    few = replace(SECOND, corrected=tuple(Corrected(name, "Its figure.") for name in names[:9]), withdrawn=(), added=())
    shown = newest(replace(catalog, releases=(few,)))
    assert read(shown).split("\n")[1] == "2026-12-18 · 1 to 8 of 9"
    second, _ = follow(replace(catalog, releases=(few,)), labelled(shown)["More"])
    assert read(second).split("\n")[1] == "2026-12-18 · 9 to 9 of 9"
    assert list(labelled(second)) == ["9", "Back"]


@pytest.mark.parametrize(("more", "heads"), [(0, ["Corrected", "Withdrawn", "Added"]), (1, ["Corrected", "Withdrawn", "Added"])])
def test_corrections_stay_first_however_much_is_added(catalog: Catalog, more: int, heads: list[str]) -> None:
    names = tuple(entry.id for entry in catalog.entries[: MOST_LISTED + more])
    shown = newest(replace(catalog, releases=(replace(SECOND, added=names),)))
    assert [line for line in read(shown).split("\n") if line in heads] == heads
    assert any(label[0].isdigit() and " " in label for label in labelled(shown)) == bool(more)


@pytest.mark.parametrize(
    ("address", "place", "notice"),
    [
        ("new:2019.01::0", "2026-12-18 · 4 entries", "The knowledge base has changed since then. Here is what is new now."),
        ("new:2026.12::9999", "2026-12-18 · 4 entries", ""),
        ("new:2026.11:i:0", "2026-11-22 · 2 entries", ""),
        ("new:2026.11:p:800", "2026-11-22 · 2 entries", ""),
    ],
)
def test_a_stale_button_shows_what_is_there(grown: Catalog, address: str, place: str, notice: str) -> None:
    screen, said = follow(grown, address)
    assert (read(screen).split("\n")[1], said) == (place, notice)


@pytest.mark.parametrize("words", ["2026.11", "2026-11-22", " 2026.11 "])
def test_a_release_is_named_by_version_or_date(grown: Catalog, words: str) -> None:
    assert read(named(grown, words)).startswith("What is new in knowledge base 2026.11\n")


def test_other_words_show_the_newest(grown: Catalog) -> None:
    assert read(named(grown, "<b>")).startswith(
        "I know no release called “<b>”. This is the latest.\n\nWhat is new in knowledge base 2026.12\n"
    )


def test_without_history_it_says_so(catalog: Catalog) -> None:
    nothing = replace(catalog, releases=())
    assert read(newest(nothing)) == "No release of the knowledge base has been recorded yet."
    assert go(nothing, "2026.11", "", 0)[0] == newest(nothing)


RELEASES = st.builds(
    lambda entries, said, note: (entries, said, note), st.lists(ENTRIES, min_size=1, max_size=8), texts(200), texts(300)
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(RELEASES)
def test_whatever_was_written_can_be_sent(catalog: Catalog, drawn: tuple[list[Entry], str, str]) -> None:
    entries, said, note = drawn
    kept = tuple(replace(entry, id=f"{'x' * 46}-{at}") for at, entry in enumerate(entries))
    corrected = tuple(Corrected(entry.id, said) for entry in kept)
    withdrawn = tuple(Withdrawn(f"w{at}", entry.title[:110], said, entry.id) for at, entry in enumerate(kept))
    release = Release("9" * 20, "2026-12-18", note, corrected, withdrawn, tuple(entry.id for entry in kept))
    for screen in walk(replace(catalog, entries=kept, releases=(release, replace(release, version="8" * 20)))):
        read(screen)
