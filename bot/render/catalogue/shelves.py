"""The lists that belong to no entry, by key; an entry on several themes stands in the list of each.

`h` all there is · `t` themes, `c3` a cluster, `s3.3` a section · `w` the world, `g1` a region, `nDE` a country · `o` objectives,
`o6` one of them · `kp` practices by cluster · `d` documents, `d1` one of them, `d1.III.2` a section of it. With `:p` behind it a
list has practices only; the letters are those of `KINDS`.
"""

from collections.abc import Callable

from bot.catalog.catalog import Catalog
from bot.catalog.records import Entry
from bot.catalog.topics import CLUSTER, COUNTRY, OBJECTIVE, THEME, Topic
from bot.render.catalogue.atlas import codes, country, region, world
from bot.render.catalogue.library import documents
from bot.render.catalogue.shelf import HOME, KIND_ORDER, KINDS, SHORT_A_PAGE, Node, Shelf, kinds_in, leading, only
from bot.render.kinds import kinds_name
from bot.wording.speech import marked, say, say_many

_LETTERS = {CLUSTER: "c", THEME: "s", OBJECTIVE: "o", COUNTRY: "n"}
_MAPPED = marked("The mapping of entries to objectives is the desk’s own.")
_OBJECTIVES = marked("Objectives of the Compact of 2018")


def shelf(catalog: Catalog, key: str) -> Shelf | None:
    """Return the list with this key, None where there is none."""
    name, colon, letter = key.partition(":")
    build = _BUILDERS.get(name[:1])
    found = build(catalog, name[1:]) if build else None
    if found is None or not colon:
        return found
    return only(found, letter) if letter in KINDS and found.entries else None


def key_of(topic: Topic) -> str:
    """Return the key of the list of a topic; that of all there is for the topic of everything."""
    sort, _, name = topic.key.partition(":")
    return f"{_LETTERS[sort]}{name}" if sort in _LETTERS else HOME


def _home(catalog: Catalog, rest: str) -> Shelf | None:
    if rest:
        return None
    kinds = kinds_in(catalog.entries)
    named = [
        (say("Themes"), "t", sum(len(cluster.themes) for cluster in catalog.clusters)),
        (say("Countries"), "w", len(codes(catalog))),
        (say(_OBJECTIVES), "o", len(catalog.objectives)),
        *((kinds_name(KINDS[letter]), f"k{letter}", count) for letter, count in kinds.items()),
        (say("Sources"), "d", len(catalog.documents)),
    ]
    nodes = tuple(Node(str(at), label, key, count) for at, (label, key, count) in enumerate(named, start=1))
    about = say("Knowledge base {version}", version=catalog.version)
    # Translators: the short name of the list “What the desk holds”, as in the button “Up: All”.
    short = say("All")
    return Shelf(HOME, say("What the desk holds"), short, about=about, nodes=nodes, page=SHORT_A_PAGE)


def _themes(catalog: Catalog, rest: str) -> Shelf | None:
    if rest:
        return None
    nodes = tuple(Node(one.number, one.label, f"c{one.number}", len(_of_cluster(catalog, one.number))) for one in catalog.clusters)
    about = say("The thematic clusters of 2017. Many entries belong to several.")
    return Shelf("t", say("Themes"), say("Themes"), HOME, about, nodes, page=SHORT_A_PAGE)


def _cluster(catalog: Catalog, number: str) -> Shelf | None:
    found = next((one for one in catalog.clusters if one.number == number), None)
    if found is None:
        return None
    nodes = leading(Node(one.number, one.label, f"s{one.number}", len(catalog.of_theme(one.number))) for one in found.themes)
    # Each entry in one cluster alone, so that a cluster's practices add up to all.
    entries = (entry for entry in catalog.entries if entry.themes[0].partition(".")[0] == number)
    ordered = tuple(sorted(entries, key=lambda entry: (entry.themes[0], KIND_ORDER.index(entry.kind), entry.id)))
    title = f"{found.number} {found.label}"
    return Shelf(f"c{number}", title, say("Cluster {number}", number=number), "t", "", nodes, ordered, page=SHORT_A_PAGE)


def _theme(catalog: Catalog, number: str) -> Shelf | None:
    entries = catalog.of_theme(number)
    if not entries:
        return None
    title, up = f"{number} {catalog.theme(number).label}", catalog.cluster_of(number)
    return Shelf(f"s{number}", title, number, f"c{up.number}", up.label, entries=entries)


def _objective(catalog: Catalog, number: str) -> Shelf | None:
    if not number:
        nodes = leading(
            Node(str(one.number), one.label, f"o{one.number}", len(_of_objective(catalog, one.number)))
            for one in catalog.objectives
        )
        return Shelf("o", say(_OBJECTIVES), say("Objectives"), HOME, say(_MAPPED), nodes, page=SHORT_A_PAGE)
    found = next((one for one in catalog.objectives if str(one.number) == number), None)
    if found is None:
        return None
    entries = _of_objective(catalog, found.number)
    name, title = say("Objective {number}", number=number), say("Objective {number}: {label}", number=number, label=found.label)
    return Shelf(f"o{number}", title, name, "o", say(_MAPPED), entries=entries) if entries else None


def _kind(catalog: Catalog, letter: str) -> Shelf | None:
    kind = KINDS.get(letter)
    if kind is None:
        return None
    entries = catalog.of_kind(kind)
    nodes = tuple(
        Node(
            one.number, one.label, f"c{one.number}:{letter}", sum(entry.themes[0].startswith(f"{one.number}.") for entry in entries)
        )
        for one in catalog.clusters
    )
    about = say_many(
        "{count} entry, listed under the first of its themes.",
        "{count} entries, each listed under the first of its themes.",
        len(entries),
    )
    return Shelf(f"k{letter}", kinds_name(kind), kinds_name(kind), HOME, about, leading(nodes), page=SHORT_A_PAGE)


def _of_cluster(catalog: Catalog, number: str) -> list[Entry]:
    return [entry for entry in catalog.entries if any(theme.partition(".")[0] == number for theme in entry.themes)]


def _of_objective(catalog: Catalog, number: int) -> tuple[Entry, ...]:
    found = (entry for entry in catalog.entries if number in entry.objectives)
    return tuple(sorted(found, key=lambda entry: (entry.objectives.index(number), KIND_ORDER.index(entry.kind), entry.id)))


_BUILDERS: dict[str, Callable[[Catalog, str], Shelf | None]] = {
    "h": _home,
    "t": _themes,
    "c": _cluster,
    "s": _theme,
    "w": world,
    "g": region,
    "n": country,
    "o": _objective,
    "k": _kind,
    "d": documents,
}
