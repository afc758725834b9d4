"""What a reader was shown is remembered with its wording, and small facts are shared."""

from dataclasses import replace

from store_running import START, fresh, subscribed

from bot.store import meta, shown, subscriptions
from bot.store.records import Contents, Shown
from bot.store.store import Store


async def test_what_was_shown_comes_back_oldest_first(store: Store) -> None:
    async with store.write() as connection:
        one, other = await subscribed(connection), await subscribed(connection, fresh(chat_id=2))
        await shown.mark(connection, one.id, Contents(1, {"b": "b1", "a": "a1"}, {}), START + 5)
        await shown.mark(connection, one.id, Contents(1, {"c": "c1"}, {}), START)
        await shown.mark(connection, other.id, Contents(1, {"a": "a1"}, {}), START)
    async with store.read() as connection:
        assert await shown.of_subscriptions(connection, [one.id, other.id, 999]) == {
            one.id: [Shown("c", 1, "c1", START), Shown("a", 1, "a1", START + 5), Shown("b", 1, "b1", START + 5)],
            other.id: [Shown("a", 1, "a1", START)],
        }
        assert await shown.of_subscriptions(connection, []) == {}


async def test_an_entry_that_is_shown_again_is_remembered_as_it_reads_then(store: Store) -> None:
    async with store.write() as connection:
        one = await subscribed(connection)
        await shown.mark(connection, one.id, Contents(1, {"a": "a1"}, {}), START)
        await shown.mark(connection, one.id, Contents(2, {"a": "a2"}, {}), START + 9)
        assert await shown.of_subscriptions(connection, [one.id]) == {one.id: [Shown("a", 2, "a2", START + 9)]}


async def test_the_round_never_goes_back(store: Store) -> None:
    async with store.write() as connection:
        one = await subscribed(connection)
        for cycle, expected in ((1, 1), (4, 4), (2, 4)):
            await shown.mark(connection, one.id, Contents(cycle, {}, {}), START)
            assert await subscriptions.get(connection, one.id) == replace(one, cycle=expected)


async def test_a_correction_is_told_once_and_a_withdrawn_entry_forgotten(store: Store) -> None:
    async with store.write() as connection:
        one, other = await subscribed(connection), await subscribed(connection, fresh(chat_id=2))
        for number in (one.id, other.id):
            await shown.mark(connection, number, Contents(1, {"a": "a1", "b": "b1"}, {}), START)
        await shown.mark(connection, one.id, Contents(1, {"c": "c1"}, {"a": "a2", "b": None, "never": "x"}), START + 9)
        found = await shown.of_subscriptions(connection, [one.id, other.id])
    # Being corrected is not being shown: its turn stays where it was.
    assert found[one.id] == [Shown("a", 1, "a2", START), Shown("c", 1, "c1", START + 9)]
    assert [(seen.entry_id, seen.revision) for seen in found[other.id]] == [("a", "a1"), ("b", "b1")]


async def test_every_wording_is_kept_once(store: Store) -> None:
    async with store.write() as connection:
        await shown.keep_revisions(connection, {}, START)
        await shown.keep_revisions(connection, {"a": ("1", {"title": "one"}), "b": ("1", {"title": "two"})}, START)
        await shown.keep_revisions(connection, {"a": ("1", {"title": "other"}), "b": ("2", {"title": "three"})}, START)
        assert await shown.revisions(connection, [("a", "1"), ("b", "1"), ("b", "2"), ("c", "1"), ("a", "2")]) == {
            ("a", "1"): {"title": "one"},
            ("b", "1"): {"title": "two"},
            ("b", "2"): {"title": "three"},
        }
        assert await shown.revisions(connection, []) == {}


async def test_facts_are_shared(store: Store) -> None:
    async with store.write() as connection:
        assert await meta.get(connection, "x") is None
        assert await meta.pause_until(connection) == 0
        for value in ("1", "2"):
            await meta.put(connection, "x", value)
        await meta.put(connection, meta.PAUSE_UNTIL, str(START))
        assert await meta.get(connection, "x") == "2"
        assert await meta.pause_until(connection) == START
