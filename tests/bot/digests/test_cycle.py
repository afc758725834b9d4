"""Nothing is sent twice before all has been sent, however the knowledge base changes meanwhile."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.catalog.catalog import Catalog
from bot.catalog.records import Entry, Glossary, Kind, Locator
from bot.catalog.topics import Topic, topic, topic_entries
from bot.digests.cycle import Issue, next_issue

steady = settings(derandomize=True, max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
TOPIC = Topic("theme:1.1", "Rights")
INSIDE, OUTSIDE = ("1.1",), ("2.1",)


def entry(name: str, kind: Kind, themes: tuple[str, ...] = INSIDE, related: Sequence[str] = ()) -> Entry:
    return Entry(
        id=name, kind=kind, title=name, summary="", groups=(), themes=themes, objectives=(1,),
        source=Locator("paper", "1", "example 1"), asked_as=(), related=tuple(related),
    )  # fmt: skip


def advice(name: str, *related: str) -> Entry:
    return entry(name, "recommendation", related=related)


def practice(name: str, *related: str, themes: tuple[str, ...] = INSIDE) -> Entry:
    return entry(name, "practice", themes, related)


def shelf(*entries: Entry) -> Catalog:
    return Catalog("", "", (), (), (), Glossary(), entries)


@dataclass
class Reader:
    """Somebody who gets issue after issue, with what has to be remembered of them."""

    seed: str = "7"
    topic: Topic = TOPIC
    cycle: int = 1
    shown: dict[str, int] = field(default_factory=dict)
    last: tuple[str, ...] = ()

    def read(self, catalog: Catalog) -> Issue | None:
        issue = next_issue(catalog, self.topic, self.seed, self.shown, self.cycle, self.last)
        if issue:
            self.cycle, self.last = issue.cycle, tuple(entry.id for entry in issue.entries)
            self.shown |= dict.fromkeys(self.last, issue.cycle)
        return issue

    def must_read(self, catalog: Catalog) -> Issue:
        issue = self.read(catalog)
        assert issue
        return issue

    def finish(self, catalog: Catalog) -> list[Issue]:
        """Read to the end of the cycle that is under way."""
        issues: list[Issue] = []
        while set(owned(catalog, self.topic)) - self.shown_now():
            issues.append(self.must_read(catalog))
        return issues

    def shown_now(self) -> set[str]:
        return {name for name, cycle in self.shown.items() if cycle == self.cycle}


def owned(catalog: Catalog, about: Topic = TOPIC) -> list[str]:
    return [entry.id for entry in topic_entries(catalog, about)]


def ids(issue: Issue | None) -> tuple[str, ...]:
    assert issue
    return tuple(entry.id for entry in issue.entries)


def test_a_topic_without_entries_has_no_issue() -> None:
    assert next_issue(shelf(), TOPIC, "7", {}, 1) is None
    assert next_issue(shelf(practice("p", themes=OUTSIDE)), TOPIC, "7", {"p": 1}, 1) is None


RELATED = practice("own", "r"), practice("other", themes=OUTSIDE), practice("stranger", themes=OUTSIDE)
ILLUSTRATED: dict[str, tuple[Sequence[Entry], Mapping[str, int], tuple[str, ...], int]] = {
    "a related practice of the topic": ([advice("r", "own", "other"), *RELATED], {}, ("r", "own"), 0),
    "related the other way round": ([advice("r"), practice("own", "r")], {}, ("r", "own"), 0),
    "one from outside that is related before any": ([advice("r", "other"), practice("p"), RELATED[1]], {}, ("r", "other"), 1),
    "not one that was shown": ([advice("r", "own", "other"), *RELATED], {"own": 1}, ("r", "other"), 1),
    "one that was shown in an earlier cycle": ([advice("r", "own"), *RELATED], {"own": 0}, ("r", "own"), 0),
    "else one on the same theme": ([advice("r"), practice("p"), RELATED[2]], {}, ("r", "p"), 0),
    "else none": ([advice("r"), RELATED[2]], {}, ("r",), 0),
    "never an instrument": ([advice("r", "i"), entry("i", "instrument")], {}, ("r",), 0),
    "nothing beside a practice": ([practice("p", "q"), practice("q", "p", themes=OUTSIDE)], {}, ("p",), 0),
}  # fmt: skip


@pytest.mark.parametrize(("entries", "shown", "expected", "outside"), ILLUSTRATED.values(), ids=ILLUSTRATED)
def test_what_illustrates_a_recommendation(
    entries: Sequence[Entry], shown: Mapping[str, int], expected: tuple[str, ...], outside: int
) -> None:
    issue = next_issue(shelf(*entries), TOPIC, "7", shown, 1)
    assert ids(issue) == expected
    assert issue
    assert issue.outside == outside


@pytest.mark.parametrize("seed", list("123456"))
def test_the_topics_own_practice_illustrates_before_related_ones_from_outside(seed: str) -> None:
    far = [f"far{at}" for at in range(4)]
    catalog = shelf(advice("r", *far, "own"), *(practice(name, themes=OUTSIDE) for name in far), practice("own"))
    assert ids(next_issue(catalog, TOPIC, seed, {}, 1)) == ("r", "own")


def test_on_a_wide_topic_a_practice_must_share_a_theme() -> None:
    entries = [advice("r"), practice("far", themes=OUTSIDE), practice("near")]
    wide = Topic("all", "All")
    assert ids(next_issue(shelf(*entries), wide, "7", {}, 1)) == ("r", "near")
    assert ids(next_issue(shelf(*entries[:2]), wide, "7", {}, 1)) == ("r",)


def test_recommendations_come_first_and_practices_follow_alone() -> None:
    catalog = shelf(advice("r1"), advice("r2"), *(practice(f"p{at}") for at in range(4)))
    issues = Reader().finish(catalog)
    assert [[entry.kind[0] for entry in issue.entries] for issue in issues] == [["r", "p"], ["r", "p"], ["p"], ["p"]]
    assert [issue.position for issue in issues] == [2, 4, 5, 6]
    assert {issue.total for issue in issues} == {6}


def test_an_outside_practice_is_not_counted_but_not_shown_twice() -> None:
    catalog = shelf(advice("r1", "far"), advice("r2", "far"), practice("far", themes=OUTSIDE))
    first, second = Reader().finish(catalog)
    assert [(len(issue.entries), issue.position, issue.total, issue.outside) for issue in (first, second)] == [
        (2, 1, 2, 1),
        (1, 2, 2, 0),
    ]


def test_the_round_begins_anew_when_all_was_shown() -> None:
    catalog, reader = shelf(*(advice(f"r{at}") for at in range(5))), Reader()
    assert [issue.begins_anew for issue in reader.finish(catalog)] == [False] * 5
    issue = reader.must_read(catalog)
    assert (issue.begins_anew, issue.cycle, issue.position) == (True, 2, 1)
    assert not reader.must_read(catalog).begins_anew


@pytest.mark.parametrize("seed", [str(number) for number in range(12)])
def test_what_closed_a_cycle_does_not_open_the_next(seed: str) -> None:
    catalog, reader = shelf(advice("r1"), advice("r2"), advice("r3")), Reader(seed)
    for _ in range(4):
        reader.finish(catalog)
        before = reader.last
        assert ids(reader.read(catalog))[0] not in before


@pytest.mark.parametrize(
    ("entries", "last", "lead"),
    [([advice("r")], ("r",), "r"), ([advice("r"), practice("p")], ("r",), "p"), ([advice("r"), practice("p")], ("r", "p"), "r")],
    ids=["the only one", "a practice is another", "both were shown together"],
)
def test_unless_there_is_no_other(entries: Sequence[Entry], last: tuple[str, ...], lead: str) -> None:
    shown = {entry.id: 1 for entry in entries}
    assert ids(next_issue(shelf(*entries), TOPIC, "7", shown, 1, last))[0] == lead


def test_an_entry_under_a_new_name_was_shown_already() -> None:
    catalog = shelf(replace(advice("new"), formerly=("old",)), advice("other"))
    assert ids(next_issue(catalog, TOPIC, "7", {"old": 1}, 1)) == ("other",)


def test_seeds_give_different_orders_and_one_seed_another_order_each_cycle() -> None:
    catalog = shelf(*(advice(f"r{at}") for at in range(8)))
    orders = [[ids(issue) for issue in Reader(seed, cycle=cycle).finish(catalog)] for seed in "123" for cycle in (1, 2)]
    assert len({str(order) for order in orders}) == len(orders)
    assert len({str(sorted(order)) for order in orders}) == 1


NAMES = [f"e{at}" for at in range(9)]
LINKS = st.lists(st.sampled_from(NAMES), max_size=3, unique=True)
POOL = st.tuples(*(st.builds(entry, st.just(name), st.sampled_from(["recommendation", "practice", "instrument"]),
                             st.sampled_from([INSIDE, OUTSIDE, (*INSIDE, *OUTSIDE)]), LINKS) for name in NAMES))  # fmt: skip
# After each issue the knowledge base may be another part of the pool.
HELD = st.lists(st.sets(st.sampled_from(NAMES)), min_size=1, max_size=25)


def part_of(pool: Sequence[Entry], names: set[str]) -> Catalog:
    """Return a base that holds some entries of the pool; what is related must exist, as the checker has it."""
    kept = [entry for entry in pool if entry.id in names]
    return shelf(*(replace(entry, related=tuple(name for name in entry.related if name in names - {entry.id})) for entry in kept))


@steady
@given(POOL, HELD, st.text(max_size=3))
def test_each_entry_once_in_a_cycle_while_the_base_changes(pool: tuple[Entry, ...], held: list[set[str]], seed: str) -> None:
    reader, sent = Reader(seed), Counter[tuple[str, int]]()
    for names in held:
        catalog = part_of(pool, names)
        before = reader.shown_now()
        issue = next_issue(catalog, TOPIC, seed, dict(reader.shown), reader.cycle, reader.last)
        assert issue == reader.read(catalog)
        if issue is None:
            assert not owned(catalog)
            continue
        sent.update((entry.id, issue.cycle) for entry in issue.entries)
        assert issue.begins_anew is (set(owned(catalog)) <= before)
        assert issue.position == len(set(owned(catalog)) & reader.shown_now()) <= issue.total == len(owned(catalog))
        assert all(catalog.has(entry.id) for entry in issue.entries)
        assert 1 <= len(issue.entries) - issue.outside <= len(issue.entries) <= 2
    assert not sent or max(sent.values()) == 1


@steady
@given(st.sets(st.sampled_from(NAMES), min_size=1), st.sets(st.sampled_from(NAMES)), st.text(max_size=3))
def test_additions_and_removals_do_not_reorder_the_rest(kept: set[str], others: set[str], seed: str) -> None:
    def order(names: set[str]) -> list[str]:
        return [name for issue in Reader(seed).finish(shelf(*map(advice, sorted(names)))) for name in ids(issue) if name in kept]

    assert order(kept) == order(kept | others)


@pytest.mark.parametrize("key", ["all", "cluster:4", "theme:4.2", "objective:13", "country:DE"])
def test_a_real_topic_is_read_to_its_end(catalog: Catalog, key: str) -> None:
    about = topic(catalog, key)
    issues = Reader(topic=about).finish(catalog)
    shown = Counter(name for issue in issues for name in ids(issue))
    assert set(shown.values()) == {1}
    assert set(owned(catalog, about)) <= shown.keys()
    assert issues[-1].position == issues[-1].total == len(owned(catalog, about))
