"""What kinds of entries are called inside sentences and lists; `card.kind_name` has the label of one."""

from bot.catalog.records import Kind
from bot.wording.speech import marked, say, say_many

PLURALS: dict[Kind, str] = {
    "recommendation": marked("Recommendations"),
    "practice": marked("Practices"),
    "instrument": marked("Instruments"),
}
# Translators: behind the title of an entry, or before a number, as in “practices 12”.
_NOUNS: dict[Kind, str] = {
    "recommendation": marked("recommendation"),
    "practice": marked("practice"),
    "instrument": marked("instrument"),
}
_PLURAL_NOUNS: dict[Kind, str] = {
    "recommendation": marked("recommendations"),
    "practice": marked("practices"),
    "instrument": marked("instruments"),
}


def counted(kind: Kind, count: int) -> str:
    """Return how many entries of a kind there are, as in `2 practices`."""
    if kind == "recommendation":
        return say_many("{count} recommendation", "{count} recommendations", count)
    if kind == "practice":
        return say_many("{count} practice", "{count} practices", count)
    return say_many("{count} instrument", "{count} instruments", count)


def kinds_name(kind: Kind) -> str:
    """Return what entries of a kind are called, as a label."""
    return say(PLURALS[kind])


def kind_noun(kind: Kind) -> str:
    """Return what an entry of a kind is called amid other words."""
    return say(_NOUNS[kind])


def kinds_noun(kind: Kind) -> str:
    """Return what entries of a kind are called amid other words."""
    return say(_PLURAL_NOUNS[kind])
