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
from bot.render.subscribing import Asked, above, how_to_write
from bot.store.records import Days, SubscriptionState

Done = Literal["Subscribed", "Changed", "Resumed"]
PAUSES = {"1 week": "7", "2 weeks": "14", "1 month": "30"}


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
    text = f"{above(notice)}<b>{done}: {escape(view.label)}</b>\n{_when(view)}\n{_coming(view, first=done == 'Subscribed')}"
    return Screen(text, (*_slot_buttons(view.number), (button("Undo", undo),)))


def had_already(view: View, notice: str) -> Screen:
    """Say that nothing was to be done."""
    text = f"{above(notice)}<b>You are subscribed to this already: {escape(view.label)}</b>\n{_when(view)}\n{_coming(view)}"
    return Screen(text, (*_slot_buttons(view.number), _stop_buttons(view)))


def details(view: View, chat_id: int, notice: str = "", *, is_only: bool = True, others: int = 0) -> Screen:
    """Show one subscription with all that can be done; `others` go by another time zone and may follow."""
    text = f"{above(notice)}<b>{escape(view.label)}</b>\n{_when(view)}\n{_coming(view)}"
    rows = [*_slot_buttons(view.number), _stop_buttons(view)]
    if others:
        rows.insert(0, (button(f"Same time zone for the other {others}" if others > 1 else "Same time zone for the other one",
                               steps.act(steps.SAME_ZONE, view.number)),))  # fmt: skip
    if view.state == "ended":
        rows = [(button("Subscribe again", steps.act(steps.GO_ON, view.number)),)]
    if not is_only:
        rows.append((button("Back to all", steps.list_of(chat_id)),))
    return Screen(text, tuple(rows))


def all_of(views: Sequence[View], title: str, notice: str = "") -> Screen:
    """List several subscriptions; each opens with a button."""
    labels = tell_apart([f"{at}. {view.label}" for at, view in enumerate(views, start=1)])
    rows = tuple((button(label, steps.act(steps.SHOW, view.number)),) for label, view in zip(labels, views, strict=True))
    text = _listed(views, title, notice, briefly=False)
    return Screen(text if fits(text) else _listed(views, title, notice, briefly=True), rows)


def title_of(channel: str = "", *, in_group: bool = False) -> str:
    """Return the heading of a list."""
    if channel:
        return f"Subscriptions of {channel}"
    return "Subscriptions of this group" if in_group else "Your subscriptions"


def none_yet(channel: int = 0) -> Screen:
    """Say that there is no subscription, and offer one."""
    text = (
        "<b>No subscriptions yet.</b>\nA digest brings you a recommendation and a practice that illustrates it, on the days and "
        "at the time that you choose: /subscribe remittances"
    )
    return Screen(text, ((button("Subscribe", steps.draft(Draft(guided=True, channel=channel))),),))


def ask_until(view: View, asked: Asked, notice: str = "") -> Screen:
    """Ask until when a subscription shall rest."""
    how = how_to_write(asked, "the day of the next digest, as in “3 January”")
    text = f"{above(notice)}<b>{escape(view.label)}</b>\nHow long shall it pause?\n\n{how}"
    spans = tuple(button(label, steps.act(steps.UNTIL, view.number, days)) for label, days in PAUSES.items())
    rest = button("Until I resume it", steps.act(steps.REST, view.number))
    return Screen(text, (spans, (rest,), (button("Cancel", steps.cancel(asked.address)),)))


def paused(views: Sequence[View]) -> Screen:
    """Say that subscriptions rest, and let them go on."""
    if len(views) == 1:
        return digest.paused(views[0].label, views[0].number)
    return Screen(f"Paused: {_names(views)}.\nNothing comes until /resume.", ((_run("resume"),),))


def paused_until(views: Sequence[View]) -> Screen:
    """Say until when subscriptions rest."""
    rows = ((button("Resume now", digest.resume(views[0].number)) if len(views) == 1 else _run("resume"),),)
    return Screen(f"<b>Paused</b>\n\n{_each(views)}", rows)


def resumed(views: Sequence[View]) -> Screen:
    """Say that subscriptions go on, and when."""
    rows = ((button("Change", steps.act(steps.SHOW, views[0].number)),),) if len(views) == 1 else ()
    return Screen(f"<b>Resumed</b>\n\n{_each(views)}", rows)


def stopped(views: Sequence[View]) -> Screen:
    """Say that subscriptions have ended, and let each be taken back."""
    if len(views) == 1:
        return digest.stopped(views[0].label, views[0].number)
    labels = tell_apart([f"Undo: {view.label}" for view in views])
    rows = tuple((button(label, digest.undo(view.number)),) for label, view in zip(labels, views, strict=True))
    return Screen(f"Stopped: {_names(views)}. You will be sent no more of them.", rows)


def which(views: Sequence[View], verb: str, question: str, notice: str = "") -> Screen:
    """Ask which subscription is meant."""
    labels = tell_apart([view.label for view in views])
    rows = tuple((button(label, steps.act(verb, view.number)),) for label, view in zip(labels, views, strict=True))
    return Screen(f"{above(notice)}<b>{escape(question)}</b>", rows)


def not_among(words: str) -> str:
    """Say, as HTML, that none of the subscriptions is meant by some words."""
    return f"None of the subscriptions here is called “{escape(shorten(words, 40))}”."


def is_sample(screen: Screen, about: Topic, notice: str = "") -> Screen:
    """Offer under a digest that was shown once to subscribe to its topic."""
    label = shorten(f"Subscribe to {about.label}", 60)
    return Screen(above(notice) + screen.text, (*screen.rows, (button(label, steps.draft(Draft(topic=about.key))),)))


CHANGED = "Changed."
STOP_WHICH = "Which one shall stop?"
PAUSE_WHICH = "Which one shall pause?"
RESUME_WHICH = "Which one shall go on?"
ALL_ACTIVE = "None of them is paused."
ALL_PAUSED = "All of them are paused already."
IS_COMING = "Today’s digest is being sent at this moment."
NOTHING_TODAY = "There is nothing to read on this any more. /subscriptions shows what you are subscribed to."
NOT_A_DATE = "I cannot read this as a day that lies ahead, within two years. Write it as in “3 January” or 2027-01-03."
GONE = "This subscription is no more. /subscriptions shows those there are."
PAUSED_BEFORE = "This was paused before."
DONE_IN_CHANNEL = "Done. To take it back, write /subscriptions with the channel’s name in our private chat."
ENDED_BEFORE = "This was stopped before."
ONLY_ADMINISTRATORS = "Only administrators of this chat can change its subscriptions."
NOT_SAVED = "This could not be saved just now, and nothing was changed. Please try again."


def _listed(views: Sequence[View], title: str, notice: str, *, briefly: bool) -> str:
    blocks = [
        f"{at}. <b>{escape(view.label)}</b>\n{_when(view, short=True)}" + ("" if briefly else f"\n{_coming(view)}")
        for at, view in enumerate(views, start=1)
    ]
    parts = [f"<b>{escape(title)}</b>", *blocks, "Press one to change, pause or stop it."]
    return above(notice) + "\n\n".join(parts)


def _when(view: View, *, short: bool = False) -> str:
    there = "" if short else f" (there it is {view.now.clock} now)"
    place = "UTC" if view.city == "UTC" else f"{view.city} time"
    lost = f"\nThe time zone {escape(view.lost_zone)} exists no more: choose another." if view.lost_zone else ""
    days = days_in_words(view.days)
    return f"{days[:1].upper()}{days[1:]} at {view.send_at}, {escape(place)}{there}{lost}"


def _coming(view: View, *, first: bool = False) -> str:
    place = " To another topic of this group." if view.elsewhere else ""
    if view.state == "ended":
        return "Stopped."
    if view.state == "paused":
        return f"Paused until you resume it.{place}"
    if view.next is None:
        return f"Nothing is sent while I cannot write there.{place}"
    day = date_in_words(view.next, view.now)
    if view.waits:
        return f"Paused. Next digest: {day}.{place}"
    return f"{'First' if first else 'Next'} digest: {day}.{place}"


def _slot_buttons(number: int) -> list[tuple[InlineKeyboardButton, ...]]:
    return [
        (button("Change time", steps.act(steps.TIME, number)), button("Change days", steps.act(steps.DAYS, number))),
        (button("Change time zone", steps.act(steps.ZONE, number)),),
    ]


def _stop_buttons(view: View) -> tuple[InlineKeyboardButton, ...]:
    stop = button("Stop", steps.act(steps.END, view.number))
    if view.state == "paused" or view.waits:
        return (button("Resume", steps.act(steps.GO_ON, view.number)), stop)
    return (button("Pause", steps.act(steps.UNTIL, view.number)), stop)


def _each(views: Sequence[View]) -> str:
    return "\n\n".join(f"{escape(view.label)}\n{_coming(view)}" for view in views)


def _names(views: Sequence[View]) -> str:
    return ", ".join(f"<b>{escape(view.label)}</b>" for view in views)


def _run(command: str) -> InlineKeyboardButton:
    return button("Resume" if command == "resume" else command, addresses.run_command(command))
