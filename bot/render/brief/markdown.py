"""A brief as Markdown: readable as it stands, and wherever CommonMark is set."""

import re
from collections.abc import Iterable, Iterator

from bot.catalog.catalog import Catalog
from bot.render.brief.contents import Contents, Group, OwnLine, Passage, contents, is_web
from bot.render.brief.labels import Labels
from bot.render.brief.records import Brief
from bot.render.screen import with_colon

# What has a meaning within a line, in CommonMark and in what others have added to it.
_MARKS = re.compile(r"[\\`*_\[\]{}~|$#]")
_ENTITY = re.compile(r"&(?=#?\w+;)")
# What has one only where a line begins: lists, quotations, underlines of headings.
_BEGINNING = re.compile(r"[-+>=:%]|\d+(?=[.)](?:\s|$))")
# Some readers make links of bare addresses.
_ADDRESS = re.compile(r":(?=//)|(?<=www)\.", re.IGNORECASE)


def as_markdown(catalog: Catalog, brief: Brief) -> bytes:
    """Return a brief as a Markdown file in UTF-8; source notes are numbers in brackets."""
    return ("\n\n".join(filter(None, _blocks(contents(catalog, brief)))) + "\n").encode()


def escape_markdown(text: str) -> str:
    """Return a text of one line in which no Markdown and no HTML takes effect, wherever it stands."""
    # As entities: not every reader of Markdown takes a backslash before these.
    said = _ENTITY.sub("&amp;", text.strip()).replace("<", "&lt;")
    said = _ADDRESS.sub(r"\\\g<0>", _MARKS.sub(r"\\\g<0>", said))
    if begins := _BEGINNING.match(said):
        at = begins.end() if begins[0].isdigit() else 0
        said = f"{said[:at]}\\{said[at:]}"
    return said


def _blocks(said: Contents) -> Iterator[str]:
    yield f"# {escape_markdown(said.title)}"
    yield escape_markdown(said.subtitle)
    yield escape_markdown(said.version)
    yield _heading(said.labels.remarks)
    yield _listed(map(escape_markdown, said.remarks))
    for group in said.groups:
        yield from _group(group, said.labels)
    if said.unanswered:
        yield _heading(said.labels.unanswered)
        yield _listed(map(escape_markdown, said.unanswered))
    if said.notes:
        yield _heading(said.labels.sources)
        for reference, link in said.documents:
            yield " ".join(filter(None, (escape_markdown(reference), _address(link))))
        yield _listed(f"[{number}] {escape_markdown(note)}" for number, note in enumerate(said.notes, start=1))


def _group(group: Group, labels: Labels) -> Iterator[str]:
    yield _heading(group.heading)
    for item in group.items:
        if isinstance(item, OwnLine):
            yield f"### {escape_markdown(item.label)}"
            yield f"> {escape_markdown(item.text)}"
        else:
            yield from _passage(item, labels)
    if not group.items:
        yield escape_markdown(labels.nothing)


def _passage(item: Passage, labels: Labels) -> Iterator[str]:
    yield f"### {escape_markdown(item.title)}"
    yield escape_markdown(item.kind)
    yield f"{escape_markdown(item.summary)}\N{NO-BREAK SPACE}[{item.number}]"
    facts = [_labelled(label, escape_markdown(text)) for label, text in item.facts]
    facts += map(escape_markdown, item.points)
    facts += [_labelled(label, escape_markdown(text)) for label, text in item.more]
    facts += [_labelled(labels.links, ", ".join(map(_address, item.links)))] if item.links else []
    yield _listed(facts)
    if item.note:
        yield _labelled(labels.note, escape_markdown(item.note))
    if item.own:
        # Set off, as what is not the desk's.
        yield f"> {_labelled(item.own.label, escape_markdown(item.own.text))}"


def _heading(text: str) -> str:
    return f"## {escape_markdown(text)}"


def _labelled(label: str, text: str) -> str:
    return f"**{escape_markdown(with_colon(label))}** {text}"


def _listed(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _address(link: str) -> str:
    return f"<{link}>" if is_web(link) else escape_markdown(link)
