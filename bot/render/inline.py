"""Entries for inline mode: what is offered while somebody types in any chat, and what is sent there."""

from collections.abc import Sequence

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    LinkPreviewOptions,
)

from bot.catalog.catalog import Catalog
from bot.catalog.records import Entry
from bot.render.addresses import private_link, start_payload
from bot.render.card import head_of, source_of, stamps_of, subtitle
from bot.render.screen import bold, escape, fits, shorten
from bot.render.source import source_line
from bot.search.results import Answer, Verdict
from bot.search.typeahead import Sentence
from bot.wording.speech import marked, say, say_many

# Translators: a button above the text field; at most 64 characters.
NOTHING_FOUND = marked("Not in my sources. Ask me privately")
# What follows `?start=` when somebody comes from inline mode.
FROM_INLINE = "inline"
_TITLE = 100
_DESCRIPTION = 140
# A card in a group must not fill the screen.
_SUMMARY = 420
_CHOICES = 4
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


def results(catalog: Catalog, entries: Sequence[Entry], username: str) -> list[InlineQueryResultArticle]:
    """Return entries as results: title, kind and countries, source; sent is a compact card with its source."""
    return [
        _article(entry.id, entry.title, _described(catalog, entry), compact_card(catalog, entry), _open(entry, username))
        for entry in entries
    ]


def sentence_result(catalog: Catalog, sentence: Sentence) -> InlineQueryResultArticle | None:
    """Return a sentence with numbered sources as a result; None when it does not fit a message."""
    numbers = {entry.id: at for at, entry in enumerate(sentence.entries, start=1)}
    said = "".join(
        escape(part) if isinstance(part, str) else f"<b>{escape(part.title)}</b> [{numbers[part.id]}]" for part in sentence.parts
    )
    notes = "\n".join(f"[{numbers[entry.id]}] {escape(source_line(catalog, entry))}" for entry in sentence.entries)
    html = f"{said}\n\n<i>{notes}</i>"
    title = say_many("Send your sentence with {count} source", "Send your sentence with {count} sources", len(numbers))
    described = ", ".join(entry.title for entry in sentence.entries)
    return _article("sentence", title, described, html, None) if fits(html) else None


def compact_card(catalog: Catalog, entry: Entry) -> str:
    """Return an entry as short HTML: title, what it says, where it stands, how old that is."""
    stamped = escape("\n".join(stamps_of(entry)))
    source = f"{source_of(source_line(catalog, entry))}\n<i>{stamped}</i>"
    return f"{head_of(entry)}\n\n{escape(shorten(entry.summary, _SUMMARY))}\n\n{source}"


def guest_result(catalog: Catalog, found: Answer, username: str) -> InlineQueryResultArticle:
    """Return a guest's one answer: an entry as inline mode sends it, what may be meant, or that there is nothing."""
    if found.verdict is Verdict.ANSWER:
        return results(catalog, [found.hits[0].entry], username)[0]
    if found.verdict is Verdict.NONE:
        silent = say("Not in my sources.")
        return _article("none", silent, "", bold(silent), None)
    asked = say("Which of these do you mean?")
    links = [(private_link(username, start_payload(hit.entry.id)), hit.entry.title) for hit in found.hits[:_CHOICES]]
    lines = "\n".join(f'{at}. <a href="{escape(link)}">{escape(title)}</a>' for at, (link, title) in enumerate(links, start=1))
    return _article("choices", asked, "", f"{bold(asked)}\n\n{lines}", None)


def _described(catalog: Catalog, entry: Entry) -> str:
    return f"{subtitle(entry)}\n{source_line(catalog, entry)}"


def _open(entry: Entry, username: str) -> InlineKeyboardMarkup:
    link = private_link(username, start_payload(entry.id))
    return InlineKeyboardMarkup([[InlineKeyboardButton(say("Full card"), url=link)]])


def _article(name: str, title: str, described: str, html: str, keys: InlineKeyboardMarkup | None) -> InlineQueryResultArticle:
    content = InputTextMessageContent(html, parse_mode="HTML", link_preview_options=_NO_PREVIEW)
    return InlineQueryResultArticle(
        name, shorten(title, _TITLE), content, description=shorten(described, _DESCRIPTION), reply_markup=keys
    )
