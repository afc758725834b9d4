"""When a subject is clear enough to subscribe to it without asking back."""

import pytest

from bot.catalog.catalog import Catalog
from bot.catalog.topics import topic
from bot.search.topic_choice import clear_topic, meant_among
from bot.search.topics import TopicFinder
from bot.wording.speech import Manner, speaking

CLEAR = {
    "remittances": "theme:4.2",
    "remitances": "theme:4.2",
    "return": "theme:3.4",
    "skills": "theme:2.3",
    "detention": "objective:13",
    "Labour mobility": "theme:2.1",
    "labor mobility": "theme:2.1",
    "objective 20": "objective:20",
    "2.3": "theme:2.3",
    "germany": "country:DE",
    "everything": "all",
}
UNCLEAR = ("trafficking", "human rights", "health", "children", "bangladesh remittances", "blorp", "nauru", "")


@pytest.mark.parametrize(("words", "key"), CLEAR.items())
def test_a_clear_subject(finder: TopicFinder, words: str, key: str) -> None:
    found = clear_topic(finder.find(words), words)
    assert found is not None
    assert found.key == key


def test_a_clear_subject_is_clear_in_whatever_language_the_desk_answers(finder: TopicFinder) -> None:
    with speaking(Manner("fr")):
        found = {words: clear_topic(finder.find(words), words) for words in (*CLEAR, "Allemagne")}
        assert {words: one and one.key for words, one in found.items()} == CLEAR | {"Allemagne": "country:DE"}
        assert found["germany"] is not None
        assert found["germany"].label == "Allemagne"


@pytest.mark.parametrize("words", UNCLEAR)
def test_a_subject_to_ask_about(finder: TopicFinder, words: str) -> None:
    assert clear_topic(finder.find(words), words) is None


@pytest.mark.parametrize(
    ("words", "own", "meant", "clear"),
    [
        ("remittances", ["theme:4.2", "theme:2.1"], ["theme:4.2"], True),
        ("remitances", ["theme:4.2", "theme:2.1"], ["theme:4.2"], True),
        ("remittances", ["theme:4.2", "objective:20"], ["theme:4.2", "objective:20"], False),
        # Not what was named, only near it: nothing may be stopped on that ground alone.
        ("remittances", ["theme:3.2"], ["theme:3.2"], False),
        ("germany", ["theme:2.1", "country:DE"], ["country:DE"], True),
        ("bali", ["theme:2.1"], [], False),
    ],
)
def test_which_of_one_s_own_is_meant(
    catalog: Catalog, finder: TopicFinder, words: str, own: list[str], meant: list[str], clear: bool
) -> None:
    found, is_clear = meant_among(finder.find(words, limit=50), words, [topic(catalog, key) for key in own])
    assert ([one.key for one in found], is_clear) == (meant, clear)
