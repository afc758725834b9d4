"""An answer, a choice, a refusal: each can be read, and leads on."""

from dataclasses import replace

import pytest
from telegram_rules import buttons, read, targets

from bot.catalog.catalog import Catalog
from bot.catalog.records import Entry
from bot.render.answers import answer
from bot.render.catalogue import walk
from bot.render.screen import Screen
from bot.render.source import source_line
from bot.search import Answer, Correction, Hit, Search, Verdict

ASKED = [
    "Bali Process",
    "fair recruitment",
    "Philippines",
    "alternatives to detenton",
    "hello",
    "bird migration",
    "",
    "<b>&",
    "remittances " * 99,
]


def found(verdict: Verdict, *hits: tuple[Entry, float], corrections: tuple[Correction, ...] = (), cut: bool = False) -> Answer:
    shown = tuple(Hit(entry, score, "matches <b>") for entry, score in hits)
    return Answer("q", verdict, shown, corrections, themes=("3.1", "1.2"), cut=cut)


@pytest.mark.parametrize("question", ASKED, ids=lambda question: question[:24] or "nothing")
def test_every_outcome_fits_and_leads_somewhere(catalog: Catalog, search: Search, question: str) -> None:
    screen = answer(catalog, search.ask(question))
    read(screen)
    for target in targets(screen):
        assert leads_somewhere(catalog, target), target


def leads_somewhere(catalog: Catalog, target: str) -> bool:
    verb, _, rest = target.partition(":")
    if target.startswith("b|"):
        return walk.go(catalog, target)[1] == ""
    return catalog.has(rest) if verb in {"open", "cite", "save"} else catalog.has_theme(rest.partition(":")[0])


def opened(screen: Screen) -> list[str]:
    return [target for target in targets(screen) if target.startswith("open:")]


def test_an_answer_is_the_card_of_the_first_hit(catalog: Catalog, search: Search) -> None:
    entry = catalog.entry("bali-process")
    text = read(answer(catalog, search.ask("Bali Process")))
    assert text.startswith(entry.title)
    assert source_line(catalog, entry) in text
    assert "Found by: its name" in text


def test_only_near_rivals_are_offered_beside_an_answer(catalog: Catalog) -> None:
    first, near, far, *more = catalog.entries[:6]
    hits = [(first, 10.0), (near, 7.0), (far, 2.0)]
    assert opened(answer(catalog, found(Verdict.ANSWER, *hits))) == [f"open:{near.id}"]
    many = [(first, 10.0), *((entry, 9.0) for entry in (near, far, *more))]
    assert opened(answer(catalog, found(Verdict.ANSWER, *many))) == [f"open:{near.id}", f"open:{far.id}"]


def test_a_choice_lists_up_to_five_with_a_button_each(catalog: Catalog) -> None:
    entries = catalog.entries[:7]
    screen = answer(catalog, found(Verdict.CHOICES, *((entry, 5.0) for entry in entries)))
    text = read(screen)
    assert targets(screen) == [f"open:{entry.id}" for entry in entries[:5]]
    assert all(f"{at}. {entry.title}" in text for at, entry in enumerate(entries[:5], start=1))


def test_choices_of_the_same_title_are_told_apart(catalog: Catalog) -> None:
    one = replace(catalog.entry("bali-process"), title="The <b>same</b> long title " * 4)
    places = [replace(one, id=f"id-{at}", countries=countries) for at, countries in enumerate([("CA",), ("KE",), ()])]
    items = [replace(one, id=f"item-{at}", countries=(), source=replace(one.source, item=f"example {at}")) for at in (1, 2)]
    screen = answer(catalog, found(Verdict.CHOICES, *((entry, 5.0) for entry in (*places, *items))))
    lines = read(screen).partition("\n\n")[2].splitlines()
    assert len({line.partition(". ")[2] for line in lines}) == 5
    assert "The <b>same</b> long title" in lines[0]
    assert "Canada" in lines[0]
    assert "Kenya" in lines[1]
    labels = [button["text"] for button in buttons(screen)]
    assert len(set(labels)) == 5


def test_buttons_differ_for_real_questions(catalog: Catalog, search: Search) -> None:
    for entry in catalog.entries[::7]:
        labels = [button["text"] for button in buttons(answer(catalog, search.ask(entry.asked_as[0])))]
        addressed = [label for label in labels if not label.startswith("Open ")]
        assert len(set(addressed)) == len(addressed), entry.asked_as[0]


@pytest.mark.parametrize("themes", [(), ("3.1",), ("3.1", "1.2", "6.3")])
def test_a_refusal_offers_themes(catalog: Catalog, themes: tuple[str, ...]) -> None:
    screen = answer(catalog, Answer("q", Verdict.NONE, themes=themes))
    assert "Not in my sources" in read(screen)
    offered = [target.split(":")[1] for target in targets(screen)]
    assert offered[: len(themes)] == list(themes)
    assert offered
    assert [button["text"] for button in buttons(screen)] == [catalog.theme(number).label for number in offered]
    assert all(catalog.of_theme(number) for number in offered)


def test_a_refusal_names_the_words_that_are_not_known(catalog: Catalog) -> None:
    text = read(answer(catalog, Answer("q", Verdict.NONE, unknown=("<b>", "&amp;", "x" * 256))))
    assert "“<b>”" in text
    assert "“&amp;”" in text
    assert "x" * 60 not in text


@pytest.mark.parametrize("verdict", [Verdict.ANSWER, Verdict.CHOICES])
def test_corrections_are_told_before_all_and_escaped(catalog: Catalog, verdict: Verdict) -> None:
    hits = [(catalog.entries[0], 5.0), (catalog.entries[1], 1.0)]
    text = read(answer(catalog, found(verdict, *hits, corrections=(Correction("<b>&x", "det<i>"), Correction("bnods", "bonds")))))
    assert text.startswith(
        "Showing results for det<i> (you wrote <b>&x)\nShowing results for bonds (you wrote bnods)\n\n",
    )


@pytest.mark.parametrize("verdict", list(Verdict))
def test_a_cut_question_is_told(catalog: Catalog, verdict: Verdict) -> None:
    hits = [] if verdict is Verdict.NONE else [(catalog.entries[0], 5.0)]
    assert read(answer(catalog, found(verdict, *hits, cut=True))).startswith("Your question was long")
    assert "Your question was long" not in read(answer(catalog, found(verdict, *hits)))


def test_as_many_corrections_as_a_question_can_hold_still_fit(catalog: Catalog) -> None:
    corrections = tuple(Correction(f"wrog{at:02}", f"wrong{at:02}") for at in range(40))
    longest = max(catalog.entries, key=lambda entry: len(entry.summary) + len(entry.note) + len(entry.title))
    text = read(answer(catalog, found(Verdict.ANSWER, (longest, 5.0), corrections=corrections, cut=True)))
    assert source_line(catalog, longest) in text
