"""Terms agreed with a customer for a time."""

import sqlalchemy as sa
from alembic import op

from storage.tables import BigId, Moment

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "agreements",
        sa.Column("id", BigId, nullable=False),
        sa.Column("contact_id", BigId, nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("made_by", sa.String(length=200), nullable=False),
        sa.Column("made_by_id", BigId, nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("approved_by", sa.String(length=200), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name=op.f("fk_agreements_contact_id")
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["officers.id"], name=op.f("fk_agreements_made_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreements")),
    )
    op.create_index("ix_agreements_contact_id", "agreements", ["contact_id"])
    op.create_table(
        "draws",
        sa.Column("order_id", BigId, nullable=False),
        sa.Column("agreement_id", BigId, nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("units", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_draws_order_id")),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreements.id"], name=op.f("fk_draws_agreement_id")
        ),
        sa.PrimaryKeyConstraint("order_id", name=op.f("pk_draws")),
    )
    op.create_index("ix_draws_month", "draws", ["agreement_id", "month"])
    op.add_column(
        "contacts",
        sa.Column("agreed", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
