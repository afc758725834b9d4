"""Meetings as a chat sees them: the list while it grows, its end, and what leads to its file."""

from dataclasses import dataclass

from telegram import InlineKeyboardButton

from bot.render import addresses
from bot.render.moments import Moment, date_in_words
from bot.render.screen import Screen, button, escape, shorten
from bot.render.subscribing import above
from bot.wording.speech import manner, marked, say, say_many

MEETING = "meet"
BEGIN, PAGE, OFF, END, FILES, RESUME, CLOSE = "begin", "page", "off", "end", "files", "resume", "close"
A_PAGE = 8
A_ROW = 4
_LONGEST_TITLE = 120
_LONGEST_WORDS = 200
# Every date is of another year than this, and so is told with its own.
_NO_DAY = Moment(0, 0, 0, 0, "")

OFF_HERE = marked("Meetings are switched off in this group.")
ONLY_ADMINISTRATORS = marked("Only administrators of this group can start, change or end a meeting.")
NONE_OPEN = marked("No meeting is open here. Start one with /meeting start.")
HAS_CHANGED = marked("The list has changed since then. This is the current one.")
HAS_ENDED = marked("This meeting has ended.")
IS_OPEN = marked("A meeting is already open here.")
NOT_ON_LIST = marked("This is no longer on the list.")
TOO_LONG = marked("A note can have at most 500 characters; yours has {count}.")
FULL = marked("The list is full: it holds 500 items. End the meeting to get the file, and start another.")
SEVERAL = marked("That message shows several entries. Write /note and the name of one, such as /note ICTC.")
HOW_TO_NOTE = marked(
    "Reply with /note to one of my messages that shows an entry, and add a note of your own if you like. Or write "
    "/note and the name of an entry, or /note and your own text."
)
HOW_TO_MEET = marked("Write /meeting start, with a name if you like; /meeting stop; or just /meeting to see the list.")
GONE = marked("This meeting is no longer stored, or another has started here since.")


@dataclass(frozen=True, slots=True)
class Line:
    """What stands on the list: an entry by its title, own words or both; or a question that was `missed`."""

    item_id: int
    clock: str
    title: str
    words: str
    missed: bool = False


@dataclass(frozen=True, slots=True)
class TrayView:
    """A meeting by the clocks of a city, empty for UTC; `ends` is when it ends by itself."""

    meeting_id: int
    version: int
    name: str
    since: Moment
    ends: Moment
    now: Moment
    city: str
    lines: tuple[Line, ...]


def tray(view: TrayView, start: int = 0, notice: str = "") -> Screen:
    """Show what an open meeting has collected, from the `start`-th item on; `notice` is plain text that goes before."""
    start = min(max(0, start), max(0, len(view.lines) - 1)) // A_PAGE * A_PAGE
    shown = list(enumerate(view.lines[start : start + A_PAGE], start=start + 1))
    blocks = [_head(view)]
    if shown:
        blocks.append("\n".join(_listed(at, line) for at, line in shown))
    else:
        blocks.append(
            say("Nothing yet. Entries looked up here are added automatically; /note adds an entry or a note of your own.")
        )
    if shown and not manner().plain:
        blocks.append(say("✕ removes an item from the list."))
    return Screen(above(escape(notice)) + "\n\n".join(blocks), tuple(_buttons(view, start)))


def no_meeting(name: str | None = None, meeting_id: int = 0, version: int = 0, *, holds_words: bool = False) -> Screen:
    """Say how to start; `name`, empty for none, is that of a meeting which ended within the day and may go on."""
    how = _how_to_start()
    if name is None:
        return Screen(say("<b>No meeting is open here.</b>") + f"\n{how}", ((_begin(),),))
    kept = f"\n\n{_words_are_kept()}" if holds_words else ""
    return Screen(f"{_ended(name)}{kept}\n\n{how}", (*_ended_buttons(meeting_id, version), (_begin(),)))


def no_meeting_but_empty(name: str, meeting_id: int) -> Screen:
    """Say how to start; a meeting that ended within the day, of which no file is left to send, may go on."""
    return Screen(f"{_ended(name)}\n\n{_how_to_start()}", ((_resume(meeting_id),), (_begin(),)))


def started(name: str) -> Screen:
    """Say that a meeting is open, and what that means."""
    head = say("<b>Meeting: {name}</b>", name=escape(name)) if name else say("<b>The meeting is open.</b>")
    what = say(
        "Entries looked up here are added to its list. /note adds an entry or a note of your own, /meeting shows the "
        "list, and /meeting stop ends the meeting and sends the file. After a day it ends automatically."
    )
    return Screen(f"{head}\n{what}", ((_show_list(),),))


def resumed(name: str) -> Screen:
    """Say that a meeting goes on."""
    text = say("The meeting “{name}” continues.", name=escape(name)) if name else say("The meeting continues.")
    gone = say("Notes already sent in a file are not kept.")
    return Screen(f"{text} {gone}", ((_show_list(),),))


def ended(name: str, entries: int, meeting_id: int, version: int, *, holds_words: bool = False) -> Screen:
    """Say that a meeting has ended and its files were sent; where they hold nothing but notes, they cannot be had again.

    `holds_words` says that the notes could not be deleted: whoever wants the files again gets them with the notes.
    """
    kept = say_many("The files contain {count} entry.", "The files contain {count} entries.", entries)
    if holds_words:
        still = say(
            "Your notes and the unanswered questions could not be deleted here just now. They will be deleted within a day."
        )
        told = (_ended(name), *((kept,) if entries else ()), still)
        return Screen(" ".join(told), _ended_buttons(meeting_id, version))
    gone = say("Your notes and the unanswered questions have now been deleted here.")
    if not entries:
        return Screen(f"{_ended(name)} {gone}", ((_resume(meeting_id),),))
    return Screen(f"{_ended(name)} {kept} {gone}", ((_resume(meeting_id),), (_again(meeting_id, version),)))


def ended_empty(name: str) -> Screen:
    """Say that a meeting has ended of which there is nothing to send."""
    return Screen(f"{_ended(name)} {_nothing_collected()}")


def not_sent(name: str, meeting_id: int, version: int) -> Screen:
    """Say that a meeting has ended but its files could not be sent."""
    failed = say("I could not send the files just now.")
    return Screen(f"{_ended(name)} {failed} {_words_are_kept()}", _ended_buttons(meeting_id, version))


def ended_by_itself(name: str, meeting_id: int, version: int, *, is_empty: bool) -> Screen:
    """Say, unasked, that a meeting's day is over."""
    if name:
        text = say("The meeting “{name}” was open for a day and has ended automatically.", name=escape(name))
    else:
        text = say("The meeting was open for a day and has ended automatically.")
    if is_empty:
        return Screen(f"{text} {_nothing_collected()}")
    day = say("For one more day you can resume it or get its file; then it is deleted.")
    return Screen(f"{text} {day}", _ended_buttons(meeting_id, version))


def pinned(title: str, words: str) -> Screen:
    """Say that an entry is on the list."""
    text = say("On the list: {title}", title=escape(shorten(title, _LONGEST_TITLE)))
    return Screen(f"{text}\n{_quoted(words)}" if words else text)


def there_already(title: str) -> Screen:
    """Say that an entry was on the list before."""
    return Screen(say("Already on the list: {title}", title=escape(shorten(title, _LONGEST_TITLE))))


def noted() -> Screen:
    """Say that a line of own text is on the list."""
    return Screen(say("Your note is on the list."))


def closed() -> Screen:
    """Stand in place of a list that was put away."""
    return Screen(say("/meeting shows the list of the meeting."))


def title(name: str) -> str:
    """Return the title of a meeting's file, as plain text."""
    # Translators: the title of a meeting that was given no name.
    return name or say("Meeting")


def subtitle(began: Moment, end: Moment, city: str) -> str:
    """Return what stands below the title of a meeting's file: when it was, by the clocks of a city or UTC."""
    values = {"day": date_in_words(began, _NO_DAY), "begin": began.clock, "end": end.clock, "city": city}
    one_day = (began.year, began.month, began.day) == (end.year, end.month, end.day)
    if one_day and city:
        return say("Meeting brief · {day}, {begin} to {end}, {city} time", **values)
    if one_day:
        return say("Meeting brief · {day}, {begin} to {end} UTC", **values)
    values["last_day"] = date_in_words(end, _NO_DAY)
    if city:
        return say("Meeting brief · {day}, {begin}, to {last_day}, {end}, {city} time", **values)
    return say("Meeting brief · {day}, {begin}, to {last_day}, {end} UTC", **values)


def agenda() -> str:
    """Return the heading of what was collected."""
    # Translators: a heading in a meeting's file, above what was looked up and noted.
    return say("In the order of the meeting")


def withdrawn(entry_id: str) -> str:
    """Name an entry that the knowledge base has lost since, as plain text."""
    return say("An entry that is no longer in the knowledge base ({id}).", id=entry_id)


def address(verb: str, *numbers: int) -> str:
    """Return the address of what a button does with a meeting."""
    return ":".join((MEETING, verb, *map(str, numbers)))


def _head(view: TrayView) -> str:
    head = say("<b>Meeting: {name}</b>", name=escape(view.name)) if view.name else say("<b>Meeting</b>")
    since = say("Open since {day}, {clock}", day=date_in_words(view.since, view.now), clock=view.since.clock)
    ends = say("Ends automatically {day}, {clock}", day=date_in_words(view.ends, view.now), clock=view.ends.clock)
    zone = say("Times are in {city} time", city=escape(view.city)) if view.city else say("Times are in UTC")
    return "\n".join((head, since, ends, zone))


def _listed(at: int, line: Line) -> str:
    values = {"number": at, "clock": line.clock, "words": escape(shorten(line.words, _LONGEST_WORDS))}
    if line.missed:
        return say("{number}. {clock} Unanswered: {words}", **values)
    if not line.title:
        # Translators: a note that somebody wrote, in a numbered list with times of day.
        return say("{number}. {clock} “{words}”", **values)
    # Translators: an entry in a numbered list with times of day.
    said = say("{number}. {clock} <b>{title}</b>", title=escape(shorten(line.title, _LONGEST_TITLE)), **values)
    return f"{said}\n{_quoted(line.words)}" if line.words else said


def _quoted(words: str) -> str:
    # Translators: what somebody wrote, in quotation marks.
    return say("“{words}”", words=escape(shorten(words, _LONGEST_WORDS)))


def _buttons(view: TrayView, start: int) -> list[tuple[InlineKeyboardButton, ...]]:
    page = view.lines[start : start + A_PAGE]
    off = [_off(view.meeting_id, at, line.item_id, start) for at, line in enumerate(page, start=start + 1)]
    turns = []
    if start:
        turns.append(button(say("Back"), address(PAGE, view.meeting_id, start - A_PAGE)))
    if start + A_PAGE < len(view.lines):
        turns.append(button(say("More"), address(PAGE, view.meeting_id, start + A_PAGE)))
    end = say("End and get the file") if view.lines else say("End the meeting")
    rows = [tuple(off[at : at + A_ROW]) for at in range(0, len(off), A_ROW)]
    # Translators: a button that takes the message with the list away; the meeting stays open.
    last = (button(end, address(END, view.meeting_id, view.version)),), (button(say("Hide the list"), address(CLOSE)),)
    return [*rows, *((tuple(turns),) if turns else ()), *last]


def _off(meeting_id: int, at: int, item_id: int, start: int) -> InlineKeyboardButton:
    label = say("Remove {number}", number=at) if manner().plain else f"✕ {at}"
    return button(label, address(OFF, meeting_id, item_id, start))


def _ended(name: str) -> str:
    return say("The meeting “{name}” has ended.", name=escape(name)) if name else say("The meeting has ended.")


def _how_to_start() -> str:
    return say("Start one with /meeting start and, if you like, a name: what is looked up here is then collected in one file.")


def _begin() -> InlineKeyboardButton:
    return button(say("Start a meeting"), address(BEGIN))


def _nothing_collected() -> str:
    return say("Nothing was collected, so there is no file.")


def _words_are_kept() -> str:
    return say("Your notes are kept until the files are sent, for a day at most.")


def _ended_buttons(meeting_id: int, version: int) -> tuple[tuple[InlineKeyboardButton, ...], ...]:
    return (button(say("Get the file"), address(FILES, meeting_id, version)),), (_resume(meeting_id),)


def _again(meeting_id: int, version: int) -> InlineKeyboardButton:
    return button(say("Get the file again, without notes"), address(FILES, meeting_id, version))


def _resume(meeting_id: int) -> InlineKeyboardButton:
    # Translators: a button that reopens a meeting that has ended.
    return button(say("Resume the meeting"), address(RESUME, meeting_id))


def _show_list() -> InlineKeyboardButton:
    return button(say("Show the list"), addresses.run_command("meeting"))
