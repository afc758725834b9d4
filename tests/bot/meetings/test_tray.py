"""What a meeting collects: each entry once, nobody's words lost, nothing kept that was not asked for."""

import asyncio

import pytest
from store_running import START, Clock

from bot.meetings import tray
from bot.meetings.tray import DAY_SECONDS, LONGEST_NAME, MOST_ITEMS, Tray
from bot.store import chats, meetings, preferences
from bot.store.meetings import Meeting
from bot.store.store import Store, opened

HERE, THERE = (-1001, 7), (-1001, 0)


async def opened_here(store: Store, name: str = "Geneva", place: tuple[int, int] = HERE) -> Meeting:
    found = await tray.start(store, place, "supergroup", name)
    assert found is not None
    return found


async def listed(store: Store, place: tuple[int, int] = HERE) -> list[tuple[str, str, str]]:
    found = await tray.open_in(store, *place)
    return [(item.kind, item.entry_id, item.words) for item in found.items] if found else []


async def allow_missed(store: Store, *, allowed: bool = True) -> None:
    async with store.write() as connection:
        await preferences.choose(connection, HERE[0], "supergroup", START, list_missed=allowed)


async def stopped(store: Store) -> Tray:
    found = await tray.stop(store, *HERE)
    assert found is not None
    return found


async def test_what_is_looked_up_is_collected_in_order_each_once(store: Store, clock: Clock) -> None:
    await opened_here(store)
    for at, ids in enumerate((["b"], ["a", "c"], ["a"], ["b", "d", "d"], [])):
        clock.time = START + at
        await tray.looked_up(store, *HERE, ids)
    found = await tray.open_in(store, *HERE)
    assert found is not None
    assert [(item.entry_id, item.added_at - START) for item in found.items] == [("b", 0), ("a", 1), ("c", 1), ("d", 3)]


async def test_nothing_is_kept_while_no_meeting_is_open_or_in_another_topic(store: Store) -> None:
    await tray.looked_up(store, *HERE, ["a"])
    await tray.missed(store, *HERE, "what is not there")
    assert await tray.pin(store, *HERE, "a") == "no meeting"
    assert await tray.write(store, *HERE, "a line") == "no meeting"
    await opened_here(store)
    await tray.looked_up(store, *THERE, ["a"])
    assert await tray.pin(store, *THERE, "a") == "no meeting"
    assert await listed(store) == []


async def test_each_topic_has_a_meeting_of_its_own(store: Store) -> None:
    await opened_here(store)
    assert await tray.start(store, HERE, "supergroup", "again") is None
    await opened_here(store, "General", THERE)
    await tray.looked_up(store, *THERE, ["a"])
    assert (await listed(store), await listed(store, THERE)) == ([], [("looked up", "a", "")])


PINS: dict[str, tuple[list[str], list[tuple[str, str, str]]]] = {
    "a pin upgrades what was looked up": (["a", "+a"], [("pinned", "a", "")]),
    "words upgrade it": (["a", "+a says"], [("pinned", "a", "says")]),
    "words upgrade a pin": (["+a", "+a says"], [("pinned", "a", "says")]),
    "a pin without words takes none away": (["+a says", "+a"], [("pinned", "a", "says")]),
    "the same words are there once": (["+a says", "+a says"], [("pinned", "a", "says")]),
    "twice in a row is one item": (["+a one", "+a two"], [("pinned", "a", "one / two")]),
    "later words stand later": (
        ["+a one", "b", "+a two"],
        [("pinned", "a", "one"), ("looked up", "b", ""), ("pinned", "a", "two")],
    ),
    "a look-up adds nothing to a pin": (["+a one", "b", "a"], [("pinned", "a", "one"), ("looked up", "b", "")]),
    "words go to an earlier look-up": (["a", "b", "+a one"], [("pinned", "a", "one"), ("looked up", "b", "")]),
    "too long together": (["+a " + "x" * 400, "+a " + "y" * 400], [("pinned", "a", "x" * 400), ("pinned", "a", "y" * 400)]),
}


@pytest.mark.parametrize(("acts", "expected"), PINS.values(), ids=PINS)
async def test_pins(store: Store, acts: list[str], expected: list[tuple[str, str, str]]) -> None:
    await opened_here(store)
    for act in acts:
        if act.startswith("+"):
            entry_id, _, words = act[1:].partition(" ")
            await tray.pin(store, *HERE, entry_id, words)
        else:
            await tray.looked_up(store, *HERE, [act])
    assert await listed(store) == expected


async def test_lines_of_one_s_own_are_kept_and_the_same_twice_in_a_row_once(store: Store) -> None:
    await opened_here(store)
    outcomes = [await tray.write(store, *HERE, words) for words in ("one", "one", "two", "one")]
    assert outcomes == ["kept", "there", "kept", "kept"]
    assert [words for _, _, words in await listed(store)] == ["one", "two", "one"]


async def test_questions_without_an_answer_are_kept_only_where_the_chat_wants_it(store: Store) -> None:
    await opened_here(store)
    await tray.missed(store, *HERE, "before")
    await allow_missed(store)
    for question in ("flying cars", " flying cars ", "x" * 300):
        await tray.missed(store, *HERE, question)
    await allow_missed(store, allowed=False)
    await tray.missed(store, *HERE, "after")
    assert await listed(store) == [("missed", "", "flying cars"), ("missed", "", "x" * 256)]


async def test_a_list_that_is_full_says_so_and_still_ends(store: Store) -> None:
    await opened_here(store)
    await tray.looked_up(store, *HERE, [f"entry-{number}" for number in range(MOST_ITEMS + 5)])
    await tray.looked_up(store, *HERE, ["one-more"])
    assert len(await listed(store)) == MOST_ITEMS
    assert await tray.write(store, *HERE, "no room") == "full"
    assert await tray.pin(store, *HERE, "new") == "full"
    assert await tray.pin(store, *HERE, "entry-3", "still gets words") == "kept"
    assert len((await stopped(store)).items) == MOST_ITEMS


async def test_of_two_who_end_at_once_one_does(store: Store) -> None:
    meeting = await opened_here(store)
    await tray.looked_up(store, *HERE, ["a"])
    seen = await tray.find(store, meeting.id)
    assert seen is not None
    version = seen.meeting.version
    ended = await asyncio.gather(*(tray.stop_as_seen(store, meeting.id, version) for _ in range(4)))
    assert sum(one is not None for one in ended) == 1
    assert await tray.stop(store, *HERE) is None


async def test_who_saw_another_list_does_not_end_the_meeting(store: Store) -> None:
    meeting = await opened_here(store)
    await tray.looked_up(store, *HERE, ["a"])
    assert await tray.stop_as_seen(store, meeting.id, meeting.version) is None
    assert await listed(store) == [("looked up", "a", "")]


async def test_items_come_off_while_the_meeting_is_open(store: Store) -> None:
    meeting = await opened_here(store)
    await tray.looked_up(store, *HERE, ["a", "b", "c"])
    found = await tray.find(store, meeting.id)
    assert found is not None
    gone, left = found.items[1].id, found.items[0].id
    assert [await tray.take_off(store, meeting.id, gone) for _ in range(2)] == [True, False]
    assert [entry_id for _, entry_id, _ in await listed(store)] == ["a", "c"]
    await stopped(store)
    assert not await tray.take_off(store, meeting.id, left)


async def test_an_ended_meeting_goes_on_within_its_day(store: Store, clock: Clock) -> None:
    meeting = await opened_here(store)
    await tray.looked_up(store, *HERE, ["a"])
    await stopped(store)
    clock.time = START + DAY_SECONDS - 1
    resumed = await tray.resume(store, meeting.id)
    assert resumed is not None
    assert (resumed.state, resumed.expires_at) == ("open", int(clock.time) + DAY_SECONDS)
    assert await listed(store) == [("looked up", "a", "")]
    assert await tray.resume(store, meeting.id) is None
    await stopped(store)
    clock.time += DAY_SECONDS
    assert await tray.last_in(store, *HERE) is None
    assert await tray.resume(store, meeting.id) is None


async def test_none_goes_on_beside_another(store: Store) -> None:
    first = await opened_here(store)
    await tray.looked_up(store, *HERE, ["a"])
    await stopped(store)
    await opened_here(store, "second")
    assert await tray.resume(store, first.id) is None


async def test_the_last_to_end_is_offered_and_an_empty_one_leaves_nothing(store: Store, clock: Clock) -> None:
    first = await opened_here(store, "first")
    await tray.looked_up(store, *HERE, ["a"])
    await stopped(store)
    await opened_here(store, "empty")
    assert (await stopped(store)).items == ()
    clock.time += 60
    last = await tray.last_in(store, *HERE)
    assert last is not None
    assert last.meeting.id == first.id
    second = await opened_here(store, "second")
    await tray.looked_up(store, *HERE, ["b"])
    await stopped(store)
    clock.time += 60
    # That the first began earlier does not matter.
    await tray.resume(store, first.id)
    await stopped(store)
    last = await tray.last_in(store, *HERE)
    assert last is not None
    assert (last.meeting.id, first.id < second.id) == (first.id, True)


async def test_after_the_file_no_words_are_kept(store: Store) -> None:
    await allow_missed(store)
    meeting = await opened_here(store)
    await tray.pin(store, *HERE, "a", "what we think")
    await tray.write(store, *HERE, "a line")
    await tray.missed(store, *HERE, "a question")
    await tray.looked_up(store, *HERE, ["b"])
    ended = await stopped(store)
    assert [item.words for item in ended.items] == ["what we think", "a line", "a question", ""]
    left = await tray.forget_words(store, meeting.id)
    assert left is not None
    assert left == await tray.find(store, meeting.id)
    assert [(item.kind, item.entry_id, item.words) for item in left.items] == [("pinned", "a", ""), ("looked up", "b", "")]
    # A button that was made before leads to a file with words no more.
    assert left.meeting.version > ended.meeting.version


async def test_a_meeting_outlives_the_process_and_moves_with_its_group(store: Store, tables: str) -> None:
    meeting = await opened_here(store, "x" * 200)
    await tray.pin(store, *HERE, "a", "words")
    async with store.write() as connection:
        await chats.migrate(connection, HERE[0], -1009, START)
    async with opened(Store(tables, store.clock)) as later:
        found = await tray.open_in(later, -1009, HERE[1])
        assert found is not None
        assert (found.meeting.id, len(found.meeting.name)) == (meeting.id, LONGEST_NAME)
        assert [item.words for item in found.items] == ["words"]
        async with later.write() as connection:
            await meetings.forget(connection, [meeting.id])
        async with later.read() as connection:
            assert await meetings.items(connection, meeting.id) == []
