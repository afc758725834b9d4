"""What the knowledge base says of its own changes is complete."""

from bot.catalog.catalog import Catalog


def test_every_entry_was_added_by_a_release(catalog: Catalog) -> None:
    added = {name for release in catalog.releases for name in release.added}
    assert {entry.id for entry in catalog.entries} - added == set()
