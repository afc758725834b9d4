"""The settings of a chat: what each one is now, and a button that changes it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from telegram import InlineKeyboardButton

from bot.render.screen import Screen, bold, button
from bot.store.preferences import ASKERS, BUDGETS, CONVENERS, Preferences
from bot.wording.languages import LANGUAGES
from bot.wording.speech import marked, say, say_many

_T = TypeVar("_T")
SET = "set"
LANGUAGE = "language"
# In a start link; the chat's id follows.
LINK = "settings_"
MINUTES = 10
ONLY_ADMINISTRATORS = marked("Only administrators can change the settings of this group.")

# Translators: of answers, as in “Answers: short”.
_LENGTHS = {"short": marked("short"), "full": marked("full")}
# Translators: as in “Who can ask: only administrators”.
_ASKERS = {"everybody": marked("everybody"), "administrators": marked("only administrators")}
_CONVENERS = {
    # Translators: as in “Who can hold meetings: nobody”; then there are none.
    "nobody": marked("nobody"),
    "administrators": marked("administrators"),
    "everybody": marked("everybody"),
}


@dataclass(frozen=True, slots=True)
class Room:
    """A chat whose settings are shown: `title` names it where the settings are not shown in it, `link` leads to the private chat.

    `digests_elsewhere` tells how many digests come to other topics than `thread_id`, where this is asked.
    """

    chat_id: int
    is_group: bool
    title: str = ""
    link: str = ""
    thread_id: int = 0
    digests_elsewhere: int = 0


def settings(room: Room, chosen: Preferences) -> Screen:
    """Show all settings of a chat."""
    head = say("How I talk to you") if not room.is_group else say("What I do in this group")
    if room.title:
        head = say("What I do in “{group}”", group=room.title)
    lines = [bold(head), *_explained(room, chosen)]
    rows = [(key,) for key in _keys(room, chosen)]
    if room.link:
        rows.append((InlineKeyboardButton(say("Change this in our private chat"), url=room.link),))
    return Screen("\n".join(lines), tuple(rows))


def ask_language(room: Room, chosen: Preferences) -> Screen:
    """Offer the languages, each by its own name."""
    now = LANGUAGES.get(chosen.language) or (say("English (default)") if room.is_group else say("same as your Telegram"))
    text = (
        bold(say("Language: {language}", language=now))
        + "\n"
        + say("Only what I say myself is translated. Entries stay in English, the language of the sources.")
        + "\n"
        + say("I understand questions in English, and names of countries in many languages.")
    )
    rows = [(button(name, _set(room, "language", code)),) for code, name in LANGUAGES.items()]
    if not room.is_group:
        rows.append((button(say("Same as my Telegram"), _set(room, "language", "")),))
    rows.append((button(say("All settings"), show(room.chat_id)),))
    return Screen(text, tuple(rows))


def show(chat_id: int) -> str:
    """Return the address of a chat's settings."""
    return f"{SET}:{chat_id}"


def link_payload(chat_id: int) -> str:
    """Return what follows `?start=` in the link from a group to its settings."""
    return f"{LINK}{chat_id}"


def moved(count: int) -> str:
    """Say how many digests come to another topic now, as a plain line."""
    return say_many("{count} digest now comes to this topic.", "{count} digests now come to this topic.", count)


def _explained(room: Room, chosen: Preferences) -> Sequence[str]:
    lines = []
    if chosen.plain:
        lines.append(
            say("Plain mode: nothing is folded away, no symbols without words, and each button has a number that you can write.")
        )
    if not room.is_group:
        return [*lines, say("Press a setting to change it.")]
    lines.append(say("Administrators can press a setting to change it."))
    lines.append(
        say(
            "Above the limit, and for people who cannot see answers here, I answer in the private chat. What one "
            "person asks privately is shown to nobody else."
        )
    )
    return lines


def _keys(room: Room, chosen: Preferences) -> list[InlineKeyboardButton]:
    language = LANGUAGES.get(chosen.language) or ("English" if room.is_group else say("same as my Telegram"))
    usual = "short" if room.is_group else "full"
    length = chosen.length or usual
    keys = [
        button(say("Language: {language}", language=language), f"{LANGUAGE}:{room.chat_id}"),
        button(say("Answers: {length}", length=say(_LENGTHS[length])), _set(room, "length", _after(("short", "full"), length))),
        button(say("Plain mode: on") if chosen.plain else say("Plain mode: off"), _set(room, "plain", str(int(not chosen.plain)))),
    ]
    return [*keys, *_group_keys(room, chosen)] if room.is_group else keys


def _group_keys(room: Room, chosen: Preferences) -> list[InlineKeyboardButton]:
    askers, conveners = say(_ASKERS[chosen.askers]), say(_CONVENERS[chosen.conveners])
    next_conveners = _after(CONVENERS, chosen.conveners)
    keys = [
        button(say("Who can ask: {people}", people=askers), _set(room, "askers", _after(ASKERS, chosen.askers))),
        button(
            say("Private answers: always") if chosen.whisper else say("Private answers: only after /whisper"),
            _set(room, "whisper", str(int(not chosen.whisper))),
        ),
        button(
            say_many("At most {count} answer per {minutes} min", "At most {count} answers per {minutes} min", chosen.budget,
                     minutes=MINUTES)
            if chosen.budget
            else say("No answers here, links only"),
            _set(room, "budget", str(_after(BUDGETS, chosen.budget))),
        ),
        button(say("Who can hold meetings: {people}", people=conveners), _set(room, "conveners", next_conveners)),
        button(
            # Translators: the file of a meeting; a button, so be brief.
            say("Unanswered questions in file: yes") if chosen.list_missed
            else say("Unanswered questions in file: no"),
            _set(room, "list_missed", str(int(not chosen.list_missed))),
        ),
    ]  # fmt: skip
    if room.digests_elsewhere:
        moving = say_many("Send {count} digest to this topic", "Send {count} digests to this topic", room.digests_elsewhere)
        keys.append(button(moving, _set(room, "topic", str(room.thread_id))))
    return keys


def _set(room: Room, name: str, value: str) -> str:
    return f"{SET}:{room.chat_id}:{name}:{value}"


def _after(values: Sequence[_T], value: _T) -> _T:
    """Return the value that a press chooses; the address names it, so that two who press at once choose the same."""
    return values[(values.index(value) + 1) % len(values)] if value in values else values[0]
