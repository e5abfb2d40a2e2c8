"""What WhatsApp needs: when people were last heard, ids that are the same person, receipts,
messages in parts, and what is kept at the channel's operator.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from storage.tables import Moment

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    of_contacts: tuple[sa.Column[Any], ...] = (
        sa.Column("phone", sa.String(length=20), nullable=False, server_default=""),
        sa.Column("wire", sa.String(length=140), nullable=False, server_default=""),
        sa.Column("heard_at", Moment(), nullable=True),
        sa.Column("held", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("opted_out", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    of_outbox: tuple[sa.Column[Any], ...] = (
        sa.Column("part", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("quiet", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("progress", sa.String(length=10), nullable=False, server_default=""),
        sa.Column("failures", sa.Integer(), nullable=False, server_default="0"),
    )
    for column in of_contacts:
        op.add_column("contacts", column)
    for column in of_outbox:
        op.add_column("outbox", column)
    _partly("ix_outbox_about", ["channel", "chat", "about", "id"], "about != ''")
    _partly("ix_outbox_held", ["channel", "chat", "id"], "state = 'held'")
    op.create_table(
        "aliases",
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("alias", sa.String(length=140), nullable=False),
        sa.Column("ext_id", sa.String(length=140), nullable=False),
        sa.PrimaryKeyConstraint("channel", "alias", name=op.f("pk_aliases")),
    )
    op.create_index("ix_aliases_of", "aliases", ["channel", "ext_id"], unique=False)
    op.create_table(
        "contents",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("sid", sa.String(length=34), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("approval", sa.String(length=16), nullable=False, server_default=""),
        sa.Column("reason", sa.Text(), nullable=False, server_default=""),
        sa.Column("checked_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_contents")),
    )
    op.create_table(
        "cursors",
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_cursors")),
    )


def _partly(name: str, columns: list[str], where: str) -> None:
    condition = sa.text(where)
    op.create_index(
        name, "outbox", columns, unique=False, sqlite_where=condition, postgresql_where=condition
    )
