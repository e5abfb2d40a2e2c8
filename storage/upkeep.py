"""What is kept beside the conversations: invitations, and what has had its time."""

import secrets
from base64 import b32encode
from datetime import datetime, timedelta

from sqlalchemy import Connection, String, cast, delete, insert, update

from services.orders import Role
from storage import tables
from storage.desk import digest

INVITATION_LASTS = timedelta(hours=24)

ID_COMES_BACK_AFTER = timedelta(hours=72)
"""Telegram keeps updates for 24 hours; after a week of silence it starts its ids anew at random,
and a new id that was used long ago must not look like a repetition."""


def invite(connection: Connection, role: Role, now: datetime) -> str:
    """A new one-time code: 80 bits, of which only a digest is kept."""
    letters = b32encode(secrets.token_bytes(10)).decode()
    code = "-".join(letters[at : at + 4] for at in range(0, 16, 4))
    row = {"digest": digest(code), "role": role.value, "expires_at": now + INVITATION_LASTS}
    connection.execute(insert(tables.invitations), row)
    return code


def tidy(connection: Connection, channel: str, now: datetime) -> None:
    """Free the update ids of a channel that may use them again, and drop dead buttons."""
    i, t = tables.inbox, tables.tokens
    old = (
        i.c.channel == channel,
        i.c.received_at < now - ID_COMES_BACK_AFTER,
        ~i.c.ext_id.contains("@"),
    )
    freed = i.c.ext_id + "@" + cast(i.c.id, String)
    connection.execute(update(i).where(*old).values(ext_id=freed))
    connection.execute(delete(t).where(t.c.expires_at < now))
