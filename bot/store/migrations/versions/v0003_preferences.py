"""How chats want to be talked to, and meetings."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    _make_preferences()
    _make_meetings()


def downgrade() -> None:
    """Take them away."""
    for table in ("meeting_item", "meeting", "preference"):
        op.drop_table(table)


def _make_preferences() -> None:
    op.create_table(
        "preference",
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        _text("language", ""),
        _text("length", ""),
        _whole("plain", "0"),
        _text("askers", "everybody"),
        _text("conveners", "administrators"),
        _whole("whisper", "0"),
        _whole("budget", "10"),
        _whole("list_missed", "0"),
        sa.CheckConstraint("length IN ('', 'short', 'full')", name=op.f("ck_preference_length")),
        sa.CheckConstraint("askers IN ('everybody', 'administrators')", name=op.f("ck_preference_askers")),
        sa.CheckConstraint("conveners IN ('nobody', 'administrators', 'everybody')", name=op.f("ck_preference_conveners")),
        _chat_reference("preference"),
        sa.PrimaryKeyConstraint("chat_id", name=op.f("pk_preference")),
    )


def _make_meetings() -> None:
    op.create_table(
        "meeting",
        _id(),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        _moment("thread_id", "0"),
        _text("name", ""),
        _text("state", "open"),
        _whole("version", "1"),
        _moment("opened_at"),
        _moment("expires_at"),
        sa.Column("ended_at", sa.BigInteger()),
        sa.CheckConstraint("state IN ('open', 'ended')", name=op.f("ck_meeting_state")),
        _chat_reference("meeting"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
        sqlite_autoincrement=True,
    )
    while_open = sa.text("state = 'open'")
    op.create_index(
        "uq_meeting_open", "meeting", ["chat_id", "thread_id"], unique=True, sqlite_where=while_open, postgresql_where=while_open
    )
    op.create_index("ix_meeting_expires_at", "meeting", ["expires_at"])
    op.create_table(
        "meeting_item",
        _id(),
        sa.Column("meeting_id", _number(), nullable=False),
        _text("kind"),
        _text("entry_id", ""),
        _text("words", ""),
        _moment("added_at"),
        sa.CheckConstraint("kind IN ('looked up', 'pinned', 'note', 'missed')", name=op.f("ck_meeting_item_kind")),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_item_meeting_id_meeting"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_item")),
    )
    op.create_index("ix_meeting_item_meeting_id", "meeting_item", ["meeting_id", "id"])


def _id() -> sa.Column[int]:
    return sa.Column("id", _number(), sa.Identity(), nullable=False)


def _number() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _chat_reference(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_chat_id_chat")
    return sa.ForeignKeyConstraint(["chat_id"], ["chat.id"], name=name, onupdate="CASCADE", ondelete="CASCADE")


def _text(name: str, default: str | None = None) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False, server_default=default)


def _whole(name: str, default: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False, server_default=default)


def _moment(name: str, default: str | None = None) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=False, server_default=default)
