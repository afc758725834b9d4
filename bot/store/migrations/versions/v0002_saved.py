"""Saved entries, feedback, and questions without an answer."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "bookmark",
        _number("user_id"),
        _text("entry_id"),
        _text("title"),
        _text("folder", ""),
        _number("created_at"),
        sa.PrimaryKeyConstraint("user_id", "entry_id", name=op.f("pk_bookmark")),
    )
    op.create_table(
        "feedback",
        _text("entry_id"),
        _text("voter"),
        _text("question"),
        _text("vote"),
        _number("voted_on"),
        sa.CheckConstraint("vote IN ('useful', 'not useful', 'wrong source')", name=op.f("ck_feedback_vote")),
        sa.PrimaryKeyConstraint("entry_id", "voter", name=op.f("pk_feedback")),
    )
    op.create_table(
        "unanswered",
        _text("norm_hash"),
        _text("sample"),
        sa.Column("count", sa.Integer(), nullable=False, server_default="1"),
        _number("first_at"),
        _number("last_at"),
        sa.PrimaryKeyConstraint("norm_hash", name=op.f("pk_unanswered")),
    )


def downgrade() -> None:
    """Take them away."""
    for table in ("unanswered", "feedback", "bookmark"):
        op.drop_table(table)


def _text(name: str, default: str | None = None) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False, server_default=default)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=False, autoincrement=False)
