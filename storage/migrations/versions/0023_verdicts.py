"""What officers say of logos."""

import sqlalchemy as sa
from alembic import op

from storage.tables import BigId, Moment

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "verdicts",
        sa.Column("id", BigId, nullable=False),
        sa.Column("order_id", BigId, nullable=False),
        sa.Column("artwork", sa.String(length=16), nullable=False),
        sa.Column("accepted", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("officer_id", BigId, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_verdicts_order_id")),
        sa.ForeignKeyConstraint(["artwork"], ["artworks.key"], name=op.f("fk_verdicts_artwork")),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officers.id"], name=op.f("fk_verdicts_officer_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verdicts")),
    )
    op.create_index("ix_verdicts_artwork", "verdicts", ["artwork", "id"])
    op.create_index("ix_verdicts_order", "verdicts", ["order_id"])
