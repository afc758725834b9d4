"""What is said in groups: short, and with as little as possible that others must read."""

from collections.abc import Sequence

from telegram import InlineKeyboardButton

from bot.catalog.catalog import Catalog
from bot.catalog.records import Entry
from bot.catalog.topics import COUNTRY, topic, topic_entries
from bot.render import answers
from bot.render.card import card
from bot.render.countries import country
from bot.render.counts import entry_count
from bot.render.screen import Screen, bold, button, escape, quoted, shorten, units
from bot.render.sentences import first_sentence
from bot.render.short_card import short_card
from bot.render.source import short_source_line
from bot.search.mentions import Mention
from bot.search.results import Answer, Verdict
from bot.wording.speech import manner, say

# Callback data: the card for whoever presses, the choice of whoever asked, taking an answer away, a private answer.
CARD = "card"
CHOSEN = "pick"
AWAY = "away"
WHISPER = "hush"
# In start links; a token follows.
WHISPERED = "w_"
MOST_CHOICES = 4
MOST_TITLES = 3
LONGEST_ALERT = 200
NOBODY = 0
# Questions are understood best in English.
EXAMPLE = "alternatives to detention for children"


def answer(catalog: Catalog, found: Answer, asker: int) -> Screen:
    """Answer a question for all to see; `asker` may choose and take the answer away, and is `NOBODY` where that is not known."""
    if found.verdict is Verdict.ANSWER:
        return entry(catalog, found.hits[0].entry, asker, answers.notices(found).strip())
    if found.verdict is Verdict.CHOICES:
        return _choices(catalog, found, asker)
    text = f"{answers.notices(found)}{_silent(found)}"
    return Screen(text, ((_away(asker),),))


def entry(catalog: Catalog, one: Entry, asker: int, lead: str = "") -> Screen:
    """Show an entry as the group wants it; the full card beside a short one is for whoever presses."""
    if not manner().short:
        shown = card(catalog, one, lead)
        return Screen(shown.text, (*shown.rows, (_away(asker),)))
    return Screen(short_card(catalog, one, lead).text, ((button(say("Full card"), f"{CARD}:{one.id}"), _away(asker)),))


def mentioned(catalog: Catalog, mentions: Sequence[Mention], asker: int | None = None) -> Screen:
    """Show what a message speaks of, each with the words that name it; only what all see has an `asker` and can be taken away."""
    parts, keys = [], []
    for one in mentions:
        named = quoted(one.fragment)
        if one.entry is not None:
            parts.append(f"{named}\n{short_card(catalog, one.entry).text}")
            keys.append((button(say("Full card: {title}", title=one.entry.title), f"{CARD}:{one.entry.id}"),))
        else:
            parts.append(f"{named}\n{_topic(catalog, one.topic_key)}")
    away = () if asker is None else ((_away(asker),),)
    return Screen("\n\n".join(parts), (*keys, *away))


def pointer(title: str, link: str) -> Screen:
    """Point to the answer that stands above; `link` leads to it where a message of this chat has one."""
    name = f'<a href="{escape(link)}">{escape(title)}</a>' if link else escape(title)
    return Screen(say("Answered above a moment ago: {title}", title=name))


def too_much(link: str) -> Screen:
    """Lead to the private chat where a group has had enough answers."""
    rows = ((InlineKeyboardButton(say("Ask in our private chat"), url=link),),)
    return Screen(escape(used_up()), rows)


def for_private_chat(link: str) -> Screen:
    """Lead to the private chat where a group has made its answers private."""
    rows = ((InlineKeyboardButton(say("Ask in our private chat"), url=link),),)
    return Screen(escape(answers_are_private()), rows)


def answers_are_private() -> str:
    """Say that nothing is shown to a group that has made its answers private, as a plain line."""
    return say("Answers in this group are private. Please do this in our private chat.")


def used_up() -> str:
    """Say that a group has had enough answers, as a plain line."""
    return say("This group has used up its answers for now. I can answer in our private chat.")


def waiting(token: str, link: str, *, by_button: bool) -> Screen:
    """Say that there is an answer for whoever asked; nothing tells what it is about."""
    rows = [(button(say("Show it to me"), f"{WHISPER}:{token}"),)] if by_button else []
    rows.append((InlineKeyboardButton(say("Read it in our private chat"), url=link),))
    return Screen(say("The answer is only for the person who asked."), tuple(rows))


def alert(catalog: Catalog, found: Answer) -> str:
    """Return an answer as a plain text of at most 200 characters; empty where so little would not do."""
    if found.verdict is not Verdict.ANSWER:
        return say("Not in my sources.") if found.verdict is Verdict.NONE else ""
    one = found.hits[0].entry
    source = short_source_line(catalog, one)
    whole = f"{one.title}. {first_sentence(one.summary)} {source}"
    if units(whole) <= LONGEST_ALERT:
        return whole
    room = LONGEST_ALERT - units(source) - 2
    return f"{shorten(one.title, room)}. {source}" if room > LONGEST_ALERT // 4 else ""


def help_to_ask() -> Screen:
    """Say how to ask in a group."""
    return Screen(
        say("Write your question after the command, or reply to a message with /ask: I look up what it is about.")
        + f"\n/ask {EXAMPLE}"
    )


def nothing_mentioned() -> str:
    """Say that a message names nothing known, as a plain line."""
    return say("I found no country, programme, objective or instrument that I know in that message.")


def only_administrators_ask() -> str:
    """Say who may ask here, as a plain line."""
    return say("In this group, only administrators can ask. Ask me in our private chat.")


def not_yours() -> str:
    """Say that a button is for somebody else, as a plain line."""
    return say("This button is only for the person who asked.")


def not_yours_to_remove() -> str:
    """Say who may take an answer away, as a plain line."""
    return say("Only the person who asked or an administrator can remove this.")


def taken_away() -> Screen:
    """Stand in for an answer that is too old to be deleted."""
    return Screen(say("This answer was removed."))


def gone() -> str:
    """Say that a private answer is no longer kept, as a plain line."""
    return say("I no longer keep this answer. Please ask again.")


def _choices(catalog: Catalog, found: Answer, asker: int) -> Screen:
    entries = [hit.entry for hit in found.hits[:MOST_CHOICES]]
    text = answers.notices(found) + say("<b>Which of these do you mean?</b>")
    labels = answers.labels_of(catalog, entries)
    rows = [(button(label, f"{CHOSEN}:{asker:x}:{one.id}"),) for label, one in zip(labels, entries, strict=True)]
    return Screen(text, (*rows, (_away(asker),)))


def _silent(found: Answer) -> str:
    named = ", ".join(quoted(shorten(word, 30)) for word in found.unknown[:MOST_CHOICES])
    said = bold(say("Not in my sources."))
    return " ".join((said, say("I do not know {words}.", words=named))) if named else said


def _topic(catalog: Catalog, key: str) -> str:
    about = topic(catalog, key)
    entries = topic_entries(catalog, about)
    sort, _, name = key.partition(":")
    label = country(name) if sort == COUNTRY else about.label
    titles = "\n".join(f"- {escape(shorten(one.title, 80))}" for one in entries[:MOST_TITLES])
    return f"{bold(label)}, {entry_count(len(entries))}\n{titles}"


def _away(asker: int) -> InlineKeyboardButton:
    return button(say("Remove"), f"{AWAY}:{asker:x}")
