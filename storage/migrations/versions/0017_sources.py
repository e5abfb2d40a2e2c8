"""Where customers come from, and what it brought."""

import sqlalchemy as sa
from alembic import op

from storage.tables import BigId, Moment

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sources",
        sa.Column("id", BigId, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.Column("owner_id", BigId, nullable=True),
        sa.Column("promotion_id", BigId, nullable=True),
        sa.Column("percent", sa.Integer(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("made_by", sa.String(length=200), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["contacts.id"], name=op.f("fk_sources_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sources")),
        sa.UniqueConstraint("code", name=op.f("uq_sources_code")),
    )
    op.create_index("ix_sources_owner_id", "sources", ["owner_id"])
    op.create_table(
        "touches",
        sa.Column("id", BigId, nullable=False),
        sa.Column("contact_id", BigId, nullable=False),
        sa.Column("source_id", BigId, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("how", sa.String(length=8), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name=op.f("fk_touches_contact_id")
        ),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_touches_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_touches")),
    )
    op.create_index("ix_touches_contact", "touches", ["contact_id", "at"])
    op.create_index("ix_touches_at", "touches", ["at"])
    op.create_index("ix_orders_placed", "orders", ["placed_at"])
    _guard_touches()


def _guard_touches() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER touches_no_{change.lower()} BEFORE {change} ON touches "
                "BEGIN SELECT RAISE(ABORT, 'touches are append-only'); END"
            )
        # REPLACE deletes without a word to the trigger above.
        op.execute(
            "CREATE TRIGGER touches_no_replace BEFORE INSERT ON touches "
            "WHEN EXISTS (SELECT 1 FROM touches WHERE id = NEW.id) "
            "BEGIN SELECT RAISE(ABORT, 'touches are append-only'); END"
        )
        return
    op.execute(
        "CREATE FUNCTION touches_are_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'touches are append-only'; END $$"
    )
    for name, when in (
        ("touches_append_only", "BEFORE UPDATE OR DELETE ON touches FOR EACH ROW"),
        ("touches_no_truncate", "BEFORE TRUNCATE ON touches FOR EACH STATEMENT"),
    ):
        op.execute(f"CREATE TRIGGER {name} {when} EXECUTE FUNCTION touches_are_append_only()")
