"""What a brief holds."""

from dataclasses import dataclass
from re import sub
from unicodedata import normalize

from bot.catalog.records import Entry

LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class BriefSection:
    """Entries under one heading."""

    heading: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """Entries to take into a room without a network; `version` is that of the knowledge base, `remarks` stand on the first page."""

    title: str
    subtitle: str
    sections: tuple[BriefSection, ...]
    version: str
    remarks: tuple[str, ...] = ()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Return the entries of all sections in their order."""
        return tuple(entry for section in self.sections for entry in section.entries)


def file_name(brief: Brief, ending: str) -> str:
    """Return a name that every file system takes, as in `brief-skills-recognition.docx` for the ending `docx`."""
    plain = normalize("NFKD", brief.title).encode("ascii", "ignore").decode().lower()
    words = sub(r"[^a-z0-9]+", "-", plain)[:LONGEST_NAME].strip("-")
    return f"brief-{words}.{ending}" if words else f"brief.{ending}"
