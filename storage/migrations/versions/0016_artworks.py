"""Logos, and the proofs of them that were signed off."""

import sqlalchemy as sa
from alembic import op

from storage.tables import BigId, Moment

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "artworks",
        sa.Column("key", sa.String(length=16), nullable=False),
        sa.Column("contact_id", BigId, nullable=False),
        sa.Column("dialog_id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("logo", sa.String(length=64), nullable=False),
        sa.Column("variant", sa.JSON(), nullable=False),
        sa.Column("seen", sa.JSON(), nullable=False),
        sa.Column("sent_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name=op.f("fk_artworks_contact_id_contacts")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_artworks")),
    )
    op.create_table(
        "proofs",
        sa.Column("id", BigId, nullable=False),
        sa.Column("artwork", sa.String(length=16), nullable=False),
        sa.Column("dialog_id", sa.String(length=32), nullable=False),
        sa.Column("proof", sa.String(length=80), nullable=False),
        sa.Column("scale", sa.Integer(), nullable=False),
        sa.Column("right", sa.Integer(), nullable=False),
        sa.Column("down", sa.Integer(), nullable=False),
        sa.Column("contact_id", BigId, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["artwork"], ["artworks.key"], name=op.f("fk_proofs_artwork_artworks")
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name=op.f("fk_proofs_contact_id_contacts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proofs")),
    )
    op.create_index("ix_proofs_dialog", "proofs", ["dialog_id"])
