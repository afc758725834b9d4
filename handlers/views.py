"""Subscriptions and moments made ready to be shown."""

from datetime import datetime

from bot.catalog.topics import Topic, has_topic, topic
from bot.desk import Desk
from bot.digests.resting import rests
from bot.digests.schedule import ZONES, zone_of
from bot.digests.subscribing import slot_of
from bot.digests.zones import city_of
from bot.render.moments import Moment
from bot.render.subscriptions import View
from bot.store.records import Subscription


def moment(at: int, zone: str) -> Moment:
    """Return what the clocks and calendars of a zone show at a moment, in seconds since 1970."""
    there = datetime.fromtimestamp(at, zone_of(zone))
    return Moment(there.year, there.month, there.day, there.weekday(), f"{there:%H:%M}")


def topic_of(desk: Desk, key: str) -> Topic | None:
    """Return a topic by its key, None when the knowledge base has lost it."""
    return topic(desk.catalog, key) if has_topic(desk.catalog, key) else None


def view(desk: Desk, one: Subscription, thread_id: int | None = None) -> View:
    """Return a subscription as it is shown to whoever is in a forum topic, or anywhere."""
    slot, now, about = slot_of(one), desk.store.now(), topic_of(desk, one.topic)
    return View(
        number=one.id,
        label=about.label if about else one.topic,
        send_at=one.send_at,
        days=one.days,
        city=city_of(slot.zone),
        now=moment(now, slot.zone),
        next=moment(one.next_due_at, slot.zone) if one.next_due_at is not None else None,
        state=one.state,
        waits=rests(slot, one.next_due_at, now),
        elsewhere=thread_id is not None and one.thread_id != thread_id,
        lost_zone="" if one.zone in ZONES else one.zone,
    )
