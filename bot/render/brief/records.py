"""What a brief holds."""

from dataclasses import dataclass
from re import sub
from unicodedata import normalize

from bot.catalog.records import Entry

LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Item:
    """What was kept under a heading: an entry, a line of somebody's own, or both; `time` is the time of day, as in `14:05`.

    An entry was looked up then, or `is_added` by somebody's hand.
    """

    entry: Entry | None = None
    own: str = ""
    time: str = ""
    is_added: bool = False


@dataclass(frozen=True, slots=True)
class BriefSection:
    """Entries under one heading; `items` come after them and may have somebody's own words."""

    heading: str
    entries: tuple[Entry, ...] = ()
    items: tuple[Item, ...] = ()

    @property
    def all_items(self) -> tuple[Item, ...]:
        """Return all that stands here, in order."""
        return (*(Item(entry) for entry in self.entries), *self.items)


@dataclass(frozen=True, slots=True)
class Brief:
    """Entries to take into a room without a network.

    `version` is that of the knowledge base, `remarks` stand on the first page, `unanswered` questions at the end.
    """

    title: str
    subtitle: str
    sections: tuple[BriefSection, ...]
    version: str
    remarks: tuple[str, ...] = ()
    unanswered: tuple[str, ...] = ()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Return the entries of all sections in their order."""
        return tuple(item.entry for section in self.sections for item in section.all_items if item.entry)


def file_name(brief: Brief, ending: str) -> str:
    """Return a name that every file system takes, as in `brief-skills-recognition.docx` for the ending `docx`."""
    plain = normalize("NFKD", brief.title).encode("ascii", "ignore").decode().lower()
    words = sub(r"[^a-z0-9]+", "-", plain)[:LONGEST_NAME].strip("-")
    return f"brief-{words}.{ending}" if words else f"brief.{ending}"
