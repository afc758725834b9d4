"""How well the search does on the golden questions: pure counting, printed by `compact-desk golden`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.catalog.questions import Golden
from bot.search import Search, Verdict


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the desk made of one question: its verdict, the ids shown, and the place of the first right one (from 1, else 0)."""

    question: Golden
    verdict: Verdict
    shown: tuple[str, ...]
    place: int

    @property
    def passed(self) -> bool:
        """Say whether the outcome is what the question asks for."""
        if not self.question.right:
            return self.verdict is Verdict.NONE
        return 1 <= self.place <= self.question.within

    @property
    def misleading(self) -> bool:
        """Say whether something wrong was given as the answer, without a choice."""
        return self.verdict is Verdict.ANSWER and self.place != 1


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts over some questions."""

    asked: int
    first: int
    third: int
    passed: int
    misleading: int

    @property
    def share(self) -> float:
        """Return the share that passed; 1 where nothing was asked."""
        return self.passed / self.asked if self.asked else 1.0


def put(search: Search, questions: Iterable[Golden]) -> list[Outcome]:
    """Ask every question."""
    return [_put(search, question) for question in questions]


def tally(outcomes: Sequence[Outcome]) -> Tally:
    """Count outcomes."""
    return Tally(
        asked=len(outcomes),
        first=sum(outcome.place == 1 for outcome in outcomes),
        third=sum(1 <= outcome.place <= 3 for outcome in outcomes),
        passed=sum(outcome.passed for outcome in outcomes),
        misleading=sum(outcome.misleading for outcome in outcomes),
    )


def _put(search: Search, question: Golden) -> Outcome:
    answer = search.ask(question.ask)
    shown = tuple(hit.entry.id for hit in answer.hits)
    place = next((at for at, name in enumerate(shown, start=1) if name in question.right), 0)
    return Outcome(question, answer.verdict, shown, place)
