"""Subscriptions as their readers see them: one, all of a chat, and what became of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from telegram import InlineKeyboardButton

from bot.catalog.topics import Topic
from bot.render import addresses, digest, steps
from bot.render.moments import Moment, date_in_words, days_in_words
from bot.render.screen import Screen, button, escape, fits, shorten, tell_apart
from bot.render.steps import Draft
from bot.render.subscribing import Asked, above
from bot.store.records import Days, SubscriptionState
from bot.wording.speech import marked, say, say_many

Done = Literal["Subscribed", "Changed", "Resumed"]
DONE: dict[Done, str] = {
    "Subscribed": marked("<b>Subscribed: {topic}</b>"),
    "Changed": marked("<b>Changed: {topic}</b>"),
    "Resumed": marked("<b>Resumed: {topic}</b>"),
}
# For how long to pause, with the number of days.
PAUSES = {marked("1 week"): "7", marked("2 weeks"): "14", marked("1 month"): "30"}


@dataclass(frozen=True, slots=True)
class View:
    """A subscription as it is shown. `now` and `next` go by its own clocks; `next` is none while nothing is to come.

    `waits` says that it was paused until a date; `elsewhere` that it goes to another forum topic; `lost_zone` is a time zone that
    exists no more.
    """

    number: int
    label: str
    send_at: str
    days: Days
    city: str
    now: Moment
    next: Moment | None
    state: SubscriptionState
    waits: bool = False
    elsewhere: bool = False
    lost_zone: str = ""


def subscribed(view: View, notice: str, undo: str, done: Done = "Subscribed") -> Screen:
    """Say what was subscribed to, how a mistake would show, and what can be changed; `notice` is HTML, `undo` an address."""
    head = say(DONE[done], topic=escape(view.label))
    text = f"{above(notice)}{head}\n{_when(view)}\n{_coming(view, first=done == 'Subscribed')}"
    return Screen(text, (*_slot_buttons(view.number), (button(say("Undo"), undo),)))


def had_already(view: View, notice: str) -> Screen:
    """Say that nothing was to be done."""
    head = say("<b>You are already subscribed: {topic}</b>", topic=escape(view.label))
    text = f"{above(notice)}{head}\n{_when(view)}\n{_coming(view)}"
    return Screen(text, (*_slot_buttons(view.number), _stop_buttons(view)))


def details(view: View, chat_id: int, notice: str = "", *, is_only: bool = True, others: int = 0) -> Screen:
    """Show one subscription with all that can be done; `others` go by another time zone and may follow."""
    text = f"{above(notice)}<b>{escape(view.label)}</b>\n{_when(view)}\n{_coming(view)}"
    rows = [*_slot_buttons(view.number), _stop_buttons(view)]
    if others:
        # Translators: a button; the others are the chat's other subscriptions.
        label = say_many("Same time zone for the other one", "Same time zone for the other {count}", others)
        rows.insert(0, (button(label, steps.act(steps.SAME_ZONE, view.number)),))
    if view.state == "ended":
        # What ends a pause never takes back an end.
        rows = [(button(say("Subscribe again"), digest.undo(view.number)),)]
    if not is_only:
        # Translators: a button that leads back to the list of all subscriptions.
        rows.append((button(say("Back to all subscriptions"), steps.list_of(chat_id)),))
    return Screen(text, tuple(rows))


def all_of(views: Sequence[View], title: str, notice: str = "") -> Screen:
    """List several subscriptions; each opens with a button."""
    labels = tell_apart([f"{at}. {view.label}" for at, view in enumerate(views, start=1)])
    rows = tuple((button(label, steps.act(steps.SHOW, view.number)),) for label, view in zip(labels, views, strict=True))
    text = _listed(views, title, notice, briefly=False)
    return Screen(text if fits(text) else _listed(views, title, notice, briefly=True), rows)


def title_of(channel: str = "", *, in_group: bool = False, in_channel: bool = False) -> str:
    """Return the heading of a list; `channel` is the public name of a channel that is meant, where it has one."""
    if channel.startswith("@"):
        return say("Subscriptions of {channel}", channel=channel)
    if in_channel:
        return say("Subscriptions of the channel")
    return say("Subscriptions of this group") if in_group else say("Your subscriptions")


def none_yet(channel: int = 0) -> Screen:
    """Say that there is no subscription, and offer one."""
    head = say("<b>No subscriptions yet.</b>")
    how = say(
        "A digest brings you a recommendation and a practice that illustrates it, on the days and at the time that you choose: "
        "/subscribe remittances"
    )
    start = button(say("Subscribe"), steps.draft(Draft(guided=True, channel=channel)))
    return Screen(f"{head}\n{how}", ((start,),))


def ask_until(view: View, asked: Asked, notice: str = "") -> Screen:
    """Ask until when a subscription shall rest."""
    # Translators: what stands in quotation marks is typed by the reader and is understood in English only.
    group = marked("Or reply to this message with the day of the next digest, such as “3 January”.")
    # Translators: what stands in quotation marks is typed by the reader and is understood in English only.
    alone = marked("Or write the day of the next digest, such as “3 January”.")
    how = say(group if asked.in_group else alone)
    # Translators: it is a subscription.
    question = say("How long should it pause?")
    text = f"{above(notice)}<b>{escape(view.label)}</b>\n{question}\n\n{how}"
    spans = tuple(button(say(label), steps.act(steps.UNTIL, view.number, days)) for label, days in PAUSES.items())
    # Translators: a button that answers "How long should it pause?".
    rest = button(say("Until I resume it"), steps.act(steps.REST, view.number))
    return Screen(text, (spans, (rest,), (button(say("Cancel"), steps.cancel(asked.address)),)))


def paused(views: Sequence[View]) -> Screen:
    """Say that subscriptions rest, and let them go on."""
    if len(views) == 1:
        return digest.paused(views[0].label, views[0].number)
    text = say("Paused: {topics}.\nYou will get nothing until you use /resume.", topics=_names(views))
    return Screen(text, ((button(say("Resume"), addresses.run_command("resume")),),))


def paused_until(views: Sequence[View], left: int = 0) -> Screen:
    """Say until when subscriptions rest; `left` were paused before and stay so."""
    if len(views) == 1:
        go_on = button(say("Resume now"), digest.resume(views[0].number))
    else:
        go_on = button(say("Resume"), addresses.run_command("resume"))
    # Translators: subscriptions that were paused before, beside those that were just paused until a day.
    others = say_many("One more stays paused until you resume it.", "{count} more stay paused until you resume them.", left)
    # Translators: the heading above subscriptions that were just paused.
    text = above(say("<b>Paused</b>")) + _each(views)
    return Screen(f"{text}\n\n{others}" if left else text, ((go_on,),))


def resumed(views: Sequence[View]) -> Screen:
    """Say that subscriptions go on, and when."""
    # Translators: a button that opens a subscription so that its time, days or time zone can be changed.
    rows = ((button(say("Change"), steps.act(steps.SHOW, views[0].number)),),) if len(views) == 1 else ()
    # Translators: the heading above subscriptions that were just resumed.
    return Screen(above(say("<b>Resumed</b>")) + _each(views), rows)


def stopped(views: Sequence[View]) -> Screen:
    """Say that subscriptions have ended, and let each be taken back."""
    if len(views) == 1:
        return digest.stopped(views[0].label, views[0].number)
    # Translators: a button that takes the end of a subscription back.
    labels = tell_apart([say("Undo: {topic}", topic=view.label) for view in views])
    rows = tuple((button(label, digest.undo(view.number)),) for label, view in zip(labels, views, strict=True))
    return Screen(say("Stopped: {topics}. You will no longer get these digests.", topics=_names(views)), rows)


def which(views: Sequence[View], verb: str, question: str, notice: str = "") -> Screen:
    """Ask which subscription is meant; `question` is one of those below."""
    labels = tell_apart([view.label for view in views])
    rows = tuple((button(label, steps.act(verb, view.number)),) for label, view in zip(labels, views, strict=True))
    return Screen(f"{above(notice)}<b>{escape(say(question))}</b>", rows)


def not_among(words: str) -> str:
    """Say, as HTML, that none of the subscriptions is meant by some words."""
    return say("None of the subscriptions here is called “{words}”.", words=escape(shorten(words, 40)))


def is_sample(screen: Screen, about: Topic, notice: str = "") -> Screen:
    """Offer under a digest that was shown once to subscribe to its topic."""
    label = say("Subscribe to {topic}", topic=about.label)
    return Screen(above(notice) + screen.text, (*screen.rows, (button(label, steps.draft(Draft(topic=about.key))),)))


# Translators: a subscription’s time, days or time zone.
CHANGED = marked("Changed.")
# Translators: these questions are about subscriptions.
STOP_WHICH = marked("Which one do you want to stop?")
PAUSE_WHICH = marked("Which one do you want to pause?")
RESUME_WHICH = marked("Which one do you want to resume?")
# Translators: of several subscriptions.
ALL_ACTIVE = marked("None of them is paused.")
ALL_PAUSED = marked("All of them are already paused.")
IS_COMING = marked("Today’s digest is being sent right now.")
NOTHING_TODAY = marked("There is no longer anything to read on this. /subscriptions shows what you are subscribed to.")
# Translators: what stands in quotation marks is typed by the reader and is understood in English only.
NOT_A_DATE = marked("I need a day within the next two years. Write it like “3 January” or 2027-01-03.")
GONE = marked("This subscription no longer exists. /subscriptions shows those that do.")
PAUSED_BEFORE = marked("This was already paused.")
DONE_IN_CHANNEL = marked("Done. To undo this, write /subscriptions with the channel’s name in our private chat.")
ENDED_BEFORE = marked("This was already stopped.")
ONLY_ADMINISTRATORS = marked("Only administrators of this chat can change its subscriptions.")
NOT_SAVED = marked("I could not save this just now, so nothing was changed. Please try again.")


def _listed(views: Sequence[View], title: str, notice: str, *, briefly: bool) -> str:
    blocks = [
        f"{at}. <b>{escape(view.label)}</b>\n{_when(view, short=True)}" + ("" if briefly else f"\n{_coming(view)}")
        for at, view in enumerate(views, start=1)
    ]
    # Translators: below a list of subscriptions with a button for each.
    press = say("Press a subscription to change, pause or stop it.")
    return above(notice) + "\n\n".join([f"<b>{escape(title)}</b>", *blocks, press])


def _when(view: View, *, short: bool = False) -> str:
    days = days_in_words(view.days)
    said: dict[str, object] = {"days": days[:1].upper() + days[1:], "time": view.send_at}
    if view.city == "UTC":
        # Translators: as in "Monday to Friday at 09:00, UTC".
        short_text = marked("{days} at {time}, UTC")
        text = say(short_text if short else marked("{days} at {time}, UTC (it is {clock} now)"), **said, clock=view.now.clock)
    elif short:
        # Translators: as in "Monday to Friday at 09:00, Dhaka time".
        text = say("{days} at {time}, {city} time", **said, city=escape(view.city))
    else:
        text = say("{days} at {time}, {city} time (it is {clock} there now)", **said, city=escape(view.city), clock=view.now.clock)
    if not view.lost_zone:
        return text
    return text + "\n" + say("The time zone {zone} no longer exists: choose another.", zone=escape(view.lost_zone))


def _coming(view: View, *, first: bool = False) -> str:
    if view.state == "ended":
        # Translators: a subscription.
        return say("Stopped.")
    said = [_to_come(view, first=first)]
    if view.elsewhere:
        # Translators: stands after "Next digest: Monday 4 January."; it goes to another forum topic.
        said.append(say("It goes to another topic in this group."))
    return " ".join(said)


def _to_come(view: View, *, first: bool) -> str:
    if view.state == "paused":
        return say("Paused until you resume it.")
    if view.next is None:
        return say("Nothing is sent while I cannot write there.")
    day = date_in_words(view.next, view.now)
    if view.waits:
        return say("Paused. Next digest: {day}.", day=day)
    # Translators: the day is as in "Monday 4 January" or "today".
    return say("First digest: {day}.", day=day) if first else say("Next digest: {day}.", day=day)


def _slot_buttons(number: int) -> list[tuple[InlineKeyboardButton, ...]]:
    return [
        (button(say("Change time"), steps.act(steps.TIME, number)), button(say("Change days"), steps.act(steps.DAYS, number))),
        (button(say("Change time zone"), steps.act(steps.ZONE, number)),),
    ]


def _stop_buttons(view: View) -> tuple[InlineKeyboardButton, ...]:
    # Translators: buttons below a subscription.
    stop = button(say("Stop"), steps.act(steps.END, view.number))
    if view.state == "paused" or view.waits:
        return (button(say("Resume"), steps.act(steps.GO_ON, view.number)), stop)
    return (button(say("Pause"), steps.act(steps.UNTIL, view.number)), stop)


def _each(views: Sequence[View]) -> str:
    return "\n\n".join(f"{escape(view.label)}\n{_coming(view)}" for view in views)


def _names(views: Sequence[View]) -> str:
    return ", ".join(f"<b>{escape(view.label)}</b>" for view in views)
