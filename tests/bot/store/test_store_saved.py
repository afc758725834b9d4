"""What people keep belongs to them alone; what they say of answers names nobody."""

import asyncio

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from store_running import START, rows_of

from bot.store import bookmarks, feedback, unanswered
from bot.store import meta as facts
from bot.store.bookmarks import (
    LONGEST_FOLDER,
    MOST_ENTRIES,
    MOST_FOLDERS,
    Bookmark,
    FolderNameTooLong,
    TooManyEntries,
    TooManyFolders,
    folder_name,
)
from bot.store.feedback import Ballot
from bot.store.schema import bookmark
from bot.store.schema import feedback as votes
from bot.store.schema import unanswered as questions
from bot.store.store import Store, opened
from bot.store.unanswered import LIFETIME, LONGEST_SAMPLE

DAY = 86_400
AMINA, BO = 6_000_000_001, 2**52 - 1
ICTC = Bookmark("canada-ictc", "Information and Communications Technology Council")
FAP = Bookmark("philippines-fap", "family assistance Programme", "Geneva")


async def saved(store: Store, user_id: int = AMINA) -> list[Bookmark]:
    async with store.read() as connection:
        return await bookmarks.of_user(connection, user_id)


async def add(store: Store, entry_id: str, folder: str = "", user_id: int = AMINA) -> Bookmark | None:
    async with store.write() as connection:
        return await bookmarks.add(connection, user_id, Bookmark(entry_id, entry_id.upper(), folder), START)


async def test_what_is_saved_is_there_after_a_restart_and_for_nobody_else(store: Store, tables: str) -> None:
    async with store.write() as connection:
        for one in (ICTC, FAP):
            assert await bookmarks.add(connection, AMINA, one, START) is None
        await bookmarks.add(connection, BO, ICTC, START)
    async with opened(Store(tables)) as later:
        assert await saved(later) == [FAP, ICTC]
        assert await saved(later, BO) == [ICTC]
        assert await saved(later, 7) == []


async def test_saving_again_moves_and_says_where_it_was(store: Store) -> None:
    await add(store, "one", "geneva")
    assert await add(store, "one", "rome") == Bookmark("one", "ONE", "geneva")
    assert await add(store, "one") == Bookmark("one", "ONE", "rome")
    assert await saved(store) == [Bookmark("one", "ONE")]


async def test_a_folder_keeps_the_spelling_it_had_first(store: Store) -> None:
    await add(store, "one", "Geneva")
    await add(store, "two", "GENEVA")
    assert [one.folder for one in await saved(store)] == ["Geneva", "Geneva"]
    # The only one in it may bring a new spelling.
    async with store.write() as connection:
        await bookmarks.remove(connection, AMINA, ["two"])
    await add(store, "one", "geneva")
    assert [one.folder for one in await saved(store)] == ["geneva"]


async def test_there_is_room_for_so_many_entries_and_no_more(store: Store) -> None:
    async with store.write() as connection:
        for at in range(MOST_ENTRIES):
            await bookmarks.add(connection, AMINA, Bookmark(f"entry-{at}", "x"), START)
    with pytest.raises(TooManyEntries, match=r"^a person may save 200 entries, got one more$"):
        await add(store, "one-more")
    # To move needs no room, and others have their own.
    assert await add(store, "entry-7", "geneva") == Bookmark("entry-7", "x")
    await add(store, "one-more", user_id=BO)
    assert len(await saved(store)) == MOST_ENTRIES


async def test_there_is_room_for_so_many_folders_and_no_more(store: Store) -> None:
    for at in range(MOST_FOLDERS):
        await add(store, f"entry-{at}", f"folder {at}")
    with pytest.raises(TooManyFolders, match=r"^a person may have 20 folders, got one more$"):
        await add(store, "another", "one more")
    await add(store, "another", "Folder 3")
    await add(store, "unfiled")
    # Whose folder vanishes with the move may name a new one.
    await add(store, "entry-0", "one more")
    folders = {one.folder for one in await saved(store)}
    assert folders == {"", "one more", *(f"folder {at}" for at in range(1, MOST_FOLDERS))}


async def test_what_is_removed_is_told_and_only_one_s_own_goes(store: Store) -> None:
    for user_id in (AMINA, BO):
        for entry_id in ("one", "two", "three"):
            await add(store, entry_id, "geneva", user_id)
    async with store.write() as connection:
        assert await bookmarks.remove(connection, AMINA, ["two", "formerly-two"]) == [Bookmark("two", "TWO", "geneva")]
        assert await bookmarks.remove(connection, AMINA, ["two"]) == await bookmarks.remove(connection, AMINA, []) == []
        assert await bookmarks.forget(connection, AMINA) == 2
    assert (len(await saved(store)), len(await saved(store, BO))) == (0, 3)


async def test_a_renamed_entry_stays_once_and_in_its_folder(store: Store) -> None:
    for entry_id, folder in (("old", "geneva"), ("older", "rome"), ("retitled", "")):
        await add(store, entry_id, folder)
    await add(store, "old", "elsewhere", BO)
    async with store.write() as connection:
        await bookmarks.rename(connection, AMINA, "old", "new", "New")
        await bookmarks.rename(connection, AMINA, "older", "new", "New")
        await bookmarks.rename(connection, AMINA, "retitled", "retitled", "Another title")
    assert await saved(store) == [Bookmark("retitled", "Another title"), Bookmark("new", "New", "geneva")]
    assert await saved(store, BO) == [Bookmark("old", "OLD", "elsewhere")]


NAMES = {
    "geneva": "geneva",
    "  #geneva  talks ": "geneva talks",
    "two\nlines\tand\x00more": "two lines and more",
    "\u202egeneva\u202c": "geneva",
    "": "",
    "#": "",
    "\u200b\u2060": "",
    "\ud83d": "",
    "e\u0301te\u0301": "été",
    "👩🏽‍🌾": "👩🏽‍🌾",
    "التحويلات": "التحويلات",
    "x" * LONGEST_FOLDER: "x" * LONGEST_FOLDER,
    "<b>&": "<b>&",
}


@pytest.mark.parametrize(("typed", "name"), NAMES.items())
async def test_the_name_of_a_folder_is_cleaned_and_kept(store: Store, typed: str, name: str) -> None:
    assert folder_name(typed) == name
    await add(store, "one", folder_name(typed))
    assert [one.folder for one in await saved(store)] == [name]


def test_a_long_name_is_refused() -> None:
    with pytest.raises(FolderNameTooLong, match=r"^a folder's name must have at most 32 characters, got 33$"):
        folder_name("y" * 33)


async def key_of(store: Store) -> bytes:
    async with store.write() as connection:
        return await feedback.make_key(connection)


async def vote(store: Store, person: int, entry_id: str, what: feedback.Vote, now: int = START) -> None:
    key = await key_of(store)
    ballot = Ballot(entry_id, feedback.voter_hash(key, entry_id, person), feedback.question_hash(key, "skill"), what)
    async with store.write() as connection:
        await feedback.cast(connection, ballot, now)


async def test_a_person_has_one_vote_on_an_entry_and_may_change_it(store: Store) -> None:
    for person, entry_id, what in (
        (AMINA, "one", "useful"), (AMINA, "one", "wrong source"), (AMINA, "two", "useful"), (BO, "one", "not useful"),
        (BO, "two", "useful"),
    ):  # fmt: skip
        await vote(store, person, entry_id, what)  # type: ignore[arg-type]
    async with store.read() as connection:
        assert await feedback.counts(connection) == {"one": {"not useful": 1, "wrong source": 1}, "two": {"useful": 2}}


async def test_a_vote_names_nobody_and_no_words_and_only_the_day(store: Store) -> None:
    await vote(store, AMINA, "one", "useful", START + 5000)
    await vote(store, AMINA, "two", "useful", START + 5000)
    rows = await rows_of(store, *votes.c)
    assert not any(str(AMINA) in str(value) or "skill" in str(value) for row in rows for value in row)
    assert {row[-1] for row in rows} == {START - START % DAY}
    # The two cannot be told to be of one person.
    assert rows[0][1] != rows[1][1]


async def test_the_key_is_made_once_whoever_comes_first(store: Store, tables: str) -> None:
    async with store.read() as connection:
        assert await feedback.find_key(connection) is None
    async with opened(Store(tables)) as other:
        keys = set(await asyncio.gather(*(key_of(one) for one in (store, other) * 4)))
    async with store.read() as connection:
        assert keys == {await feedback.find_key(connection)}
    (key,) = keys
    assert len(key) == 32


async def test_hashes_depend_on_the_key_the_person_and_the_entry() -> None:
    made = {feedback.voter_hash(key, entry, who) for key in (b"a", b"b") for entry in ("x", "x1") for who in (1, 11)}
    assert len(made) == 8
    assert feedback.question_hash(b"a", "skill") == feedback.question_hash(b"a", "skill") != feedback.question_hash(b"b", "skill")
    assert len(feedback.question_hash(b"a", "\ud83d" * 300)) == feedback.SHORT


async def test_who_wants_to_be_forgotten_takes_all_votes_along(store: Store) -> None:
    async with store.write() as connection:
        assert await feedback.forget(connection, AMINA) == 0
    for person in (AMINA, BO):
        for entry_id in ("one", "two", "three"):
            await vote(store, person, entry_id, "useful")
    async with store.write() as connection:
        assert await feedback.forget(connection, AMINA) == 3
        assert await feedback.forget(connection, AMINA) == 0
        assert await feedback.counts(connection) == {entry_id: {"useful": 1} for entry_id in ("one", "two", "three")}


async def test_no_other_vote_is_taken(store: Store) -> None:
    with pytest.raises(IntegrityError):
        await vote(store, AMINA, "one", "splendid")  # type: ignore[arg-type]


async def tell(store: Store, norm_hash: str, sample: str, now: int = START) -> None:
    async with store.write() as connection:
        await unanswered.tell(connection, norm_hash, sample, now)


async def test_what_was_asked_in_vain_is_counted_and_listed_by_how_often(store: Store) -> None:
    await tell(store, "soup", "lentil soup")
    await tell(store, "fish", "fish?", START + DAY)
    await tell(store, "rain", "rain", START + 2 * DAY)
    await tell(store, "soup", "Soup of lentils", START + 3 * DAY + 5)
    day = START - START % DAY
    async with store.read() as connection:
        found = await unanswered.listed(connection)
        assert [(one.sample, one.count) for one in found] == [("lentil soup", 2), ("rain", 1), ("fish?", 1)]
        assert (found[0].first_at, found[0].last_at) == (day, day + 3 * DAY)
        assert [one.sample for one in await unanswered.listed(connection, 1)] == ["lentil soup"]


async def test_a_sample_is_kept_as_both_engines_can_and_not_longer(store: Store) -> None:
    await tell(store, "long", "nul\x00 \ud83d👩🏽‍🌾" + "x" * 999)
    async with store.read() as connection:
        (one,) = await unanswered.listed(connection)
    assert one.sample.startswith("nul 👩🏽‍🌾xx")
    assert len(one.sample) <= LONGEST_SAMPLE


async def test_what_nobody_has_sent_for_90_days_is_deleted(store: Store) -> None:
    await tell(store, "old", "old")
    await tell(store, "again", "again")
    await tell(store, "again", "again", START + DAY)
    day = START - START % DAY
    steps: tuple[tuple[int, set[str]], ...] = (
        (day + LIFETIME, {"old", "again"}),
        (day + LIFETIME + 1, {"again"}),
        (day + LIFETIME + 2 * DAY, set()),
    )
    for now, left in steps:
        async with store.write() as connection:
            await unanswered.purge(connection, now)
        assert {row[0] for row in await rows_of(store, questions.c.norm_hash)} == left


async def test_nobody_s_votes_or_questions_know_a_person_or_a_chat(store: Store) -> None:
    columns = {column.name for table in (votes, questions) for column in table.columns}
    assert columns == {
        "entry_id", "voter", "question", "vote", "voted_on", "norm_hash", "sample", "count", "first_at", "last_at",
    }  # fmt: skip
    async with store.read() as connection:
        assert await facts.get(connection, feedback.KEY) is None
        assert await connection.scalar(select(func.count()).select_from(bookmark)) == 0
