"""The outcome of a question, as a message."""

from collections.abc import Sequence

from bot.catalog.catalog import Catalog
from bot.catalog.records import Entry
from bot.render import addresses
from bot.render.card import also_rows, card
from bot.render.catalogue.ladder import ladder
from bot.render.corrections import showing
from bot.render.countries import country
from bot.render.keep import keep_row
from bot.render.kinds import kind_noun
from bot.render.screen import Screen, button, escape, quoted, shorten
from bot.render.short_card import short_card
from bot.search.results import Answer, Verdict
from bot.wording.languages import ENGLISH
from bot.wording.speech import manner, say

# An entry that scores less than this share of the first is no alternative worth a button.
ALTERNATIVE = 0.6
MOST_CHOICES = 5
MOST_ALTERNATIVES = 2
MOST_UNKNOWN = 4
# Letters beyond are of scripts that no English question is written in.
_LATIN = 0x24F


def answer(catalog: Catalog, found: Answer) -> Screen:
    """Return a card, in short where that is wanted, a choice of up to five, or the word that the documents are silent."""
    if found.verdict is Verdict.NONE:
        return _none(catalog, found)
    if found.verdict is Verdict.CHOICES:
        return _choices(catalog, found)
    first, *others = found.hits
    near = [hit.entry for hit in others if hit.score >= ALTERNATIVE * first.score][:MOST_ALTERNATIVES]
    lead = notices(found).strip()
    if manner().short:
        shown = short_card(catalog, first.entry, lead)
        return Screen(shown.text, (*shown.rows, *also_rows(near), keep_row(first.entry)))
    shown = card(catalog, first.entry, lead, first.why, near)
    return Screen(shown.text, (*shown.rows, *ladder(catalog, first.entry), keep_row(first.entry)))


def _choices(catalog: Catalog, found: Answer) -> Screen:
    entries = [hit.entry for hit in found.hits[:MOST_CHOICES]]
    labels = labels_of(catalog, entries)
    lines = [f"{at}. {escape(label)}" for at, label in enumerate(labels, start=1)]
    ask = say("<b>Which of these do you mean?</b>") if len(entries) > 1 else say("<b>Did you mean this?</b>")
    text = f"{notices(found)}{ask}\n\n" + "\n".join(lines)
    rows = tuple(
        (button(f"{at}. {label}", addresses.open_entry(entry.id)),)
        for at, (entry, label) in enumerate(zip(entries, labels, strict=True), start=1)
    )
    return Screen(text, rows)


def _none(catalog: Catalog, found: Answer) -> Screen:
    said = [say("<b>Not in my sources.</b> I found no answer to this in my three documents from 2017.")]
    if found.unknown:
        words = ", ".join(quoted(shorten(word, 30)) for word in found.unknown[:MOST_UNKNOWN])
        said.append(say("I do not know {words}.", words=words))
    lead_on = say("Try other words, or look at a related theme.")
    if manner().language != ENGLISH or any(ord(sign) > _LATIN for sign in "".join(found.unknown)):
        understood = say("I understand questions in English, and names of countries in many languages.")
        lead_on = f"{understood} {lead_on}"
    text = f"{notices(found)}{' '.join(said)}\n\n{lead_on}"
    themes = found.themes or ("1.1", "2.1", "4.2")
    rows = tuple((button(catalog.theme(number).label, addresses.open_theme(number)),) for number in themes)
    return Screen(text, rows)


def notices(found: Answer) -> str:
    """Return what must be said before an answer, as HTML lines: corrections, and that the question was cut."""
    said = [showing(found.corrections)] if found.corrections else []
    if found.cut:
        said.append(say("Your question was long, so I read only the first 256 characters."))
    return "".join(f"{line}\n" for line in said) + ("\n" if said else "")


def labels_of(catalog: Catalog, entries: Sequence[Entry]) -> list[str]:
    """Return a label for each entry: its title, and where titles are alike the field in which they differ."""
    labels = [f"{entry.title} – {_trait(catalog, entry)}" for entry in entries]
    return [
        f"{label}, {entry.source.item}" if labels.count(label) > 1 else label for label, entry in zip(labels, entries, strict=True)
    ]


def _trait(catalog: Catalog, entry: Entry) -> str:
    publisher = catalog.document(entry.source.document).short.split()[0]
    place = country(entry.countries[0]) if entry.countries else f"{publisher} {entry.source.section}"
    return f"{kind_noun(entry.kind)}, {place}"
