"""What stands in a message is what is remembered of it, and readers hear of every correction that matters, once."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from store_running import DAY, START, fresh, subscribed

from bot.catalog.catalog import Catalog
from bot.catalog.changes import revision, substance
from bot.catalog.records import Entry
from bot.digests.compose import MOST_CORRECTIONS, Composer, History, Message
from bot.render.screen import Screen, plain_text
from bot.store import shown, subscriptions
from bot.store.records import Contents, Days, Delivery, Shown, Subscription
from bot.store.store import Store

# Each has three practices, and nothing else.
FRANCE, EGYPT = "country:FR", "country:EG"
DESK = "france-envoidargent"


def reader(number: int = 1, topic: str = FRANCE, **others: object) -> Subscription:
    made = Subscription(number, 5, 0, topic, "09:00", Days.DAILY, "UTC", "active", None, "seed", 1)
    return replace(made, **others)  # type: ignore[arg-type]


def delivery(number: int, one: Subscription, reason: str | None = None) -> Delivery:
    return Delivery(number, one.id, DAY, one.chat_id, one.thread_id, START, 0, reason)


def was_shown(catalog: Catalog, *names: str, cycle: int = 1, at: int = START) -> list[Shown]:
    return [Shown(name, cycle, revision(catalog.entry(name)), at) for name in names]


def history(catalog: Catalog, *readers: Subscription, seen: Mapping[int, Sequence[Shown]] | None = None) -> History:
    """Return what is kept of readers: what they were shown, as it stood in a catalog."""
    entries = {one.entry_id: catalog.entry(one.entry_id) for some in (seen or {}).values() for one in some}
    wordings = {(name, revision(entry)): substance(entry) for name, entry in entries.items()}
    return History({one.id: one for one in readers}, seen or {}, wordings)


def changed(catalog: Catalog, *names: str, title: str = "", summary: str = "Another summary.") -> Catalog:
    """Return a later catalog in which entries say something else."""

    def change(entry: Entry) -> Entry:
        return replace(entry, title=title or entry.title, summary=summary) if entry.id in names else entry

    return replace(catalog, entries=tuple(map(change, catalog.entries)))


def without(catalog: Catalog, *names: str) -> Catalog:
    """Return a later catalog from which entries were withdrawn."""
    kept = (entry for entry in catalog.entries if entry.id not in names)
    return replace(catalog, entries=tuple(replace(entry, related=tuple(set(entry.related) - set(names))) for entry in kept))


def read(screen: Screen) -> str:
    return plain_text(screen.text)


def only(messages: Sequence[Message]) -> Message:
    (message,) = messages
    return message


def test_a_message_remembers_what_stands_in_it(catalog: Catalog) -> None:
    one = reader()
    message = only(Composer(catalog).messages([delivery(70, one)], history(catalog, one)))
    assert (message.chat_id, message.thread_id, message.owners) == (5, 0, {70: 1})
    (held,) = message.contents.values()
    assert (held.cycle, held.corrected) == (1, {})
    for name, kept in held.entries.items():
        assert kept == revision(catalog.entry(name))
        assert catalog.entry(name).title in read(message.screen)


def test_digests_of_one_chat_come_in_one_message(catalog: Catalog) -> None:
    readers = [reader(1), reader(2, EGYPT)]
    found = Composer(catalog).messages([delivery(70 + one.id, one) for one in readers], history(catalog, *readers))
    message = only(found)
    assert message.owners == {71: 1, 72: 2}
    text = read(message.screen)
    assert text.index("of 3 in France") < text.index("of 3 in Egypt")
    assert {71, 72} == set(message.contents)


def test_what_does_not_fit_one_message_comes_in_more(catalog: Catalog) -> None:
    readers = [reader(number, f"theme:{theme.number}") for number, theme in enumerate(
        (theme for cluster in catalog.clusters for theme in cluster.themes), 1)]  # fmt: skip
    composer, told = Composer(catalog), history(catalog, *readers)
    messages = composer.messages([delivery(100 + one.id, one) for one in readers], told)
    assert 1 < len(messages) < len(readers)
    assert [number for message in messages for number in message.owners] == [100 + one.id for one in readers]
    for message in messages:
        for number, held in message.contents.items():
            expected = composer.part(readers[number - 101], told)
            assert expected
            assert held == expected[1]
            assert all(catalog.entry(name).title in read(message.screen) for name in held.entries)


LEFT_OUT = {
    "paused": reader(state="paused"),
    "ended": reader(state="ended"),
    "a topic that is no more": reader(topic="theme:99.9"),
    "a country without entries": reader(topic="country:VA"),
}


@pytest.mark.parametrize("one", LEFT_OUT.values(), ids=LEFT_OUT)
def test_what_has_nothing_to_show_is_left_out(catalog: Catalog, one: Subscription) -> None:
    other = reader(9)
    both = [delivery(70, one), delivery(79, other)]
    assert set(only(Composer(catalog).messages(both, history(catalog, one, other))).contents) == {79}
    assert Composer(catalog).messages(both, history(catalog)) == []


def test_a_correction_tells_what_was_and_what_is(catalog: Catalog) -> None:
    seen = was_shown(catalog, DESK)
    later = changed(catalog, DESK, summary="A French website that was closed in 2024.")
    message = only(Composer(later).messages([delivery(70, reader())], history(catalog, reader(), seen={1: seen})))
    text = read(message.screen)
    assert text.startswith(f"Corrected since it was sent to you:\n{catalog.entry(DESK).title}\nSummary: was “")
    assert "closed in 2024" in text
    assert message.contents[70].corrected == {DESK: revision(later.entry(DESK))}


def test_a_withdrawn_entry_is_told_by_the_title_it_had(catalog: Catalog) -> None:
    seen, later = was_shown(catalog, DESK), without(catalog, DESK)
    found = Composer(later).part(reader(), history(catalog, reader(), seen={1: seen}))
    assert found
    part, held = found
    assert [(one.entry, one.title) for one in part.corrections] == [(None, catalog.entry(DESK).title)]
    assert held.corrected == {DESK: None}


def test_an_entry_of_which_nothing_is_kept_is_told_by_its_name(catalog: Catalog) -> None:
    kept = History({1: reader()}, {1: [Shown("gone", 1, "aaaa", START)]}, {})
    found = Composer(catalog).part(reader(), kept)
    assert found
    assert [one.title for one in found[0].corrections] == ["gone"]


def test_a_mended_slip_is_noted_and_not_told(catalog: Catalog) -> None:
    spoiled = changed(catalog, DESK, summary="French web site on wich the cost of remitances can be compared.")
    mended = changed(catalog, DESK, summary="French website on which the cost of remittances can be compared.")
    found = Composer(mended).part(reader(), history(spoiled, reader(), seen={1: was_shown(spoiled, DESK)}))
    assert found
    assert found[0].corrections == ()
    assert found[1].corrected == {DESK: revision(mended.entry(DESK))}


def test_an_entry_under_another_name_is_no_other(catalog: Catalog) -> None:
    seen = was_shown(catalog, DESK)
    entries = (replace(one, id="renamed", formerly=(DESK,)) if one.id == DESK else one for one in catalog.entries)
    composer = Composer(replace(catalog, entries=tuple(entries)))
    found = composer.part(reader(), history(catalog, reader(), seen={1: seen}))
    assert found
    assert found[1].corrected == {}
    assert composer.outdated(seen) == set()


def test_of_many_corrections_the_oldest_come_first_and_the_rest_later(catalog: Catalog) -> None:
    names = [entry.id for entry in catalog.entries[:8]]
    seen = [Shown(name, 1, revision(catalog.entry(name)), START + at) for at, name in enumerate(names)]
    composer = Composer(changed(catalog, *names))
    found = composer.part(reader(), history(catalog, reader(), seen={1: seen}))
    assert found
    assert list(found[1].corrected) == names[:MOST_CORRECTIONS]
    assert [one.title for one in found[0].corrections] == [catalog.entry(name).title for name in names[:MOST_CORRECTIONS]]
    left = [one for one in seen if one.entry_id not in found[1].corrected]
    found = composer.part(reader(), history(catalog, reader(), seen={1: left}))
    assert found
    assert list(found[1].corrected) == names[MOST_CORRECTIONS:]


@pytest.mark.parametrize("reason", [None, "topic lost"])
@pytest.mark.parametrize("length", range(20, 240, 40))
def test_corrections_never_push_the_digest_out_of_its_message(catalog: Catalog, length: int, reason: str | None) -> None:
    names = [entry.id for entry in catalog.entries if entry.id != DESK][:MOST_CORRECTIONS]
    one = reader()
    kept = history(catalog, one, seen={1: was_shown(catalog, *names)})
    # Each length of title fills the message to another point.
    later = changed(catalog, *names, title="Change " * (length // 7), summary="Quite another text of many words. " * 12)
    message = only(Composer(later).messages([delivery(70, one, reason)], kept))
    text = read(message.screen)
    assert all(later.entry(name).title in text for name in message.contents[70].entries)
    assert text.count("Corrected since it was sent to you") == len(message.contents[70].corrected)
    assert ("The forum topic for this digest is closed" in text) is (reason is not None)


def test_a_zone_that_is_no_more_is_told(catalog: Catalog) -> None:
    one = reader(zone="Mars/Olympus")
    text = read(only(Composer(catalog).messages([delivery(70, one)], history(catalog, one))).screen)
    assert "The time zone Mars/Olympus no longer exists; this digest follows UTC until you choose another" in text
    assert "time zone" not in read(only(Composer(catalog).messages([delivery(70, reader())], history(catalog, reader()))).screen)


def test_a_round_does_not_open_with_what_closed_the_one_before(catalog: Catalog) -> None:
    composer = Composer(catalog)
    for seed in "abcdefgh":
        one, seen = reader(seed=seed), list[Shown]()
        for at in range(9):
            found = composer.part(one, history(catalog, one, seen={1: seen}))
            assert found
            one = replace(one, cycle=found[1].cycle)
            (name,) = found[1].entries
            assert found[0].begins_anew is (at in {3, 6})
            assert not seen or name != seen[-1].entry_id
            seen = [old for old in seen if old.entry_id != name]
            seen += was_shown(catalog, name, cycle=found[1].cycle, at=START + at)


def test_what_was_sent_can_be_read_again_as_it_stands_now(catalog: Catalog) -> None:
    later = without(changed(catalog, DESK, title="New title"), "uk-remittance-comparison")
    composer = Composer(later)
    part = composer.again(reader(), Contents(1, {DESK: "aaaa", "uk-remittance-comparison": "bbbb"}, {}))
    assert part
    assert ([entry.title for entry in part.entries], part.topic_label, part.total) == (["New title"], "France", 0)
    assert composer.again(reader(), Contents(1, {"uk-remittance-comparison": "bbbb"}, {})) is None
    assert composer.again(reader(topic="theme:99.9"), Contents(1, {DESK: "aaaa"}, {})) is None


def test_wordings_are_kept_of_all_that_is_shown_or_corrected(catalog: Catalog) -> None:
    kept = Composer(catalog).revisions([Contents(1, {DESK: "x"}, {"egypt-imis": "y", "gone": None})])
    assert kept == {name: (revision(catalog.entry(name)), substance(catalog.entry(name))) for name in (DESK, "egypt-imis")}


async def next_issue(store: Store, composer: Composer, one: Subscription, now: int) -> tuple[list[str], Contents]:
    """Compose from what is kept and remember it, as a delivery does; return the titles of what was corrected."""
    async with store.write() as connection:
        known = await subscriptions.get_many(connection, [one.id])
        seen = await shown.of_subscriptions(connection, [one.id])
        outdated = composer.outdated(seen.get(one.id, ()))
        wordings = await shown.revisions(connection, outdated)
        found = composer.part(known[one.id], History(known, seen, wordings))
        assert found
        part, held = found
        await shown.keep_revisions(connection, composer.revisions([held]), now)
        await shown.mark(connection, one.id, held, now)
    return [correction.title for correction in part.corrections], held


async def test_corrections_are_told_once_in_whatever_process(store: Store, catalog: Catalog) -> None:
    async with store.write() as connection:
        one = await subscribed(connection, fresh(FRANCE))
    told, held = await next_issue(store, Composer(catalog), one, START)
    (first,) = held.entries
    title = catalog.entry(first).title
    assert told == []
    second = changed(catalog, first)
    third = changed(catalog, first, summary="A third summary.")
    issues = [await next_issue(store, Composer(base), one, START + at) for at, base in enumerate((second, second, third, third), 1)]
    assert [told for told, _ in issues] == [[title], [], [title], []]
    fourth = without(catalog, first)
    issues = [await next_issue(store, Composer(base), one, START + at) for at, base in enumerate((fourth, fourth), 5)]
    assert [told for told, _ in issues] == [[title], []]


NAMES = st.text(max_size=8)


@settings(derandomize=True, max_examples=60, deadline=None)
@given(st.builds(Contents, st.integers(1, 2**31), st.dictionaries(NAMES, NAMES), st.dictionaries(NAMES, st.none() | NAMES)))
def test_contents_come_back_from_json_as_they_were(contents: Contents) -> None:
    assert Contents.from_json(json.loads(json.dumps(contents.as_json()))) == contents
