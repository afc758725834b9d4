"""The picture counts what is there, comes out the same twice, and is small enough for a chat."""

from pathlib import Path

from bot.catalog.catalog import Catalog
from bot.overview import count_rows, write_overview


def test_every_entry_is_counted_once_by_kind(catalog: Catalog) -> None:
    rows = count_rows(catalog)
    assert len(rows) == 21
    assert sum(row.recommendations for row in rows) == len(catalog.of_kind("recommendation"))
    assert sum(row.instruments for row in rows) == len(catalog.of_kind("instrument"))
    # A practice of several regions counts in each, one of none counts once.
    assert sum(sum(row.practices) for row in rows) >= len(catalog.of_kind("practice"))


def test_picture_and_drawing_are_written_and_do_not_change(catalog: Catalog, tmp_path: Path) -> None:
    png, svg = write_overview(catalog, tmp_path / "overview")
    first = png.read_bytes(), svg.read_bytes()
    assert first[0].startswith(b"\x89PNG")
    assert b"<svg" in first[1]
    write_overview(catalog, tmp_path / "overview")
    assert (png.read_bytes(), svg.read_bytes()) == first
    # Telegram shows a picture of up to 10 MB.
    assert len(first[0]) < 10_000_000
