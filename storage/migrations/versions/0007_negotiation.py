"""What was asked, offered, conceded and agreed about a quote, and its revisions."""

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing yet."""
