"""Terms agreed with a customer for a time."""

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing: the tables came later, with 0015."""
