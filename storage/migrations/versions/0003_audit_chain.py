"""Each row of the audit is tied to the one before it; rows from before stay as they are."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "audit", sa.Column("digest", sa.String(length=64), nullable=False, server_default="")
    )
    chains = op.create_table(
        "chains",
        sa.Column("name", sa.String(length=16), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_chains")),
    )
    op.bulk_insert(chains, [{"name": "audit", "digest": ""}])
