"""Digests for channels, arranged from a private chat."""

from typing import Literal

from bot.render import steps
from bot.render.screen import Screen, button, escape, shorten
from bot.render.steps import Draft
from bot.wording.speech import marked, say

Fault = Literal["unknown", "no channel", "not yours", "no rights"]

FAULTS: dict[Fault, str] = {
    "unknown": marked("I cannot see this channel. Make me an administrator there with the right to post, then try again."),
    "no channel": marked("This is not a channel. To subscribe a group, an administrator writes /subscribe in it."),
    "not yours": marked("Only administrators of the channel can do this."),
    "no rights": marked(
        "I am not allowed to post in this channel. Make me an administrator with the right to post, then try again."
    ),
}
NOT_HERE = marked("Digests for channels are set up in our private chat: write to me there.")


def refused(fault: Fault) -> Screen:
    """Say why a channel cannot be served."""
    return Screen(say(FAULTS[fault]))


def offered(title: str, channel: int) -> Screen:
    """Offer a digest for a channel of which a post was forwarded."""
    start = button(say("Subscribe the channel"), steps.draft(Draft(channel=channel, guided=True)))
    # Translators: a button that lists the subscriptions of a channel.
    shown = button(say("Channel subscriptions"), steps.list_of(channel))
    return Screen(say("Set up a digest for <b>{channel}</b>?", channel=escape(shorten(title, 60))), ((start,), (shown,)))
