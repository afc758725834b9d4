"""Real entries, a question, the first places in full, and why each is where it is. A change of weights changes this file."""

import pytest
from small_catalog import entry, shelf

from bot.catalog.catalog import Catalog
from bot.search import Search

EXPECTED = {
    # An exact name comes first by far.
    "Palermo Protocol": [
        "palermo-protocol",  # its very name
        "palermo-convention",  # Palermo in the title, and the convention that the protocol belongs to
        "smuggling-protocol",  # Palermo in an alias
    ],
    # An acronym.
    "AAAA": [
        "aaaa",  # its very name
        "hrc-resolution-9-5",  # the expansion in a line of asked_as
        "gfmd-4.2-po-1",  # the expansion in the summary, which counts less
        "agenda-2030",  # the expansion in the details, which count least
    ],
    # An instrument's short name.
    "ILO C181": [
        "ilo-c181",  # its very name
        "ilo-multilateral-framework",  # ILO in the title, C181 in a line of asked_as
        "ilo-labour-migration-framework",  # ILO only, spelt out
    ],
    # An alias that is a number: no other target is near enough.
    "10.7": [
        "sdg-10.7",  # its very name
        "iom-migof",  # 10.7 in a line of asked_as
        "sdg-17.14",  # 10.7 in the summary
    ],
    # A country: those that have it first; equals by id.
    "Philippines": [
        "jmdi-philippines-cmd",
        "philippines-manila-declaration",
        "philippines-reintegration-centre",
        "philippines-seafarers",
    ],
    # A demonym is its country.
    "Ghanaian": [
        "ghana-three-tier-social-security",  # of Ghana alone
        "germany-returning-to-new-opportunities",  # Germany first; equals by id
        "icmpd-2.2-2",
    ],
    # So is a city.
    "Accra": [
        "ghana-three-tier-social-security",
        "germany-returning-to-new-opportunities",
        "icmpd-2.2-2",
    ],
    # So is the name in another language.
    "Allemagne": [
        "germany-bamf-migrant-organisations",  # the first four have Germany first; equals by id
        "germany-family-assistance-programme",
        "germany-returning-to-new-opportunities",
        "pdd-disaster-displacement",
    ],
    # A country with a subject: both beat either.
    "remittance comparison Mexico": [
        "mexico-remittance-comparison",  # subject and country
        "uk-remittance-comparison",  # the subject in the title, another country
        "france-envoidargent",  # the subject in a line of asked_as, another country
    ],
    # Slips of the finger change nothing: the order of `human rights cities`.
    "humna rigths cities": [
        "vienna-human-rights-city",  # all in a short title
        "uclg-charter-agenda",  # all in a longer one
        "gfmd-1.1-po-2",  # human rights in the title, cities in asked_as
    ],
    # Everyday words.
    "locking up kids instead of jail": [
        "gfmd-1.1-pa-4",  # both phrases mean its title, says the glossary
        "icmpd-5.2-3",  # detention in the title, by way of both phrases
        "icmpd-2.1-4",  # both words in lines of asked_as
    ],
    # Questions.
    "Which country matches IT newcomers with employers?": [
        "canada-ictc",  # nearly its own asked_as, IT included
        "gfmd-2.3-pa-2",  # matching in the title, employers in the summary
        "gfmd-1.3-pa-4",  # matches, employers and newcomers, but no IT
    ],
    "How can sending money home become cheaper?": [
        "sutherland-9",  # money in the title, the rest in one line of asked_as
        "icmpd-4.1-4",  # cheaper in the title, the rest in asked_as
        "african-institute-for-remittances",  # all in asked_as, on several lines; its related entries fit too
        "sdg-10.c",  # all in asked_as
    ],
    # A section's subject.
    "passport retention": [
        "gfmd-2.2-po-2",  # both words in the title
        "ecowas-passport",  # passport in a short title
        "icmpd-2.1-4",  # passport in a line of asked_as
    ],
    "diaspora bonds": [
        "gfmd-4.1-pa-2",  # both in the title, side by side
        "gfmd-4.3-po-2",  # diaspora in the title, bonds in asked_as
        "icmpd-jempas",  # another word for diaspora in the title
    ],
}  # fmt: skip


@pytest.mark.parametrize(("question", "ids"), EXPECTED.items(), ids=EXPECTED)
def test_the_first_places(search: Search, question: str, ids: list[str]) -> None:
    assert [hit.entry.id for hit in search.ask(question).hits[: len(ids)]] == ids


@pytest.mark.parametrize("one", ["title", "alias", "id"])
def test_every_entry_is_first_and_certain_by_each_of_its_names(catalog: Catalog, search: Search, one: str) -> None:
    names = {
        name: entry.id
        for entry in catalog.entries
        for name in {"title": (entry.title,), "alias": entry.aliases, "id": (entry.id,)}[one]
    }
    wrong = {name for name, id_ in names.items() if [hit.entry.id for hit in search.ask(name, 1).hits] != [id_]}
    assert wrong == set()


@pytest.mark.parametrize(
    ("question", "ids"),
    [
        ("herons", ["a", "b", "c"]),  # equals, hence by id
        ("examples of herons", ["c", "a", "b"]),
        ("what is recommended on herons", ["b", "a", "c"]),
        ("which treaty is about herons", ["a", "b", "c"]),
    ],
)
def test_the_wanted_kind_decides_between_equals(catalog: Catalog, question: str, ids: list[str]) -> None:
    kinds = {"a": "instrument", "b": "recommendation", "c": "practice"}
    equals = shelf(catalog, *(entry(name, "Herons", kind=kind) for name, kind in kinds.items()))
    assert [hit.entry.id for hit in Search(equals).ask(question).hits] == ids


def test_another_country_is_passed_over_for_a_comparable_entry_of_the_one_that_was_asked_for(catalog: Catalog) -> None:
    ghana = entry("a", "Heron pond", countries=("GH",))
    kenya = entry("b", "Pool", countries=("KE",), asked_as=("who may see a heron?",))
    # Many others, so that a country says little and a heron much.
    others = [entry(f"other-{at}", "Otter", countries=("KE",) if at % 2 else ()) for at in range(12)]
    built = Search(shelf(catalog, ghana, kenya, *others))
    assert [hit.entry.id for hit in built.ask("heron", 2).hits] == ["a", "b"]
    assert [hit.entry.id for hit in built.ask("heron in Kenya", 2).hits] == ["b", "a"]
