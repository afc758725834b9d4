"""What is kept in memory for an hour and no longer: private questions, and lists whose numbers can be typed."""

from datetime import UTC, datetime

from telegram import Chat, InlineKeyboardButton, InlineKeyboardMarkup, Message

from handlers.numbers import KEEP_SECONDS, Lists
from handlers.whisper import MOST_KEPT, Whisper, Whispers

QUESTION = Whisper(-1, 7, "dual citizenship")
KEYS = InlineKeyboardMarkup([[InlineKeyboardButton("Go", callback_data="go")]])


class Clock:
    """A clock that is set by hand."""

    time = 0.0

    def __call__(self) -> float:
        return self.time


def message(number: int, keys: InlineKeyboardMarkup | None = KEYS) -> Message:
    return Message(number, datetime.now(UTC), Chat(1, "private"), reply_markup=keys)


def test_a_private_question_is_forgotten_after_an_hour() -> None:
    clock = Clock()
    whispers = Whispers(clock)
    token = whispers.keep(QUESTION)
    clock.time = 3599
    assert whispers.find(token) == QUESTION
    clock.time = 3601
    assert whispers.find(token) is None


def test_only_so_many_private_questions_are_kept_and_the_newest_among_them() -> None:
    whispers = Whispers(Clock())
    first, *_, last = [whispers.keep(QUESTION) for _ in range(MOST_KEPT + 1)]
    assert whispers.find(first) is None
    assert whispers.find(last) == QUESTION


def test_numbers_choose_from_the_last_list_for_an_hour() -> None:
    clock = Clock()
    lists = Lists(clock)
    lists.remember(message(1))
    lists.remember(message(2))
    shown = lists.last(1)
    assert shown is not None
    assert shown.message_id == 2
    clock.time = KEEP_SECONDS + 1
    assert lists.last(1) is None


def test_a_message_without_buttons_leaves_nothing_to_choose() -> None:
    lists = Lists(Clock())
    lists.remember(message(1))
    lists.remember(message(2, None))
    assert lists.last(1) is None
