"""Words that ask nothing are told from questions, in all languages that the desk speaks."""

import pytest

from bot.render.smalltalk import asks_for_help, has_no_words, is_thanks


@pytest.mark.parametrize("text", ["hello", "Bonjour !", "¡Hola!", "Comment ça marche ?", "Who are you?"])
def test_greetings(text: str) -> None:
    assert asks_for_help(text)
    assert not is_thanks(text)


@pytest.mark.parametrize("text", ["Thanks!", "merci", "Muchas gracias.", "D’accord"])
def test_thanks(text: str) -> None:
    assert is_thanks(text)
    assert not asks_for_help(text)


@pytest.mark.parametrize(("text", "nothing"), [("👍", True), ("❤️", True), ("/", True), ("?!", True), ("移民", False), ("6", False)])
def test_signs_alone(text: str, nothing: bool) -> None:
    assert has_no_words(text) is nothing
