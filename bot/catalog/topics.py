"""What one can subscribe to: everything, a cluster, a theme, an objective of 2018, a country."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.catalog.catalog import Catalog
from bot.catalog.countries import country_name, is_country
from bot.catalog.records import Entry
from bot.errors import DeskError
from bot.wording.speech import manner, marked, say

ALL = "all"
CLUSTER = "cluster"
THEME = "theme"
OBJECTIVE = "objective"
COUNTRY = "country"
# Instruments are looked up, not read daily.
READ_DAILY = frozenset({"recommendation", "practice"})
_EVERYTHING = marked("All themes")


class UnknownTopic(DeskError):
    """No topic has this key, perhaps no more: the knowledge base may have lost it since."""


@dataclass(frozen=True, slots=True)
class Topic:
    """What a subscription is about; the key is for storing and for buttons, at most 40 bytes, and does not change.

    `english` is what words are compared with, `label` what readers see.
    """

    key: str
    english: str

    @property
    def label(self) -> str:
        """Return what a topic is called, in the reader's language but for the words of the knowledge base."""
        sort, _, name = self.key.partition(":")
        if sort == OBJECTIVE:
            # Translators: of the Compact of 2018, as in "Objective 20: Remittances and financial inclusion".
            return say("Objective {number}: {label}", number=name, label=self.english.partition(": ")[2])
        if sort == COUNTRY and is_country(name):
            return country_name(name, manner().language)
        return say(self.english) if sort == ALL else self.english


def topic(catalog: Catalog, key: str) -> Topic:
    """Return the topic with this key, as in `theme:3.3` or `country:DE`. Raises UnknownTopic."""
    english = _english(catalog, key)
    if english is None:
        raise UnknownTopic(f"topic must be all, or a cluster, theme, objective or country that is known, got {key!r}")
    return Topic(key, english)


def has_topic(catalog: Catalog, key: str) -> bool:
    """Say whether there is a topic with this key; that of a country need not have entries."""
    return _english(catalog, key) is not None


def topic_entries(catalog: Catalog, topic: Topic) -> tuple[Entry, ...]:
    """Return a topic's recommendations and practices in the catalog's order."""
    return tuple(entry for entry in catalog.entries if entry.kind in READ_DAILY and _is_about(entry, topic.key))


def topics_with_entries(catalog: Catalog) -> tuple[Topic, ...]:
    """Return every topic that has something to read: all, clusters, themes, objectives, then countries by code."""
    found = (Topic(key, _english(catalog, key) or key) for key in _keys(catalog))
    return tuple(one for one in found if topic_entries(catalog, one))


def _keys(catalog: Catalog) -> Iterator[str]:
    yield ALL
    yield from (f"{CLUSTER}:{cluster.number}" for cluster in catalog.clusters)
    yield from (f"{THEME}:{theme.number}" for cluster in catalog.clusters for theme in cluster.themes)
    yield from (f"{OBJECTIVE}:{objective.number}" for objective in catalog.objectives)
    yield from (f"{COUNTRY}:{code}" for code in sorted({code for entry in catalog.entries for code in entry.countries}))


def _english(catalog: Catalog, key: str) -> str | None:
    """Return how a topic is called in English, None where there is none. Objectives bear their number: themes have their words."""
    sort, _, name = key.partition(":")
    if key == ALL:
        return _EVERYTHING
    if sort == CLUSTER:
        return next((cluster.label for cluster in catalog.clusters if cluster.number == name), None)
    if sort == THEME:
        return catalog.theme(name).label if catalog.has_theme(name) else None
    if sort == OBJECTIVE:
        return next((f"Objective {name}: {one.label}" for one in catalog.objectives if str(one.number) == name), None)
    return country_name(name) if sort == COUNTRY and is_country(name) else None


def _is_about(entry: Entry, key: str) -> bool:
    sort, _, name = key.partition(":")
    if sort == CLUSTER:
        return any(number.partition(".")[0] == name for number in entry.themes)
    if sort == OBJECTIVE:
        return name in map(str, entry.objectives)
    return key == ALL or name in (entry.themes if sort == THEME else entry.countries)
