"""Where customers come from, and what it brought."""

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing: the tables came later, with 0017."""
