"""The screens of the desk's own little messenger: what stands in its chats, message by message.

The terminal and the try-it page show these; for the desk they are one more channel. `changed`
grows with every change to any message, so a viewer asks for what is newer than it has seen.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from pydantic import JsonValue
from sqlalchemy import (
    Connection,
    RowMapping,
    String,
    bindparam,
    cast,
    exists,
    func,
    insert,
    select,
    update,
)

from handlers.messages import Spoken
from storage import tables
from storage.codec import Drawing
from storage.locks import lock

_S = tables.screens
_SINCE = (
    select(_S)
    .where(_S.c.changed > bindparam("seen"), _S.c.chat.in_(bindparam("chats", expanding=True)))
    .order_by(_S.c.changed)
)


@dataclass(frozen=True, slots=True)
class Shown:
    """One message on a screen. `sender` is "" for the desk itself."""

    id: int
    chat: str
    sender: str
    name: str
    drawing: Drawing
    shown_at: datetime
    changed: int


def show(
    connection: Connection, chat: str, sender: str, name: str, drawing: Drawing, now: datetime
) -> int:
    """Put a message on a screen; returns its id."""
    row = {
        "chat": chat,
        "sender": sender,
        "name": name,
        "body": drawing.model_dump(mode="json"),
        "shown_at": now,
        "changed": _next_change(connection),
    }
    return int(connection.execute(insert(_S).returning(_S.c.id), row).scalar_one())


def change(connection: Connection, message: int, drawing: Drawing) -> bool:
    """Edit a message on its screen; false if it is not there."""
    values: dict[str, JsonValue] = {
        "body": drawing.model_dump(mode="json"),
        "changed": _next_change(connection),
    }
    return connection.execute(update(_S).where(_S.c.id == message).values(values)).rowcount == 1


def _next_change(connection: Connection) -> int:
    lock(connection, "whole", [("screens", "")])
    return (
        int(connection.execute(select(func.coalesce(func.max(_S.c.changed), 0))).scalar_one()) + 1
    )


def since(connection: Connection, chats: Sequence[str], seen: int) -> list[Shown]:
    """The messages of these chats that are new or changed after `seen`, in order of change."""
    rows = connection.execute(_SINCE, {"seen": seen, "chats": list(chats)}).mappings()
    return [_shown(row) for row in rows]


def message(connection: Connection, chat: str, key: int) -> Shown | None:
    """One message of a chat."""
    mine = select(_S).where(_S.c.id == key, _S.c.chat == chat)
    row = connection.execute(mine).mappings().first()
    return _shown(row) if row else None


def unheard(connection: Connection, channel: str) -> list[Shown]:
    """What people put on their screens that never reached the inbox: we stopped in between."""
    i = tables.inbox
    ours = exists().where(i.c.channel == channel, i.c.ext_id == cast(_S.c.id, String))
    lost = select(_S).where(_S.c.sender != "", ~ours).order_by(_S.c.id)
    return [_shown(row) for row in connection.execute(lost).mappings()]


def _shown(row: RowMapping) -> Shown:
    return Shown(
        id=row["id"],
        chat=row["chat"],
        sender=row["sender"],
        name=row["name"],
        drawing=Drawing.model_validate(row["body"]),
        shown_at=row["shown_at"],
        changed=row["changed"],
    )


def drawn(spoken: Spoken, *, answers: str = "", edited: bool = False) -> Drawing:
    """What a finished message of the desk looks like on a screen."""
    return Drawing(
        text=spoken.text,
        language=spoken.language,
        choices=spoken.choices,
        closed=spoken.closed,
        files=(spoken.picture,) if spoken.picture else (),
        answers=answers,
        edited=edited,
    )
