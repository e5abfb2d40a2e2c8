"""Logos, their proofs, and the screens they are printed with."""

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing: the tables came later, with 0016."""
