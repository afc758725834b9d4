"""`knowledge/TEMPLATE.yaml`, printed from the rules, so that the two cannot drift apart."""

from collections.abc import Iterator

from bot.catalog.fields import ENTRY
from bot.catalog.specs import Field, Record

HEAD = """\
# Every field of an entry, in the order in which they stand. Printed by `compact-desk template` from bot/catalog/fields.py: do not
# edit by hand. How an entry is written, checked and reviewed: docs/curating.md.
"""
_SAMPLES = {
    "title": "Information and Communication Technology Council (ICTC) of Canada",
    "summary": ">-\n  our own words; figures, names and dates exactly as in the source",
    "asked_as": "\n  - which country matches newcomers who work in IT with employers?",
    "note": "The source gives neither the year nor the origin of the figure.",
    "points": "[...]",
    "begins": "Canada has industry associations that coordinate",
    "pages": '"25-27"',
}


def template() -> str:
    """Return the template as YAML."""
    return HEAD + "".join(f"\n{block}" for block in _blocks())


def _blocks() -> Iterator[str]:
    for field in ENTRY.fields:
        need = "required" if field.required else "optional"
        about = f"# {field.purpose} ({need}; {_short_rule(field)})\n"
        if isinstance(field.spec, Record):
            yield about + f"{field.name}:\n" + "".join(_inner(inner) for inner in field.spec.fields)
        else:
            sample = _SAMPLES.get(field.name, field.example)
            yield about + f"{field.name}:{'' if sample.startswith(chr(10)) else ' '}{sample}\n"


def _inner(field: Field) -> str:
    sample = _SAMPLES.get(field.name, field.example) or "..."
    need = "required" if field.required else "optional"
    return f"  {field.name}: {sample}  # {field.purpose} ({need}; {_short_rule(field)})\n"


def _short_rule(field: Field) -> str:
    if isinstance(field.spec, Record):
        return "a mapping"
    return field.spec.rule.removeprefix("must be ").replace(", each of which must be ", ": ")
