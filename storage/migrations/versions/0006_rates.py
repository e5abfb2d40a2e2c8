"""What a figure of the catalogue is from when on, who set it and where it comes from."""

import sqlalchemy as sa
from alembic import op

from storage.tables import BigId, Moment

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "rates",
        sa.Column("id", BigId, nullable=False),
        sa.Column("place", sa.String(length=96), nullable=False),
        sa.Column("value", sa.String(length=64), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=8), nullable=False),
        sa.Column("set_by", sa.String(length=200), nullable=False),
        sa.Column("valid_from", Moment(), nullable=False),
        sa.Column("recorded_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rates")),
    )
    _keep_as_written()


def _keep_as_written() -> None:
    """Let the database itself refuse to change or delete a figure that held once."""
    if op.get_bind().dialect.name == "sqlite":
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER rates_no_{change.lower()} BEFORE {change} ON rates "
                "BEGIN SELECT RAISE(ABORT, 'dated rates are append-only'); END"
            )
        # REPLACE deletes without a word to the trigger above.
        op.execute(
            "CREATE TRIGGER rates_no_replace BEFORE INSERT ON rates "
            "WHEN EXISTS (SELECT 1 FROM rates WHERE id = NEW.id) "
            "BEGIN SELECT RAISE(ABORT, 'dated rates are append-only'); END"
        )
        return
    op.execute(
        "CREATE FUNCTION rates_are_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'dated rates are append-only'; END $$"
    )
    for name, when in (
        ("rates_append_only", "BEFORE UPDATE OR DELETE ON rates FOR EACH ROW"),
        ("rates_no_truncate", "BEFORE TRUNCATE ON rates FOR EACH STATEMENT"),
    ):
        op.execute(f"CREATE TRIGGER {name} {when} EXECUTE FUNCTION rates_are_append_only()")
