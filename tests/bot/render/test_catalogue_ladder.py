"""The ladder below a card: from recommendations to practices to instruments, and all the way back."""

from dataclasses import replace

from catalogue_walking import pressed, sides
from hostile import ENTRIES
from hypothesis import HealthCheck, given, settings
from telegram_rules import buttons, read, targets

from bot.catalog.catalog import Catalog
from bot.catalog.records import Entry
from bot.render.catalogue.ladder import LINKED, rung
from bot.render.catalogue.walk import entry_screen, shelf_screen


def test_the_ladder_leads_from_a_recommendation_to_practices_to_instruments_and_back(catalog: Catalog) -> None:
    start = next(
        entry
        for entry in catalog.of_kind("recommendation")
        if any(rung(catalog, other, "I") for other in catalog.related(entry) if other.kind == "practice")
    )
    card = entry_screen(catalog, start)
    practices = pressed(catalog, card, next(b["text"] for b in buttons(card) if b["text"].startswith("Practices (")))
    assert read(practices).startswith(f"Practices that illustrate it\nRelated to “{start.title[:40]}")
    found = rung(catalog, start, "P")
    assert found is not None
    number = next(at for at, other in enumerate(found.entries, start=1) if rung(catalog, other, "I"))
    practice = pressed(catalog, practices, str(number))
    assert read(practice).startswith(f"Practices · {number} of {found.size}\n\n{found.entries[number - 1].title}\n")
    instruments = pressed(catalog, practice, next(b["text"] for b in buttons(practice) if b["text"].startswith("Instruments (")))
    assert read(instruments).startswith("Instruments\n")
    # All the way back.
    assert pressed(catalog, instruments, "Back to the card") == practice
    assert pressed(catalog, practice, "Back to the list") == practices
    assert pressed(catalog, practices, "Back to the card") == card


def test_every_card_leads_to_what_is_beside_it(catalog: Catalog) -> None:
    for entry in catalog.entries[::5]:
        read(entry_screen(catalog, entry))
        for label, screen in sides(catalog, entry):
            assert "Back to the card" in [button["text"] for button in buttons(screen)], (entry.id, label)
            assert any("~" in to for to in targets(screen)), (entry.id, label)
            read(screen)


def test_what_is_beside_a_card_is_what_its_name_says(catalog: Catalog) -> None:
    for entry in catalog.entries:
        for key, kind in LINKED.items():
            found = rung(catalog, entry, key)
            assert found is None or {(other.kind, other in catalog.related(entry)) for other in found.entries} == {(kind, True)}
        same = rung(catalog, entry, "F")
        assert same is None or {other.source.section for other in same.entries} == {entry.source.section}
        also = rung(catalog, entry, "L")
        assert also is None or all(set(other.countries) & set(entry.countries) for other in also.entries)
        assert all(entry not in one.entries for key in "PRIMLF" if (one := rung(catalog, entry, key)))


def test_no_entry_breaks_its_list_or_its_card(catalog: Catalog) -> None:
    @settings(derandomize=True, max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(ENTRIES)
    def holds(entry: Entry) -> None:
        spoilt = replace(catalog, entries=(entry, *catalog.entries))
        read(entry_screen(spoilt, entry))
        for _, screen in sides(spoilt, entry):
            read(screen)
        for key in (f"s{entry.themes[0]}", f"o{entry.objectives[0]}", *(f"n{code}" for code in entry.countries)):
            read(shelf_screen(spoilt, key))

    holds()
