"""How much is said in a group: an entry once in ten minutes, answers within the budget, then a few lines, then nothing."""

import pytest

from bot.groups.etiquette import MINUTE, MOST_LINES, WINDOW_SECONDS, Etiquette, Judged, Place, Ruling

HERE, TOPIC, ELSEWHERE = Place(-1), Place(-1, 7), Place(-2)
NOW = 1_000_000.0


def ruling(etiquette: Etiquette, place: Place = HERE, entry: str = "", now: float = NOW, budget: int = 3) -> Ruling:
    return etiquette.judge(place, entry, budget, now).ruling


def test_an_entry_is_pointed_to_where_it_was_shown_for_ten_minutes() -> None:
    etiquette = Etiquette()
    etiquette.answered(HERE, "ictc", 5, NOW)
    assert etiquette.judge(HERE, "ictc", 3, NOW + WINDOW_SECONDS) == Judged(Ruling.POINTER, 5)
    assert ruling(etiquette, HERE, "ictc", NOW + WINDOW_SECONDS + 1) is Ruling.ANSWER
    # In another topic, or for another entry, it is not before anybody's eyes.
    assert (
        ruling(etiquette, TOPIC, "ictc") is ruling(etiquette, HERE, "fap") is ruling(etiquette, ELSEWHERE, "ictc") is Ruling.ANSWER
    )


@pytest.mark.parametrize("budget", [0, 1, 3, 10])
def test_a_chat_gets_as_many_answers_as_it_allows_in_all_its_topics(budget: int) -> None:
    etiquette = Etiquette()
    for number in range(budget):
        assert ruling(etiquette, TOPIC if number % 2 else HERE, f"e{number}", budget=budget) is Ruling.ANSWER
        etiquette.answered(TOPIC if number % 2 else HERE, f"e{number}", number, NOW)
    assert ruling(etiquette, HERE, "one more", budget=budget) is Ruling.LINK
    assert ruling(etiquette, ELSEWHERE, "one more", budget=1) is Ruling.ANSWER
    later = NOW + WINDOW_SECONDS + 1
    assert ruling(etiquette, HERE, "one more", later, budget) is (Ruling.ANSWER if budget else Ruling.LINK)


def test_lines_end_in_silence_for_the_rest_of_the_minute() -> None:
    etiquette = Etiquette()
    etiquette.answered(HERE, "ictc", 5, NOW)
    for _ in range(MOST_LINES):
        assert ruling(etiquette, HERE, "ictc") is Ruling.POINTER
        assert ruling(etiquette, HERE, budget=0) is Ruling.LINK
        etiquette.lined(HERE, NOW)
    assert ruling(etiquette, HERE, "ictc") is ruling(etiquette, HERE, budget=0) is Ruling.SILENCE
    assert ruling(etiquette, HERE, budget=0, now=NOW + MINUTE + 1) is Ruling.LINK


def test_an_answer_that_shows_another_entry_costs_nothing_and_is_found_by_it() -> None:
    etiquette = Etiquette()
    etiquette.answered(HERE, "ictc", 5, NOW)
    etiquette.replaced(HERE, "fap", 5, NOW)
    assert etiquette.judge(HERE, "fap", 2, NOW) == Judged(Ruling.POINTER, 5)
    assert ruling(etiquette, HERE, "ictc", budget=2) is Ruling.ANSWER
    etiquette.forget(HERE, 5)
    assert ruling(etiquette, HERE, "fap", budget=2) is Ruling.ANSWER
