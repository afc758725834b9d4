"""A digest can be read, fits, numbers its entries rightly, and can be stopped with one tap."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hostile import ENTRIES, texts
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from telegram_rules import buttons, read, targets

from bot.catalog.catalog import Catalog
from bot.catalog.changes import Change
from bot.catalog.records import Entry
from bot.render.digest import Correction, DigestPart, digest, digest_messages, paused, stopped
from bot.render.screen import Screen, visible_units
from bot.render.source import source_line, stamp

steady = settings(derandomize=True, max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
LEAD, PRACTICE = "gfmd-4.2-po-1", "france-envoidargent"


def part_of(catalog: Catalog, *names: str, **others: Any) -> DigestPart:
    entries = tuple(catalog.entry(name) for name in names or (LEAD, PRACTICE))
    return replace(DigestPart(7, "Remittances", entries, 4, 25), **others)


GOLDEN = """\
3 and 4 of 25 in Remittances

Lower remittance costs through innovation, competition and transparency
To bring remittance costs down to the target levels of the Addis Ababa Action Agenda and the 2030 Agenda, GFMD lists \
three levers: encourage innovation in money transfer mechanisms, for instance new technologies; make the remittances \
market more competitive and transparent; and see that services which already exist are used to the full.

Source GFMD Thematic Recollection, 4.2 Reducing costs of migration and increasing impact of remittances, policy option \
1, pp. 31–32

In practice:
envoidargent.fr
French website on which the cost of remittances can be compared for 26 corridors. It also gives the diaspora editorial \
space: a blog to present activities and exchange ideas. By making prices more transparent and informing users, it has \
helped to foster competition among remittance operators, and diaspora members use it widely as a place to share \
information.

Source GFMD Thematic Recollection, 4.2 Reducing costs of migration and increasing impact of remittances, example 1, \
pp. 31–32

2017 source, before the Compact adopted in December 2018; not a consensus view of states"""


def test_a_digest_reads_so(catalog: Catalog) -> None:
    assert read(digest(catalog, [part_of(catalog)])) == GOLDEN


NUMBERED = {
    "one": ((LEAD,), {}, "4 of 25 in Remittances"),
    "two": ((LEAD, PRACTICE), {}, "3 and 4 of 25 in Remittances"),
    "one beside one from outside": ((LEAD, PRACTICE), {"outside": 1}, "4 of 25 in Remittances"),
    "first and last": ((LEAD,), {"position": 1, "total": 1}, "1 of 1 in Remittances"),
    "not numbered": ((LEAD, PRACTICE), {"position": 0, "total": 0}, "Remittances"),
    "anew": (
        (LEAD,),
        {"position": 1, "begins_anew": True},
        "All 25 have been shown, so I start again from the first.\n1 of 25 in Remittances",
    ),
    "anew with two": (
        (LEAD, PRACTICE),
        {"position": 2, "begins_anew": True},
        "All 25 have been shown, so I start again from the first.\n1 and 2 of 25 in Remittances",
    ),
    "the only one again": (
        (LEAD,),
        {"position": 1, "total": 1, "begins_anew": True},
        "There is no other, so I start again.\n1 of 1 in Remittances",
    ),
}


@pytest.mark.parametrize(("names", "others", "heading"), NUMBERED.values(), ids=NUMBERED)
def test_the_heading_says_which_entries_these_are(
    catalog: Catalog, names: tuple[str, ...], others: dict[str, Any], heading: str
) -> None:
    screen = digest(catalog, [part_of(catalog, *names, **others)])
    assert read(screen).startswith(f"{heading}\n\n{catalog.entry(LEAD).title}\n")
    assert screen.text.startswith("<i>")


def check(catalog: Catalog, entry: Entry, text: str) -> None:
    assert f"{entry.title}\n{entry.summary}" in text
    assert f"Source {source_line(catalog, entry)}" in text
    assert stamp(entry) in text


def test_every_recommendation_fits_with_each_practice_that_may_illustrate_it(catalog: Catalog) -> None:
    longest = max(catalog.of_kind("practice"), key=lambda entry: len(entry.title + entry.summary + source_line(catalog, entry)))
    for lead in catalog.of_kind("recommendation"):
        practices = [entry for entry in catalog.related(lead) if entry.kind == "practice"]
        for practice in (*practices, longest):
            text = read(digest(catalog, [part_of(catalog, lead.id, practice.id)]))
            check(catalog, lead, text)
            check(catalog, practice, text.partition("In practice:")[2])


def test_a_practice_alone_needs_no_heading_of_its_own(catalog: Catalog) -> None:
    assert "In practice:" not in read(digest(catalog, [part_of(catalog, PRACTICE)]))


def test_buttons_open_cite_pause_and_stop(catalog: Catalog) -> None:
    screen = digest(catalog, [part_of(catalog)])
    assert [[button.text for button in row] for row in screen.rows][2:] == [["Cite", "Pause", "Stop"]]
    assert [button["text"].startswith("Open: ") for button in buttons(screen)] == [True, True, False, False, False]
    assert targets(screen) == [f"open:{LEAD}", f"open:{PRACTICE}", f"cite:{LEAD}", "pause:7", "stop:7"]


def test_of_several_subscriptions_each_is_stopped_by_its_name(catalog: Catalog) -> None:
    other = replace(part_of(catalog, "gfmd-1.1-pa-4"), subscription_id=8, topic_label="Detention")
    screen = digest(catalog, [part_of(catalog, LEAD), other])
    labels = {button["callback_data"]: button["text"] for button in buttons(screen)}
    assert [labels[name] for name in ("pause:7", "stop:7", "pause:8", "stop:8")] == [
        "Pause Remittances", "Stop Remittances", "Pause Detention", "Stop Detention",
    ]  # fmt: skip
    assert targets(screen).index("stop:7") < targets(screen).index("open:gfmd-1.1-pa-4") < targets(screen).index("stop:8")


CHANGES = (
    Change("summary", "… paid in 2016 to …", "… paid in 2017 to …"),
    Change("countries", "", "CI, DE"),
    Change("links", "http://a.example/<b>", ""),
    Change("document", "gfmd-2017", "icmpd-2017"),
)


def test_corrections_come_before_all_and_once(catalog: Catalog) -> None:
    ictc = catalog.entry("canada-ictc")
    corrected, withdrawn = Correction(ictc, "ICTC & co", CHANGES), Correction(None, "Old <desk>")
    parts = [part_of(catalog, LEAD, corrections=(corrected, withdrawn)), part_of(catalog, LEAD, corrections=(corrected,))]
    screen = digest(catalog, [parts[0], replace(parts[1], subscription_id=8)])
    assert read(screen).startswith(
        "Corrected since it was sent to you:\n"
        "ICTC & co\n"
        "Summary: was “… paid in 2016 to …”, now “… paid in 2017 to …”\n"
        "Countries: added “Côte d’Ivoire, Germany”\n"
        "Links: removed “http://a.example/<b>”\n"
        "Document: was “GFMD Thematic Recollection”, now “ICMPD comments”\n\n"
        "Withdrawn: Old <desk>\n"
        "It is no longer in the knowledge base.\n\n"
        "4 of 25 in Remittances\n"
    )
    assert read(screen).count("Corrected since") == 1
    assert targets(screen) == [
        "open:canada-ictc", f"open:{LEAD}", f"cite:{LEAD}", "pause:7", "stop:7",
        f"open:{LEAD}", f"cite:{LEAD}", "pause:8", "stop:8",
    ]  # fmt: skip


def test_corrections_alone_are_sent_and_can_be_stopped(catalog: Catalog) -> None:
    part = DigestPart(7, "Remittances", (), 0, 25, corrections=(Correction(None, "Old desk"),))
    screen = digest(catalog, [part])
    assert "Withdrawn: Old desk" in read(screen)
    assert "25" not in read(screen)
    assert targets(screen) == ["pause:7", "stop:7"]


def test_a_correction_of_very_much_says_how_much_more_there_is(catalog: Catalog) -> None:
    changes = tuple(Change("points", "x " * 300, f"{at} " * 300) for at in range(20))
    text = read(digest(catalog, [part_of(catalog, LEAD, corrections=(Correction(catalog.entry(LEAD), "T", changes),))]))
    assert text.count("Points: was") == 6
    assert "… and 14 more; open the entry to see them all." in text


def test_what_does_not_fit_is_split_by_part_and_nothing_is_lost(catalog: Catalog) -> None:
    withdrawn = tuple(Correction(None, f"Desk {at}") for at in range(30))
    parts = [replace(part_of(catalog), subscription_id=1 + at, corrections=withdrawn[at::4]) for at in range(4)]
    screens = digest_messages(catalog, parts)
    told = [read(screen) for screen in screens]
    assert 1 < len(screens) < 12
    for correction in withdrawn:
        assert sum(f"Withdrawn: {correction.title}\n" in text for text in told) == 1
    assert sum(text.count("In practice:") for text in told) == 4
    assert all("stop:" in " ".join(targets(screen)) for screen in screens)
    cited = [target for screen in screens for target in targets(screen) if target.startswith("cite:")]
    assert cited == [f"cite:{LEAD}"] * 4
    assert [screen for screen in screens if "Withdrawn" in screen.text] == screens[: sum("Withdrawn" in text for text in told)]


def test_many_corrections_do_not_bury_the_buttons(catalog: Catalog) -> None:
    corrections = tuple(Correction(entry, entry.title) for entry in catalog.entries[:30])
    screens = digest_messages(catalog, [part_of(catalog, corrections=corrections)])
    assert max(len(screen.rows) for screen in screens) <= 12
    opened = [target for screen in screens for target in targets(screen) if target.startswith("open:")]
    assert opened == [f"open:{entry.id}" for entry in (*catalog.entries[:30], *part_of(catalog).entries)]


def test_entries_longer_than_a_curator_may_write_are_shortened(catalog: Catalog) -> None:
    long = replace(catalog.entry(LEAD), title="😀 title " * 80, summary="word " * 900)
    text = read(digest(catalog, [replace(part_of(catalog), entries=(long, long))]))
    assert (text.count("word…"), text.count("…")) == (2, 4)


def test_nothing_to_say_makes_no_message(catalog: Catalog) -> None:
    assert digest_messages(catalog, []) == []
    assert digest_messages(catalog, [DigestPart(7, "Remittances", (), 0, 0)]) == []


def test_one_message_is_refused_where_several_are_needed(catalog: Catalog) -> None:
    parts = [replace(part_of(catalog), subscription_id=number) for number in range(1, 6)]
    with pytest.raises(ValueError, match=r"must fit one message, got [2-5] messages"):
        digest(catalog, parts)


def test_no_entry_topic_or_correction_breaks_a_digest(catalog: Catalog) -> None:
    changed = st.builds(Change, st.sampled_from(["summary", "pages", "points", "colour"]), texts(400) | st.just(""), texts(400))
    corrections = st.lists(
        st.builds(Correction, st.none() | ENTRIES, texts(110), st.lists(changed, max_size=9).map(tuple)), max_size=3
    )

    @steady
    @given(ENTRIES, ENTRIES, texts(90), corrections)
    def holds(lead: Entry, practice: Entry, label: str, found: list[Correction]) -> None:
        parts = [DigestPart(number, label, (lead, practice), 2, 9, True, tuple(found)) for number in (2**63 - 1, 1)]
        told = "\n".join(read(screen) for screen in digest_messages(catalog, parts))
        assert told.count(f"1 and 2 of 9 in {label}\n") == 2
        for entry in (lead, practice):
            assert entry.title in told
            assert visible_units(entry.summary) > 1000 or entry.summary in told

    holds()


@pytest.mark.parametrize(
    ("make", "label", "address"), [(stopped, "Undo", "undo:7"), (paused, "Resume", "resume:7")], ids=["stopped", "paused"]
)
def test_what_was_ended_can_be_taken_back(make: Callable[[str, int], Screen], label: str, address: str) -> None:
    screen = make("Rights <b>&", 7)
    assert "Rights <b>&" in read(screen)
    assert [(button["text"], button["callback_data"]) for button in buttons(screen)] == [(label, address)]
