"""Digests for channels, arranged from a private chat."""

from typing import Literal

from bot.render import steps
from bot.render.screen import Screen, button, escape, shorten
from bot.render.steps import Draft

Fault = Literal["unknown", "no channel", "not yours", "no rights"]

FAULTS: dict[Fault, str] = {
    "unknown": "I cannot see this channel. Make me an administrator of it that may post, then try again.",
    "no channel": "This is no channel. In a group, an administrator writes /subscribe there.",
    "not yours": "Only administrators of the channel can do this.",
    "no rights": "I may not post in this channel. Make me an administrator that may post, then try again.",
}
NOT_HERE = "A digest for a channel is arranged in our private chat: write to me there."


def refused(fault: Fault) -> Screen:
    """Say why a channel cannot be served."""
    return Screen(FAULTS[fault])


def offered(title: str, channel: int) -> Screen:
    """Offer a digest for a channel of which a post was forwarded."""
    start = button("Subscribe the channel", steps.draft(Draft(channel=channel, guided=True)))
    shown = button("Its subscriptions", steps.list_of(channel))
    return Screen(f"Shall <b>{escape(shorten(title, 60))}</b> get a digest?", ((start,), (shown,)))
