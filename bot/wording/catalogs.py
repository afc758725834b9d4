"""The translations, read from gettext's own files."""

from functools import cache
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

_HERE = Path(__file__).parent


@cache
def translations(language: str) -> GNUTranslations:
    """Return a language's translations.

    Compiled in memory at first need, which takes some twenty milliseconds: no compiled file can differ from the edited one.
    """
    compiled = BytesIO()
    with path_of(language).open("rb") as source:
        write_mo(compiled, read_po(source, locale=language))
    compiled.seek(0)
    return GNUTranslations(compiled)


def path_of(language: str) -> Path:
    """Return the file with a language's translations."""
    return _HERE / f"{language}.po"
