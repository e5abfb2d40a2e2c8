"""What a figure of the catalogue is from when on, who set it and where it comes from."""

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing yet."""
