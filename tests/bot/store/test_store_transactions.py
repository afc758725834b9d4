"""What is written is all there or not at all; whoever must wait too long is told so; nobody's words are in an error."""

import asyncio
import logging
import sqlite3
import traceback
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import SQLAlchemyError
from store_running import CONTENTS, DAY, ENGINES, START, claimed, fresh, rows_of, subscribed, waiting

from bot.errors import StoreBusy
from bot.store import chats, deliveries, meta, shown, subscriptions
from bot.store.records import Contents, Ending
from bot.store.schema import chat, delivery, subscription
from bot.store.schema import meta as facts
from bot.store.store import Store, opened

TEXTS = {
    "NUL": ("before\x00after", "beforeafter"),
    "a lone surrogate": ("before\ud83dafter", "beforeafter"),
    "a surrogate alone": ("\udc00", ""),
    "emoji": ("👩🏽‍🌾 🇧🇩", "👩🏽‍🌾 🇧🇩"),
    "right to left": ("\u202eتحويلات\u202c מסמך", "\u202eتحويلات\u202c מסמך"),
    "quotes": ("'; DROP TABLE chat; -- \"%s %(x)s :y ?", "'; DROP TABLE chat; -- \"%s %(x)s :y ?"),
    "combining": ("e\u0301\u200b\u2028", "e\u0301\u200b\u2028"),
}


@pytest.mark.parametrize(("written", "kept"), TEXTS.values(), ids=TEXTS)
async def test_any_text_can_be_kept_and_found(store: Store, written: str, kept: str) -> None:
    async with store.write() as connection:
        await meta.put(connection, written, written)
        one = await subscribed(connection, fresh(written))
        assert one.topic == kept
    async with store.read() as connection:
        assert await meta.get(connection, written) == await meta.get(connection, kept) == kept
        assert (await subscriptions.of_chat(connection, 1))[0].topic == kept


async def test_any_text_can_stand_in_what_an_entry_said(store: Store) -> None:
    said: dict[str, Any] = {"title": "a\x00b\ud83dc 👩🏽‍🌾", "links": ["\u202e'\""], "pages": ""}
    async with store.write() as connection:
        await shown.keep_revisions(connection, {"one": ("aaaa", said)}, START)
    async with store.read() as connection:
        assert await shown.revisions(connection, [("one", "aaaa")]) == {("one", "aaaa"): said}


async def test_telegrams_largest_numbers_fit(store: Store) -> None:
    group, topic, message = -1_009_999_999_999, 2**52 - 1, 2**40
    async with store.write() as connection:
        one = await waiting(connection, fresh(chat_id=group, thread_id=topic))
    (taken,) = await claimed(store)
    assert (taken.chat_id, taken.thread_id) == (group, topic)
    async with store.write() as connection:
        await chats.rest(connection, group, 2**45)
        assert await deliveries.finish(connection, "me", [taken.id], Ending("sent", None, message), START) == 1
        await chats.migrate(connection, group, 2**52 - 2, START)
    assert await rows_of(store, delivery.c.chat_id, delivery.c.message_id) == [(2**52 - 2, message)]
    assert await rows_of(store, subscription.c.id, subscription.c.chat_id) == [(one.id, 2**52 - 2)]


MARKER = "a very secret negotiating line"


async def spoil(store: Store) -> None:
    """Write people's words into a row that the database refuses, and would tell all of."""
    async with store.write() as connection:
        one = await subscribed(connection, fresh(MARKER))
        await subscriptions.change(connection, one.id, START, state=MARKER, send_at=MARKER)


async def test_an_error_and_the_log_hold_nobodys_words(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with pytest.raises(SQLAlchemyError) as failed:
        await spoil(store)
    told = "".join(traceback.format_exception(failed.value)) + repr(failed.value) + caplog.text
    assert "ck_subscription_state" in told
    assert MARKER not in told


async def test_a_block_that_fails_writes_nothing(store: Store) -> None:
    with pytest.raises(SQLAlchemyError):
        await spoil(store)
    assert await rows_of(store, chat.c.id) == await rows_of(store, subscription.c.id) == []


async def test_reading_before_writing_fails_for_nobody(store: Store, tables: str) -> None:
    async def count_up(one: Store) -> None:
        async with one.write() as connection:
            found = int(await meta.get(connection, "count") or 0)
            await asyncio.sleep(0)
            await meta.put(connection, "count", str(found + 1))

    async with opened(Store(tables)) as other:
        await asyncio.gather(*(count_up(one) for one in [store, other] * 10))
    ((found,),) = await rows_of(store, facts.c.value)
    # On PostgreSQL two may read the same before either writes; SQLite lets one write at a time.
    assert int(found) == 20 if store.is_sqlite else 1 <= int(found) <= 20


async def test_a_read_sees_one_state_of_sqlite_while_others_write(store: Store) -> None:
    async with store.read() as reading:
        before = await chats.count(reading)
        async with store.write() as connection:
            await chats.ensure(connection, 1, "private", START)
        assert await chats.count(reading) == (before if store.is_sqlite else {"active": 1})


async def test_who_finds_no_connection_free_is_told_soon(tables: str) -> None:
    async with opened(Store(tables, busy_seconds=0.05)) as store:
        async with AsyncExitStack() as held:
            for _ in range(10):
                await held.enter_async_context(store.read())
            with pytest.raises(StoreBusy, match=r"^the database must answer, got TimeoutError$"):
                await store.ping()
        await store.ping()


LOSE = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"


async def lose_connections(store: Store) -> None:
    """Let the server end all other connections, as a restart does; a file has none to lose."""
    async with store.engine.connect() as connection:
        await connection.execute(text("SELECT 1" if store.is_sqlite else LOSE))


async def test_connections_that_were_lost_are_made_anew(store: Store, tables: str) -> None:
    await store.ping()
    async with opened(Store(tables)) as other:
        await lose_connections(other)
    for _ in range(3):
        async with store.write() as connection:
            await chats.ensure(connection, 1, "private", START)
    assert await rows_of(store, chat.c.id) == [(1,)]


# A file has no connection to lose.
@pytest.mark.parametrize(
    "engine",
    [pytest.param("postgresql", marks=pytest.mark.skipif("postgresql" not in ENGINES, reason="needs TEST_DATABASE_URL"))],
    indirect=True,
)
async def test_a_connection_lost_within_a_block_writes_nothing(store: Store, tables: str) -> None:
    async def write() -> None:
        async with store.write() as connection:
            await chats.ensure(connection, 1, "private", START)
            async with opened(Store(tables)) as other:
                await lose_connections(other)
            await chats.ensure(connection, 2, "private", START)

    with pytest.raises(StoreBusy, match=r"^the database must answer, got \w+$"):
        await write()
    assert await rows_of(store, chat.c.id) == []


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "desk.db"


@pytest.fixture
async def hasty(file: Path) -> AsyncIterator[Store]:
    """Open a file, and wait for others no longer than a moment."""
    async with opened(Store(f"sqlite:///{file}", busy_seconds=0.05)) as store:
        yield store


async def test_a_locked_file_is_busy_and_loses_nothing(hasty: Store, file: Path) -> None:
    async with hasty.write() as connection:
        await chats.ensure(connection, 1, "private", START)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        for _ in range(2):
            with pytest.raises(StoreBusy, match=r"^the database must answer, got OperationalError$"):
                async with hasty.write() as connection:
                    await chats.ensure(connection, 2, "private", START)
        assert await rows_of(hasty, chat.c.id) == [(1,)]
        other.execute("ROLLBACK")
    async with hasty.write() as connection:
        await chats.ensure(connection, 3, "private", START)
    assert await rows_of(hasty, chat.c.id) == [(1,), (3,)]


async def test_who_waits_for_a_lock_gets_it_when_it_is_free(file: Path) -> None:
    async with opened(Store(f"sqlite:///{file}", busy_seconds=20)) as patient:
        with closing(sqlite3.connect(file, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            writing = asyncio.create_task(write_chat(patient, 1))
            await asyncio.sleep(0.05)
            assert not writing.done()
            other.execute("ROLLBACK")
            await asyncio.wait_for(writing, 10)
    assert writing.exception() is None


async def write_chat(store: Store, chat_id: int) -> None:
    async with store.write() as connection:
        await chats.ensure(connection, chat_id, "private", START)


async def fill(store: Store) -> int:
    """Write until there is no room; returns how many chats were written."""
    for number in range(1, 10_000):
        try:
            async with store.write() as connection:
                await subscribed(connection, fresh("x" * 2000, chat_id=number))
        except StoreBusy:
            return number - 1
    raise AssertionError("there must be an end of room, got none")


async def test_a_full_disk_stops_writing_and_not_reading(hasty: Store, file: Path) -> None:
    async with hasty.read() as connection:
        pages = int(await connection.scalar(text("PRAGMA page_count")) or 0)
    cramped = Store(f"sqlite:///{file}")
    event.listen(cramped.engine.sync_engine, "connect", lambda raw, _: raw.execute(f"PRAGMA max_page_count = {pages + 8}"))
    async with opened(cramped):
        written = await fill(cramped)
        assert written > 0
        with pytest.raises(StoreBusy):
            async with cramped.write() as connection:
                await subscribed(connection, fresh("x" * 9000, chat_id=-1))
        async with cramped.read() as connection:
            assert await chats.count(connection) == {"active": written}
    async with hasty.write() as connection:
        await chats.ensure(connection, -2, "private", START)
        assert await connection.scalar(text("PRAGMA quick_check")) == "ok"
    assert len(await rows_of(hasty, chat.c.id)) == written + 1


@pytest.mark.parametrize("contents", [CONTENTS, Contents(2**31 - 1, {}, {}), Contents(3, {"é 👩🏽‍🌾": "x"}, {"a": None, "b": "c"})])
async def test_what_a_message_holds_comes_back_as_it_was(store: Store, contents: Contents) -> None:
    async with store.write() as connection:
        one = await waiting(connection)
    (taken,) = await claimed(store)
    async with store.write() as connection:
        assert await deliveries.intend(connection, "me", {taken.id: contents}, START, store.lease_clock(), 120)
    async with store.read() as connection:
        assert await deliveries.of_date(connection, one.id, DAY) == ("sending", contents)
