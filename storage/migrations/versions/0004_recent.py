"""What a person did lately, so that no more of it is handled than one person may send."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("contacts", sa.Column("recent", sa.JSON(), nullable=False, server_default="{}"))
