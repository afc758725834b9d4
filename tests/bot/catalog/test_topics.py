"""What one can subscribe to, and what each subscription is fed with."""

import re
from dataclasses import replace

import pytest

from bot.catalog.catalog import Catalog
from bot.catalog.topics import Topic, UnknownTopic, has_topic, topic, topic_entries, topics_with_entries

CALLED = {
    "all": "All themes",
    "cluster:3": "Cooperation and governance",
    "theme:3.3": "Multi-stakeholder involvement",
    "objective:20": "Objective 20: Remittances and financial inclusion",
    "country:DE": "Germany",
    "country:BT": "Bhutan",
}


@pytest.mark.parametrize(("key", "label"), CALLED.items(), ids=CALLED)
def test_a_topic_is_called_as_readers_know_it(catalog: Catalog, key: str, label: str) -> None:
    assert has_topic(catalog, key)
    assert topic(catalog, key) == Topic(key, label)


UNKNOWN = [
    "", "everything", "all:1", "cluster:7", "cluster:", "theme:9.9", "theme:3", "objective:24", "objective:020", "country",
    "country:XX", "country:de", "entry:canada-ictc",
]  # fmt: skip


@pytest.mark.parametrize("key", UNKNOWN)
def test_no_other_key_is_a_topic(catalog: Catalog, key: str) -> None:
    assert not has_topic(catalog, key)
    with pytest.raises(UnknownTopic, match=re.escape(f"that is known, got {key!r}")):
        topic(catalog, key)


def test_keys_are_short_and_no_two_topics_read_alike(catalog: Catalog) -> None:
    found = topics_with_entries(catalog)
    assert max(len(one.key.encode()) for one in found) <= 40
    assert len({one.label for one in found}) == len({one.key for one in found}) == len(found)


def test_a_topic_holds_what_is_about_it_in_the_order_of_the_catalog(catalog: Catalog) -> None:
    daily = [entry for entry in catalog.entries if entry.kind != "instrument"]
    expected = {
        "all": daily,
        "cluster:4": [entry for entry in daily if any(number.startswith("4.") for number in entry.themes)],
        "theme:4.2": [entry for entry in daily if "4.2" in entry.themes],
        "objective:2": [entry for entry in daily if 2 in entry.objectives],
        "country:DE": [entry for entry in daily if "DE" in entry.countries],
    }
    assert {key: list(topic_entries(catalog, topic(catalog, key))) for key in expected} == expected
    assert all(expected.values())


def test_only_topics_with_something_to_read_are_offered(catalog: Catalog) -> None:
    kept = [entry for entry in catalog.entries if entry.kind == "instrument" or entry.id == "canada-ictc"]
    found = topics_with_entries(replace(catalog, entries=tuple(kept)))
    ictc = catalog.entry("canada-ictc")
    assert {one.key for one in found} == {
        "all",
        *(f"cluster:{number[0]}" for number in ictc.themes),
        *(f"theme:{number}" for number in ictc.themes),
        *(f"objective:{number}" for number in ictc.objectives),
        *(f"country:{code}" for code in ictc.countries),
    }
    assert topics_with_entries(replace(catalog, entries=())) == ()
