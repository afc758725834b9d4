"""Whether a match of topics is clear enough to act on without asking back."""

import re
from collections.abc import Iterable

from bot.catalog.topics import OBJECTIVE, Topic
from bot.search.results import Correction
from bot.search.stopwords import STOPWORDS
from bot.search.topics import TopicMatch
from bot.search.words import split


def clear_topic(match: TopicMatch, words: str) -> Topic | None:
    """Return the topic that was clearly meant, None where it is better to ask.

    That is one that was named as it is called, the only one found, or the best one if it alone has all the words in its name. The
    objectives are our own mapping and bear the words of the themes: beside a theme they leave no doubt.
    """
    if not match.topics or match.empty:
        return None
    first, *others = match.topics
    if match.exact or not others:
        return first
    said = _stems(_as_read(words, match.corrections))
    rivals = [one for one in others if not one.key.startswith(f"{OBJECTIVE}:") or first.key.startswith(f"{OBJECTIVE}:")]
    if said and said <= _stems(first.english) and not any(said <= _stems(one.english) for one in rivals):
        return first
    return None


def _as_read(words: str, corrections: Iterable[Correction]) -> str:
    for one in corrections:
        words = re.sub(re.escape(one.wrote), lambda _, one=one: one.read, words, flags=re.IGNORECASE)  # type: ignore[misc]
    return words


def _stems(text: str) -> set[str]:
    return {word.stem for word in split(text) if word.folded not in STOPWORDS}


def meant_among(match: TopicMatch, words: str, own: Iterable[Topic]) -> tuple[list[Topic], bool]:
    """Return which of one's own topics words may mean, best first, and whether that is clear."""
    mine = list(own)
    keys = [one.key for one in match.topics]
    said = _stems(_as_read(words, match.corrections))
    named = [one for one in mine if (said and said <= _stems(one.english)) or (match.exact and one.key == keys[0])]
    if named:
        return named, len(named) == 1
    return sorted((one for one in mine if one.key in keys), key=lambda one: keys.index(one.key)), False
