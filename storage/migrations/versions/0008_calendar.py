"""Which days the workshop works, and what of them is promised to whom."""

import sqlalchemy as sa
from alembic import op

from storage.tables import BigId, Moment

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "day_changes",
        sa.Column("id", BigId, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("units", sa.Integer(), nullable=False),
        sa.Column("why", sa.String(length=200), nullable=False),
        sa.Column("officer_id", BigId, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officers.id"], name=op.f("fk_day_changes_officer_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_day_changes")),
    )
    op.create_index("ix_day_changes_day", "day_changes", ["day", "id"])
    _guard_changes()
    op.create_table(
        "reservations",
        sa.Column("order_id", BigId, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("units", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_reservations_order_id")),
        sa.PrimaryKeyConstraint("order_id", "day", name=op.f("pk_reservations")),
    )
    op.create_index("ix_reservations_day", "reservations", ["day"])
    op.add_column("orders", sa.Column("promised", sa.Date(), nullable=True))
    with op.batch_alter_table("tokens") as tokens:
        tokens.alter_column(
            "reason", existing_type=sa.String(length=32), type_=sa.String(length=300)
        )


def _guard_changes() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER day_changes_no_{change.lower()} BEFORE {change} ON day_changes "
                "BEGIN SELECT RAISE(ABORT, 'changes of days are append-only'); END"
            )
        # REPLACE deletes without a word to the trigger above.
        op.execute(
            "CREATE TRIGGER day_changes_no_replace BEFORE INSERT ON day_changes "
            "WHEN EXISTS (SELECT 1 FROM day_changes WHERE id = NEW.id) "
            "BEGIN SELECT RAISE(ABORT, 'changes of days are append-only'); END"
        )
        return
    op.execute(
        "CREATE FUNCTION day_changes_are_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'changes of days are append-only'; END $$"
    )
    for name, when in (
        ("day_changes_append_only", "BEFORE UPDATE OR DELETE ON day_changes FOR EACH ROW"),
        ("day_changes_no_truncate", "BEFORE TRUNCATE ON day_changes FOR EACH STATEMENT"),
    ):
        op.execute(f"CREATE TRIGGER {name} {when} EXECUTE FUNCTION day_changes_are_append_only()")
