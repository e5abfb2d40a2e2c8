"""Each part of a message is known by its channel's id; an id is sought without its chat."""

import sqlalchemy as sa
from alembic import op

from storage.tables import BigId

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "parts",
        sa.Column("row", BigId, nullable=False),
        sa.Column("sent_id", sa.String(length=140), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["row"], ["outbox.id"], name=op.f("fk_parts_row")),
        sa.PrimaryKeyConstraint("row", "sent_id", name=op.f("pk_parts")),
    )
    op.create_index("ix_parts_sent_id", "parts", ["sent_id"])
    op.drop_index("ix_outbox_sent", "outbox")
    op.create_index(
        "ix_outbox_sent",
        "outbox",
        ["channel", "sent_id", "chat"],
        sqlite_where=sa.text("sent_id != ''"),
        postgresql_where=sa.text("sent_id != ''"),
    )
