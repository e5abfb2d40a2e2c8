"""Promotions that wait at one recipient: until when, and how often they were sent."""

import sqlalchemy as sa
from alembic import op

from storage.tables import Moment

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "recipients", sa.Column("tries", sa.Integer(), nullable=False, server_default="0")
    )
    op.add_column("recipients", sa.Column("not_before", Moment(), nullable=True))
