"""What `/theme remitances` or `/practices turkey` leads to: the list that was clearly meant, a choice, or that there is none."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.catalog.catalog import Catalog
from bot.catalog.countries import country_name, names_in
from bot.catalog.records import Document, Entry
from bot.catalog.topics import ALL, CLUSTER, COUNTRY, OBJECTIVE, THEME, Topic
from bot.render import addresses
from bot.render.catalogue.atlas import region_key
from bot.render.catalogue.screens import labels
from bot.render.catalogue.shelf import KINDS, PLURALS, Shelf, counted
from bot.render.catalogue.shelves import key_of, shelf
from bot.render.catalogue.trail import Step, address
from bot.render.catalogue.walk import entry_screen, shelf_screen
from bot.render.screen import Screen, button, escape, shorten, tell_apart
from bot.search import Search, Verdict
from bot.search.results import Answer, Correction
from bot.search.topic_choice import clear_topic
from bot.search.topics import TopicFinder, TopicMatch
from bot.search.words import fold

# From how many topics and hits those that fit a command are taken.
MOST_READ = 60
MOST_TOPICS = 6
MOST_HITS = 5
MOST_BESIDE_HITS = 3
LONGEST_QUOTED = 40
_SORTS = {"t": (THEME, CLUSTER), "w": (COUNTRY,), "o": (OBJECTIVE,)}
_NOUNS = {"t": "theme", "w": "country", "o": "objective"}


@dataclass(frozen=True, slots=True)
class _Choice:
    """Something to choose: its name, as it is told by what is said of it, and where its button leads."""

    name: str
    said: str
    target: str


def wanted(catalog: Catalog, topics: TopicFinder, search: Search, key: str, words: str) -> Screen:
    """Return what words after a command lead to; `key` is that of the list that the command shows without any."""
    if key[0] == "k":
        return _of_kind(catalog, topics.find(words, MOST_READ), search.ask(words, MOST_READ), key, words)
    if key in _SORTS:
        return _named(catalog, topics.find(words, MOST_READ), key, words)
    return shelf_screen(catalog, _document(catalog.documents, words) or key)


def _named(catalog: Catalog, match: TopicMatch, key: str, words: str) -> Screen:
    """Return the theme, country or objective that was meant."""
    fitting = tuple(one for one in match.topics if one.key.partition(":")[0] in _SORTS[key])
    meant = clear_topic(replace(match, topics=fitting, exact=match.exact and fitting[:1] == match.topics[:1]), words)
    if meant:
        return shelf_screen(catalog, key_of(meant), _told(match.corrections, [meant]))
    notices = [_told(match.corrections, match.topics)]
    if match.empty:
        near = " This is its part of the world." if key == "w" and not match.topics else ""
        notices.append(f"My sources have nothing on {escape(match.empty)}.{near}")
    if fitting:
        return _choose(catalog, [*notices, _which(words)], _topics(catalog, fitting[:MOST_TOPICS]), key)
    if match.topics:
        notices.append(f"I know no {_NOUNS[key]} by the name “{_quoted(words)}”. Do you mean this?")
        return _choose(catalog, notices, _topics(catalog, match.topics[:MOST_TOPICS]), key)
    if match.empty:
        return _choose(catalog, notices, _nearby(catalog, match.empty), key)
    return _choose(catalog, [f"I find no {_NOUNS[key]} for “{_quoted(words)}”. Try other words, or choose from the list."], [], key)


def _of_kind(catalog: Catalog, match: TopicMatch, found: Answer, key: str, words: str) -> Screen:
    """Return the entries of a kind on a subject or a country, or those that the search finds."""
    letter = key[1]
    noun = PLURALS[KINDS[letter]].casefold()
    meant = _plainly(match, words)
    if meant:
        return _on_topic(catalog, meant, letter, _told(match.corrections, [meant]))
    hits = [hit.entry for hit in found.hits if hit.entry.kind == KINDS[letter]]
    if found.verdict is Verdict.ANSWER and hits and hits[0] == found.hits[0].entry:
        return entry_screen(catalog, hits[0], _told(found.corrections, ()))
    choices = _entries(hits[:MOST_HITS], f"k:{letter}")
    # Who is sure to have named an entry of another kind meant no subject.
    if hits or found.verdict is not Verdict.ANSWER:
        choices += _topics(catalog, match.topics, letter)[: MOST_BESIDE_HITS if choices else MOST_TOPICS]
    notice = _told(found.corrections or match.corrections, match.topics)
    if choices:
        return _choose(catalog, [notice, f"<b>{noun.capitalize()} for “{_quoted(words)}”</b>"], choices, key)
    others = _entries([hit.entry for hit in found.hits[:MOST_HITS]]) or _topics(catalog, match.topics[:MOST_TOPICS])
    empty = f" My sources have nothing on {escape(match.empty)}." if match.empty else ""
    lack = f"I find no {noun} for “{_quoted(words)}”.{empty}{' Other entries may help.' if others else ''}"
    return _choose(catalog, [notice, lack], others, key)


def _on_topic(catalog: Catalog, meant: Topic, letter: str, notice: str) -> Screen:
    """Return a topic's entries of a kind; all of its entries where it has none of the kind."""
    key = key_of(meant)
    confined = f"k{letter}" if meant.key == ALL else f"{key}:{letter}"
    found = shelf(catalog, confined)
    if found and found.size:
        return shelf_screen(catalog, confined, notice)
    lack = f"My sources have no {PLURALS[KINDS[letter]].casefold()} on this; here is what they have."
    return shelf_screen(catalog, key, "\n".join(part for part in (notice, lack) if part))


def _plainly(match: TopicMatch, words: str) -> Topic | None:
    """Return the topic that words name; one that is only the nearest may not stand before what the search finds."""
    meant = clear_topic(match, words)
    alone = len(match.topics) == 1 and not match.exact
    return meant if meant and (not alone or meant.key.startswith(COUNTRY)) else None


def _entries(entries: Sequence[Entry], key: str = "k") -> list[_Choice]:
    """Return entries to choose from, of one kind where the key says so; each opens below, so that the choice stays."""
    names = labels(entries, Shelf(key, "", ""))
    return [_Choice(name, "", addresses.open_entry(entry.id)) for name, entry in zip(names, entries, strict=True)]


def _topics(catalog: Catalog, topics: Iterable[Topic], letter: str = "") -> list[_Choice]:
    """Return topics to choose from, with how many entries they have; those that have some of a kind."""
    choices = []
    for one in topics:
        key = key_of(one) + (f":{letter}" if letter and one.key != ALL else "")
        found = shelf(catalog, key)
        if found and found.size:
            number = len(found.entries) or found.size
            choices.append(_Choice(one.label, counted(number, "entry") if found.entries else "", address(catalog, (Step(key),))))
    return choices


def _nearby(catalog: Catalog, country: str) -> list[_Choice]:
    """Return the region of a country of which there is nothing."""
    keys = {region_key(code) for code in names_in("en") if country_name(code) == country}
    return [_Choice(found.title, "", address(catalog, (Step(key),))) for key in keys if (found := shelf(catalog, key))]


def _choose(catalog: Catalog, notices: Sequence[str], choices: Sequence[_Choice], key: str) -> Screen:
    """Show numbered lines with equally numbered buttons, and below them the way to the whole list."""
    lines = [
        f"{at}. {escape(one.name)}" + (f" ({escape(one.said)})" if one.said else "") for at, one in enumerate(choices, start=1)
    ]
    names = tell_apart([f"{at}. {one.name}" for at, one in enumerate(choices, start=1)])
    rows = [(button(name, one.target),) for name, one in zip(names, choices, strict=True)]
    whole = shelf(catalog, key)
    assert whole is not None
    last = (button(f"All: {whole.title}", address(catalog, (Step(key),))),)
    said = "\n".join(part for part in notices if part)
    return Screen("\n\n".join(part for part in (said, "\n".join(lines)) if part), (*rows, last))


def _told(corrections: Iterable[Correction], topics: Sequence[Topic]) -> str:
    """Say what was read otherwise than written, as HTML; names as they are called."""
    names = {one.label.casefold(): one.label for one in topics}
    return "\n".join(
        f"Reading <b>{escape(names.get(one.read.casefold(), one.read))}</b> (you wrote {escape(one.wrote)})" for one in corrections
    )


def _which(words: str) -> str:
    return f"<b>Which do you mean by “{_quoted(words)}”?</b>"


def _quoted(words: str) -> str:
    return escape(shorten(words, LONGEST_QUOTED))


def _document(documents: Sequence[Document], words: str) -> str | None:
    """Return the key of the document whose title or publisher has these words, None where that is not one alone."""
    said = fold(words)
    found = [at for at, one in enumerate(documents, start=1) if said in fold(f"{one.short} {one.publisher} {one.title}")]
    return f"d{found[0]}" if len(found) == 1 else None
