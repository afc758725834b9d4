"""Where buttons and start links lead: within Telegram's limits, and back to the same entry."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.catalog.catalog import Catalog
from bot.catalog.fields import ID
from bot.catalog.loader import KNOWLEDGE, entry_files
from bot.render import addresses
from bot.render.screen import button

IDS = [path.stem for path in entry_files(KNOWLEDGE)]
START = re.compile(r"[A-Za-z0-9_-]{1,64}")


@pytest.mark.parametrize("name", IDS)
def test_a_start_link_leads_back_to_its_entry(catalog: Catalog, name: str) -> None:
    payload = addresses.start_payload(name)
    assert START.fullmatch(payload)
    assert catalog.entry(addresses.entry_id_of(payload)).id == name


def test_no_two_entries_share_a_start_link(catalog: Catalog) -> None:
    assert len({addresses.start_payload(entry.id) for entry in catalog.entries}) == len(catalog.entries)


@settings(derandomize=True, max_examples=200, deadline=None)
@given(st.from_regex(ID.pattern, fullmatch=True).filter(lambda name: len(name) <= ID.longest))
def test_any_id_that_the_checker_allows_can_be_addressed(name: str) -> None:
    assert START.fullmatch(addresses.start_payload(name))
    assert addresses.entry_id_of(addresses.start_payload(name)) == name
    assert button("Open", addresses.open_entry(name)).callback_data == f"open:{name}"


def test_the_longest_id_fits_a_button() -> None:
    assert button("Open", addresses.open_entry("x" * ID.longest))


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (addresses.open_theme("3.1"), "theme:3.1"),
        (addresses.turn_page("3.1", 16), "page:3.1:16"),
        (addresses.run_command("ask"), "command:ask"),
        (addresses.show_example(2), "example:2"),
    ],
)
def test_buttons_of_older_messages_still_lead_where_they_led(address: str, expected: str) -> None:
    assert address == expected


@pytest.mark.parametrize(
    ("link", "host"),
    [("https://www.iom.int/a?b=c", "iom.int"), ("http://gfmd.org", "gfmd.org"), ("mailto:a@b.example", "mailto:a@b.example")],
)
def test_a_link_is_told_by_its_host(link: str, host: str) -> None:
    assert addresses.link_host(link) == host


def test_a_link_into_the_private_chat_starts_it_with_the_entry() -> None:
    link = addresses.private_link("desk_bot", addresses.start_payload("gfmd-4.2-po-1"))
    assert link == "https://t.me/desk_bot?start=gfmd-4_2-po-1"
