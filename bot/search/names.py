"""Which entry is called so: by id, title or alias, and by nothing else."""

from collections import Counter

from bot.catalog.catalog import Catalog
from bot.catalog.records import Entry
from bot.search.words import split

_ARTICLE = "the"


class NameFinder:
    """Finds entries by name with the names of one catalog."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        called = {(_key(name), entry.id): entry for entry in catalog.entries for name in (entry.title, *entry.aliases)}
        shared = Counter(key for key, _ in called)
        # What several entries are called names none of them.
        self._names = {key: entry for (key, _), entry in called.items() if key and shared[key] == 1}

    def find(self, words: str) -> Entry | None:
        """Return the entry of which words are the name or an id; None where they say more or less, or several are called so."""
        entry_id = words.strip().lower()
        return self._catalog.entry(entry_id) if self._catalog.has(entry_id) else self._names.get(_key(words))


def _key(name: str) -> tuple[str, ...]:
    """Return what the spellings of a name have in common; an article before it says nothing."""
    key = tuple(word.folded for word in split(name))
    return key[1:] if key[:1] == (_ARTICLE,) else key
