"""The search itself: built once over a catalog, asked many times."""

from collections import Counter

from bot.catalog.catalog import Catalog
from bot.search.english import is_english
from bot.search.evidence import gather
from bot.search.index import build_index
from bot.search.meanings import Meanings
from bot.search.places import Places
from bot.search.question import Question, Reader
from bot.search.ranking import Ranked, rank
from bot.search.results import Answer, Hit, Verdict
from bot.search.verdict import decide
from bot.search.why import explain

DEFAULT_LIMIT = 5


class Search:
    """Answers questions from one catalog. Knows nothing of Telegram."""

    def __init__(self, catalog: Catalog) -> None:
        self._index = build_index(catalog)
        self._places = Places(catalog.glossary)
        self._reader = Reader(self._index, Meanings(catalog.glossary), self._places)

    def warm_up(self) -> None:
        """Read now what the first question with a strange word would otherwise wait for."""
        self._places.load()
        is_english("")

    def ask(self, text: str, limit: int = DEFAULT_LIMIT) -> Answer:
        """Answer a question; at most `limit` hits, best first, none when the documents are silent."""
        question = self._reader.read(text)
        ranked = rank(self._index, question, gather(self._index, question))
        verdict = decide(self._index, question, ranked)
        hits: tuple[Hit, ...] = ()
        if verdict is not Verdict.NONE:
            hits = tuple(self._hit(question, one) for one in ranked[:limit])
        return Answer(
            question=text,
            verdict=verdict,
            hits=hits,
            corrections=question.corrections if hits else (),
            themes=self._themes(ranked),
            unknown=self._unknown(question),
            cut=question.cut,
        )

    def _hit(self, question: Question, ranked: Ranked) -> Hit:
        entry = self._index.entries[ranked.evidence.number]
        return Hit(entry, round(ranked.score, 3), explain(question, ranked.evidence))

    def _unknown(self, question: Question) -> tuple[str, ...]:
        words = (term.word for term in question.terms if term.word.stem not in self._index.postings)
        return tuple(dict.fromkeys(word.written for word in words))

    def _themes(self, ranked: list[Ranked]) -> tuple[str, ...]:
        first = Counter(self._index.entries[one.evidence.number].themes[0] for one in ranked[:8])
        return tuple(number for number, _ in first.most_common(3))
