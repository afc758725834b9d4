"""What the terminal shows of an answer."""

from bot.catalog.catalog import Catalog
from bot.render.terminal import plain_answer
from bot.search import Search


def test_an_answer_names_its_source_and_id(catalog: Catalog, search: Search) -> None:
    shown = plain_answer(catalog, search.ask("FAP"))
    assert "Source: IOM statement on solutions, 3 " in shown
    assert "[germany-family-assistance-programme]" in shown


def test_one_choice_is_no_choice_of_several(catalog: Catalog, search: Search) -> None:
    several = search.ask("return", limit=5)
    assert plain_answer(catalog, several).startswith("Which of these do you mean?")
    assert plain_answer(catalog, search.ask("return", limit=1)).startswith("Did you mean this?")


def test_a_refusal_offers_themes(catalog: Catalog, search: Search) -> None:
    assert plain_answer(catalog, search.ask("return of the whale songs jazz quartet")).startswith("Not in my sources.")
