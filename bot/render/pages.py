"""Standing texts: greeting, help, about, and the small replies."""

from bot.catalog.catalog import Catalog
from bot.catalog.records import Entry
from bot.render import addresses
from bot.render.card import KIND_NAMES
from bot.render.commands import BY_USE, Command
from bot.render.screen import Screen, button, escape, shorten, tell_apart

EXAMPLES = (
    "Which country matches IT newcomers with employers?",
    "alternatives to detention for children",
    "How can sending money home become cheaper?",
)
PAGE = 8


def start(catalog: Catalog) -> Screen:
    """Greet a person."""
    text = (
        "<b>Compact Desk</b>\nI look things up in three documents written in 2017 for the UN Global Compact for Migration: "
        f"{len(catalog.of_kind('recommendation'))} recommendations, {len(catalog.of_kind('practice'))} practices and "
        f"{len(catalog.of_kind('instrument'))} instruments, each with the place where it stands. "
        "/subscribe brings one a day on a subject of yours, /help shows the rest.\n\n"
        "Ask in your own words; typing errors are fine. For example:"
    )
    rows = tuple((button(example, addresses.show_example(at)),) for at, example in enumerate(EXAMPLES))
    return Screen(text, rows)


def help_page() -> Screen:
    """Say what the desk can do."""
    parts = [f"<b>{escape(head)}</b>\n" + "\n".join(map(_command, commands)) for head, commands in BY_USE.items()]
    text = (
        "<b>How to ask</b>\nWrite what you want to know: a question, a programme’s name, an acronym, a country. "
        "I answer with one entry and its source, with a few to choose from, or I say that my sources are silent.\n\n"
        + "\n\n".join(parts)
    )
    return Screen(text)


def welcome() -> Screen:
    """Answer thanks."""
    return Screen("You are welcome. Write whenever you want to know more.")


def _command(command: Command) -> str:
    return f"/{command.name} – {escape(command.purpose)}"


def about(catalog: Catalog) -> Screen:
    """Name the sources and their status."""
    parts = [
        f"<b>{escape(document.title)}</b>\n{escape(document.publisher)}, {escape(document.date)}\n{escape(document.status)}"
        for document in catalog.documents
    ]
    text = (
        "<b>What I know</b>\nThree documents of 2017. The Compact itself was adopted in December 2018 and is not among them. "
        "Summaries are in the desk’s own words; the objectives of 2018 that an entry is given are the desk’s own mapping.\n\n"
        + "\n\n".join(parts)
        + f"\n\n<i>Knowledge base {escape(catalog.version)}</i>"
    )
    return Screen(text)


def theme_list(catalog: Catalog, number: str, start_at: int = 0) -> Screen:
    """List the entries on a theme, a page at a time."""
    theme = catalog.theme(number)
    entries = catalog.of_theme(number)
    start_at = start_at if 0 <= start_at < len(entries) else 0
    shown = entries[start_at : start_at + PAGE]
    head = f"<b>{escape(theme.number)} {escape(theme.label)}</b>\n{escape(catalog.cluster_of(number).label)}"
    text = f"{head}\n\n{start_at + 1} to {start_at + len(shown)} of {len(entries)} entries" if shown else f"{head}\n\nNo entries."
    labels = tell_apart([_label(entry) for entry in shown])
    rows = [(button(label, addresses.open_entry(entry.id)),) for label, entry in zip(labels, shown, strict=True)]
    turns = []
    if start_at > 0:
        turns.append(button("Back", addresses.turn_page(number, max(0, start_at - PAGE))))
    if start_at + PAGE < len(entries):
        turns.append(button("More", addresses.turn_page(number, start_at + PAGE)))
    return Screen(text, (*rows, *([tuple(turns)] if turns else [])))


def no_question() -> Screen:
    """Ask for a question that was not given."""
    return Screen(f"Write your question after the command, for example:\n/ask {escape(EXAMPLES[1])}")


def unknown_command(name: str, meant: Command | None) -> Screen:
    """Offer the nearest command; nothing is run until it is pressed."""
    shown = escape(shorten(name, 32))
    if meant is None:
        return Screen(f"I do not know /{shown}. /help shows what I can do.")
    text = f"I do not know /{shown}. Did you mean /{meant.name} ({escape(meant.purpose)})?"
    return Screen(text, ((button(f"Yes, /{meant.name}", addresses.run_command(meant.name)),),))


def not_text() -> Screen:
    """Say that only text is understood."""
    return Screen("I read text only. Write your question in a few words.")


def stale_link() -> Screen:
    """Answer a link to an entry that does not exist."""
    return Screen("This link leads to no entry that I know. Ask me in your own words, or see /help.")


def trouble() -> Screen:
    """Apologise for a fault of ours."""
    return Screen("Something went wrong on my side; your question was not at fault. Please ask again.")


STALE_BUTTON = "This list has changed since. Please ask again."


def _label(entry: Entry) -> str:
    return f"{KIND_NAMES[entry.kind]}: {entry.title}"
