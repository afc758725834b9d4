"""Knowledge bases of any size, made from the real one: the real entries, and copies whose vocabulary varies. Seeded."""

import random
from dataclasses import replace

from bot.catalog.catalog import Catalog
from bot.catalog.records import Entry

SYLLABLES = "ba ce di fo gu ha je ki lo mu na pe qui ro su ta ve wi xo ya zu bra cle dri flo gru".split()
# So many words of a copy are others than in the original.
CHANGED = 0.5
VOCABULARY = 30_000


def enlarge(catalog: Catalog, size: int, seed: int = 7) -> Catalog:
    """Return a catalog of `size` entries: the real ones, then copies of them with half of the words changed."""
    chance = random.Random(seed)
    words = _made_up_words(chance)
    entries = list(catalog.entries)
    while len(entries) < size:
        entries.append(_vary(catalog.entries[len(entries) % len(catalog.entries)], len(entries), words, chance))
    return replace(catalog, entries=tuple(entries[:size]))


def _vary(entry: Entry, number: int, words: list[str], chance: random.Random) -> Entry:
    def changed(text: str) -> str:
        # Rank follows Zipf's law, as in a real vocabulary: a few words are common, most are rare.
        return " ".join(words[int(len(words) ** chance.random()) - 1] if chance.random() < CHANGED else w for w in text.split())

    return replace(
        entry,
        id=f"made-{number}",
        title=changed(entry.title),
        aliases=tuple(f"{changed(alias)} {number}" for alias in entry.aliases),
        summary=changed(entry.summary),
        asked_as=tuple(changed(line) for line in entry.asked_as),
        countries=tuple(code for code in entry.countries if chance.random() > CHANGED),
        related=(),
    )


def _made_up_words(chance: random.Random) -> list[str]:
    found: dict[str, None] = {}
    while len(found) < VOCABULARY:
        found["".join(chance.choices(SYLLABLES, k=chance.randint(2, 5)))] = None
    return list(found)
