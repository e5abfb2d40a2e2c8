"""What is noted of a database, and asked of its images."""

import hashlib

TOLD = {
    "orders": "SELECT number, state, version FROM orders ORDER BY id",
    "outbox": "SELECT id, state, attempt FROM outbox ORDER BY id",
}
"""What an acknowledgement told the outside of: customers their orders, channels our messages."""


def fingerprint(pages: bytes) -> str:
    """What stands for all a database holds."""
    return hashlib.sha1(pages, usedforsecurity=False).hexdigest()
