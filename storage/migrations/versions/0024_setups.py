"""Setups that stay in the workshop after an order."""

import sqlalchemy as sa
from alembic import op

from storage.tables import BigId, Moment

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "setups",
        sa.Column("id", BigId, nullable=False),
        sa.Column("contact_id", BigId, nullable=False),
        sa.Column("order_id", BigId, nullable=False),
        sa.Column("logo", sa.String(length=64), nullable=False),
        sa.Column("printing", sa.String(length=200), nullable=False),
        sa.Column("scale", sa.Integer(), nullable=False),
        sa.Column("right", sa.Integer(), nullable=False),
        sa.Column("down", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=60), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("gone_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name=op.f("fk_setups_contact_id")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_setups_order_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_setups")),
    )
    op.create_index("ix_setups_contact", "setups", ["contact_id", "logo"])
    op.create_index("ix_setups_order", "setups", ["order_id"])
