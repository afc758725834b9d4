"""The knowledge base in memory: plain frozen records without behaviour beyond small look-ups on themselves."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["practice", "recommendation", "instrument"]


@dataclass(frozen=True, slots=True)
class Locator:
    """Where a passage stands: a reader must find it within ten seconds."""

    document: str
    section: str
    item: str
    begins: str = ""
    pages: str = ""


@dataclass(frozen=True, slots=True)
class Details:
    """What else the source states; empty where it does not."""

    who: str = ""
    what: str = ""
    where: str = ""
    since: str = ""
    partners: str = ""
    funding: str = ""
    results: str = ""
    limits: str = ""
    points: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One passage of one document, in our own words."""

    id: str
    kind: Kind
    title: str
    summary: str
    groups: tuple[str, ...]
    themes: tuple[str, ...]
    objectives: tuple[int, ...]
    source: Locator
    asked_as: tuple[str, ...]
    formerly: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    details: Details = Details()
    countries: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered part of a document, with its pages as the contents list gives them."""

    number: str
    title: str
    pages: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One of the sources."""

    id: str
    title: str
    short: str
    publisher: str
    date: str
    status: str
    sections: tuple[Section, ...]
    link: str = ""


@dataclass(frozen=True, slots=True)
class Objective:
    """One of the 23 objectives of the Compact adopted in December 2018."""

    number: int
    label: str


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """Our own mapping of a theme to an objective, with its reason."""

    objective: int
    reason: str


@dataclass(frozen=True, slots=True)
class Theme:
    """A section of the GFMD document, used as subject for entries of all documents."""

    number: str
    label: str
    crosswalk: tuple[Crosswalk, ...]


@dataclass(frozen=True, slots=True)
class Cluster:
    """One of the six thematic clusters."""

    number: str
    label: str
    themes: tuple[Theme, ...]


@dataclass(frozen=True, slots=True)
class Acronym:
    """A short form and what it stands for; found both ways."""

    short: str
    long: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OneWay:
    """Who asks with one of the first words finds the second, not the reverse."""

    asked: tuple[str, ...]
    means: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Words for the people of a country, and its cities."""

    code: str
    people: tuple[str, ...] = ()
    cities: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Glossary:
    """Words that mean the same, or lead to one another."""

    acronyms: tuple[Acronym, ...] = ()
    alike: tuple[tuple[str, ...], ...] = ()
    one_way: tuple[OneWay, ...] = ()
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Corrected:
    """An entry that says something else than it did, and what that is."""

    id: str
    what: str


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """An entry that is no more, by the title that it had; `successor` is the entry to read in its place, if any."""

    id: str
    title: str
    why: str
    successor: str = ""


@dataclass(frozen=True, slots=True)
class Release:
    """What one edition of the knowledge base changed; `date` is YYYY-MM-DD."""

    version: str
    date: str
    note: str
    corrected: tuple[Corrected, ...] = ()
    withdrawn: tuple[Withdrawn, ...] = ()
    added: tuple[str, ...] = ()
