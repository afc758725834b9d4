"""The tables. Times are whole seconds since 1970 in UTC on both engines: one type, and no driver converts them."""

from sqlalchemy import JSON, BigInteger, CheckConstraint, Column, Date, ForeignKey, Identity, Index, Integer, MetaData, Table, text

from bot.store.text import CleanText

# Names for all constraints, without which SQLite's tables could not be altered later.
NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = MetaData(naming_convention=NAMING)
# SQLite numbers rows by itself only in an INTEGER primary key.
_Id = BigInteger().with_variant(Integer, "sqlite")


def _chat_key() -> Column[int]:
    # A group that becomes a supergroup gets another id, and takes all that is its own along.
    return Column("chat_id", BigInteger, ForeignKey("chat.id", onupdate="CASCADE", ondelete="CASCADE"), nullable=False)


chat = Table(
    "chat",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", CleanText, nullable=False),
    Column("status", CleanText, nullable=False, server_default="active"),
    Column("zone", CleanText, nullable=False, server_default=""),
    # Nothing is sent before this moment: Telegram asked for a pause, or the last message was a moment ago.
    Column("rest_until", BigInteger, nullable=False, server_default="0"),
    Column("created_at", BigInteger, nullable=False),
    CheckConstraint("status IN ('active', 'blocked', 'left')", name="status"),
)

subscription = Table(
    "subscription",
    metadata,
    Column("id", _Id, Identity(), primary_key=True),
    _chat_key(),
    Column("thread_id", BigInteger, nullable=False, server_default="0"),
    Column("topic", CleanText, nullable=False),
    Column("send_at", CleanText, nullable=False),
    Column("days", Integer, nullable=False),
    Column("zone", CleanText, nullable=False),
    Column("state", CleanText, nullable=False, server_default="active"),
    # When the next digest is due, or none while it is paused or ended, or its chat is gone.
    Column("next_due_at", BigInteger),
    Column("seed", CleanText, nullable=False),
    Column("cycle", Integer, nullable=False, server_default="1"),
    Column("created_at", BigInteger, nullable=False),
    Column("updated_at", BigInteger, nullable=False),
    CheckConstraint("state IN ('active', 'paused', 'ended')", name="state"),
    CheckConstraint("days BETWEEN 1 AND 127", name="days"),
    Index("uq_subscription_chat_id_thread_id_topic", "chat_id", "thread_id", "topic", unique=True),
)
Index(
    # With the id, in which order planners take what is due at the same moment: without it each batch would sort them all.
    "ix_subscription_next_due_at",
    subscription.c.next_due_at,
    subscription.c.id,
    sqlite_where=text("next_due_at IS NOT NULL"),
    postgresql_where=text("next_due_at IS NOT NULL"),
)

# Which entries a subscription was sent, in which round, and as they stood then: for rounds without repeats, and for corrections.
shown = Table(
    "shown",
    metadata,
    Column("subscription_id", _Id, ForeignKey("subscription.id", ondelete="CASCADE"), primary_key=True),
    Column("entry_id", CleanText, primary_key=True),
    Column("cycle", Integer, nullable=False),
    Column("revision", CleanText, nullable=False),
    Column("shown_at", BigInteger, nullable=False),
)

# Every wording of an entry that was ever sent, once.
entry_revision = Table(
    "entry_revision",
    metadata,
    Column("entry_id", CleanText, primary_key=True),
    Column("revision", CleanText, primary_key=True),
    Column("substance", JSON, nullable=False),
    Column("created_at", BigInteger, nullable=False),
)

delivery = Table(
    "delivery",
    metadata,
    Column("id", _Id, Identity(), primary_key=True),
    Column("subscription_id", _Id, ForeignKey("subscription.id", ondelete="CASCADE"), nullable=False),
    # The day for which it was meant, where the reader lives: one digest a day and subscription, whatever the clocks do.
    Column("local_date", Date, nullable=False),
    _chat_key(),
    Column("thread_id", BigInteger, nullable=False),
    Column("due_at", BigInteger, nullable=False),
    Column("not_before", BigInteger, nullable=False),
    Column("expires_at", BigInteger, nullable=False),
    Column("status", CleanText, nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("owner", CleanText),
    Column("lease_until", BigInteger),
    # The entries that are in the message, with their revisions, from the moment of sending on.
    Column("contents", JSON),
    Column("message_id", BigInteger),
    Column("reason", CleanText),
    Column("updated_at", BigInteger, nullable=False),
    CheckConstraint("status IN ('pending', 'claimed', 'sending', 'sent', 'unknown', 'failed', 'skipped')", name="status"),
    Index("uq_delivery_subscription_id_local_date", "subscription_id", "local_date", unique=True),
    # Rows change in place several times: room on the page keeps them there.
    postgresql_with={"fillfactor": 70},
)
Index(
    "ix_delivery_pending",
    delivery.c.not_before,
    delivery.c.id,
    sqlite_where=text("status = 'pending'"),
    postgresql_where=text("status = 'pending'"),
)
Index(
    "ix_delivery_leased",
    delivery.c.lease_until,
    sqlite_where=text("status IN ('claimed', 'sending')"),
    postgresql_where=text("status IN ('claimed', 'sending')"),
)
Index("ix_delivery_chat_id", delivery.c.chat_id, delivery.c.status)

meta = Table("meta", metadata, Column("key", CleanText, primary_key=True), Column("value", CleanText, nullable=False))

# What people keep for themselves: each entry once, in one folder or in none. The title is what a vanished entry is called by.
bookmark = Table(
    "bookmark",
    metadata,
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("entry_id", CleanText, primary_key=True),
    Column("title", CleanText, nullable=False),
    Column("folder", CleanText, nullable=False, server_default=""),
    Column("created_at", BigInteger, nullable=False),
)

# What people think of answers. Who they are and what they asked is there as keyed hashes only, and when to the day.
feedback = Table(
    "feedback",
    metadata,
    Column("entry_id", CleanText, primary_key=True),
    Column("voter", CleanText, primary_key=True),
    Column("question", CleanText, nullable=False),
    Column("vote", CleanText, nullable=False),
    Column("voted_on", BigInteger, nullable=False),
    CheckConstraint("vote IN ('useful', 'not useful', 'wrong source')", name="vote"),
)

# Questions that found no answer, told to the curators by somebody who agreed to it; nothing says by whom.
unanswered = Table(
    "unanswered",
    metadata,
    Column("norm_hash", CleanText, primary_key=True),
    Column("sample", CleanText, nullable=False),
    Column("count", Integer, nullable=False, server_default="1"),
    Column("first_at", BigInteger, nullable=False),
    Column("last_at", BigInteger, nullable=False),
)

# How a chat wants to be talked to, and what its administrators allow. What is empty is as usual: the client's language, full
# answers in private chats and short ones in groups.
preference = Table(
    "preference",
    metadata,
    Column("chat_id", BigInteger, ForeignKey("chat.id", onupdate="CASCADE", ondelete="CASCADE"), primary_key=True),
    Column("language", CleanText, nullable=False, server_default=""),
    Column("length", CleanText, nullable=False, server_default=""),
    Column("plain", Integer, nullable=False, server_default="0"),
    # Groups alone: who may ask and who may hold meetings, private answers as a rule, public answers in ten minutes.
    Column("askers", CleanText, nullable=False, server_default="everybody"),
    Column("conveners", CleanText, nullable=False, server_default="administrators"),
    Column("whisper", Integer, nullable=False, server_default="0"),
    Column("budget", Integer, nullable=False, server_default="10"),
    # Whether a meeting's file lists what was asked in vain.
    Column("list_missed", Integer, nullable=False, server_default="0"),
    CheckConstraint("length IN ('', 'short', 'full')", name="length"),
    CheckConstraint("askers IN ('everybody', 'administrators')", name="askers"),
    CheckConstraint("conveners IN ('nobody', 'administrators', 'everybody')", name="conveners"),
)

# A meeting collects entries in a chat or one forum topic of it. `version` rises with every change, so that of two who end it at
# once only one does.
meeting = Table(
    "meeting",
    metadata,
    Column("id", _Id, Identity(), primary_key=True),
    _chat_key(),
    Column("thread_id", BigInteger, nullable=False, server_default="0"),
    Column("name", CleanText, nullable=False, server_default=""),
    Column("state", CleanText, nullable=False, server_default="open"),
    Column("version", Integer, nullable=False, server_default="1"),
    Column("opened_at", BigInteger, nullable=False),
    # When it ends by itself; of one that has ended, when it is forgotten.
    Column("expires_at", BigInteger, nullable=False),
    Column("ended_at", BigInteger),
    CheckConstraint("state IN ('open', 'ended')", name="state"),
    # A number is given once: an old button must not lead to another meeting.
    sqlite_autoincrement=True,
)
Index(
    "uq_meeting_open",
    meeting.c.chat_id,
    meeting.c.thread_id,
    unique=True,
    sqlite_where=text("state = 'open'"),
    postgresql_where=text("state = 'open'"),
)
Index("ix_meeting_expires_at", meeting.c.expires_at)

# What a meeting has collected, in order: entries by id, and own words only until its file is made.
meeting_item = Table(
    "meeting_item",
    metadata,
    Column("id", _Id, Identity(), primary_key=True),
    Column("meeting_id", _Id, ForeignKey("meeting.id", ondelete="CASCADE"), nullable=False),
    Column("kind", CleanText, nullable=False),
    Column("entry_id", CleanText, nullable=False, server_default=""),
    Column("words", CleanText, nullable=False, server_default=""),
    Column("added_at", BigInteger, nullable=False),
    CheckConstraint("kind IN ('looked up', 'pinned', 'note', 'missed')", name="kind"),
    Index("ix_meeting_item_meeting_id", "meeting_id", "id"),
)
