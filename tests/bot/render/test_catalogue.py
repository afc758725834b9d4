"""The lists of the catalogue: all can be read, every entry is reached, every button leads on, and there is always a way up."""

from dataclasses import replace

import pytest
from catalogue_walking import pressed
from telegram_rules import buttons, read, targets

from bot.catalog.catalog import Catalog
from bot.catalog.records import Entry
from bot.catalog.regions import REGIONS
from bot.render.catalogue import atlas
from bot.render.catalogue.shelves import shelf
from bot.render.catalogue.trail import Step, address, trail_of
from bot.render.catalogue.walk import entry_screen, go, shelf_screen
from bot.render.screen import Screen


def lists(catalog: Catalog, key: str) -> dict[str, Screen]:
    """Return all pages of all lists below one, by address; cards are left closed."""
    found: dict[str, Screen] = {}
    waiting = [address(catalog, (Step(key),))]
    while waiting:
        if (to := waiting.pop()) not in found:
            found[to], notice = go(catalog, to)
            assert notice == "", to
            # All there is leads everywhere.
            waiting += [other for other in targets(found[to]) if "~" not in other and not other.endswith("|h")]
    return found


@pytest.fixture(scope="module")
def all_lists(catalog: Catalog) -> dict[str, Screen]:
    return lists(catalog, "h")


def cards(screens: dict[str, Screen]) -> list[str]:
    return [to for screen in screens.values() for to in targets(screen) if "~" in to]


def opened(catalog: Catalog, to: str) -> Entry:
    """Return the entry that an address opens in a list of its own."""
    read_trail = trail_of(to)
    assert read_trail is not None
    (step,) = read_trail[1]
    found = shelf(catalog, step.key)
    assert found is not None
    assert step.opened is not None
    return found.entries[step.opened]


def test_every_list_can_be_read_and_has_a_way_up(all_lists: dict[str, Screen]) -> None:
    assert len(all_lists) > 500
    for to, screen in all_lists.items():
        read(screen)
        labels = [button["text"] for button in buttons(screen)]
        assert len(set(labels)) == len(labels), to
        assert to.endswith("|h") or sum(label.startswith("Up: ") for label in labels) == 1, to


def test_numbered_lines_have_equally_numbered_buttons(all_lists: dict[str, Screen]) -> None:
    for to, screen in all_lists.items():
        begun = [line.split(" ")[0].rstrip(".") for line in read(screen).splitlines()]
        marks = [button["text"] for button in buttons(screen) if " " not in button["text"] and not button["text"].isalpha()]
        assert all(mark in begun for mark in marks), to
        assert len(set(marks)) == len(marks), to


@pytest.mark.parametrize("root", ["t", "o", "d"])
def test_every_entry_is_reached(catalog: Catalog, root: str) -> None:
    reached = {opened(catalog, to).id for to in cards(lists(catalog, root))}
    assert reached == {entry.id for entry in catalog.entries}


@pytest.mark.parametrize(("root", "kind"), [("kr", "recommendation"), ("kp", "practice"), ("ki", "instrument")])
def test_a_kind_has_each_of_its_entries_once(catalog: Catalog, root: str, kind: str) -> None:
    letter = root[1]
    keys = [f"c{cluster.number}:{letter}" for cluster in catalog.clusters]
    found = [entry.id for key in keys for entry in (shelf(catalog, key) or pytest.fail(key)).entries]
    assert sorted(found) == sorted(entry.id for entry in catalog.entries if entry.kind == kind)


def test_every_country_is_reached(catalog: Catalog) -> None:
    reached = {code for to in cards(lists(catalog, "w")) for code in opened(catalog, to).countries}
    assert reached == {code for entry in catalog.entries for code in entry.countries}


def test_a_section_is_in_the_order_of_the_document(catalog: Catalog) -> None:
    found = shelf(catalog, "d1.3.3")
    assert found is not None
    items = [entry.source.item for entry in found.entries]
    assert items[:5] == [*(f"policy option {at}" for at in range(1, 5)), "practical action 1"]
    assert items[-3:] == [f"example {at}" for at in range(1, 4)]
    text = read(shelf_screen(catalog, "d1.3.3"))
    assert all(f"{at}. {entry.title} – {entry.source.item}" in text for at, entry in enumerate(found.entries[:8], start=1))


def test_a_section_without_entries_has_a_line_and_no_button(catalog: Catalog) -> None:
    screen = shelf_screen(catalog, "d2")
    assert "\n2. Crisis-driven mobility: what do migrants have to say?\n" in read(screen)
    assert "2" not in [button["text"] for button in buttons(screen)]


def test_sources_tell_their_status(catalog: Catalog) -> None:
    text = read(shelf_screen(catalog, "d"))
    assert all(one.status in text and one.publisher in text for one in catalog.documents)


def test_a_card_tells_its_place_and_leads_to_its_neighbours_and_back(catalog: Catalog) -> None:
    listed = pressed(catalog, shelf_screen(catalog, "s3.3"), "More")
    card = pressed(catalog, listed, "12")
    assert read(card).startswith(f"3.3 · 12 of {len(catalog.of_theme('3.3'))}\n\n{catalog.of_theme('3.3')[11].title}\n")
    assert read(pressed(catalog, card, "Next")).startswith("3.3 · 13 of")
    assert read(pressed(catalog, card, "Previous")).startswith("3.3 · 11 of")
    assert pressed(catalog, card, "Back to the list") == listed


def test_the_first_and_the_last_card_have_one_neighbour(catalog: Catalog) -> None:
    first = pressed(catalog, shelf_screen(catalog, "nDE"), "1")
    last = pressed(catalog, shelf_screen(catalog, "nDE"), "5")
    assert [button["text"] for button in buttons(first)][-2:] == ["Back to the list", "Next"]
    assert [button["text"] for button in buttons(last)][-2:] == ["Previous", "Back to the list"]


def test_pages_turn_to_the_last_entry_and_no_further(catalog: Catalog) -> None:
    shown, numbers = shelf_screen(catalog, "s4.1"), marks(shelf_screen(catalog, "s4.1"))
    for _ in range(4):
        shown = pressed(catalog, shown, "More")
        numbers += marks(shown)
    assert "More" not in [button["text"] for button in buttons(shown)]
    assert numbers == list(range(1, len(catalog.of_theme("4.1")) + 1))
    assert f"33 to 33 of {len(numbers)}" in read(shown)


def marks(screen: Screen) -> list[int]:
    return [int(button["text"]) for button in buttons(screen) if button["text"].isdigit()]


def test_a_whole_last_page_has_no_further_one(catalog: Catalog) -> None:
    full = replace(catalog, entries=catalog.of_theme("4.1")[:16])
    last = pressed(full, shelf_screen(full, "s4.1"), "More")
    assert "9 to 16 of 16" in read(last)
    assert "More" not in [button["text"] for button in buttons(last)]


def test_up_leads_to_the_page_one_came_from(catalog: Catalog) -> None:
    sections = pressed(catalog, pressed(catalog, shelf_screen(catalog, "d1"), "More"), "More")
    section = pressed(catalog, sections, "6.3")
    assert pressed(catalog, section, "Up: GFMD Thematic Recollection") == sections
    entry = catalog.of_theme("3.3")[20]
    assert entry.title in read(pressed(catalog, entry_screen(catalog, entry), "Up: 3.3 Multi-stakeholder involvement"))
    assert read(pressed(catalog, shelf_screen(catalog, "c3:p"), "Up: Practices")).startswith("Practices\n")


@pytest.mark.parametrize("key", ["t", "c3", "w", "g5", "o", "kp", "d", "d1"])
def test_a_line_counts_what_is_behind_it(catalog: Catalog, key: str) -> None:
    found = shelf(catalog, key)
    assert found is not None
    assert {node.label: node.count for node in found.nodes} == {node.label: len(behind(catalog, node.key)) for node in found.nodes}


def behind(catalog: Catalog, key: str) -> set[str]:
    """Return the entries below a list, however deep."""
    found = shelf(catalog, key)
    if found and found.nodes:
        return set().union(*(behind(catalog, node.key) for node in found.nodes))
    return {entry.id for entry in found.entries} if found else set()


def test_a_country_s_list_names_no_other_country(catalog: Catalog) -> None:
    assert "Afghanistan" not in read(shelf_screen(catalog, "nDE"))
    assert "practice, France" in read(shelf_screen(catalog, "s4.2"))


def test_entries_of_the_same_title_are_told_apart(catalog: Catalog) -> None:
    first, second, *_ = catalog.of_kind("recommendation")
    twins = replace(catalog, entries=(replace(first, themes=("1.1",)), replace(second, title=first.title, themes=("1.1",))))
    lines = read(shelf_screen(twins, "s1.1")).splitlines()[-2:]
    assert [line.partition(". ")[2] for line in lines] == [
        f"{first.title} – recommendation, {one.source.item}" for one in twins.of_theme("1.1")
    ]


def test_a_long_list_is_offered_by_kind(catalog: Catalog) -> None:
    practices = pressed(catalog, shelf_screen(catalog, "s3.3"), "Practices")
    assert read(practices).startswith("3.3 Multi-stakeholder involvement: practices\n")
    assert read(pressed(catalog, practices, "Up: 3.3 Multi-stakeholder involvement")).startswith(
        "3.3 Multi-stakeholder involvement\n"
    )


def test_the_names_of_all_regions_can_be_translated() -> None:
    assert atlas.NAMES == REGIONS


def test_a_line_does_not_name_a_country_that_its_title_names(catalog: Catalog) -> None:
    text = read(shelf_screen(catalog, "s3.4:p"))
    assert ". Returning to New Opportunities (Germany)\n" in text
    assert ". Happy Return Program (Korea) – South Korea\n" in text
