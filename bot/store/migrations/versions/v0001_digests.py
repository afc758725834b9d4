"""Chats, subscriptions, what was shown, and the outbox of digests."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the first tables."""
    op.create_table("meta", _text("key"), _text("value"), sa.PrimaryKeyConstraint("key", name=op.f("pk_meta")))
    _create_chat()
    _create_subscription()
    _create_shown()
    _create_delivery()


def downgrade() -> None:
    """Take all of it away."""
    for table in ("delivery", "shown", "entry_revision", "subscription", "chat", "meta"):
        op.drop_table(table)


def _text(name: str, default: str | None = None, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=nullable, server_default=default)


def _number(name: str, default: str | None = None, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=nullable, server_default=default)


def _of_chat(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_chat_id_chat")
    return sa.ForeignKeyConstraint(["chat_id"], ["chat.id"], name=name, onupdate="CASCADE", ondelete="CASCADE")


def _of_subscription(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_subscription_id_subscription")
    return sa.ForeignKeyConstraint(["subscription_id"], ["subscription.id"], name=name, ondelete="CASCADE")


def _create_chat() -> None:
    op.create_table(
        "chat",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        _text("kind"),
        _text("status", "active"),
        _text("zone", ""),
        _number("rest_until", "0"),
        _number("created_at"),
        sa.CheckConstraint("status IN ('active', 'blocked', 'left')", name=op.f("ck_chat_status")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chat")),
    )


def _create_subscription() -> None:
    op.create_table(
        "subscription",
        sa.Column("id", _ID, sa.Identity(), nullable=False),
        _number("chat_id"),
        _number("thread_id", "0"),
        _text("topic"),
        _text("send_at"),
        sa.Column("days", sa.Integer(), nullable=False),
        _text("zone"),
        _text("state", "active"),
        _number("next_due_at", nullable=True),
        _text("seed"),
        sa.Column("cycle", sa.Integer(), nullable=False, server_default="1"),
        _number("created_at"),
        _number("updated_at"),
        sa.CheckConstraint("state IN ('active', 'paused', 'ended')", name=op.f("ck_subscription_state")),
        sa.CheckConstraint("days BETWEEN 1 AND 127", name=op.f("ck_subscription_days")),
        _of_chat("subscription"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscription")),
    )
    op.create_index("uq_subscription_chat_id_thread_id_topic", "subscription", ["chat_id", "thread_id", "topic"], unique=True)
    _create_partial_index("ix_subscription_next_due_at", "subscription", ["next_due_at", "id"], "next_due_at IS NOT NULL")


def _create_shown() -> None:
    op.create_table(
        "shown",
        sa.Column("subscription_id", _ID, nullable=False),
        _text("entry_id"),
        sa.Column("cycle", sa.Integer(), nullable=False),
        _text("revision"),
        _number("shown_at"),
        _of_subscription("shown"),
        sa.PrimaryKeyConstraint("subscription_id", "entry_id", name=op.f("pk_shown")),
    )
    op.create_table(
        "entry_revision",
        _text("entry_id"),
        _text("revision"),
        sa.Column("substance", sa.JSON(), nullable=False),
        _number("created_at"),
        sa.PrimaryKeyConstraint("entry_id", "revision", name=op.f("pk_entry_revision")),
    )


def _create_delivery() -> None:
    statuses = "status IN ('pending', 'claimed', 'sending', 'sent', 'unknown', 'failed', 'skipped')"
    op.create_table(
        "delivery",
        sa.Column("id", _ID, sa.Identity(), nullable=False),
        sa.Column("subscription_id", _ID, nullable=False),
        sa.Column("local_date", sa.Date(), nullable=False),
        _number("chat_id"),
        _number("thread_id"),
        _number("due_at"),
        _number("not_before"),
        _number("expires_at"),
        _text("status"),
        sa.Column("attempts", sa.Integer(), nullable=False, server_default="0"),
        _text("owner", nullable=True),
        _number("lease_until", nullable=True),
        sa.Column("contents", sa.JSON(), nullable=True),
        _number("message_id", nullable=True),
        _text("reason", nullable=True),
        _number("updated_at"),
        sa.CheckConstraint(statuses, name=op.f("ck_delivery_status")),
        _of_chat("delivery"),
        _of_subscription("delivery"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
        postgresql_with={"fillfactor": 70},
    )
    op.create_index("uq_delivery_subscription_id_local_date", "delivery", ["subscription_id", "local_date"], unique=True)
    op.create_index("ix_delivery_chat_id", "delivery", ["chat_id", "status"])
    _create_partial_index("ix_delivery_pending", "delivery", ["not_before", "id"], "status = 'pending'")
    _create_partial_index("ix_delivery_leased", "delivery", ["lease_until"], "status IN ('claimed', 'sending')")


def _create_partial_index(name: str, table: str, columns: list[str], where: str) -> None:
    op.create_index(name, table, columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where))
