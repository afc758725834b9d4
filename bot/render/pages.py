"""Standing texts: greeting, help, about, and the small replies."""

from bot.catalog.catalog import Catalog
from bot.render import addresses
from bot.render.commands import BY_USE, NAME, Command
from bot.render.screen import Screen, button, escape, shorten
from bot.wording.speech import marked, say

# As one asks: questions are understood in the language of the sources.
EXAMPLES = (
    "Which country matches IT newcomers with employers?",
    "alternatives to detention for children",
    "How can sending money home become cheaper?",
)
PAGE = 8


def start(catalog: Catalog) -> Screen:
    """Greet a person."""
    counts = {f"{kind}s": len(catalog.of_kind(kind)) for kind in ("recommendation", "practice", "instrument")}
    what = say(
        "I look things up in three documents written in 2017 for the UN Global Compact for Migration: "
        "{recommendations} recommendations, {practices} practices and {instruments} instruments, each with its exact "
        "place in the document. With /subscribe you get a recommendation with a practice, on a subject and on days "
        "of your choice; /help shows the rest.",
        **counts,
    )
    # Translators: buttons with questions in English follow.
    how = say("Ask in your own words; typing errors are fine. For example:")
    rows = tuple((button(example, addresses.show_example(at)),) for at, example in enumerate(EXAMPLES))
    return Screen(f"<b>{NAME}</b>\n{what}\n\n{how}", rows)


def help_page() -> Screen:
    """Say what the desk can do."""
    parts = [f"<b>{escape(say(head))}</b>\n" + "\n".join(map(_command, commands)) for head, commands in BY_USE.items()]
    how = say(
        "<b>How to ask</b>\nWrite what you want to know: a question, a programme’s name, an acronym, a country. I "
        "answer with one entry and its source, offer a few to choose from, or tell you that my sources are silent."
    )
    return Screen("\n\n".join([how, *parts]))


def welcome() -> Screen:
    """Answer thanks."""
    return Screen(say("You are welcome. Write whenever you want to know more."))


def _command(command: Command) -> str:
    return f"/{command.name} – {escape(say(command.purpose))}"


def about(catalog: Catalog) -> Screen:
    """Name the sources and their status."""
    parts = [
        f"<b>{escape(document.title)}</b>\n{escape(document.publisher)}, {escape(document.date)}\n{escape(document.status)}"
        for document in catalog.documents
    ]
    head = say(
        "<b>What I know</b>\nThree documents from 2017. The Compact itself was adopted in December 2018 and is not "
        "among them. Summaries are in the desk’s own words; the mapping of entries to the objectives of 2018 is also "
        "the desk’s own."
    )
    version = say("Knowledge base {version}", version=escape(catalog.version))
    return Screen("\n\n".join([head, *parts, f"<i>{version}</i>"]))


def no_question(command: str = "ask") -> Screen:
    """Ask for a question that was not given."""
    example = f"/{command} {escape(EXAMPLES[1])}"
    return Screen(say("Write your question after the command, for example:\n{example}", example=example))


def unknown_command(name: str, meant: Command | None, words: str = "") -> Screen:
    """Offer the nearest command with the words that followed; nothing is run until it is pressed."""
    shown = escape(shorten(name, 32))
    if meant is None:
        return Screen(say("I do not know /{command}. /help shows what I can do.", command=shown))
    # Translators: the purpose is what the menu says of the command, as in "what the desk can do".
    text = say(
        "I do not know /{command}. Did you mean /{meant} ({purpose})?",
        command=shown,
        meant=meant.name,
        purpose=escape(say(meant.purpose)),
    )
    # Translators: a button that runs the command that was probably meant.
    target = addresses.run_command(meant.name, words)
    whole = f"{meant.name} {words}" if target.endswith(words) and words else meant.name
    return Screen(text, ((button(say("Yes, /{command}", command=whole), target),),))


def not_text() -> Screen:
    """Say that only text is understood."""
    return Screen(say("I read only text. Write your question in a few words."))


def stale_link() -> Screen:
    """Answer a link to an entry that does not exist."""
    return Screen(say("This link does not lead to an entry that I know. Ask me in your own words, or see /help."))


def trouble() -> Screen:
    """Apologise for a fault of ours."""
    return Screen(say("Something went wrong on my side, not with your question. Please ask again."))


# Translators: said when a button of an old message leads nowhere any more; at most 200 characters.
STALE_BUTTON = marked("This list has changed since then. Please ask again.")
