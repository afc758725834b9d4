"""A new entry to be filled in: the template with its kind and a free id."""

import re
from pathlib import Path

from bot.catalog.fields import FOLDERS
from bot.catalog.template import template
from bot.errors import DeskError


def write_draft(kind: str, folder: Path) -> Path:
    """Write `<folder>/<kind>s/new-<kind>-<N>.yaml` with the first N that is free; returns its path.

    Raises DeskError when the folder cannot be written to, as in an installation.
    """
    place = folder / FOLDERS[kind]
    number = 1
    while True:
        path = place / f"new-{kind}-{number}.yaml"
        try:
            with path.open("x", encoding="utf-8") as file:
                file.write(draft(kind, path.stem))
        except FileExistsError:
            number += 1
        except OSError as error:
            raise DeskError(f"{place} must be a folder that can be written to, got: {error.strerror}") from error
        else:
            return path


def draft(kind: str, entry_id: str) -> str:
    """Return the template for one kind of entry under an id."""
    text = re.sub(r"(?m)^id: .*$", f"id: {entry_id}", template())
    text = re.sub(r"(?m)^kind: .*$", f"kind: {kind}", text)
    # What does not apply to a new entry.
    return re.sub(r"(?ms)^# ids this entry had before.*?\n\n", "", text)
