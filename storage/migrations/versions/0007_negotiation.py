"""What was asked, offered, conceded and agreed about a quote, and its revisions."""

import sqlalchemy as sa
from alembic import op

from storage.tables import BigId, Moment

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _revisions()
    _events()
    with op.batch_alter_table("tokens") as tokens:
        tokens.alter_column("order_id", existing_type=sa.BigInteger(), nullable=True)
        tokens.add_column(sa.Column("quote_id", BigId, nullable=True))
        tokens.create_index("ix_tokens_quote_id", ["quote_id"])
        tokens.create_foreign_key("fk_tokens_quote_id", "quotes", ["quote_id"], ["id"])
    op.add_column("audit", sa.Column("quote_id", BigId, nullable=True))
    op.create_index("ix_audit_quote_id", "audit", ["quote_id"])


def _revisions() -> None:
    """Quotes of before are each the first of their number."""
    for column in (
        sa.Column("base", sa.String(length=64), nullable=False, server_default=""),
        sa.Column("revision", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("reason", sa.Text(), nullable=False, server_default=""),
    ):
        op.add_column("quotes", column)
    op.execute("UPDATE quotes SET base = number")
    op.create_index("ix_quotes_base", "quotes", ["base", "revision"])


def _events() -> None:
    op.create_table(
        "quote_events",
        sa.Column("id", BigId, nullable=False),
        sa.Column("quote_id", BigId, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("who", sa.String(length=8), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("what", sa.String(length=16), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=True),
        sa.Column("each", sa.BigInteger(), nullable=True),
        sa.Column("hpp", sa.BigInteger(), nullable=True),
        sa.Column("floor", sa.BigInteger(), nullable=True),
        sa.Column("rule", sa.String(length=32), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["quote_id"], ["quotes.id"], name=op.f("fk_quote_events_quote_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quote_events")),
    )
    op.create_index("ix_quote_events_quote_id", "quote_events", ["quote_id"])
    if op.get_bind().dialect.name == "sqlite":
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER quote_events_no_{change.lower()} BEFORE {change} ON quote_events "
                "BEGIN SELECT RAISE(ABORT, 'what was negotiated is append-only'); END"
            )
        # REPLACE deletes without a word to the trigger above.
        op.execute(
            "CREATE TRIGGER quote_events_no_replace BEFORE INSERT ON quote_events "
            "WHEN EXISTS (SELECT 1 FROM quote_events WHERE id = NEW.id) "
            "BEGIN SELECT RAISE(ABORT, 'what was negotiated is append-only'); END"
        )
        return
    op.execute(
        "CREATE FUNCTION quote_events_are_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'what was negotiated is append-only'; END $$"
    )
    for name, when in (
        ("quote_events_append_only", "BEFORE UPDATE OR DELETE ON quote_events FOR EACH ROW"),
        ("quote_events_no_truncate", "BEFORE TRUNCATE ON quote_events FOR EACH STATEMENT"),
    ):
        op.execute(f"CREATE TRIGGER {name} {when} EXECUTE FUNCTION quote_events_are_append_only()")
