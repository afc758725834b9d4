"""The outcome of a question, as a message."""

from collections.abc import Sequence

from bot.catalog.catalog import Catalog
from bot.catalog.countries import country_name
from bot.catalog.records import Entry
from bot.render import addresses
from bot.render.card import KIND_NAMES, card
from bot.render.catalogue.ladder import ladder
from bot.render.keep import keep_row
from bot.render.screen import Screen, button, escape, shorten
from bot.search.results import Answer, Correction, Verdict

# An entry that scores less than this share of the first is no alternative worth a button.
ALTERNATIVE = 0.6
MOST_CHOICES = 5
MOST_ALTERNATIVES = 2
MOST_UNKNOWN = 4


def answer(catalog: Catalog, found: Answer) -> Screen:
    """Return a card, a choice of up to five, or the plain word that the documents are silent."""
    if found.verdict is Verdict.NONE:
        return _none(catalog, found)
    if found.verdict is Verdict.CHOICES:
        return _choices(catalog, found)
    first, *others = found.hits
    near = [hit.entry for hit in others if hit.score >= ALTERNATIVE * first.score][:MOST_ALTERNATIVES]
    shown = card(catalog, first.entry, _notices(found).strip(), first.why, near)
    return Screen(shown.text, (*shown.rows, *ladder(catalog, first.entry), keep_row(first.entry)))


def _choices(catalog: Catalog, found: Answer) -> Screen:
    entries = [hit.entry for hit in found.hits[:MOST_CHOICES]]
    labels = _tell_apart(catalog, entries)
    lines = [f"{at}. {escape(label)}" for at, label in enumerate(labels, start=1)]
    ask = "Which of these do you mean?" if len(entries) > 1 else "Do you mean this?"
    text = f"{_notices(found)}<b>{ask}</b>\n\n" + "\n".join(lines)
    rows = tuple(
        (button(f"{at}. {label}", addresses.open_entry(entry.id)),)
        for at, (entry, label) in enumerate(zip(entries, labels, strict=True), start=1)
    )
    return Screen(text, rows)


def _none(catalog: Catalog, found: Answer) -> Screen:
    text = _notices(found) + "<b>Not in my sources.</b> I find no answer to this in the three documents of 2017 that I know."
    if found.unknown:
        words = ", ".join(f"“{shorten(word, 30)}”" for word in found.unknown[:MOST_UNKNOWN])
        text += f" I do not know {escape(words)}."
    text += "\n\nTry other words, or look at a theme that may be near."
    themes = found.themes or ("1.1", "2.1", "4.2")
    rows = tuple((button(catalog.theme(number).label, addresses.open_theme(number)),) for number in themes)
    return Screen(text, rows)


def _notices(found: Answer) -> str:
    said = [_correction(correction) for correction in found.corrections]
    if found.cut:
        said.append("Your question was long: I read its first 256 characters.")
    return "".join(f"{line}\n" for line in said) + ("\n" if said else "")


def _correction(correction: Correction) -> str:
    return f"Showing results for <b>{escape(correction.read)}</b> (you wrote {escape(correction.wrote)})"


def _tell_apart(catalog: Catalog, entries: Sequence[Entry]) -> list[str]:
    """Return a label for each entry: its title, and where titles are alike the field in which they differ."""
    labels = [f"{entry.title} – {_trait(catalog, entry)}" for entry in entries]
    return [
        f"{label}, {entry.source.item}" if labels.count(label) > 1 else label for label, entry in zip(labels, entries, strict=True)
    ]


def _trait(catalog: Catalog, entry: Entry) -> str:
    publisher = catalog.document(entry.source.document).short.split()[0]
    place = country_name(entry.countries[0]) if entry.countries else f"{publisher} {entry.source.section}"
    return f"{KIND_NAMES[entry.kind].lower()}, {place}"
