"""An answer for the terminal; imports none of Telegram's classes, which load slowly."""

from bot.catalog.catalog import Catalog
from bot.render.source import source_line
from bot.search.results import Answer, Verdict


def plain_answer(catalog: Catalog, answer: Answer) -> str:
    """Return an answer, choices or a refusal as plain text, with sources and ids."""
    if answer.verdict is Verdict.NONE:
        near = ", ".join(f"{number} {catalog.theme(number).label}" for number in answer.themes)
        return "Not in my sources." + (f" Related themes: {near}" if near else "")
    lines = [f"Showing results for {c.read} (you wrote {c.wrote})" for c in answer.corrections]
    if answer.verdict is Verdict.CHOICES:
        lines.append("Which of these do you mean?" if len(answer.hits) > 1 else "Did you mean this?")
    shown = answer.hits[:1] if answer.verdict is Verdict.ANSWER else answer.hits
    for hit in shown:
        lines += ["", hit.entry.title, f"  {hit.entry.summary}", f"  Source: {source_line(catalog, hit.entry)}"]
        lines += [f"  {hit.why}  [{hit.entry.id}]"]
    if answer.verdict is Verdict.ANSWER:
        lines += ["", *(f"Also: {hit.entry.title}  [{hit.entry.id}]" for hit in answer.hits[1:])]
    return "\n".join(lines).strip()
