"""Which topics somebody means who wants to subscribe: the search itself, with topics in place of entries."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.catalog.catalog import Catalog
from bot.catalog.countries import country_name, names_in
from bot.catalog.records import Details, Entry
from bot.catalog.topics import ALL, CLUSTER, COUNTRY, OBJECTIVE, THEME, Topic, has_topic, topic, topic_entries, topics_with_entries
from bot.search.coverage import coverage
from bot.search.evidence import COUNTRY_CODE, Evidence, gather
from bot.search.index import build_index
from bot.search.meanings import Meanings
from bot.search.places import Places
from bot.search.question import GUESS_WEIGHT, LONGEST_QUESTION, Question, Reader
from bot.search.ranking import rank
from bot.search.results import Correction
from bot.search.stopwords import FIELD_WORDS, PRACTICE_WORDS, RECOMMENDATION_WORDS, STOPWORDS
from bot.search.words import fold, split

MOST_TOPICS = 6
# So much of what was written must a topic hold, unless its label does; less than for an answer, since whoever asks will choose.
ENOUGH = 0.3
# A subject that scores less than this share of the best is no alternative.
ALTERNATIVE = 0.55
# The documents have themes; the objectives are our own mapping, and often bear the same words.
THEME_FIRST = 1.1
# So alike must a country's name of several words be; single words are the speller's.
NEAR_NAME = 0.85
SHORTEST_BEGINNING = 4
MOST_GROUPS = 4
_EVERYTHING = frozenset("all everything anything whole entire any".split())
# These name no topic in particular.
_FILLERS = frozenset({"topic", "topics", "send", "subscribe", "daily"})
_NO_SUBJECT = STOPWORDS | FIELD_WORDS | PRACTICE_WORDS | RECOMMENDATION_WORDS | _EVERYTHING | _FILLERS
_NUMBER = r"\d{1,2}(?:\.\d)?(?![.\d]*\d)"
_NUMBERS = rf"{_NUMBER}(?:\s*(?:,|/|&|and|or)\s*{_NUMBER})*"
_NUMBERED = re.compile(
    rf"\b(obj(?:ective)?|sec(?:tion)?|theme|cluster|chapter)s?[.:]?\s*(?:no\.?|nr\.?|number|#)?\s*({_NUMBERS})", re.IGNORECASE
)
_NUMBERS_ALONE = re.compile(rf"\W*{_NUMBERS}\W*", re.IGNORECASE)
_DOTTED = re.compile(r"(?<![\w.])\d\.\d(?![.\d]*\d)")


@dataclass(frozen=True, slots=True)
class TopicMatch:
    """The topics that may have been meant, best first.

    `exact` says that the first was named as it is called and nothing beside it, so that there is no need to ask. `empty` is the
    label of a topic that was named and has nothing to read.
    """

    topics: tuple[Topic, ...] = ()
    corrections: tuple[Correction, ...] = ()
    exact: bool = False
    empty: str = ""


class TopicFinder:
    """Finds topics by number, name, country or subject, typing errors or not. Offers none that has nothing to read."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._topics = {one.key: one for one in topics_with_entries(catalog)}
        self._subjects = [one for one in self._topics.values() if one.key.partition(":")[0] in {CLUSTER, THEME, OBJECTIVE}]
        self._index = build_index(replace(catalog, entries=tuple(_as_entry(catalog, one) for one in self._subjects)))
        self._reader = Reader(self._index, Meanings(catalog.glossary), Places(catalog.glossary))
        self._countries = {fold(country_name(code)): code for code in names_in("en")}

    def find(self, words: str, limit: int = MOST_TOPICS) -> TopicMatch:
        """Return at most `limit` topics for what somebody wrote, none where nothing fits."""
        found = self._find(words[:LONGEST_QUESTION])
        return replace(found, topics=found.topics[:limit])

    def _find(self, text: str) -> TopicMatch:
        numbers, rest = _numbers(text)
        question = self._reader.read(rest)
        countries = [f"{COUNTRY}:{facet.key}" for facet in question.facets if len(facet.key) == COUNTRY_CODE]
        named = self._named([*numbers, *countries])
        if numbers:
            return named
        if everything := _everything(question):
            whole = self._named([ALL])
            return replace(whole, exact=whole.exact and not everything.isdisjoint(_EVERYTHING))
        subjects = self._by_subject(question) if question.terms or not countries else ()
        if not countries and (not subjects or " " in rest) and (near := self._near_country(rest)):
            return near
        if not countries and not subjects:
            return TopicMatch()
        exact = not question.corrections and (self._is_label(rest) if subjects else named.exact and not question.terms)
        return TopicMatch(tuple(dict.fromkeys((*named.topics, *subjects))), question.corrections, exact, named.empty)

    def _named(self, keys: Sequence[str]) -> TopicMatch:
        """Return the topics with these keys; one that has nothing to read by its label."""
        known = [key for key in dict.fromkeys(keys) if has_topic(self._catalog, key)]
        found = tuple(self._topics[key] for key in known if key in self._topics)
        missed = [topic(self._catalog, key).label for key in known if key not in self._topics]
        return TopicMatch(found, exact=len(found) == 1 == len(known), empty=missed[0] if missed else "")

    def _by_subject(self, question: Question) -> Sequence[Topic]:
        """Return clusters, themes and objectives as the search ranks them."""
        terms = tuple(replace(term, variants=tuple(v for v in term.variants if v.weight > GUESS_WEIGHT)) for term in question.terms)
        asked = replace(question, terms=terms, facets=())
        ranked = rank(self._index, asked, gather(self._index, asked))
        if not ranked or not (_is_in_label(ranked[0].evidence) or coverage(self._index, asked, ranked[0].evidence) >= ENOUGH):
            return ()
        scored = [(one.score, self._subjects[one.evidence.number]) for one in ranked if one.score >= ALTERNATIVE * ranked[0].score]
        return [one for _, one in sorted(scored, key=lambda pair: -pair[0] * (THEME_FIRST if pair[1].key.startswith(THEME) else 1))]

    def _near_country(self, text: str) -> TopicMatch | None:
        """Return the countries whose names begin with a text, or the one whose name of several words is nearest to it."""
        typed = " ".join(word.folded for word in split(text))
        begun = [code for name, code in self._countries.items() if name.startswith(typed)]
        if begun and len(typed) >= SHORTEST_BEGINNING:
            return replace(self._named([f"{COUNTRY}:{code}" for code in begun]), exact=False)
        near = process.extractOne(typed, list(self._countries), scorer=OSA.normalized_similarity, score_cutoff=NEAR_NAME)
        if near is None or " " not in typed:
            return None
        code = self._countries[near[0]]
        # Told in English: what was written resembles that name.
        return replace(self._named([f"{COUNTRY}:{code}"]), exact=False, corrections=(Correction(text.strip(), country_name(code)),))

    def _is_label(self, text: str) -> bool:
        """Say whether a text is what one topic is called, and only one."""
        return [_key(_subject(one)) for one in self._subjects].count(_key(text)) == 1


def _numbers(text: str) -> tuple[list[str], str]:
    """Return the keys that a text names by number, in order, and the text without them."""
    keys: list[str] = []
    for noun, numbers in _NUMBERED.findall(text):
        of_2018 = noun[0] in "oO"
        keys += [f"{OBJECTIVE}:{number}" if of_2018 else _of_2017(number) for number in re.findall(_NUMBER, numbers)]
    if not keys and _NUMBERS_ALONE.fullmatch(text):
        for number in re.findall(_NUMBER, text):
            keys += [_of_2017(number)] if "." in number else [f"{OBJECTIVE}:{number}", _of_2017(number)]
    return keys or [_of_2017(number) for number in _DOTTED.findall(text)], _NUMBERED.sub(" ", text)


def _of_2017(number: str) -> str:
    return f"{THEME if '.' in number else CLUSTER}:{number}"


def _everything(question: Question) -> frozenset[str]:
    """Return the words by which a text asks for all there is, none where it asks for something in particular."""
    said = frozenset(word.folded for word in question.words)
    return said & (_EVERYTHING | FIELD_WORDS) if said <= _NO_SUBJECT else frozenset()


def _is_in_label(evidence: Evidence) -> bool:
    return any(match.field == "title" for match in (*evidence.terms.values(), *evidence.spans.values()))


def _as_entry(catalog: Catalog, subject: Topic) -> Entry:
    """Return a topic as the search wants it: the label for a title, and beside it what is said of the topic and under it."""
    entries = topic_entries(catalog, subject)
    groups = Counter(group for entry in entries for group in entry.groups)
    return replace(
        entries[0],
        id=subject.key,
        kind="recommendation",
        title=_subject(subject),
        summary=". ".join(_said_of(catalog, subject.key, entries)),
        details=Details(points=tuple(entry.title for entry in entries) if not subject.key.startswith(CLUSTER) else ()),
        groups=tuple(group for group, _ in groups.most_common(MOST_GROUPS)),
        formerly=(),
        aliases=(),
        countries=(),
        organisations=(),
        asked_as=(),
        related=(),
        note="",
    )


def _said_of(catalog: Catalog, key: str, entries: Sequence[Entry]) -> Iterator[str]:
    """Yield a cluster's themes; a theme's reasons for its objectives, and the sections that treat of it."""
    sort, _, number = key.partition(":")
    if sort == CLUSTER:
        yield from (theme.label for cluster in catalog.clusters if cluster.number == number for theme in cluster.themes)
    if sort == THEME:
        yield from (walk.reason for walk in catalog.theme(number).crosswalk)
        yield from sorted({catalog.section(entry).title for entry in entries if entry.themes[0] == number})


def _subject(one: Topic) -> str:
    """Return what a topic is called without its number."""
    return one.english.partition(": ")[2] or one.english


def _key(text: str) -> tuple[str, ...]:
    return tuple(word.stem for word in split(text) if word.folded not in STOPWORDS)
