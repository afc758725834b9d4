"""What operators see of digests: a rehearsal of a day without sending anything, and how deliveries went."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import islice

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from bot.catalog.catalog import Catalog
from bot.catalog.topics import has_topic, topic
from bot.digests.compose import Composer
from bot.digests.known import history
from bot.digests.schedule import due_on
from bot.digests.subscribing import slot_of
from bot.store import chats, deliveries, feedback, subscriptions, unanswered
from bot.store.feedback import Vote
from bot.store.records import DAY, Subscription
from bot.store.store import Store

PAGE = 5_000
MOST_ROWS = 40
# What needs a curator soonest comes first.
_VOTES: tuple[Vote, ...] = ("wrong source", "not useful", "useful")


@dataclass
class Plan:
    """What is due on a date: readers by topic with one of them as an example, and messages by the moment they are due."""

    readers: Counter[str] = field(default_factory=Counter)
    examples: dict[str, Subscription] = field(default_factory=dict)
    messages: dict[int, set[tuple[int, int]]] = field(default_factory=dict)

    def add(self, subscription: Subscription, due_at: int) -> None:
        """Count a subscription; those of one chat and thread at the same moment are one message."""
        self.readers[subscription.topic] += 1
        self.examples.setdefault(subscription.topic, subscription)
        self.messages.setdefault(due_at, set()).add((subscription.chat_id, subscription.thread_id))

    @property
    def total(self) -> int:
        """Return how many messages there are, if all of a chat's that are due together fit into one."""
        return sum(map(len, self.messages.values()))


@dataclass(frozen=True)
class Duration:
    """How long sending takes: begin and end in seconds since 1970, and the longest that a message waits, in seconds."""

    begins: int
    ends: float
    longest_wait: float


def duration(due: Mapping[int, int], per_second: float) -> Duration | None:
    """Work out how sending goes: `due` gives the number of messages by the moment they are due; none is sent early."""
    if not due:
        return None
    free, longest = 0.0, 0.0
    for at, number in sorted(due.items()):
        free = max(free, at) + number / per_second
        longest = max(longest, free - at)
    return Duration(min(due), free, longest)


async def rehearse(store: Store, catalog: Catalog, day: date, per_second: int, console: Console) -> None:
    """Print what would be sent on a local date, to how many, and how long it takes at the allowed pace."""
    plan = await _plan(store, day, console)
    console.print(f"[bold]Digests of {day:%A, %d %B %Y}[/bold], by each reader's own date; nothing is sent.")
    if not plan.readers:
        console.print("None is due.")
        return
    console.print(await _by_topic(store, catalog, plan))
    took = duration({at: len(chats_) for at, chats_ in plan.messages.items()}, per_second)
    assert took is not None
    console.print(
        f"{sum(plan.readers.values()):,} digests in {plan.total:,} messages; at {per_second} a second the first is due at "
        f"{_clock(took.begins)} and the last is sent at {_clock(took.ends)} UTC. The longest wait is {_span(took.longest_wait)}."
    )


async def report(store: Store, console: Console) -> None:
    """Print how deliveries of the last day went, and what waits."""
    now = store.now()
    async with store.read() as connection:
        outcomes = await deliveries.outcomes(connection, now - DAY)
        late = await deliveries.lag(connection, now)
        states = await subscriptions.count(connection)
        statuses = await chats.count(connection)
    table = Table(title="Deliveries due in the last 24 hours", title_justify="left")
    for head in ("outcome", "reason", "number"):
        table.add_column(head, justify="right" if head == "number" else "left")
    for status, reason, number in outcomes:
        table.add_row(status, reason, f"{number:,}")
    console.print(table)
    console.print(f"Lag: {_span(late)}. Subscriptions: {_counts(states)}. Chats: {_counts(statuses)}.")


async def list_unanswered(store: Store, console: Console) -> None:
    """Print what was asked in vain and passed on to the curators."""
    async with store.read() as connection:
        questions = await unanswered.listed(connection)
    for one in questions:
        console.print(f"{one.count:4}  {_clock(one.last_at)[:10]}  {one.sample}", soft_wrap=True, markup=False, highlight=False)
    if not questions:
        console.print("None was passed on.")


async def list_feedback(store: Store, catalog: Catalog, console: Console) -> None:
    """Print what people think of entries as answers: those whose source they call wrong first."""
    async with store.read() as connection:
        votes = await feedback.counts(connection)
    table = Table()
    for head in ("entry", *_VOTES):
        table.add_column(head, justify="left" if head == "entry" else "right")
    for entry_id, of_entry in sorted(votes.items(), key=lambda item: ([-item[1].get(vote, 0) for vote in _VOTES], item[0])):
        known = entry_id if catalog.has(entry_id) else f"{entry_id} (no longer known)"
        table.add_row(known, *(f"{of_entry.get(vote, 0):,}" for vote in _VOTES))
    console.print(table if votes else "Nobody has voted.")


async def _plan(store: Store, day: date, console: Console) -> Plan:
    plan = Plan()
    async with store.read() as connection:
        total = (await subscriptions.count(connection)).get("active", 0)
    with Progress(console=console, transient=True) as progress:
        task = progress.add_task("Reading subscriptions", total=total)
        last = 0
        while True:
            async with store.read() as connection:
                page = await subscriptions.active_after(connection, last, PAGE)
            for one in page:
                due = due_on(slot_of(one), day)
                # Whoever paused until a later date has a later due time.
                if due and one.next_due_at is not None and (one.next_due_at <= due.at or _was_due(one, due.at)):
                    plan.add(one, due.at)
            progress.advance(task, len(page))
            if len(page) < PAGE:
                return plan
            last = page[-1].id


def _was_due(subscription: Subscription, due_at: int) -> bool:
    """Say whether a moment that is past was this subscription's: its next is within a week and a bit of it."""
    return subscription.next_due_at is not None and 0 < subscription.next_due_at - due_at <= timedelta(days=8).total_seconds()


async def _by_topic(store: Store, catalog: Catalog, plan: Plan) -> Table:
    table = Table()
    for head in ("topic", "readers", "for example"):
        table.add_column(head, justify="right" if head == "readers" else "left")
    composer = Composer(catalog)
    for key, readers in islice(plan.readers.most_common(), MOST_ROWS):
        label = topic(catalog, key).label if has_topic(catalog, key) else f"{key} (no longer known)"
        table.add_row(label, f"{readers:,}", await _example(store, composer, plan.examples[key]))
    if len(plan.readers) > MOST_ROWS:
        rest: Iterable[tuple[str, int]] = plan.readers.most_common()[MOST_ROWS:]
        table.add_row(f"{len(plan.readers) - MOST_ROWS} more topics", f"{sum(number for _, number in rest):,}", "")
    return table


async def _example(store: Store, composer: Composer, subscription: Subscription) -> str:
    """Return which entries one reader would get."""
    async with store.read() as connection:
        known = await history(connection, composer, [subscription.id])
    found = composer.part(subscription, known)
    if found is None:
        return "nothing to show"
    part, _ = found
    return f"{', '.join(entry.id for entry in part.entries)} ({part.position} of {part.total})"


def _counts(numbers: Mapping[str, int]) -> str:
    return ", ".join(f"{number:,} {name}" for name, number in sorted(numbers.items())) or "none"


def _clock(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M:%S")


def _span(seconds: float) -> str:
    return str(timedelta(seconds=round(seconds)))
