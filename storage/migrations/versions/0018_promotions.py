"""Who agreed to promotions, what was sent, and to whom."""

import sqlalchemy as sa
from alembic import op

from storage.tables import BigId, Moment

revision = "0018"
down_revision = "0017"
branch_labels = None


def upgrade() -> None:
    """Nobody has agreed to any yet: that takes an act of their own."""
    op.add_column(
        "contacts",
        sa.Column("promotions", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.add_column("contacts", sa.Column("asked_at", Moment(), nullable=True))
    op.create_index("ix_contacts_phone", "contacts", ["phone"])
    op.create_table(
        "consents",
        sa.Column("id", BigId, nullable=False),
        sa.Column("contact_id", BigId, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("granted", sa.Boolean(), nullable=False),
        sa.Column("wording", sa.Text(), nullable=False),
        sa.Column("how", sa.String(length=8), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("message", sa.String(length=140), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name=op.f("fk_consents_contact_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consents")),
    )
    op.create_index("ix_consents_contact", "consents", ["contact_id", "id"])
    _guard_consents()
    op.create_table(
        "promotions",
        sa.Column("id", BigId, nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("audience", sa.JSON(), nullable=False),
        sa.Column("send_at", Moment(), nullable=True),
        sa.Column("made_by", sa.String(length=200), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("approved_by", sa.String(length=200), nullable=False, server_default=""),
        sa.Column("approved_at", Moment(), nullable=True),
        sa.Column("made_by_id", BigId, nullable=True),
        sa.Column("begun_at", Moment(), nullable=True),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.Column("shown_at", Moment(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promotions")),
    )
    op.create_index("ix_promotions_state", "promotions", ["state", "id"])
    op.create_table(
        "recipients",
        sa.Column("promotion_id", BigId, nullable=False),
        sa.Column("contact_id", BigId, nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("why", sa.String(length=200), nullable=False, server_default=""),
        sa.Column("outbox_id", BigId, nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("clicked_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["promotion_id"], ["promotions.id"], name=op.f("fk_recipients_promotion_id")
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name=op.f("fk_recipients_contact_id")
        ),
        sa.PrimaryKeyConstraint("promotion_id", "contact_id", name=op.f("pk_recipients")),
    )
    op.create_index("ix_recipients_state", "recipients", ["promotion_id", "state", "contact_id"])
    op.create_index("ix_recipients_contact", "recipients", ["contact_id", "at"])
    op.create_index("ix_recipients_outbox", "recipients", ["outbox_id"])


def _guard_consents() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER consents_no_{change.lower()} BEFORE {change} ON consents "
                "BEGIN SELECT RAISE(ABORT, 'consents are append-only'); END"
            )
        # REPLACE deletes without a word to the trigger above.
        op.execute(
            "CREATE TRIGGER consents_no_replace BEFORE INSERT ON consents "
            "WHEN EXISTS (SELECT 1 FROM consents WHERE id = NEW.id) "
            "BEGIN SELECT RAISE(ABORT, 'consents are append-only'); END"
        )
        return
    op.execute(
        "CREATE FUNCTION consents_are_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'consents are append-only'; END $$"
    )
    for name, when in (
        ("consents_append_only", "BEFORE UPDATE OR DELETE ON consents FOR EACH ROW"),
        ("consents_no_truncate", "BEFORE TRUNCATE ON consents FOR EACH STATEMENT"),
    ):
        op.execute(f"CREATE TRIGGER {name} {when} EXECUTE FUNCTION consents_are_append_only()")
