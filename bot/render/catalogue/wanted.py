"""What `/theme remitances` or `/practices turkey` leads to: the list that was clearly meant, a choice, or that there is none."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.catalog.catalog import Catalog
from bot.catalog.countries import country_name, names_in
from bot.catalog.records import Document, Entry, Kind
from bot.catalog.topics import ALL, CLUSTER, COUNTRY, OBJECTIVE, THEME, Topic
from bot.render import addresses
from bot.render.catalogue.atlas import region_key
from bot.render.catalogue.screens import labels
from bot.render.catalogue.shelf import KINDS, Shelf
from bot.render.catalogue.shelves import key_of, shelf
from bot.render.catalogue.trail import Step, address
from bot.render.catalogue.walk import entry_screen, shelf_screen
from bot.render.corrections import showing
from bot.render.countries import country
from bot.render.counts import entry_count
from bot.render.screen import Screen, button, escape, shorten, tell_apart
from bot.search import Search, Verdict
from bot.search.results import Answer, Correction
from bot.search.topic_choice import clear_topic
from bot.search.topics import TopicFinder, TopicMatch
from bot.search.words import fold
from bot.wording.speech import marked, say

# From how many topics and hits those that fit a command are taken.
MOST_READ = 60
MOST_TOPICS = 6
MOST_HITS = 5
MOST_BESIDE_HITS = 3
LONGEST_QUOTED = 40
_SORTS = {"t": (THEME, CLUSTER), "w": (COUNTRY,), "o": (OBJECTIVE,)}
_NOT_KNOWN = {
    "t": marked("I know no theme called “{words}”. Did you mean this?"),
    "w": marked("I know no country called “{words}”. Did you mean this?"),
    "o": marked("I know no objective called “{words}”. Did you mean this?"),
}
_NOT_FOUND = {
    "t": marked("I found no theme for “{words}”. Try other words, or choose from the list."),
    "w": marked("I found no country for “{words}”. Try other words, or choose from the list."),
    "o": marked("I found no objective for “{words}”. Try other words, or choose from the list."),
}
_CHOICES: dict[Kind, str] = {
    "recommendation": marked("<b>Recommendations for “{words}”</b>"),
    "practice": marked("<b>Practices for “{words}”</b>"),
    "instrument": marked("<b>Instruments for “{words}”</b>"),
}
_NO_CHOICES: dict[Kind, str] = {
    "recommendation": marked("I found no recommendations for “{words}”."),
    "practice": marked("I found no practices for “{words}”."),
    "instrument": marked("I found no instruments for “{words}”."),
}
_NONE_ON_THIS: dict[Kind, str] = {
    "recommendation": marked("My sources have no recommendations on this; here is what they have."),
    "practice": marked("My sources have no practices on this; here is what they have."),
    "instrument": marked("My sources have no instruments on this; here is what they have."),
}


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
    document = _document(catalog.documents, words) or _section(catalog, words)
    lack = say("I found no source or section called “{words}”. These are my sources.", words=_quoted(words))
    return shelf_screen(catalog, document) if document else shelf_screen(catalog, key, lack)


def _named(catalog: Catalog, match: TopicMatch, key: str, words: str) -> Screen:
    """Return the theme, country or objective that was meant."""
    fitting = tuple(one for one in match.topics if one.key.partition(":")[0] in _SORTS[key])
    meant = clear_topic(replace(match, topics=fitting, exact=match.exact and fitting[:1] == match.topics[:1]), words)
    if meant:
        return shelf_screen(catalog, key_of(meant), _told(match.corrections, [meant]))
    notices = [_told(match.corrections, match.topics)]
    if match.empty:
        near = [say("Here is its region.")] if key == "w" and not match.topics else []
        notices.append(" ".join([_nothing_on(match.empty), *near]))
    if fitting:
        return _choose(catalog, [*notices, _which(words)], _topics(catalog, fitting[:MOST_TOPICS]), key)
    if match.topics:
        notices.append(say(_NOT_KNOWN[key], words=_quoted(words)))
        return _choose(catalog, notices, _topics(catalog, match.topics[:MOST_TOPICS]), key)
    if match.empty:
        return _choose(catalog, notices, _nearby(catalog, match.empty), key)
    return _choose(catalog, [say(_NOT_FOUND[key], words=_quoted(words))], [], key)


def _of_kind(catalog: Catalog, match: TopicMatch, found: Answer, key: str, words: str) -> Screen:
    """Return the entries of a kind on a subject or a country, or those that the search finds."""
    letter = key[1]
    kind = KINDS[letter]
    meant = _plainly(match, words)
    if meant:
        return _on_topic(catalog, meant, letter, _told(match.corrections, [meant]))
    hits = [hit.entry for hit in found.hits if hit.entry.kind == kind]
    if found.verdict is Verdict.ANSWER and hits and hits[0] == found.hits[0].entry:
        return entry_screen(catalog, hits[0], _told(found.corrections, ()))
    choices = _entries(hits[:MOST_HITS], f"k:{letter}")
    # Who is sure to have named an entry of another kind meant no subject.
    if hits or found.verdict is not Verdict.ANSWER:
        choices += _topics(catalog, match.topics, letter)[: MOST_BESIDE_HITS if choices else MOST_TOPICS]
    notice = _told(found.corrections or match.corrections, match.topics)
    if choices:
        return _choose(catalog, [notice, say(_CHOICES[kind], words=_quoted(words))], choices, key)
    others = _entries([hit.entry for hit in found.hits[:MOST_HITS]]) or _topics(catalog, match.topics[:MOST_TOPICS])
    lack = [say(_NO_CHOICES[kind], words=_quoted(words)), *([_nothing_on(match.empty)] if match.empty else [])]
    return _choose(catalog, [notice, " ".join([*lack, *([say("Other entries may help.")] if others else [])])], others, key)


def _on_topic(catalog: Catalog, meant: Topic, letter: str, notice: str) -> Screen:
    """Return a topic's entries of a kind; all of its entries where it has none of the kind."""
    key = key_of(meant)
    confined = f"k{letter}" if meant.key == ALL else f"{key}:{letter}"
    found = shelf(catalog, confined)
    if found and found.size:
        return shelf_screen(catalog, confined, notice)
    lack = say(_NONE_ON_THIS[KINDS[letter]])
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
            said = entry_count(number) if found.entries else ""
            choices.append(_Choice(one.label, said, address(catalog, (Step(key),))))
    return choices


def _codes(name: str) -> list[str]:
    """Return the code of a country by its name in English or in the reader's language."""
    return [code for code in names_in("en") if name in {country_name(code), country(code)}]


def _nothing_on(name: str) -> str:
    names = [country(code) for code in _codes(name)]
    return say("My sources have nothing on {country}.", country=escape(names[0] if names else name))


def _nearby(catalog: Catalog, name: str) -> list[_Choice]:
    """Return the region of a country of which there is nothing."""
    keys = {region_key(code) for code in _codes(name)}
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
    last = (button(say("All: {title}", title=whole.title), address(catalog, (Step(key),))),)
    said = "\n".join(part for part in notices if part)
    return Screen("\n\n".join(part for part in (said, "\n".join(lines)) if part), (*rows, last))


def _told(corrections: Iterable[Correction], topics: Sequence[Topic]) -> str:
    """Say what was read otherwise than written, as HTML; names as they are called."""
    names = {one.english.casefold(): one.label for one in topics}
    return showing(replace(one, read=names.get(one.read.casefold(), one.read)) for one in corrections)


def _which(words: str) -> str:
    return say("<b>Which of these do you mean by “{words}”?</b>", words=_quoted(words))


def _quoted(words: str) -> str:
    return escape(shorten(words, LONGEST_QUOTED))


def _document(documents: Sequence[Document], words: str) -> str | None:
    """Return the key of the document whose title or publisher has these words, None where that is not one alone."""
    said = fold(words)
    found = [at for at, one in enumerate(documents, start=1) if said in fold(f"{one.short} {one.publisher} {one.title}")]
    return f"d{found[0]}" if len(found) == 1 else None


def _section(catalog: Catalog, words: str) -> str | None:
    """Return the key of the section that words name by its number, and by its document where several have one of this number."""
    name, _, number = words.strip().rpartition(" ")
    meant = _document(catalog.documents, name) if name else None
    found = [
        f"d{at}.{one.number}"
        for at, document in enumerate(catalog.documents, start=1)
        for one in (document.sections if not name or meant == f"d{at}" else ())
        if one.number.casefold() == number.casefold() and shelf(catalog, f"d{at}.{one.number}")
    ]
    return found[0] if len(found) == 1 else None
